package dev.actorspring.demo;

import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.actorspring.demo.auction.Auction;
import dev.actorspring.demo.payments.CardGateway;
import dev.actorspring.demo.payments.Ledger;
import dev.actorspring.protocol.ActorProtocol;
import dev.actorspring.protocol.Handler;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.ReflectionHintsPredicates;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringApplication.AbandonedRunException;
import org.springframework.boot.SpringApplicationRunListener;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.javapoet.ClassName;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a native image of the auction house is told. What it has to know is derived from
 * the protocols of its actors, and from its beans.
 */
@TestInstance(Lifecycle.PER_CLASS)
class NativeHintsTests {

	private static final ReflectionHintsPredicates REFLECTION = RuntimeHintsPredicates.reflection();

	private final GenericApplicationContext context = load();

	private final RuntimeHints hints = process(this.context);

	/**
	 * As Boot itself does: runs the application up to the point where its beans are
	 * defined.
	 */
	private static GenericApplicationContext load() {
		try {
			SpringApplication.withHook((application) -> new SpringApplicationRunListener() {

				@Override
				public void contextLoaded(ConfigurableApplicationContext loaded) {
					throw new AbandonedRunException(loaded);
				}

			}, () -> SpringApplication.run(AuctionHouseApplication.class));
			throw new IllegalStateException("It has run");
		}
		catch (AbandonedRunException ex) {
			return (GenericApplicationContext) Objects.requireNonNull(ex.getApplicationContext());
		}
	}

	private static RuntimeHints process(GenericApplicationContext context) {
		DefaultGenerationContext generation = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get(AuctionHouseApplication.class)), new InMemoryGeneratedFiles());
		new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
		return generation.getRuntimeHints();
	}

	static Stream<Handler> handlers() {
		return Stream.of(Auction.class, CardGateway.class, Ledger.class, bidder())
			.flatMap((actor) -> ActorProtocol.of(actor, List.of()).handlers().stream());
	}

	private static Class<?> bidder() {
		return ClassUtils.resolveClassName("dev.actorspring.demo.bidders.Bidder", null);
	}

	@ParameterizedTest
	@MethodSource("handlers")
	void handlersCanBeInvoked(Handler handler) {
		assertThat(REFLECTION.onMethodInvocation(handler.method())).accepts(this.hints);
	}

	@ParameterizedTest
	@MethodSource("handlers")
	void messagesCanBeMadeAndRead(Handler handler) {
		expectData(handler.messageType());
	}

	@ParameterizedTest
	@MethodSource("handlers")
	void repliesCanBeMadeAndRead(Handler handler) {
		if (handler.replyType() != null) {
			ResolvableType reply = ResolvableType.forType(handler.replyType());
			expectData(reply.toClass());
			Stream.of(reply.getGenerics()).map(ResolvableType::toClass).forEach(this::expectData);
		}
	}

	@ParameterizedTest
	@MethodSource("handlers")
	void declaredExceptionsCanBeMadeAgain(Handler handler) {
		for (Class<?> exception : handler.declared()) {
			assertThat(exception.getDeclaredConstructors()).allSatisfy(
					(constructor) -> assertThat(REFLECTION.onConstructorInvocation(constructor)).accepts(this.hints));
			assertThat(exception.getDeclaredFields())
				.allSatisfy((field) -> assertThat(REFLECTION.onFieldAccess(field)).accepts(this.hints));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "dev.actorspring.demo.auction.Lot", "dev.actorspring.demo.payments.Ledger$Balance" })
	void statesCanBeMadeAndRead(String state) {
		expectData(ClassUtils.resolveClassName(state, null));
	}

	@ParameterizedTest
	@ValueSource(strings = { "org.hibernate.validator.internal.constraintvalidators.bv.NotBlankValidator",
			"org.hibernate.validator.internal.constraintvalidators.hv.time.DurationMaxValidator" })
	void constraintsOfMessagesCanBeChecked(String validator) throws Exception {
		assertThat(REFLECTION.onConstructorInvocation(Class.forName(validator).getDeclaredConstructor()))
			.accepts(this.hints);
	}

	@Test
	void propertiesCanBeBound() {
		assertThat(ours(ConfigurationProperties.class)).hasSizeGreaterThan(5)
			.allSatisfy((type) -> assertThat(REFLECTION.onConstructorInvocation(type.getDeclaredConstructors()[0]))
				.accepts(this.hints));
	}

	@Test
	void endpointsCanBeAsked() {
		assertThat(Stream.of(Endpoint.class, EndpointWebExtension.class).flatMap((type) -> ours(type).stream()))
			.hasSizeGreaterThan(1)
			.allSatisfy((endpoint) -> ReflectionUtils.doWithMethods(endpoint,
					(operation) -> assertThat(REFLECTION.onMethodInvocation(operation)).accepts(this.hints),
					(method) -> Stream.of(ReadOperation.class, WriteOperation.class, DeleteOperation.class)
						.anyMatch(method::isAnnotationPresent)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "dev.actorspring.boot.http.Violation",
			"dev.actorspring.boot.actuate.endpoint.NodeDescriptor$Actor",
			"dev.actorspring.boot.actuate.endpoint.NodeDescriptor$Family",
			"dev.actorspring.boot.actuate.endpoint.NodeDescriptor$Supervisor" })
	void whatIsWrittenAsJsonCanBeRead(String type) {
		expectData(ClassUtils.resolveClassName(type, null));
	}

	private Set<Class<?>> ours(Class<? extends Annotation> annotation) {
		DefaultListableBeanFactory beans = this.context.getDefaultListableBeanFactory();
		return Stream.of(beans.getBeanDefinitionNames())
			.map((name) -> beans.getType(name, false))
			.filter((type) -> type != null && type.getName().startsWith("dev.actorspring")
					&& AnnotatedElementUtils.hasAnnotation(type, annotation))
			.collect(Collectors.toSet());
	}

	private void expectData(@Nullable Class<?> type) {
		if (type == null || !type.isRecord() || !type.getName().startsWith("dev.actorspring")) {
			return;
		}
		RecordComponent[] components = type.getRecordComponents();
		Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
		assertThat(REFLECTION.onConstructorInvocation(constructor(type, types))).as(type.getName()).accepts(this.hints);
		for (RecordComponent component : components) {
			assertThat(REFLECTION.onMethodInvocation(component.getAccessor())).as(component.toString())
				.accepts(this.hints);
			ResolvableType held = ResolvableType.forType(component.getGenericType());
			expectData(held.toClass());
			Stream.of(held.getGenerics()).map(ResolvableType::toClass).forEach(this::expectData);
		}
	}

	private static Constructor<?> constructor(Class<?> type, Class<?>[] parameters) {
		try {
			return type.getDeclaredConstructor(parameters);
		}
		catch (NoSuchMethodException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
