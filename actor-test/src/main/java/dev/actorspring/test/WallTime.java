package dev.actorspring.test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import dev.actorspring.system.ActorSystem;

/**
 * Waits by the clock on the wall, and looks again and again.
 *
 * @param system the actors
 * @param patience how long to wait
 */
record WallTime(Supplier<ActorSystem> system, Duration patience) implements TestTime {

	/**
	 * How often in a row it has to look quiet, as it cannot look at all actors at once.
	 */
	private static final int LOOKS = 3;

	private static final Duration PAUSE = Duration.ofMillis(5);

	/**
	 * For how long to wait for something that is not to come.
	 */
	private static final Duration SETTLING = Duration.ofMillis(500);

	@Override
	public void awaitQuiet() {
		if (!await(new Quiet(this.system.get()))) {
			throw new AssertionError("The actors are still busy after " + this.patience.toSeconds() + " s:\n"
					+ String.join("\n", busy(this.system.get())));
		}
	}

	@Override
	public void settle() {
		await(new Quiet(this.system.get()), SETTLING);
	}

	@Override
	public boolean await(BooleanSupplier condition) {
		return await(condition, this.patience);
	}

	@Override
	public boolean await(BooleanSupplier condition, Duration within) {
		long since = System.nanoTime();
		while (!condition.getAsBoolean()) {
			if (System.nanoTime() - since > within.toNanos()) {
				return false;
			}
			LockSupport.parkNanos(PAUSE.toNanos());
		}
		return true;
	}

	@Override
	public String limit() {
		return " within " + this.patience.toSeconds() + " s";
	}

	private static List<String> busy(ActorSystem system) {
		return Nodes.actors(system).filter(Nodes::isBusy).map(Nodes::describe).toList();
	}

	/**
	 * Whether it has looked quiet several times in a row.
	 */
	private static final class Quiet implements BooleanSupplier {

		private final ActorSystem system;

		private int looks;

		Quiet(ActorSystem system) {
			this.system = system;
		}

		@Override
		public boolean getAsBoolean() {
			this.looks = Nodes.actors(this.system).noneMatch(Nodes::isBusy) ? this.looks + 1 : 0;
			return this.looks >= LOOKS;
		}

	}

}
