package dev.actorspring.engine;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks one after another, in the order they were given, on the engine's threads; or
 * on the thread that brings one, which saves two hand-overs.
 */
final class SerialExecutor {

	private static final Logger log = LoggerFactory.getLogger(SerialExecutor.class);

	private final Engine engine;

	private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

	private final AtomicInteger pending = new AtomicInteger();

	/** Only for the thread that runs a task. */
	private long now;

	SerialExecutor(Engine engine) {
		this.engine = engine;
		this.now = engine.timer().nanos();
	}

	/**
	 * When the task began that calls this. As tasks never block that is now, and to read
	 * the clock again and again takes longer than a short task.
	 * @return nanoseconds of the time source
	 */
	long now() {
		return this.now;
	}

	/**
	 * Runs a task later. Any thread.
	 * @param task never blocks
	 */
	void execute(Runnable task) {
		this.tasks.add(task);
		if (this.pending.getAndIncrement() == 0) {
			this.engine.execute(this::drain);
		}
	}

	/**
	 * Runs a task on this thread, if no other is running or waiting, and else later. A
	 * thread that has something else to do is not kept for the tasks of others.
	 * @param task never blocks
	 */
	void executeHere(Runnable task) {
		if (!this.pending.compareAndSet(0, 1)) {
			execute(task);
			return;
		}
		run(task);
		if (this.pending.decrementAndGet() != 0) {
			this.engine.execute(this::drain);
		}
	}

	private void drain() {
		do {
			Runnable task = this.tasks.poll();
			if (task != null) {
				run(task);
			}
		}
		while (this.pending.decrementAndGet() != 0);
	}

	private void run(Runnable task) {
		this.now = this.engine.timer().nanos();
		try {
			task.run();
		}
		catch (Throwable ex) {
			log.error("A supervisor's task failed", ex);
		}
	}

}
