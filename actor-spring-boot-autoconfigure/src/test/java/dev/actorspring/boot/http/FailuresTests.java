package dev.actorspring.boot.http;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import dev.actorspring.ActorException;
import dev.actorspring.ActorTerminatedException;
import dev.actorspring.ActorSpec;
import dev.actorspring.Handling;
import dev.actorspring.MailboxFullException;
import dev.actorspring.MailboxFullException.Reason;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.cluster.ActorUnreachableException;
import dev.actorspring.cluster.MessageTooLargeException;
import dev.actorspring.durable.IdempotencyKeyReusedException;
import dev.actorspring.durable.KeyRefusedException;
import dev.actorspring.durable.StateConflictException;
import dev.actorspring.durable.StateOutcomeUnknownException;
import dev.actorspring.durable.StateRefusedException;
import dev.actorspring.durable.StateUnavailableException;
import dev.actorspring.durable.StateUnreadableException;
import dev.actorspring.protocol.Handler;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.Registration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

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

	static Stream<Arguments> failuresOfModules() {
		return Stream.of(
				arguments(new StateUnavailableException("desk", "away", null), ProblemType.STATE_UNAVAILABLE, 503, "5"),
				arguments(new StateConflictException("desk", "not written", null), ProblemType.STATE_CONFLICT, 503,
						"1"),
				arguments(new StateRefusedException("desk", "refused", null), ProblemType.STATE_REFUSED, 500, null),
				arguments(new StateUnreadableException("desk", "unreadable", null), ProblemType.STATE_UNREADABLE, 503,
						null),
				arguments(new StateOutcomeUnknownException("desk", "unknown", null), ProblemType.STATE_OUTCOME_UNKNOWN,
						504, null),
				arguments(new ActorUnreachableException("desk", "no home", Handling.NOT_HANDLED),
						ProblemType.UNREACHABLE, 503, "1"),
				arguments(new ActorUnreachableException("desk", "gone", Handling.UNKNOWN), ProblemType.OUTCOME_UNKNOWN,
						504, null),
				arguments(new MessageTooLargeException("desk", "300 bytes"), ProblemType.TOO_LARGE, 413, null),
				arguments(new IdempotencyKeyReusedException("desk", "reused"), ProblemType.IDEMPOTENCY_KEY_REUSED, 422,
						null));
	}

	@ParameterizedTest
	@MethodSource("failuresOfModules")
	void failureOfAModule_isAProblemOfItsOwn(ActorException failure, ProblemType type, int status,
			@Nullable String retryAfter) {
		Registration desk = this.system.registrations().iterator().next();
		for (Problem problem : List.of(failures(false).problem(failure),
				failures(false).problem(failure, desk.protocol().handlers().getFirst(), List.of(), "desk"))) {
			assertThat(problem.type()).isEqualTo(type.uri());
			assertThat(problem.status().value()).isEqualTo(status);
			assertThat(problem.headers().getFirst(HttpHeaders.RETRY_AFTER)).isEqualTo(retryAfter);
			assertThat(problem.detail()).doesNotContain(String.valueOf(failure.getMessage()));
		}
		assertThat(failures(true).problem(failure).detail()).endsWith(String.valueOf(failure.getMessage()));
	}

	@ParameterizedTest
	@CsvSource({ "NOT_HANDLED, TERMINATED, 5", "UNKNOWN, OUTCOME_UNKNOWN, " })
	void actorThatHasTerminated_isToBeTriedAgainOnlyIfItHasNotHandledTheRequest(Handling handling, ProblemType type,
			@Nullable String retryAfter) {
		ActorTerminatedException failure = new ActorTerminatedException("desk", "gone", handling);
		for (Problem problem : List.of(failures(false).problem(failure),
				failures(false).problem(failure, handler(Desk.Get.class), List.of(), "desk"))) {
			assertThat(problem.type()).isEqualTo(type.uri());
			assertThat(problem.headers().getFirst(HttpHeaders.RETRY_AFTER)).isEqualTo(retryAfter);
		}
	}

	@Test
	void keyThatCannotBeStored_isTheCallersMistake_andSaidInAnyCase() {
		for (boolean messages : List.of(true, false)) {
			Problem problem = failures(messages).problem(new KeyRefusedException("desk", "The key is too long"));
			assertThat(problem.type()).isEqualTo(ProblemType.INVALID_REQUEST.uri());
			assertThat(problem.status().value()).isEqualTo(400);
			assertThat(problem.detail()).isEqualTo("The key is too long");
		}
	}

	@Test
	void stateFailure_isNoAnswer_thoughTheHandlerDeclaresAll() {
		Handler handler = handler(Desk.Open.class);
		assertThat(
				failures(false).problem(new StateUnavailableException("desk", "away", null), handler, List.of(), "desk")
					.type())
			.isEqualTo(ProblemType.STATE_UNAVAILABLE.uri());
		assertThat(failures(false)
			.problem(new StateUnavailableException("desk", "away", null), handler, List.of(), "office/desk")
			.type()).isEqualTo(ProblemType.STATE_UNAVAILABLE.uri());
		assertThat(failures(false)
			.problem(new StateUnavailableException("another", "away", null), handler, List.of(), "desk")
			.type()).isEqualTo(ProblemType.DECLINED.uri());
	}

	private Handler handler(Class<?> message) {
		return this.system.registrations()
			.iterator()
			.next()
			.protocol()
			.handlers()
			.stream()
			.filter((handler) -> handler.messageType() == message)
			.findFirst()
			.orElseThrow();
	}

	private Failures failures(boolean messages) {
		return new Failures(this.system, new BackoffWatch(), messages);
	}

	static class Desk {

		record Get() implements Request<Desk, String> {

		}

		record Open() implements Request<Desk, String> {

		}

		@Receive
		String on(Get get) {
			return "";
		}

		@Receive
		String on(Open open) throws Exception {
			return "";
		}

	}

}
