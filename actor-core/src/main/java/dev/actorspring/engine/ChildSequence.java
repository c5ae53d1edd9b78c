package dev.actorspring.engine;

import java.util.List;
import java.util.function.Predicate;

/**
 * Goes through children, a step for each, and waits for their answers: one after another,
 * or for all at once. Nothing in it blocks; it goes on when it is told that a child has
 * settled.
 */
final class ChildSequence {

	private final List<Child> order;

	private final boolean parallel;

	private final Predicate<Child> step;

	private final Runnable then;

	/** Read by others. */
	private final OrderedSet<Child> awaited = new OrderedSet<>();

	private int position;

	private boolean stepping;

	/**
	 * Creates a sequence.
	 * @param order whom to visit
	 * @param parallel whether to visit the next before the one before has settled
	 * @param step what to do; returns {@code true} if there is nothing to wait for
	 * @param then what to do when all have settled
	 */
	ChildSequence(List<Child> order, boolean parallel, Predicate<Child> step, Runnable then) {
		this.order = List.copyOf(order);
		this.parallel = parallel;
		this.step = step;
		this.then = then;
	}

	boolean awaits(Child child) {
		return this.awaited.contains(child);
	}

	/**
	 * The children that have not answered. Any thread.
	 * @return in the order in which they were visited
	 */
	List<Child> awaited() {
		return this.awaited.list();
	}

	/**
	 * A child has answered.
	 * @param child whichever
	 */
	void settled(Child child) {
		if (this.awaited.remove(child)) {
			proceed();
		}
	}

	/**
	 * Visits whom it can.
	 */
	void proceed() {
		if (this.stepping) {
			return;
		}
		this.stepping = true;
		while (this.position < this.order.size() && (this.parallel || this.awaited.isEmpty())) {
			Child next = this.order.get(this.position++);
			this.awaited.add(next);
			if (this.step.test(next)) {
				this.awaited.remove(next);
			}
		}
		this.stepping = false;
		if (this.awaited.isEmpty()) {
			this.then.run();
		}
	}

}
