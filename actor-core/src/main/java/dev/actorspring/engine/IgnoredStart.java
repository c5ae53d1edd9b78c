package dev.actorspring.engine;

import dev.actorspring.ExitReason;
import dev.actorspring.Handling;
import dev.actorspring.StartIgnoredException;
import org.jspecify.annotations.Nullable;

/**
 * A start that the actor itself has called off. Owner only.
 */
final class IgnoredStart {

	private static final int LONGEST_CHAIN = 100;

	private IgnoredStart() {
	}

	/**
	 * Looks for it in what a factory has thrown.
	 * @param failure what was thrown
	 * @return {@code null} if the start has failed
	 */
	static @Nullable StartIgnoredException in(Throwable failure) {
		Throwable cause = failure;
		for (int i = 0; cause != null && i < LONGEST_CHAIN; i++) {
			if (cause instanceof StartIgnoredException ignored) {
				return ignored;
			}
			cause = cause.getCause();
		}
		return null;
	}

	/**
	 * Why the incarnation has ended that was to be made.
	 */
	static ExitReason reason(Throwable failure) {
		return (in(failure) != null) ? new ExitReason.Normal() : new ExitReason.Error(failure);
	}

	/**
	 * Tells those that wait for the actor, and its parent.
	 * @param cell without an incarnation
	 * @param ignored what it has said
	 */
	static void tell(ActorCell<?> cell, StartIgnoredException ignored) {
		cell.exit(new ExitReason.Normal());
		String why = "it does not run now: " + ignored.getMessage();
		cell.forEachWaiting((payload) -> {
			if (payload instanceof Ask<?> ask) {
				ask.terminatedElsewhere(cell.path(), why, Handling.NOT_HANDLED);
			}
		});
		cell.parent().startIgnored(cell, ignored);
	}

}
