package dev.actorspring.test.simulation;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Chooses each step by chance.
 */
final class RandomChooser implements Chooser {

	private final SplittableRandom steps;

	private final SplittableRandom numbers;

	RandomChooser(long seed) {
		this.numbers = numbers(seed);
		this.steps = new SplittableRandom(seed);
	}

	/**
	 * The random numbers of a seed that are no choices between steps, however these are
	 * made.
	 */
	static SplittableRandom numbers(long seed) {
		return new SplittableRandom(~seed);
	}

	@Override
	public int choose(List<Task> tasks, boolean timeMayPass) {
		return this.steps.nextInt(tasks.size() + (timeMayPass ? 1 : 0));
	}

	@Override
	public double random() {
		return this.numbers.nextDouble();
	}

}
