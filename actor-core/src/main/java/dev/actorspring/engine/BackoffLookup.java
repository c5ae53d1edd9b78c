package dev.actorspring.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import dev.actorspring.ExitReason;
import dev.actorspring.engine.log.Texts;
import dev.actorspring.engine.time.Timer;
import org.jspecify.annotations.Nullable;

/**
 * A node that waits before it is tried again, and with it the actors below.
 *
 * @param node the node
 * @param recovery brings it back
 */
record BackoffLookup(Node node, Recovery recovery) {

	/**
	 * Finds out whether an actor cannot run at present, because it or a node above it is
	 * in backoff. Any thread.
	 * @param cell the actor
	 * @return {@code null} if that is not so
	 */
	static @Nullable BackoffLookup of(ActorCell<?> cell) {
		Node node = cell;
		Parent parent = cell.parent();
		while (parent != null) {
			Recovery recovery = parent.backoffOf(node);
			if (recovery != null) {
				return new BackoffLookup(node, recovery);
			}
			if (!(parent instanceof Node above)) {
				return null;
			}
			node = above;
			parent = parent.above();
		}
		return null;
	}

	/**
	 * Fails the requests that wait for an actor in vain. Any thread.
	 * @param cell the actor
	 */
	static void refuseWaiting(ActorCell<?> cell) {
		BackoffLookup backoff = of(cell);
		if (backoff != null) {
			cell.forEachWaiting((payload) -> {
				if (payload instanceof Ask<?> ask && backoff.recovery().isVainToWait(ask.deadline())) {
					ask.refused(backoff);
				}
			});
		}
	}

	/**
	 * Fails a request that waits for an actor in vain. Any thread.
	 * @param cell the actor, which does not run
	 * @param ask the request
	 */
	static void refuse(ActorCell<?> cell, Ask<?> ask) {
		BackoffLookup backoff = of(cell);
		if (backoff != null && backoff.recovery().isVainToWait(ask.deadline())) {
			ask.refused(backoff);
		}
	}

	/**
	 * Says since when and why.
	 * @param timer knows the time
	 * @param cell for whom
	 * @return a clause without a full stop
	 */
	String describe(Timer timer, ActorCell<?> cell) {
		String who = (this.node == cell) ? "" : "under " + this.node.path() + ", which is ";
		return who + "in backoff since " + since(timer) + ", after " + reason();
	}

	private String reason() {
		Throwable cause = cause();
		if (cause != null) {
			return Texts.rootCause(cause);
		}
		return (this.recovery.reason() instanceof ExitReason.Shutdown) ? "it gave up"
				: this.recovery.reason().toString();
	}

	/**
	 * Since when it waits.
	 * @param timer knows the time
	 * @return to a millisecond
	 */
	Instant since(Timer timer) {
		return Instant.now().minusNanos(timer.nanos() - this.recovery.status().since()).truncatedTo(ChronoUnit.MILLIS);
	}

	@Nullable Throwable cause() {
		return Recovery.cause(this.recovery.reason());
	}

	/**
	 * How long it is until the next attempt.
	 * @param timer knows the time
	 * @return zero or more
	 */
	Duration untilNextAttempt(Timer timer) {
		return Duration.ofNanos(Math.max(0, this.recovery.nextAttempt() - timer.nanos()));
	}

}
