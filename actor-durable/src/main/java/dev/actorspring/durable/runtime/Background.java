package dev.actorspring.durable.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import dev.actorspring.spi.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * What is done besides the actors: its threads, their clock, and when they are to end.
 * They are not interrupted: in the middle of a statement that closes an embedded H2 for
 * the whole application. If somebody runs the actors step by step, all of this is steps,
 * too.
 */
final class Background {

	private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

	private final CountDownLatch closed = new CountDownLatch(1);

	private volatile @Nullable Scheduler steps;

	/**
	 * Leaves threads and clock to somebody. Before anything is started.
	 * @param scheduler {@code null} for those of the machine
	 */
	void scheduler(@Nullable Scheduler scheduler) {
		this.steps = scheduler;
	}

	/**
	 * The time, of which only differences mean anything.
	 */
	long nanos() {
		Scheduler driven = this.steps;
		return (driven != null) ? driven.nanos() : System.nanoTime();
	}

	/**
	 * Runs something that ends by itself.
	 * @param name of the thread
	 * @param task what
	 */
	void run(String name, Runnable task) {
		Scheduler driven = this.steps;
		if (driven != null) {
			driven.execute(new Step(name, task));
		}
		else {
			Thread.ofVirtual().name(name).start(task);
		}
	}

	/**
	 * Runs tasks, each on a thread of its own.
	 * @param name of the threads
	 */
	Executor executor(String name) {
		return (task) -> run(name, task);
	}

	/**
	 * Runs tasks after a while.
	 * @param delay how long
	 */
	Executor later(Duration delay) {
		return (task) -> {
			Scheduler driven = this.steps;
			if (driven != null) {
				driven.schedule(driven.nanos() + delay.toNanos(), task);
			}
			else {
				Executor delayed = CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS);
				delayed.execute(task);
			}
		};
	}

	/**
	 * Runs something until it is time to end.
	 * @param name of the thread
	 * @param loop waits with nothing but what this has
	 * @return the thread, or {@code null} if it has none of its own
	 */
	@Nullable Thread start(String name, Runnable loop) {
		Scheduler driven = this.steps;
		if (driven != null) {
			driven.execute(new Step(name, loop));
			return null;
		}
		return Thread.ofPlatform().daemon().name(name).start(loop);
	}

	void close() {
		this.closed.countDown();
		Scheduler driven = this.steps;
		if (driven != null) {
			// So that those who wait have a look.
			driven.execute(() -> {
			});
		}
	}

	boolean isClosed() {
		return this.closed.getCount() == 0;
	}

	/**
	 * Waits for a while, or until it is time to end.
	 * @param time for how long
	 * @return whether it is time to end
	 */
	boolean await(Duration time) {
		Scheduler driven = this.steps;
		if (driven != null && driven.await(driven.nanos() + time.toNanos(), this::isClosed)) {
			return isClosed();
		}
		try {
			return this.closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			return true;
		}
	}

	/**
	 * Waits for the next element, but not for long.
	 * @param <E> the type of the elements
	 * @param queue where it is put
	 * @return {@code null} if there is none
	 */
	<E> @Nullable E poll(BlockingQueue<E> queue) {
		Scheduler driven = this.steps;
		if (driven != null && driven.await(() -> !queue.isEmpty() || isClosed())) {
			return queue.poll();
		}
		try {
			return queue.poll(LOOK_AGAIN.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			return null;
		}
	}

	/**
	 * Waits until something has come about, for so long at most.
	 */
	void await(Duration atMost, BooleanSupplier over) {
		Scheduler driven = this.steps;
		if (driven != null && driven.await(driven.nanos() + atMost.toNanos(), over)) {
			return;
		}
		// For whoever is no step, by the clock on the wall: the other may stand still.
		long deadline = System.nanoTime() + atMost.toNanos();
		while (!over.getAsBoolean() && System.nanoTime() - deadline < 0) {
			LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
		}
	}

	/**
	 * Leaves it to who runs all steps to wait, if somebody does.
	 */
	void await(BooleanSupplier over) {
		Scheduler driven = this.steps;
		if (driven != null) {
			driven.await(over);
		}
	}

	/**
	 * The time of day, which goes on with {@link #nanos()}.
	 * @param then a time of day
	 * @param at when that was
	 */
	Instant since(Instant then, long at) {
		return then.plusNanos(nanos() - at);
	}

	/**
	 * A step that belongs to no actor.
	 *
	 * @param path its name
	 * @param task what it does
	 */
	private record Step(String path, Runnable task) implements Scheduler.ActorStep {

		Step(String path, Runnable task) {
			this.path = "(" + path + ")";
			this.task = task;
		}

		@Override
		public void run() {
			this.task.run();
		}

	}

}
