package dev.actorspring.test.simulation;

/**
 * What a simulation can find.
 */
public enum FindingKind {

	/**
	 * The test has failed, by an assertion or any other exception.
	 */
	FAILURE,

	/**
	 * An invariant does not hold after a step.
	 */
	INVARIANT,

	/**
	 * An actor has crashed, or failed to start.
	 */
	CRASH,

	/**
	 * A request got no reply in its time.
	 */
	UNANSWERED,

	/**
	 * Somebody waits for what can never come.
	 */
	DEADLOCK,

	/**
	 * It goes on and on.
	 */
	ENDLESS,

	/**
	 * A step waits for something that the simulator does not know of: a lock, a sleep, a
	 * database.
	 */
	BLOCKED,

	/**
	 * A thread that the simulator does not know of has sent something, or completed what
	 * an actor waits for: nobody can say when.
	 */
	FOREIGN_THREAD,

	/**
	 * The same schedule went another way when it was run again: something besides the
	 * order of the steps decides, such as the time of day, a random number, or the order
	 * of a hash set.
	 */
	UNDETERMINED;

	/**
	 * Whether it makes sense to run the same schedule again.
	 */
	boolean isReplayed() {
		return switch (this) {
			case FAILURE, INVARIANT, CRASH, UNANSWERED, DEADLOCK -> true;
			case ENDLESS, BLOCKED, FOREIGN_THREAD, UNDETERMINED -> false;
		};
	}

}
