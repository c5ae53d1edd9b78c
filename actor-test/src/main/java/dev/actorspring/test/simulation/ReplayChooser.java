package dev.actorspring.test.simulation;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes choices that were made before, and after these takes what has become possible
 * first.
 */
final class ReplayChooser implements Chooser {

	private final List<Integer> choices;

	private final SplittableRandom numbers;

	private int next;

	ReplayChooser(Schedule schedule) {
		this.choices = schedule.choices();
		this.numbers = RandomChooser.numbers(schedule.seed());
	}

	@Override
	public int choose(List<Task> tasks, boolean timeMayPass) {
		return (this.next < this.choices.size()) ? this.choices.get(this.next++) : 0;
	}

	@Override
	public double random() {
		return this.numbers.nextDouble();
	}

}
