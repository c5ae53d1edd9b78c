package dev.actorspring;

/**
 * Why an incarnation ended. Modules that end actors for reasons of their own add some.
 */
public interface ExitReason {

	/**
	 * The actor stopped itself with {@link ActorContext#stop()}.
	 */
	record Normal() implements ExitReason {

		@Override
		public String toString() {
			return "normal";
		}

	}

	/**
	 * Its supervisor stopped it in good order.
	 */
	record Shutdown() implements ExitReason {

		@Override
		public String toString() {
			return "shutdown";
		}

	}

	/**
	 * It did not stop in its shutdown time and was interrupted or abandoned.
	 */
	record Killed() implements ExitReason {

		@Override
		public String toString() {
			return "killed";
		}

	}

	/**
	 * It crashed, or could not be started.
	 *
	 * @param cause what it threw
	 */
	record Error(Throwable cause) implements ExitReason {

		@Override
		public String toString() {
			return "error: " + this.cause;
		}

	}

	/**
	 * Whether a {@link RestartType#TRANSIENT} child is restarted after it.
	 * @return {@code true} after a crash or a kill, and unless it says otherwise after
	 * any other reason
	 */
	default boolean isAbnormal() {
		return !(this instanceof Normal || this instanceof Shutdown);
	}

}
