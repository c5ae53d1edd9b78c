package dev.actorspring.engine;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks one after another, in the order they were given, on the engine's threads.
 */
final class Serial {

	private static final Logger log = LoggerFactory.getLogger(Serial.class);

	private final Engine engine;

	private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

	private final AtomicInteger pending = new AtomicInteger();

	Serial(Engine engine) {
		this.engine = engine;
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

	private void drain() {
		do {
			Runnable task = this.tasks.poll();
			if (task != null) {
				run(task);
			}
		}
		while (this.pending.decrementAndGet() != 0);
	}

	private static void run(Runnable task) {
		try {
			task.run();
		}
		catch (Throwable ex) {
			log.error("A supervisor's task failed", ex);
		}
	}

}
