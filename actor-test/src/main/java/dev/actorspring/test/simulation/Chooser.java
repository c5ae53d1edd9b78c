package dev.actorspring.test.simulation;

import java.util.List;

/**
 * Chooses what happens next in a schedule.
 */
interface Chooser {

	/**
	 * Chooses. Only asked if there is a choice.
	 * @param tasks the steps that can be taken, those that can be for longest first
	 * @param timeMayPass whether instead the time may go on to what comes due next; then
	 * there may be a single step
	 * @return the index of a step, or how many there are for the time
	 */
	int choose(List<Task> tasks, boolean timeMayPass);

	/**
	 * Something about the schedule that only comes to light later.
	 * @param task a step that was taken
	 */
	default void taken(Task task) {
	}

	/**
	 * A random number that is not a choice between steps.
	 * @return from zero to less than one
	 */
	double random();

}
