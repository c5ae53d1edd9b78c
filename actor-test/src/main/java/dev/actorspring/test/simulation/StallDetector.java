package dev.actorspring.test.simulation;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Looks whether a simulation gets on, by the clock on the wall: only one thread runs, so
 * if that waits, or computes for very long, nothing does.
 */
final class StallDetector {

	/** After so many looks that show the same, a millisecond apart. */
	private static final int LOOKS = 20;

	private static final long PATIENCE = Duration.ofSeconds(20).toNanos();

	private static final int FRAMES = 12;

	private final Simulation simulation;

	private @Nullable Task task;

	private int steps;

	private int looks;

	private long since = System.nanoTime();

	StallDetector(Simulation simulation) {
		this.simulation = simulation;
	}

	/**
	 * Waits for a millisecond.
	 * @param end of the simulation
	 * @return whether it has come
	 */
	boolean await(CountDownLatch end) {
		try {
			return end.await(1, TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			this.simulation
				.giveUp(new Finding(FindingKind.ENDLESS, "the test was interrupted, as it is when its time is up", ex));
			return true;
		}
	}

	void look() {
		Task now = this.simulation.task();
		int progress = this.simulation.steps();
		if (now != this.task || progress != this.steps) {
			this.task = now;
			this.steps = progress;
			this.looks = 0;
			this.since = System.nanoTime();
			return;
		}
		Thread thread = this.simulation.thread();
		StackTraceElement[] stack = (thread != null) ? thread.getStackTrace() : new StackTraceElement[0];
		boolean waits = now != null && thread != null && isWaiting(thread.getState());
		if (this.simulation.task() != now || this.simulation.thread() != thread) {
			return;
		}
		this.looks = waits ? this.looks + 1 : 0;
		String who = (now != null) ? now.owner() : "the simulator";
		if (waits && (this.looks >= LOOKS || isAsleep(stack))) {
			this.simulation.giveUp(new Finding(FindingKind.BLOCKED, who
					+ " waits for something that the simulator does not know of" + text(stack)
					+ "\n  Of what it knows are call, context.await, the futures that ask returns, and TestActors",
					null));
		}
		else if (System.nanoTime() - this.since > PATIENCE) {
			this.simulation.giveUp(new Finding(FindingKind.ENDLESS, who + " has computed for "
					+ Duration.ofNanos(PATIENCE).toSeconds() + " s in one step" + text(stack), null));
		}
	}

	private static boolean isWaiting(Thread.State state) {
		return switch (state) {
			case WAITING, TIMED_WAITING, BLOCKED -> true;
			case NEW, RUNNABLE, TERMINATED -> false;
		};
	}

	private static boolean isAsleep(StackTraceElement[] stack) {
		return Arrays.stream(stack)
			.anyMatch((frame) -> frame.getClassName().equals("java.lang.Thread")
					&& frame.getMethodName().equals("sleep"));
	}

	private static String text(StackTraceElement[] stack) {
		return Arrays.stream(stack).limit(FRAMES).map((frame) -> "\n    at " + frame).collect(Collectors.joining());
	}

}
