package dev.actorspring.boot.caller;

import java.security.Principal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.ActorRef;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.boot.actors.ActorAutoConfiguration;
import dev.actorspring.stereotype.Actor;
import dev.actorspring.system.ContextCarrier;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.ResolvableType;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is found out about parameters when an application starts.
 */
class CallerParametersTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(ActorAutoConfiguration.class, ActorCallerAutoConfiguration.class, ClassUtils
				.resolveClassName("dev.actorspring.boot.context.ActorContextPropagationAutoConfiguration", null)));

	static List<Arguments> mistakes() {
		return List.of(
				Arguments.of(Asking.class,
						List.of("@RequestParam, which is not supported", "Make it a component of the message")),
				Arguments.of(Shadowed.class, List.of("@PathVariable, which is not supported")),
				Arguments.of(Absent.class, List.of("Header 'X-Count'", "int cannot be null", "default value")),
				Arguments.of(Odd.class,
						List.of("Cookie 'thread'", "cannot be made a java.util.concurrent.Executor",
								"register a converter")),
				Arguments.of(Unknown.class, List.of("takes something besides the message, StringBuilder",
						"put other data into the message")));
	}

	@ParameterizedTest
	@MethodSource("mistakes")
	void whatCannotWork_stopsTheStart(Class<?> actor, List<String> texts) {
		this.runner.withUserConfiguration(actor)
			.run((context) -> assertThat(NestedExceptionUtils.getMostSpecificCause(context.getStartupFailure()))
				.asInstanceOf(InstanceOfAssertFactories.type(ActorConfigurationException.class))
				.extracting((failure) -> failure.getMessage() + " " + failure.getAction(),
						InstanceOfAssertFactories.STRING)
				.contains(texts));
	}

	@Test
	void withoutSpringSecurity_theCallerIsWhomTheServerKnows() {
		this.runner.withUserConfiguration(Desk.class)
			.withClassLoader(new FilteredClassLoader(SecurityContextHolder.class))
			.run((context) -> {
				assertThat(context).hasSingleBean(ServerCallers.class).doesNotHaveBean(SecurityCallers.class);
				ActorRef<Desk> desk = context
					.<ActorRef<Desk>>getBeanProvider(ResolvableType.forClassWithGenerics(ActorRef.class, Desk.class))
					.getObject();
				Callers callers = context.getBean(Callers.class);
				try (Callers.Scope scope = callers.open(Map.of(Callers.NAME, "ann"))) {
					assertThat(desk.call(new Desk.Who())).isEqualTo("ann");
					Map<String, String> texts = new HashMap<>();
					callers.write(texts);
					assertThat(texts).containsExactly(Map.entry(Callers.NAME, "ann"));
				}
				assertThatExceptionOfType(UnknownCallerException.class).isThrownBy(() -> desk.call(new Desk.Who()));
			});
	}

	@Test
	void carrierThatDoesNotCarryIt_stopsTheStart() {
		this.runner.withUserConfiguration(Desk.class)
			.withBean("own", ContextCarrier.class, Nothing::new)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(ActorConfigurationException.class)
				.hasMessageContaining("does not carry it"));
		this.runner.withUserConfiguration(Plain.class)
			.withBean("own", ContextCarrier.class, Nothing::new)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	static final class Nothing implements ContextCarrier {

		@Override
		public @Nullable Object capture() {
			return null;
		}

		@Override
		public Scope restore(@Nullable Object captured) {
			return () -> {
			};
		}

	}

	@Test
	void withoutTheWeb_nothingOfItIsTaken() {
		this.runner.withUserConfiguration(Plain.class)
			.run((context) -> assertThat(context.getBean(CallerParameters.class).isTaken()).isFalse());
		this.runner.withUserConfiguration(Desk.class)
			.run((context) -> assertThat(context.getBean(CallerParameters.class).isTaken()).isTrue());
	}

	@Actor("asking")
	static class Asking {

		@Receive
		String handle(Ask message, @RequestParam String name) {
			return name;
		}

		record Ask() implements Request<Asking, String> {

		}

	}

	@Actor("shadowed")
	static class Shadowed {

		@Receive
		String handle(Ask message, @PathVariable Locale locale) {
			return locale.toString();
		}

		record Ask() implements Request<Shadowed, String> {

		}

	}

	@Actor("absent")
	static class Absent {

		@Receive
		int handle(Ask message, @RequestHeader(name = "X-Count", required = false) int count) {
			return count;
		}

		record Ask() implements Request<Absent, Integer> {

		}

	}

	@Actor("odd")
	static class Odd {

		@Receive
		String handle(Ask message, @CookieValue Executor thread) {
			return thread.toString();
		}

		record Ask() implements Request<Odd, String> {

		}

	}

	@Actor("unknown")
	static class Unknown {

		@Receive
		String handle(Ask message, StringBuilder builder) {
			return builder.toString();
		}

		record Ask() implements Request<Unknown, String> {

		}

	}

	@Actor("desk")
	static class Desk {

		@Receive
		String who(Who message, Principal principal) {
			return principal.getName();
		}

		record Who() implements Request<Desk, String> {

		}

	}

	@Actor("plain")
	static class Plain {

		@Receive
		String who(Who message) {
			return "";
		}

		record Who() implements Request<Plain, String> {

		}

	}

}
