package dev.actorspring.supervision;

/**
 * What a supervisor does when its children end more often than its intensity allows.
 */
public enum GiveUp {

	/**
	 * Stop all children and exit with {@code shutdown}: the supervisor above decides.
	 */
	ESCALATE,

	/**
	 * Keep trying to restart the child, ever more slowly, by the
	 * {@linkplain SupervisorSpec#backoff() backoff}: after 200 ms, then twice as long
	 * each time up to 30 s, with jitter, unless it says otherwise. The intensity is then
	 * counted for each child apart. Siblings that the strategy restarts along with the
	 * child stay stopped during the delay; the others are untouched.
	 */
	BACKOFF

}
