package dev.actorspring;

/**
 * Why an incarnation ended. Modules that end actors for reasons of their own add some.
 */
public interface ExitReason {

	/**
	 * It ended of its own accord, as with {@link ActorContext#stop()}.
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
	 * It was killed, did not stop in its shutdown time, or a turn took
	 * {@linkplain TurnLimits far too long}, and it was interrupted or abandoned.
	 */
	record Killed() implements ExitReason {

		@Override
		public String toString() {
			return "killed";
		}

	}

	/**
	 * It crashed, could not be started, or ended because something is wrong.
	 *
	 * @param cause what it threw, or what is wrong
	 */
	record Error(Throwable cause) implements ExitReason {

		@Override
		public String toString() {
			return "error: " + this.cause;
		}

	}

	/**
	 * It was {@linkplain ActorContext#link linked} with another actor that has ended.
	 *
	 * @param actor the path of the other
	 * @param reason why that has ended
	 */
	record Linked(String actor, ExitReason reason) implements ExitReason {

		@Override
		public boolean isAbnormal() {
			return this.reason.isAbnormal();
		}

		@Override
		public String toString() {
			return "linked with " + this.actor + ", which ended: " + this.reason;
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
