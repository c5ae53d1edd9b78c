package dev.actorspring.boot.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.actorspring.ActorConfigurationException;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.boot.actors.ActorAutoConfiguration;
import dev.actorspring.stereotype.Actor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What would make each request to a route fail stops the start.
 */
class RouteTypesTests {

	private final ReactiveWebApplicationContextRunner runner = new ReactiveWebApplicationContextRunner()
		.withConfiguration(HttpAutoConfigurations.routes())
		.withConfiguration(AutoConfigurations.of(ActorAutoConfiguration.class, JacksonAutoConfiguration.class,
				HttpHandlerAutoConfiguration.class, WebFluxAutoConfiguration.class));

	static Stream<Arguments> refused() {
		return Stream.of(Arguments.of(RecordInPath.class, "{isbn}, but no text can become a " + Isbn.class.getName()),
				Arguments.of(MapInPath.class, "{words}, but no text can become a java.util.Map"),
				Arguments.of(InterfaceInPath.class, "{task}, but no text can become a java.lang.Runnable"),
				Arguments.of(AmbiguousReply.class, "The reply of method " + AmbiguousReply.class.getName() + ".on"));
	}

	@ParameterizedTest
	@MethodSource("refused")
	void routeThatCannotWork_stopsTheStart(Class<?> actor, String description) {
		this.runner.withUserConfiguration(actor).run((context) -> {
			assertThat(context).hasFailed();
			assertThat(context.getStartupFailure()).rootCause();
			Throwable failure = context.getStartupFailure();
			while (failure != null && !(failure instanceof ActorConfigurationException)) {
				failure = failure.getCause();
			}
			assertThat(failure).isNotNull().hasMessageContaining(description);
		});
	}

	@Test
	void textsInPath_canBecomeValuesOfManyTypes() {
		this.runner.withUserConfiguration(TextsInPath.class).run((context) -> {
			assertThat(context).hasNotFailed();
			WebTestClient.bindToApplicationContext(context)
				.build()
				.get()
				.uri("/1/A/x/2/p,q")
				.exchange()
				.expectBody(String.class)
				.isEqualTo("\"1 A x Optional[2] [p, q]\"");
		});
	}

	record Isbn(String number) {

	}

	record Code(String text) {

		@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
		Code {
		}

	}

	enum Letter {

		A

	}

	@Actor
	static class RecordInPath {

		@Receive
		@GetMapping("/{isbn}")
		String on(Get get) {
			return "";
		}

		record Get(Isbn isbn) implements Request<RecordInPath, String> {

		}

	}

	@Actor
	static class MapInPath {

		@Receive
		@GetMapping("/{words}")
		String on(Get get) {
			return "";
		}

		record Get(Map<String, String> words) implements Request<MapInPath, String> {

		}

	}

	@Actor
	static class InterfaceInPath {

		@Receive
		@GetMapping("/{task}")
		String on(Get get) {
			return "";
		}

		record Get(Runnable task) implements Request<InterfaceInPath, String> {

		}

	}

	@Actor
	static class AmbiguousReply {

		@Receive
		@GetMapping("/ambiguous")
		Twice on(Get get) {
			return new Twice();
		}

		record Get() implements Request<AmbiguousReply, Twice> {

		}

		static class Twice {

			@JsonProperty("same")
			public String one() {
				return "1";
			}

			@JsonProperty("same")
			public String two() {
				return "2";
			}

		}

	}

	@Actor
	static class TextsInPath {

		@Receive
		@GetMapping("/{number}/{letter}/{code}/{optional}/{list}")
		String on(Get get) {
			return "%d %s %s %s %s".formatted(get.number(), get.letter(), get.code().text(), get.optional(),
					get.list());
		}

		record Get(long number, Letter letter, Code code, Optional<Integer> optional,
				List<String> list) implements Request<TextsInPath, String> {

		}

	}

}
