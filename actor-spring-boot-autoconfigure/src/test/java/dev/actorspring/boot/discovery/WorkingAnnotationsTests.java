package dev.actorspring.boot.discovery;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.KeyedActors;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.boot.actors.ActorAutoConfiguration;
import dev.actorspring.stereotype.Actor;
import dev.actorspring.stereotype.KeyedActor;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Fallback;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataRetrievalFailureException;
import org.springframework.dao.annotation.PersistenceExceptionTranslationPostProcessor;
import org.springframework.dao.support.PersistenceExceptionTranslator;
import org.springframework.stereotype.Repository;
import org.springframework.stereotype.Service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Annotations of Spring that say how an actor is declared and injected.
 */
class WorkingAnnotationsTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(ActorAutoConfiguration.class, PropertyPlaceholderAutoConfiguration.class))
		.withBean(Journal.class);

	@Test
	void primaryActorIsInjectedWhereSeveralMatch() {
		this.contextRunner.withUserConfiguration(One.class, First.class, Asker.class)
			.run((context) -> assertThat(context.getBean(Asker.class).named.path()).isEqualTo("first"));
	}

	@Test
	void fallbackActorIsInjectedWhereNoOtherMatches() {
		this.contextRunner.withUserConfiguration(Last.class, One.class, Asker.class)
			.run((context) -> assertThat(context.getBean(Asker.class).named.path()).isEqualTo("one"));
		this.contextRunner.withUserConfiguration(Last.class, Asker.class)
			.run((context) -> assertThat(context.getBean(Asker.class).named.path()).isEqualTo("last"));
	}

	@Test
	void qualifierOfAnActorChoosesItsRef() {
		this.contextRunner
			.withUserConfiguration(One.class, European.class, American.class, MethodActors.class, Chooser.class)
			.run((context) -> {
				Chooser chooser = context.getBean(Chooser.class);
				assertThat(chooser.european.path()).isEqualTo("eu");
				assertThat(chooser.byActorName.path()).isEqualTo("eu");
				assertThat(chooser.exact.path()).isEqualTo("eu");
				assertThat(chooser.american.path()).isEqualTo("us");
				assertThat(chooser.asian.path()).isEqualTo("by-method");
			});
	}

	@Test
	void orderOfActorsIsThatOfTheirRefsInALists() {
		this.contextRunner
			.withUserConfiguration(Third.class, One.class, First.class, MethodActors.class, Collector.class)
			.run((context) -> assertThat(context.getBean(Collector.class).all).extracting(ActorRef::path)
				.containsExactly("first", "by-method", "third", "one"));
	}

	@Test
	void profileDecidesWhetherThereIsAnActor() {
		this.contextRunner.withUserConfiguration(OfTheNight.class)
			.run((context) -> assertThat(context).doesNotHaveBean(ActorRef.class));
		this.contextRunner.withUserConfiguration(OfTheNight.class)
			.withPropertyValues("spring.profiles.active=night")
			.run((context) -> assertThat(context).hasBean("ofTheNight"));
	}

	@Test
	void conditionDecidesWhetherThereIsAnActor() {
		this.contextRunner.withUserConfiguration(IfClass.class, IfMethod.class)
			.run((context) -> assertThat(context).doesNotHaveBean(ActorRef.class));
		this.contextRunner.withUserConfiguration(IfClass.class, IfMethod.class)
			.withPropertyValues("by.class=true")
			.run((context) -> assertThat(context.getBean(ActorRef.class).path()).isEqualTo("if-class"));
		this.contextRunner.withUserConfiguration(IfClass.class, IfMethod.class)
			.withPropertyValues("by.method=true")
			.run((context) -> assertThat(context.getBean(ActorRef.class).path()).isEqualTo("if-method"));
	}

	@Test
	void lazyParameterIsMadeWhenItIsUsed() {
		this.contextRunner.withUserConfiguration(Reluctant.class, Tool.class).run((context) -> {
			ActorRef<?> ref = context.getBean(ActorRef.class);
			assertThat(context.getBean(Journal.class).entries).isEmpty();
			assertThat(call(ref, new Reluctant.Use())).isEqualTo("used");
			assertThat(context.getBean(Journal.class).entries).containsExactly("tool");
		});
	}

	@Test
	void dependsOnMakesAnotherBeanBeforeTheActor() {
		this.contextRunner.withUserConfiguration(Depending.class, DependingFamily.class, Tools.class).run((context) -> {
			assertThat(context.getBean(Journal.class).entries).containsExactly("hammer", "depending");
			KeyedActors<?> family = context.getBean("dependingFamily", KeyedActors.class);
			assertThat(call(family.get("1"), new HasName.GetName())).isEqualTo("depending-family/1");
			assertThat(context.getBean(Journal.class).entries).containsExactly("hammer", "depending", "saw",
					"depending 1");
		});
	}

	@Test
	void serviceMayBeAnActor() {
		this.contextRunner.withUserConfiguration(Served.class)
			.run((context) -> assertThat(call(context.getBean("served", ActorRef.class), new HasName.GetName()))
				.isEqualTo("served"));
	}

	@Test
	void exceptionsOfARepositoryThatIsAnActorAreTranslated() {
		this.contextRunner.withUserConfiguration(Stored.class, Translation.class)
			.run((context) -> assertThatExceptionOfType(DataRetrievalFailureException.class)
				.isThrownBy(() -> call(context.getBean("stored", ActorRef.class), new HasName.GetName())));
	}

	@Test
	void fieldsAndMethodsAreInjected() {
		this.contextRunner.withUserConfiguration(Injected.class)
			.withPropertyValues("greeting=hello")
			.run((context) -> assertThat(call(context.getBean("injected", ActorRef.class), new HasName.GetName()))
				.isEqualTo("hello injected true"));
	}

	@SuppressWarnings("unchecked")
	private static <R> R call(ActorRef<?> ref, Request<?, R> request) {
		return ((ActorRef<Object>) ref).call((Request<Object, R>) request);
	}

	static class Journal {

		private final List<String> entries = new CopyOnWriteArrayList<>();

	}

	interface HasName {

		record GetName() implements Request<HasName, String> {

		}

	}

	abstract static class Named implements HasName {

		private final ActorContext<?> context;

		Named(ActorContext<?> context) {
			this.context = context;
		}

		@Receive
		String name(GetName question) {
			return this.context.path();
		}

	}

	@Actor("one")
	static class One extends Named {

		One(ActorContext<One> context) {
			super(context);
		}

	}

	@Actor("first")
	@Primary
	@Order(1)
	static class First extends Named {

		First(ActorContext<First> context) {
			super(context);
		}

	}

	@Actor("third")
	@Order(3)
	static class Third extends Named {

		Third(ActorContext<Third> context) {
			super(context);
		}

	}

	@Actor("last")
	@Fallback
	static class Last extends Named {

		Last(ActorContext<Last> context) {
			super(context);
		}

	}

	static class Asker {

		private final ActorRef<HasName> named;

		Asker(ActorRef<HasName> named) {
			this.named = named;
		}

	}

	@Retention(RetentionPolicy.RUNTIME)
	@Qualifier
	@interface Region {

		String continent();

	}

	@Actor("eu")
	@Qualifier("european")
	static class European extends Named {

		European(ActorContext<European> context) {
			super(context);
		}

	}

	@Actor("us")
	@Region(continent = "america")
	static class American extends Named {

		American(ActorContext<American> context) {
			super(context);
		}

	}

	static class Plain extends Named {

		Plain(ActorContext<Plain> context) {
			super(context);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class MethodActors {

		@Bean
		@Actor
		@Order(2)
		@Region(continent = "asia")
		Plain byMethod(ActorContext<Plain> context) {
			return new Plain(context);
		}

	}

	static class Chooser {

		private final ActorRef<HasName> european;

		private final ActorRef<HasName> byActorName;

		private final ActorRef<European> exact;

		private final ActorRef<HasName> american;

		private final ActorRef<?> asian;

		Chooser(@Qualifier("european") ActorRef<HasName> european, @Qualifier("eu") ActorRef<HasName> byActorName,
				@Qualifier("european") ActorRef<European> exact,
				@Region(continent = "america") ActorRef<HasName> american,
				@Region(continent = "asia") ActorRef<Plain> asian) {
			this.european = european;
			this.byActorName = byActorName;
			this.exact = exact;
			this.american = american;
			this.asian = asian;
		}

	}

	static class Collector {

		private final List<ActorRef<HasName>> all;

		Collector(List<ActorRef<HasName>> all) {
			this.all = all;
		}

	}

	@Actor
	@Profile("night")
	static class OfTheNight extends Named {

		OfTheNight(ActorContext<OfTheNight> context) {
			super(context);
		}

	}

	@Actor
	@ConditionalOnProperty("by.class")
	static class IfClass {

		@Receive
		String name(GetName question) {
			return "";
		}

		record GetName() implements Request<IfClass, String> {

		}

	}

	static class Other {

		@Receive
		String name(GetName question) {
			return "";
		}

		record GetName() implements Request<Other, String> {

		}

	}

	@Configuration(proxyBeanMethods = false)
	static class IfMethod {

		@Bean
		@Actor
		@ConditionalOnProperty("by.method")
		Other ifMethod() {
			return new Other();
		}

	}

	@Lazy
	static class Tool {

		Tool(Journal journal) {
			journal.entries.add("tool");
		}

		String use() {
			return "used";
		}

	}

	@Actor
	static class Reluctant {

		private final Tool tool;

		Reluctant(@Lazy Tool tool) {
			this.tool = tool;
		}

		@Receive
		String use(Use use) {
			return this.tool.use();
		}

		record Use() implements Request<Reluctant, String> {

		}

	}

	@Actor
	@DependsOn("hammer")
	static class Depending {

		Depending(Journal journal) {
			journal.entries.add("depending");
		}

		@Receive
		String name(GetName question) {
			return "";
		}

		record GetName() implements Request<Depending, String> {

		}

	}

	@KeyedActor
	@DependsOn("saw")
	static class DependingFamily extends Named {

		DependingFamily(ActorContext<DependingFamily> context, Journal journal) {
			super(context);
			journal.entries.add("depending " + context.key());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Tools {

		@Bean
		@Lazy
		Object hammer(Journal journal) {
			return journal.entries.add("hammer");
		}

		@Bean
		@Lazy
		Object saw(Journal journal) {
			return journal.entries.add("saw");
		}

	}

	@Service
	@Actor("served")
	static class Served extends Named {

		Served(ActorContext<Served> context) {
			super(context);
		}

	}

	static class StorageException extends RuntimeException {

		private static final long serialVersionUID = 1L;

	}

	@Repository
	@Actor
	static class Stored implements HasName {

		@Receive
		String name(GetName question) throws DataAccessException {
			throw new StorageException();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Translation {

		@Bean
		static PersistenceExceptionTranslationPostProcessor translation() {
			return new PersistenceExceptionTranslationPostProcessor();
		}

		@Bean
		static PersistenceExceptionTranslator translator() {
			return (exception) -> (exception instanceof StorageException)
					? new DataRetrievalFailureException("gone", exception) : null;
		}

	}

	@Actor
	static class Injected implements HasName {

		@Value("${greeting}")
		private String greeting;

		@Autowired
		private ActorContext<Injected> context;

		private boolean journal;

		@Autowired
		void journal(Journal journal) {
			this.journal = true;
		}

		@Receive
		String name(GetName question) {
			return this.greeting + " " + this.context.path() + " " + this.journal;
		}

	}

}
