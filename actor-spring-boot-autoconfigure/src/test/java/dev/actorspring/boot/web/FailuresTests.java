package dev.actorspring.boot.web;

import java.time.Duration;
import java.time.Instant;

import dev.actorspring.ActorSpec;
import dev.actorspring.MailboxFullException;
import dev.actorspring.MailboxFullException.Reason;
import dev.actorspring.protocol.Handler;
import dev.actorspring.system.ActorSystem;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

class FailuresTests {

	private final Failures failures = new Failures(false);

	@ParameterizedTest
	@CsvSource({ "PT0S,1", "PT0.001S,1", "PT1S,1", "PT1.000000001S,2", "PT4.2S,5", "PT2M,120" })
	void problem_mailboxFull_isRetriedWhenTheQueueIsServed(Duration queueTime, String seconds) {
		MailboxFullException refusal = new MailboxFullException("desk", "full", Reason.FULL, queueTime);
		Problem problem = this.failures.problem(refusal, handler(), "desk");
		assertThat(problem.headers().getFirst(HttpHeaders.RETRY_AFTER)).isEqualTo(seconds);
	}

	@ParameterizedTest
	@CsvSource({ "PT0S,1", "PT0.2S,1", "PT29.5S,30" })
	void backoff_isRetriedWhenItIsOver(Duration remaining, String seconds) {
		Problem problem = this.failures.backoff(new InBackoff(remaining, Instant.EPOCH, null));
		assertThat(problem.headers().getFirst(HttpHeaders.RETRY_AFTER)).isEqualTo(seconds);
	}

	@ParameterizedTest
	@CsvSource({ "false,''", "true,', after IllegalStateException: no licence'" })
	void backoff_namesTheReasonAsFarAsTheConfigurationAllows(boolean messages, String reason) {
		Throwable cause = new IllegalArgumentException("around", new IllegalStateException("no licence"));
		assertThat(new Failures(messages).backoff(new InBackoff(Duration.ZERO, Instant.EPOCH, cause)).detail())
			.isEqualTo("It has failed, and is in backoff since 1970-01-01T00:00:00Z" + reason
					+ ". It will be tried again.");
	}

	private static Handler handler() {
		ActorSpec<?> spec = ActorSpec.of("desk", GatewayApplication.Desk.class,
				(context) -> new GatewayApplication.Desk());
		try (ActorSystem system = ActorSystem.builder().actor(spec).build()) {
			return system.registrations().iterator().next().protocol().handlers().getFirst();
		}
	}

}
