package dev.actorspring.test.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Chooses the step of whoever has the highest priority, and changes these a few times.
 */
final class PriorityChooser implements Chooser {

	/** Most bugs need no more than two changes. */
	private static final int MOST_CHANGES = 3;

	private final SplittableRandom random;

	private final SplittableRandom numbers;

	private final Map<String, Integer> priorities = new HashMap<>();

	/** At which choices the one that is about to run becomes the last. */
	private final Set<Integer> changes = new HashSet<>();

	private int choices;

	private int lowest;

	/**
	 * Creates a chooser.
	 * @param seed decides everything
	 * @param length about how many choices there are
	 */
	PriorityChooser(long seed, int length) {
		this.random = new SplittableRandom(seed);
		this.numbers = RandomChooser.numbers(seed);
		int count = this.random.nextInt(MOST_CHANGES + 1);
		for (int i = 0; i < count; i++) {
			this.changes.add(this.random.nextInt(Math.max(1, length)));
		}
	}

	@Override
	public int choose(List<Task> tasks, boolean timeMayPass) {
		int choice = highest(tasks, timeMayPass);
		if (this.changes.contains(this.choices++)) {
			this.priorities.put(owner(tasks, choice), --this.lowest);
			choice = highest(tasks, timeMayPass);
		}
		return choice;
	}

	private int highest(List<Task> tasks, boolean timeMayPass) {
		int highest = 0;
		for (int i = 1; i < tasks.size() + (timeMayPass ? 1 : 0); i++) {
			if (priority(owner(tasks, i)) > priority(owner(tasks, highest))) {
				highest = i;
			}
		}
		return highest;
	}

	private static String owner(List<Task> tasks, int index) {
		return (index < tasks.size()) ? tasks.get(index).owner() : Task.TIME;
	}

	private int priority(String owner) {
		return this.priorities.computeIfAbsent(owner, (key) -> this.random.nextInt(Integer.MAX_VALUE));
	}

	@Override
	public double random() {
		return this.numbers.nextDouble();
	}

}
