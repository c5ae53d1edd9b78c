package dev.actorspring.boot.http;

import java.time.Duration;

import dev.actorspring.ActorException;
import dev.actorspring.durable.IdempotencyKeyReusedException;
import dev.actorspring.durable.KeyRefusedException;
import dev.actorspring.durable.StateConflictException;
import dev.actorspring.durable.StateOutcomeUnknownException;
import dev.actorspring.durable.StateRefusedException;
import dev.actorspring.durable.StateUnavailableException;
import dev.actorspring.durable.StateUnreadableException;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * Decides which problem it is that the state of an actor could not be had or kept. An
 * application without durable actors does not have the exceptions.
 */
final class StateFailures {

	private static final boolean PRESENT = ClassUtils.isPresent("dev.actorspring.durable.StateUnavailableException",
			StateFailures.class.getClassLoader());

	/** Whoever was in the way has just written. */
	private static final Duration RETRY_SOON = Duration.ofSeconds(1);

	private StateFailures() {
	}

	/**
	 * The problem of a failure.
	 * @param failure what came instead of the reply
	 * @param messages whether its message may be shown, which names the database's error
	 * @return {@code null} if it has nothing to do with a state
	 */
	static @Nullable Problem problem(Throwable failure, boolean messages) {
		return (PRESENT && failure instanceof ActorException ours) ? Known.problem(ours, messages) : null;
	}

	/**
	 * Whether it is about the state of an actor, and not of another that this one has
	 * asked.
	 * @param failure what came instead of the reply
	 * @param path the path of the actor
	 */
	static boolean isOf(Throwable failure, String path) {
		// A write knows the name of the actor, and not who supervises it.
		return failure instanceof ActorException ours
				&& (path.equals(ours.getPath()) || path.endsWith("/" + ours.getPath()));
	}

	private static final class Known {

		static @Nullable Problem problem(ActorException failure, boolean messages) {
			return switch (failure) {
				case StateUnavailableException ex ->
					of(ProblemType.STATE_UNAVAILABLE, "Its state cannot be reached at present. Nothing was changed.",
							ex, messages)
						.retryAfter(Failures.RETRY_LATER);
				case StateConflictException ex ->
					of(ProblemType.STATE_CONFLICT, "What it has set could not be written. Nothing was changed.", ex,
							messages)
						.retryAfter(RETRY_SOON);
				case StateRefusedException ex -> of(ProblemType.STATE_REFUSED,
						"What it would have set cannot be stored. Nothing was changed.", ex, messages);
				case StateUnreadableException ex -> of(ProblemType.STATE_UNREADABLE,
						"Its stored state cannot be read, and has to be repaired.", ex, messages);
				case StateOutcomeUnknownException ex -> of(ProblemType.STATE_OUTCOME_UNKNOWN,
						"Whether its state was written is not known. It may have been.", ex, messages);
				// Tells about the key only, which is the caller's.
				case KeyRefusedException ex -> Problem.of(ProblemType.INVALID_REQUEST, String.valueOf(ex.getMessage()));
				case IdempotencyKeyReusedException ex -> of(ProblemType.IDEMPOTENCY_KEY_REUSED,
						"Another request had this idempotency key. Nothing was changed: use a new key for each request.",
						ex, messages);
				default -> null;
			};
		}

		private static Problem of(ProblemType type, String detail, ActorException failure, boolean messages) {
			Throwable cause = failure.getCause();
			String why = (cause != null && cause.getMessage() != null) ? cause.getMessage() : failure.getMessage();
			return Problem.of(type, messages ? detail + " " + why : detail);
		}

	}

}
