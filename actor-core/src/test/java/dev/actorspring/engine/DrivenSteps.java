package dev.actorspring.engine;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

import dev.actorspring.spi.Scheduler;

/**
 * Steps that wait for the test.
 */
final class DrivenSteps implements Scheduler {

	private record At(long deadline, Runnable step) {

	}

	private final ArrayDeque<Runnable> steps = new ArrayDeque<>();

	private final Queue<At> timers = new PriorityQueue<>(Comparator.comparingLong(At::deadline));

	private long nanos;

	@Override
	public synchronized long nanos() {
		return this.nanos;
	}

	@Override
	public synchronized void execute(Runnable step) {
		this.steps.add(step);
	}

	@Override
	public synchronized void schedule(long deadline, Runnable step) {
		this.timers.add(new At(deadline, step));
	}

	synchronized int count() {
		return this.steps.size();
	}

	private synchronized Runnable take(boolean last) {
		return last ? this.steps.pollLast() : this.steps.poll();
	}

	/**
	 * Has another thread do what waits for steps, and runs them.
	 */
	void runWhile(Runnable waiting) throws InterruptedException {
		Thread thread = Thread.startVirtualThread(waiting);
		while (thread.isAlive()) {
			if (!runNext()) {
				Thread.onSpinWait();
			}
		}
		thread.join();
		runAll();
	}

	boolean runNext() {
		Runnable step = take(false);
		if (step != null) {
			step.run();
		}
		return step != null;
	}

	void runLast() {
		take(true).run();
	}

	void runAll() {
		while (runNext()) {
			Thread.onSpinWait();
		}
	}

	void advance(Duration time) {
		synchronized (this) {
			this.nanos += time.toNanos();
		}
		for (At due = due(); due != null; due = due()) {
			due.step().run();
		}
		runAll();
	}

	private synchronized At due() {
		At first = this.timers.peek();
		return (first != null && first.deadline() <= this.nanos) ? this.timers.poll() : null;
	}

}
