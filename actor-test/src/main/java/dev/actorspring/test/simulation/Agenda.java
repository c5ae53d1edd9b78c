package dev.actorspring.test.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What can happen in a simulation, now or when its time comes, and who waits for what.
 * For who has the baton.
 */
final class Agenda {

	/** Those that can be for longest first. */
	private final List<Task> ready = new ArrayList<>();

	private final List<Task> waiting = new ArrayList<>();

	/** Those that wait until nothing else happens. */
	private final List<Task> idle = new ArrayList<>();

	private final PriorityQueue<Due> due = new PriorityQueue<>();

	/** How many steps each owner has had. */
	private final Map<String, Integer> ordinals = new HashMap<>();

	private long now;

	private long scheduled;

	/** In nanoseconds. */
	long now() {
		return this.now;
	}

	// Now.

	List<Task> ready() {
		return List.copyOf(this.ready);
	}

	boolean isEmpty() {
		return this.ready.isEmpty();
	}

	Task take(int index) {
		return this.ready.remove(index);
	}

	/**
	 * Adds a step.
	 */
	void begin(String owner, Runnable step) {
		this.ready.add(Task.begin(owner, nextOrdinal(owner), this.now, step));
	}

	/**
	 * Adds one that goes on in the middle, before all others.
	 */
	void goOn(String owner, Worker worker) {
		this.ready.addFirst(Task.resume(owner, nextOrdinal(owner), this.now, () -> true, worker));
	}

	private int nextOrdinal(String owner) {
		return this.ordinals.merge(owner, 1, Integer::sum);
	}

	// Waits.

	void await(String owner, BooleanSupplier over, Worker worker) {
		this.waiting.add(Task.resume(owner, nextOrdinal(owner), this.now, over, worker));
	}

	void awaitIdle(String owner, Worker worker) {
		this.idle.add(Task.resume(owner, nextOrdinal(owner), this.now, () -> false, worker));
	}

	/**
	 * Looks whose wait is over.
	 */
	void collect() {
		for (int i = 0; i < this.waiting.size(); i++) {
			Task task = this.waiting.get(i);
			Worker waiter = task.waiter();
			if (task.isOver() || (waiter != null && waiter.isInterrupted())) {
				this.waiting.remove(i--);
				task.ready(this.now);
				this.ready.add(task);
			}
		}
	}

	/**
	 * Nothing happens now: who has waited for that goes on.
	 * @return whether there is anybody
	 */
	boolean awakenIdle() {
		this.idle.forEach((task) -> task.ready(this.now));
		this.ready.addAll(this.idle);
		this.idle.clear();
		return !this.ready.isEmpty();
	}

	/**
	 * Whether an actor or the test waits, and not only what is done in the background.
	 */
	boolean isAwaited() {
		return !this.waiting.stream().allMatch((task) -> Task.isEngine(task.owner()));
	}

	String describeWaiting() {
		return owners(this.waiting);
	}

	String describeReady() {
		return owners(this.ready);
	}

	private static String owners(List<Task> tasks) {
		return tasks.stream()
			.map(Task::owner)
			.filter((owner) -> !Task.isEngine(owner))
			.distinct()
			.collect(Collectors.joining(", "));
	}

	// Later.

	void schedule(long deadline, Runnable step) {
		this.due.add(new Due(Math.max(deadline, this.now), this.scheduled++, step));
	}

	/**
	 * When the next thing comes due.
	 * @return empty if there is nothing
	 */
	OptionalLong nextDue() {
		while (!this.due.isEmpty() && this.due.peek().isOver()) {
			this.due.poll();
		}
		return this.due.isEmpty() ? OptionalLong.empty() : OptionalLong.of(this.due.peek().deadline());
	}

	boolean hasOpenRequests() {
		return this.due.stream().anyMatch((each) -> each.request() != null);
	}

	/**
	 * Whether the time may go on though there is something to do.
	 * @param delay for how long a step may be held up, in nanoseconds
	 */
	boolean mayPass(long delay) {
		OptionalLong next = nextDue();
		if (next.isEmpty() || this.ready.isEmpty()) {
			return false;
		}
		long oldest = this.ready.stream().mapToLong(Task::since).min().orElse(this.now);
		return next.getAsLong() <= oldest + delay;
	}

	/**
	 * Lets the time go on to what comes due next, which are steps then.
	 * @param action what these do
	 */
	void passTime(Consumer<Due> action) {
		long time = nextDue().orElse(this.now);
		this.now = Math.max(this.now, time);
		while (!this.due.isEmpty() && this.due.peek().deadline() == time) {
			Due next = this.due.poll();
			if (!next.isOver()) {
				begin(Task.ENGINE, () -> action.accept(next));
			}
		}
	}

}
