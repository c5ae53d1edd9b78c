package dev.actorspring.otp;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import dev.actorspring.spi.Scheduler;

/**
 * Runs the steps of a system in an order of its own, several at a time: each in a thread
 * that takes any of those that are to be run, after it has left the processor to others
 * for a while. What may overtake each other does.
 */
final class ShuffledSteps implements Scheduler {

	private static final int YIELDS = 16;

	private final List<Runnable> steps = new ArrayList<>();

	@Override
	public long nanos() {
		return System.nanoTime();
	}

	@Override
	public void execute(Runnable step) {
		synchronized (this.steps) {
			this.steps.add(step);
		}
		Thread.startVirtualThread(() -> {
			for (int i = ThreadLocalRandom.current().nextInt(YIELDS); i > 0; i--) {
				Thread.yield();
			}
			takeAny().run();
		});
	}

	private Runnable takeAny() {
		synchronized (this.steps) {
			return this.steps.remove(ThreadLocalRandom.current().nextInt(this.steps.size()));
		}
	}

	@Override
	public void schedule(long deadline, Runnable step) {
		CompletableFuture.delayedExecutor(deadline - nanos(), TimeUnit.NANOSECONDS, this::execute).execute(step);
	}

}
