package dev.actorspring.boot.webflux;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

import com.jayway.jsonpath.JsonPath;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.boot.actors.ActorAutoConfiguration;
import dev.actorspring.boot.http.HttpAutoConfigurations;
import dev.actorspring.stereotype.KeyedActor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What the log says about a request that made an actor crash.
 */
@ExtendWith(OutputCaptureExtension.class)
class CrashLogTests {

	private static final String LOGGER = "dev.actorspring.boot.http.Failures";

	private final ReactiveWebApplicationContextRunner runner = new ReactiveWebApplicationContextRunner()
		.withConfiguration(HttpAutoConfigurations.routes())
		.withConfiguration(AutoConfigurations.of(ActorAutoConfiguration.class, JacksonAutoConfiguration.class,
				HttpHandlerAutoConfiguration.class, WebFluxAutoConfiguration.class))
		.withUserConfiguration(Fragile.class);

	@Test
	void crash_isOneLineWithTheId_andOneStackTrace(CapturedOutput output) {
		this.runner.run((context) -> {
			String id = crash(context, "1", "drop");
			assertThat(output.getOut().lines().filter((line) -> line.contains(id))).singleElement()
				.asString()
				.contains("ERROR", "fragile/1", "Drop", "java.lang.IllegalStateException: it fell");
			await().untilAsserted(
					() -> assertThat(output.getOut().lines().filter("java.lang.IllegalStateException: it fell"::equals))
						.hasSize(1));
			assertThat(output.getOut().lines()).anyMatch((line) -> line.contains("WARN") && line.contains("fragile/1")
					&& line.contains("java.lang.IllegalStateException: it fell"));
		});
	}

	@Test
	void atDebug_theLineOfTheIdHasTheStackTraceToo(CapturedOutput output) {
		LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());
		logging.setLogLevel(LOGGER, LogLevel.DEBUG);
		try {
			this.runner.run((context) -> {
				String id = crash(context, "2", "drop");
				assertThat(output.getOut().lines().filter((line) -> line.contains(id))).hasSize(2);
				List<String> lines = output.getOut().lines().toList();
				int debug = lines.indexOf(lines.stream()
					.filter((line) -> line.contains(id) && line.contains("DEBUG"))
					.findAny()
					.orElseThrow());
				assertThat(lines.get(debug + 1)).isEqualTo("java.lang.IllegalStateException: it fell");
			});
		}
		finally {
			logging.setLogLevel(LOGGER, null);
		}
	}

	@Test
	void causeThatCannotBePrinted_isAnsweredAndNamed(CapturedOutput output) {
		LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());
		logging.setLogLevel(LOGGER, LogLevel.DEBUG);
		try {
			this.runner.run((context) -> {
				String id = crash(context, "3", "curse");
				assertThat(output.getOut().lines()).anyMatch(
						(line) -> line.contains(id) && line.contains("ERROR") && line.contains(Cursed.class.getName()));
			});
		}
		finally {
			logging.setLogLevel(LOGGER, null);
		}
	}

	@Test
	void declaredExceptionThatCannotBePrinted_isDeclined() {
		this.runner.run((context) -> post(context, "/fragile/4/refuse").expectStatus()
			.isEqualTo(422)
			.expectBody()
			.jsonPath("$.detail")
			.isEqualTo("The request was declined."));
	}

	@Test
	void replyThatCannotBeWritten_isLoggedWithItsStackTrace(CapturedOutput output) {
		this.runner.run((context) -> {
			String id = crash(context, "5", "riddle");
			List<String> lines = output.getOut().lines().toList();
			int error = lines.indexOf(lines.stream().filter((line) -> line.contains(id)).findAny().orElseThrow());
			assertThat(lines.subList(error + 1, lines.size())).anyMatch((line) -> line.startsWith("\tat "));
		});
	}

	@Test
	void keyWithLineBreak_doesNotForgeALine(CapturedOutput output) {
		this.runner.run((context) -> {
			String id = crash(context, "6%0Aforged", "drop");
			assertThat(output.getOut().lines().filter((line) -> line.contains(id))).singleElement()
				.asString()
				.contains("Drop");
		});
	}

	private static String crash(ApplicationContext context, String key, String message) {
		byte[] body = post(context, "/fragile/" + key + "/" + message).expectStatus()
			.isEqualTo(500)
			.expectBody()
			.jsonPath("$.type")
			.isEqualTo("urn:actor-spring:problem:crashed")
			.returnResult()
			.getResponseBodyContent();
		return JsonPath.read(new String(body, StandardCharsets.UTF_8), "$.errorId");
	}

	private static WebTestClient.ResponseSpec post(ApplicationContext context, String path) {
		return WebTestClient.bindToApplicationContext(context).build().post().uri(URI.create(path)).exchange();
	}

	@KeyedActor("fragile")
	@RequestMapping("/fragile/{key}")
	static class Fragile {

		@Receive
		@PostMapping("/drop")
		String drop(Drop drop) {
			throw new IllegalStateException("it fell");
		}

		@Receive
		@PostMapping("/curse")
		String curse(Curse curse) {
			throw new Cursed();
		}

		@Receive
		@PostMapping("/refuse")
		String refuse(Refuse refuse) throws Refused {
			throw new Refused();
		}

		@Receive
		@PostMapping("/riddle")
		Riddle riddle(AskRiddle ask) {
			return new Riddle();
		}

		record Drop() implements Request<Fragile, String> {

		}

		record Curse() implements Request<Fragile, String> {

		}

		record Refuse() implements Request<Fragile, String> {

		}

		record AskRiddle() implements Request<Fragile, Riddle> {

		}

	}

	static class Riddle {

		public String getAnswer() {
			throw new IllegalStateException("nobody knows");
		}

	}

	static class Cursed extends RuntimeException {

		private static final long serialVersionUID = 1L;

		@Override
		public String getMessage() {
			throw new IllegalStateException("no message");
		}

	}

	static class Refused extends Exception {

		private static final long serialVersionUID = 1L;

		@Override
		public String getMessage() {
			throw new IllegalStateException("no message");
		}

	}

}
