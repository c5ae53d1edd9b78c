package dev.actorspring.boot.actors;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.stereotype.Actor;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of the engine's log lines with {@code logging.structured.format}.
 */
class StructuredLogTests {

	private final Logger log = (Logger) LoggerFactory.getLogger("dev.actorspring.supervision");

	private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

	@BeforeEach
	void listen() {
		this.lines.start();
		this.log.addAppender(this.lines);
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(ActorAutoConfiguration.class))
			.withUserConfiguration(Payments.class)
			.run((context) -> {
				CompletableFuture<String> reply = context.getBean(ActorSystem.class)
					.actor(Ledger.class)
					.ask(new Ledger.Crash());
				reply.handle((value, failure) -> "over").join();
				context.getBean(ActorSystem.class).actor(Ledger.class).call(new Ledger.Ping());
			});
	}

	@AfterEach
	void stopListening() {
		this.log.detachAppender(this.lines);
	}

	@Test
	void ecs_hasTheFactsAsNestedFields() {
		JsonNode line = format("ecs");
		assertThat(line.path("message").asString()).startsWith("payments/ledger crashed with");
		assertThat(line.path("actor").path("event").asString()).isEqualTo("restart");
		assertThat(line.path("actor").path("path").asString()).isEqualTo("payments/ledger");
		assertThat(line.path("actor").path("supervisor").asString()).isEqualTo("payments");
		assertThat(line.path("actor").path("reason").asString()).isEqualTo("java.lang.IllegalStateException");
		assertThat(line.path("error").path("message").asString()).isEqualTo("boom");
	}

	@Test
	void logstash_hasTheFactsAsFields() {
		JsonNode line = format("logstash");
		assertThat(line.path("actor.event").asString()).isEqualTo("restart");
		assertThat(line.path("actor.path").asString()).isEqualTo("payments/ledger");
	}

	private JsonNode format(String format) {
		LoggerContext context = new LoggerContext();
		context.putObject(Environment.class.getName(), new StandardEnvironment());
		StructuredLogEncoder encoder = new StructuredLogEncoder();
		encoder.setContext(context);
		encoder.setFormat(format);
		encoder.start();
		ILoggingEvent line = new ArrayList<>(this.lines.list).getFirst();
		return JsonMapper.shared().readTree(new String(encoder.encode(line), StandardCharsets.UTF_8));
	}

	@Configuration(proxyBeanMethods = false)
	@Import(Ledger.class)
	static class Payments {

		@Bean
		SupervisorSpec payments() {
			return SupervisorSpec.named("payments").children(Ledger.class).build();
		}

	}

	@Actor("ledger")
	static class Ledger {

		@Receive
		String ping(Ping ping) {
			return "pong";
		}

		@Receive
		String crash(Crash crash) {
			throw new IllegalStateException("boom");
		}

		record Ping() implements Request<Ledger, String> {

		}

		record Crash() implements Request<Ledger, String> {

		}

	}

}
