package dev.actorspring.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import dev.actorspring.engine.time.Timer;

/**
 * Waits until the messages that were accepted have been handled. Those that the actors
 * send each other meanwhile are waited for as well, but only a few rounds of them: actors
 * that keep each other busy for ever must not keep the system from stopping.
 */
final class Drain {

	private static final int ROUNDS = 5;

	private static final long LOOK_AGAIN = Duration.ofMillis(2).toNanos();

	private Drain() {
	}

	static void await(Tree tree, Engine engine, Duration atMost) {
		Timer timer = engine.timer();
		long deadline = timer.saturatedDeadline(atMost);
		for (int i = 0; i < ROUNDS; i++) {
			List<Pending> pending = new ArrayList<>();
			tree.forEachCell((cell) -> {
				if (cell.isBusy()) {
					pending.add(new Pending(cell, cell.mark() + 1));
				}
			});
			if (pending.isEmpty()) {
				return;
			}
			engine.await(deadline, () -> pending.stream().allMatch(Pending::isOver));
			while (!pending.isEmpty()) {
				if (timer.nanos() - deadline >= 0) {
					return;
				}
				pending.removeIf(Pending::isOver);
				if (!pending.isEmpty()) {
					LockSupport.parkNanos(LOOK_AGAIN);
				}
			}
		}
	}

	/**
	 * An actor that had something to do.
	 *
	 * @param cell the actor
	 * @param mark the first message that it does not have to handle
	 */
	private record Pending(ActorCell<?> cell, int mark) {

		boolean isOver() {
			return !this.cell.isBusy() || this.cell.hasPassed(this.mark);
		}

	}

}
