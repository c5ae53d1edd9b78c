package dev.actorspring.test.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * What decides how a test goes.
 *
 * @param seed decides random numbers
 * @param choices which of the steps that were possible came next, each time that there
 * was a choice; what follows happens in the order in which it became possible
 */
record Schedule(long seed, List<Integer> choices) {

	Schedule {
		List<Integer> all = new ArrayList<>(choices);
		while (!all.isEmpty() && all.getLast() == 0) {
			all.removeLast();
		}
		choices = List.copyOf(all);
	}

	/**
	 * How often something comes out of order.
	 */
	long detours() {
		return this.choices.stream().filter((choice) -> choice != 0).count();
	}

	/**
	 * The same with some of the choices left to the order.
	 * @param from the first of them
	 * @param to behind the last
	 */
	Schedule inOrder(int from, int to) {
		List<Integer> all = new ArrayList<>(this.choices);
		for (int i = from; i < to; i++) {
			all.set(i, 0);
		}
		return new Schedule(this.seed, all);
	}

	/**
	 * The same without a choice.
	 */
	Schedule without(int index) {
		List<Integer> all = new ArrayList<>(this.choices);
		all.remove(index);
		return new Schedule(this.seed, all);
	}

}
