package dev.actorspring.cluster.routing;

import dev.actorspring.ExitReason;
import dev.actorspring.cluster.RemoteCauseException;

/**
 * What is said to other nodes of why an actor has ended.
 */
final class ExitReasons {

	private static final String NORMAL = "normal";

	private static final String SHUTDOWN = "shutdown";

	private static final String KILLED = "killed";

	private static final String ERROR = "error";

	private ExitReasons() {
	}

	static String name(ExitReason reason) {
		return switch (reason) {
			case ExitReason.Normal normal -> NORMAL;
			case ExitReason.Shutdown shutdown -> SHUTDOWN;
			case ExitReason.Killed killed -> KILLED;
			default -> ERROR;
		};
	}

	static String text(ExitReason reason) {
		return switch (reason) {
			case ExitReason.Error error when error.cause() instanceof RemoteCauseException ->
				String.valueOf(error.cause().getMessage());
			case ExitReason.Error error -> String.valueOf(error.cause());
			default -> String.valueOf(reason);
		};
	}

	/**
	 * Makes a reason again. One of a module, and one that this version does not know, is
	 * an error.
	 */
	static ExitReason of(String name, String text) {
		return switch (name) {
			case NORMAL -> new ExitReason.Normal();
			case SHUTDOWN -> new ExitReason.Shutdown();
			case KILLED -> new ExitReason.Killed();
			default -> new ExitReason.Error(new RemoteCauseException(text));
		};
	}

}
