package dev.actorspring.boot.http;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.actorspring.ActorSpec;
import dev.actorspring.MailboxFullException;
import dev.actorspring.MailboxFullException.Reason;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.Registration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

class FailuresTests {

	private final ActorSystem system = ActorSystem.builder()
		.actor(ActorSpec.of("desk", Desk.class, (context) -> new Desk()))
		.build();

	@AfterEach
	void close() {
		this.system.close();
	}

	@ParameterizedTest
	@CsvSource({ "PT0S,1", "PT0.001S,1", "PT1S,1", "PT1.000000001S,2", "PT4.2S,5", "PT2M,120" })
	void problem_mailboxFull_isRetriedWhenTheQueueIsServed(Duration queueTime, String seconds) {
		MailboxFullException refusal = new MailboxFullException("desk", "full", Reason.FULL, queueTime);
		Registration desk = this.system.registrations().iterator().next();
		Problem problem = failures(false).problem(refusal, desk.protocol().handlers().getFirst(), List.of(), "desk");
		assertThat(problem.headers().getFirst(HttpHeaders.RETRY_AFTER)).isEqualTo(seconds);
	}

	@ParameterizedTest
	@CsvSource({ "PT0S,1", "PT0.2S,1", "PT29.5S,30" })
	void backoff_isRetriedWhenItIsOver(Duration remaining, String seconds) {
		Problem problem = failures(false).backoff(new BackoffState(remaining, Instant.EPOCH, null));
		assertThat(problem.headers().getFirst(HttpHeaders.RETRY_AFTER)).isEqualTo(seconds);
	}

	@ParameterizedTest
	@CsvSource({ "false,''", "true,', after IllegalStateException: no licence'" })
	void backoff_namesTheReasonAsFarAsTheConfigurationAllows(boolean messages, String reason) {
		Throwable cause = new IllegalArgumentException("around", new IllegalStateException("no licence"));
		assertThat(failures(messages).backoff(new BackoffState(Duration.ZERO, Instant.EPOCH, cause)).detail())
			.isEqualTo("It has failed, and is in backoff since 1970-01-01T00:00:00Z" + reason
					+ ". It will be tried again.");
	}

	private Failures failures(boolean messages) {
		return new Failures(this.system, new BackoffWatch(), messages);
	}

	static class Desk {

		record Get() implements Request<Desk, String> {

		}

		@Receive
		String on(Get get) {
			return "";
		}

	}

}
