package dev.actorspring.boot.discovery;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.KeyedActors;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.boot.actors.ActorAutoConfiguration;
import dev.actorspring.stereotype.Actor;
import dev.actorspring.stereotype.KeyedActor;
import dev.actorspring.system.ActorSystem;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import org.aopalliance.intercept.MethodInterceptor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.aop.Advisor;
import org.springframework.aop.framework.autoproxy.DefaultAdvisorAutoProxyCreator;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.beans.factory.InjectionPoint;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.UnsatisfiedDependencyException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What would be found by the first caller of a keyed actor is found at the start.
 */
class ActorBeanChecksTests {

	private static final AtomicInteger MADE = new AtomicInteger();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(ActorAutoConfiguration.class, PropertyPlaceholderAutoConfiguration.class));

	static Stream<Arguments> refused() {
		return Stream.of(
				Arguments.of(AbstractClass.class,
						"Class " + AbstractClass.class.getName() + " of actor 'family' is abstract", "@Bean method"),
				Arguments.of(InnerClass.class, "is an inner class: without an instance of ActorBeanChecksTests",
						"static"),
				Arguments.of(TwoConstructors.class, "has 2 constructors, and none is marked", "@Autowired"),
				Arguments.of(OtherContext.class,
						"is an ActorContext<Plain>, but is made for actor 'family', which is a OtherContext",
						"ActorContext<OtherContext>"),
				Arguments.of(OtherContextInField.class, "Field context in ", "ActorContext<OtherContextInField>"),
				Arguments.of(OtherContextInHelper.class,
						"Parameter 0 of constructor in " + HelperOfPlain.class.getName()
								+ " is an ActorContext<Plain>, but is made for actor 'family'",
						"ActorContext<?>"),
				Arguments.of(OtherContextInMethod.class, "Parameter 0 of method family in", "ActorContext<Plain2>"),
				Arguments.of(NoValue.class, "has the @Value(\"${no.such}\")", "${name:default}"),
				Arguments.of(NoValueInField.class, "has the @Value(\"${no.such}\")", "${name:default}"),
				Arguments.of(NoValueInExpression.class, "has the @Value(\"#{'${no.such}'.length()}\")",
						"${name:default}"),
				Arguments.of(NoExpression.class, "has the @Value(\"#{1 +}\")", "Correct the expression"),
				Arguments.of(NoNumber.class, "'many' cannot become a value of type int", "Correct the value"),
				Arguments.of(DependsOnNothing.class, "@DependsOn(\"nothing\"), but there is no bean",
						"Correct the name"),
				Arguments.of(Circle.class, "need each other in a circle: Left -> Right -> Left", "lazily"),
				Arguments.of(WrongLifecycle.class, "has an annotation that cannot work", "method or field"),
				Arguments.of(FinalClass.class, "is final", "not final"), Arguments.of(FinalHandler.class,
						"cannot reach its handler FinalHandler.name", "neither private nor final"));
	}

	@ParameterizedTest
	@MethodSource("refused")
	void familyThatCannotBeMadeStopsTheStart(Class<?> configuration, String description, String action) {
		this.contextRunner.withUserConfiguration(configuration).run((context) -> {
			assertThat(context).hasFailed();
			assertThat(context.getStartupFailure()).cause()
				.isInstanceOfSatisfying(ActorConfigurationException.class, (failure) -> {
					assertThat(failure).hasMessageContaining(description);
					assertThat(failure.getAction()).contains(action);
				});
		});
	}

	static Stream<Arguments> missing() {
		return Stream.of(Arguments.of(NoBean.class, 0), Arguments.of(NoBeanInField.class, -1),
				Arguments.of(NoBeanInMethod.class, 0), Arguments.of(NoBeanOfBeanMethod.class, 0),
				Arguments.of(NoBeanOfHelper.class, 0), Arguments.of(NoBeanOfPrototype.class, 0),
				Arguments.of(NoBeanInGenericBase.class, 0), Arguments.of(NoListInField.class, -1),
				Arguments.of(NoQualifiedBean.class, 0), Arguments.of(NoResource.class, -1),
				Arguments.of(NoRef.class, 0), Arguments.of(MarkedConstructor.class, 0));
	}

	@ParameterizedTest
	@MethodSource("missing")
	void missingBeanStopsTheStartAsSpringSaysIt(Class<?> configuration, int parameter) {
		this.contextRunner.withUserConfiguration(configuration).run((context) -> {
			assertThat(context).getFailure().isInstanceOfSatisfying(UnsatisfiedDependencyException.class, (failure) -> {
				assertThat(failure.getCause()).isInstanceOf(NoSuchBeanDefinitionException.class);
				InjectionPoint point = failure.getInjectionPoint();
				assertThat(point).isNotNull();
				assertThat((point.getMethodParameter() != null) ? point.getMethodParameter().getParameterIndex() : -1)
					.isEqualTo(parameter);
			});
		});
	}

	@Test
	void ambiguousBeanStopsTheStart() {
		this.contextRunner.withUserConfiguration(Ambiguous.class, TwoTexts.class)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(NoUniqueBeanDefinitionException.class));
		this.contextRunner.withUserConfiguration(AmbiguousOptional.class, TwoTexts.class)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(NoUniqueBeanDefinitionException.class));
	}

	@Test
	void actorInjectedIntoAFamilyStopsTheStart() {
		this.contextRunner.withUserConfiguration(Plain.class, Greedy.class)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("use ActorRef<Plain> instead"));
		this.contextRunner.withUserConfiguration(Plain.class, GreedyForAll.class)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("use ActorRef<Plain> instead"));
	}

	@Test
	void nothingIsMadeByTheChecks() {
		MADE.set(0);
		this.contextRunner.withUserConfiguration(Fine.class, FineParts.class)
			.withPropertyValues("number=3")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(MADE).hasValue(0);
				KeyedActors<Fine> fine = context.getBean(ActorSystem.class).keyed(Fine.class);
				assertThat(fine.get("1").call(new Fine.Describe())).isEqualTo("1 3 two texts");
				assertThat(MADE.get()).isPositive();
			});
	}

	@Test
	void oneOfSeveralMarkedConstructorsIsEnough() {
		this.contextRunner.withUserConfiguration(SeveralConstructors.class)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void prototypeThatIsMadeForItsInjectionPointIsFine() {
		this.contextRunner.withUserConfiguration(Calling.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(ActorSystem.class).keyed(Calling.class).get("1").call(new HasName.GetName()))
				.isEmpty();
		});
	}

	@Test
	void lazyInitializationOfTheApplicationDoesNotKeepTheChecksFromRunning() {
		SpringApplication application = new SpringApplication(ActorAutoConfiguration.class, NoBean.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		assertThatExceptionOfType(UnsatisfiedDependencyException.class).isThrownBy(() -> application
			.run("--spring.main.lazy-initialization=true", "--spring.main.web-application-type=none"));
	}

	interface HasName {

		record GetName() implements Request<HasName, String> {

		}

	}

	static class Named implements HasName {

		@Receive
		String name(GetName question) {
			return "";
		}

	}

	@Actor("plain")
	static class Plain extends Named {

	}

	interface Missing {

	}

	@KeyedActor("family")
	abstract static class AbstractClass extends Named {

	}

	@KeyedActor("family")
	class InnerClass extends Named {

	}

	@KeyedActor("family")
	static class TwoConstructors extends Named {

		TwoConstructors(Environment environment) {
		}

		TwoConstructors(ObjectProvider<Environment> environment) {
		}

	}

	@KeyedActor("family")
	static class SeveralConstructors extends Named {

		@Autowired(required = false)
		SeveralConstructors(Missing missing) {
		}

		@Autowired(required = false)
		SeveralConstructors(Environment environment) {
		}

	}

	@KeyedActor("family")
	static class OtherContext extends Named {

		OtherContext(ActorContext<Plain> context) {
		}

	}

	@KeyedActor("family")
	static class OtherContextInField extends Named {

		@Autowired
		private ActorContext<Plain> context;

	}

	@Configuration(proxyBeanMethods = false)
	static class OtherContextInMethod {

		@Bean
		@KeyedActor
		Plain2 family(ActorContext<Named2> context) {
			return new Plain2();
		}

		static class Named2 extends Named {

		}

	}

	static class Plain2 extends Named {

	}

	@KeyedActor("family")
	@Import(HelperOfPlain.class)
	static class OtherContextInHelper extends Named {

		OtherContextInHelper(HelperOfPlain helper) {
		}

	}

	@Scope("actor")
	static class HelperOfPlain {

		HelperOfPlain(ActorContext<Plain> context) {
		}

	}

	@KeyedActor("family")
	static class NoValue extends Named {

		NoValue(@Value("${no.such}") String value) {
		}

	}

	@KeyedActor("family")
	static class NoValueInField extends Named {

		@Value("${no.such}")
		private String value;

	}

	@KeyedActor("family")
	static class NoValueInExpression extends Named {

		NoValueInExpression(@Value("#{'${no.such}'.length()}") int value) {
		}

	}

	@KeyedActor("family")
	static class NoExpression extends Named {

		NoExpression(@Value("#{1 +}") int value) {
		}

	}

	@KeyedActor("family")
	static class NoNumber extends Named {

		NoNumber(@Value("${no.such:many}") int value) {
		}

	}

	@KeyedActor("family")
	@DependsOn("nothing")
	static class DependsOnNothing extends Named {

	}

	@KeyedActor("family")
	@Import({ Left.class, Right.class })
	static class Circle extends Named {

		Circle(Left left) {
		}

	}

	@Scope("actor")
	static class Left {

		Left(Right right) {
		}

	}

	@Scope("actor")
	static class Right {

		@Autowired
		private Left left;

	}

	@KeyedActor("family")
	static class WrongLifecycle extends Named {

		@PostConstruct
		void up(Environment environment) {
		}

	}

	@KeyedActor("family")
	@Import(Advice.class)
	static final class FinalClass extends Named {

	}

	@KeyedActor("family")
	@Import(Advice.class)
	static class FinalHandler {

		@Receive
		final String name(GetName question) {
			return "";
		}

		record GetName() implements Request<FinalHandler, String> {

		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Advice {

		@Bean
		static DefaultAdvisorAutoProxyCreator autoProxyCreator() {
			return new DefaultAdvisorAutoProxyCreator();
		}

		@Bean
		static Advisor advisor() {
			return new DefaultPointcutAdvisor((MethodInterceptor) (invocation) -> invocation.proceed()) {

				private static final long serialVersionUID = 1L;

				@Override
				public org.springframework.aop.Pointcut getPointcut() {
					return new org.springframework.aop.support.annotation.AnnotationMatchingPointcut(KeyedActor.class);
				}

			};
		}

	}

	@KeyedActor("family")
	@Import(Clients.class)
	static class Calling extends Named {

		Calling(StringBuilder client) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Clients {

		@Bean
		@Scope("prototype")
		StringBuilder client(ObjectProvider<Missing> missing, InjectionPoint point) {
			return new StringBuilder(point.getMember().getName());
		}

	}

	@KeyedActor("family")
	static class NoBean extends Named {

		NoBean(Missing missing) {
		}

	}

	@KeyedActor("family")
	static class MarkedConstructor extends Named {

		@Autowired
		MarkedConstructor(Missing missing) {
		}

		MarkedConstructor() {
		}

	}

	@KeyedActor("family")
	static class NoBeanInField extends Named {

		@Autowired
		private Missing missing;

	}

	@KeyedActor("family")
	static class NoBeanInMethod extends Named {

		@Autowired
		void missing(Missing missing) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NoBeanOfBeanMethod {

		@Bean
		@KeyedActor
		Plain2 family(Missing missing) {
			return new Plain2();
		}

	}

	@KeyedActor("family")
	@Import(NeedyHelper.class)
	static class NoBeanOfHelper extends Named {

		NoBeanOfHelper(NeedyHelper helper) {
		}

	}

	@Scope("actor")
	static class NeedyHelper {

		NeedyHelper(Missing missing) {
		}

	}

	@KeyedActor("family")
	@Import(NeedyPrototype.class)
	static class NoBeanOfPrototype extends Named {

		NoBeanOfPrototype(NeedyPrototype prototype) {
		}

	}

	@Scope("prototype")
	static class NeedyPrototype {

		NeedyPrototype(Missing missing) {
		}

	}

	abstract static class GenericBase<T> extends Named {

		@Autowired
		void needs(T needed) {
		}

	}

	@KeyedActor("family")
	static class NoBeanInGenericBase extends GenericBase<Missing> {

	}

	@KeyedActor("family")
	static class NoListInField extends Named {

		@Autowired
		private List<Missing> missing;

	}

	@KeyedActor("family")
	@Import(TwoTexts.class)
	static class NoQualifiedBean extends Named {

		NoQualifiedBean(@Qualifier("third") StringBuilder text) {
		}

	}

	@KeyedActor("family")
	static class NoResource extends Named {

		@Resource(name = "nothing")
		private Object missing;

	}

	@KeyedActor("family")
	static class NoRef extends Named {

		NoRef(ActorRef<Plain> plain) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoTexts {

		@Bean
		StringBuilder one() {
			return new StringBuilder("one");
		}

		@Bean
		StringBuilder two() {
			return new StringBuilder("two");
		}

	}

	@KeyedActor("family")
	static class Ambiguous extends Named {

		Ambiguous(StringBuilder text) {
		}

	}

	@KeyedActor("family")
	static class AmbiguousOptional extends Named {

		AmbiguousOptional(Optional<StringBuilder> text) {
		}

	}

	@KeyedActor("family")
	static class Greedy extends Named {

		Greedy(Plain plain) {
		}

	}

	@KeyedActor("family")
	static class GreedyForAll extends Named {

		GreedyForAll(List<Plain> all) {
		}

	}

	@KeyedActor
	static class Fine {

		private final String description;

		@Autowired
		private Map<String, StringBuilder> texts = Map.of();

		@Autowired(required = false)
		private @Nullable Missing missing;

		Fine(ActorContext<Fine> context, Part part, Prototype prototype, @Lazy Reluctant lazy,
				ObjectProvider<Missing> provider, Optional<Missing> optional, @Nullable Missing none,
				List<Missing> empty, List<Prototype> prototypes, Map<String, Missing> noMap, Missing[] noArray,
				@Value("#{@fineParts.count()}") int expression, @Value("${number}") int number,
				@Value("${no.such:#{null}}") @Nullable String nothing, StringBuilder two, ActorRef<Fine2> other,
				Environment environment) {
			this.description = context.key() + " " + number + " " + two;
		}

		@Receive
		String describe(Describe question) {
			return this.description + " " + (this.texts.size() == 2 ? "texts" : "");
		}

		record Describe() implements Request<Fine, String> {

		}

	}

	@Actor
	static class Fine2 extends Named {

	}

	@Scope("actor")
	static class Part {

		Part(ActorContext<?> context, Prototype prototype) {
			MADE.incrementAndGet();
		}

	}

	@Scope("prototype")
	static class Prototype {

		Prototype() {
			MADE.incrementAndGet();
		}

	}

	@Lazy
	static class Reluctant {

		Reluctant() {
			MADE.incrementAndGet();
		}

	}

	@Configuration(value = "fineParts", proxyBeanMethods = false)
	@Import({ Part.class, Prototype.class, Reluctant.class, TwoTexts.class, Fine2.class })
	public static class FineParts {

		public int count() {
			return MADE.incrementAndGet();
		}

	}

}
