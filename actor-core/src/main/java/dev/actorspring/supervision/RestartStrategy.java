package dev.actorspring.supervision;

/**
 * Which siblings are restarted together with a child that ended.
 */
public enum RestartStrategy {

	/**
	 * None.
	 */
	ONE_FOR_ONE,

	/**
	 * All: they are stopped in reverse start order and started again.
	 */
	ONE_FOR_ALL,

	/**
	 * Those started after it.
	 */
	REST_FOR_ONE

}
