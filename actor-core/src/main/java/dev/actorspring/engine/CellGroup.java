package dev.actorspring.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

import dev.actorspring.ExitReason;
import dev.actorspring.supervision.ChildState;
import dev.actorspring.supervision.SupervisorSpec;
import org.jspecify.annotations.Nullable;

/**
 * Many actors side by side, each restarted for itself with backoff. There is no one
 * supervising thread: what is to be done about a child is decided on the thread that
 * brings the news, and only the child's own state is needed for it.
 */
abstract class CellGroup implements Parent {

	private final Engine engine;

	private final Reports reports;

	private final ConcurrentMap<String, ActorCell<?>> cells = new ConcurrentHashMap<>();

	private final Set<ActorCell<?>> away = ConcurrentHashMap.newKeySet();

	private final List<StopRound> rounds = new ArrayList<>(1);

	CellGroup(Engine engine, String name, String measuredName) {
		this.engine = engine;
		this.reports = new Reports(engine, name, measuredName);
	}

	Engine engine() {
		return this.engine;
	}

	Reports reports() {
		return this.reports;
	}

	ConcurrentMap<String, ActorCell<?>> cells() {
		return this.cells;
	}

	/**
	 * Those that are being restarted or wait for it.
	 * @return a live view
	 */
	Collection<ActorCell<?>> away() {
		return this.away;
	}

	/**
	 * What is to be done about a child that has ended by itself.
	 * @param cell the child
	 * @param reason why it ended
	 * @return {@code true} to restart it
	 */
	abstract boolean isRestarted(ActorCell<?> cell, ExitReason reason);

	/**
	 * Lets go of a child that is not restarted.
	 * @param cell the child
	 * @param reason why it ended
	 */
	abstract void retire(ActorCell<?> cell, ExitReason reason);

	abstract boolean isStopping();

	private void forget(ActorCell<?> cell) {
		this.away.remove(cell);
		if (this.cells.remove(cell.name(), cell)) {
			forgotten(cell);
		}
	}

	/**
	 * A child is gone.
	 * @param cell the child, which is closed
	 */
	void forgotten(ActorCell<?> cell) {
		// For those that keep accounts.
	}

	Status status(ActorCell<?> cell) {
		Recovery recovery = cell.recovery;
		return (recovery != null) ? recovery.status() : Status.RUNNING;
	}

	@Override
	public void started(Node node) {
		ActorCell<?> cell = (ActorCell<?>) node;
		Recovery recovery = cell.recovery;
		if (recovery == null || recovery.status().state() == ChildState.RUNNING) {
			return;
		}
		long now = this.engine.timer().nanos();
		if (this.away.remove(cell)) {
			recovery.restarted(now);
			this.reports.restarted(cell, recovery.reason(), now - recovery.endedAt());
		}
		else {
			recovery.running(now);
		}
	}

	/**
	 * An operator starts a child: when it runs, no restart is counted.
	 * @param cell the child, away or not
	 */
	void release(ActorCell<?> cell) {
		this.away.remove(cell);
	}

	@Override
	public void startFailed(Node node, String path, Throwable cause) {
		exited(node, new ExitReason.Error(cause));
	}

	@Override
	public void exited(Node node, ExitReason reason) {
		ActorCell<?> cell = (ActorCell<?>) node;
		if (cell.isClosed()) {
			forget(cell);
		}
		else if (isStopping()) {
			// The stop is on its way, and will be answered.
			return;
		}
		else if (isRestarted(cell, reason)) {
			restart(cell, reason);
		}
		else {
			this.reports.notRestarted(cell, reason);
			this.away.remove(cell);
			retire(cell, reason);
		}
	}

	private void restart(ActorCell<?> cell, ExitReason reason) {
		long now = this.engine.timer().nanos();
		Recovery recovery = cell.recovery;
		if (recovery == null) {
			recovery = new Recovery(SupervisorSpec.DEFAULT_INTENSITY, SupervisorSpec.DEFAULT_PERIOD, now);
			cell.recovery = recovery;
		}
		long delay = recovery.ended(reason, now);
		this.away.add(cell);
		if (delay == 0) {
			this.reports.restarting(cell, reason, () -> "");
			cell.activate();
		}
		else {
			this.reports.backedOff(cell, reason, delay);
			this.engine.timer().schedule(Duration.ofNanos(delay), () -> attempt(cell));
		}
	}

	private void attempt(ActorCell<?> cell) {
		if (!isStopping()) {
			cell.activate();
		}
	}

	@Override
	public void stopped(Node node) {
		ActorCell<?> cell = (ActorCell<?>) node;
		StopRound finished = null;
		if (cell.isClosed()) {
			forget(cell);
		}
		synchronized (this.rounds) {
			for (StopRound round : this.rounds) {
				if (round.awaited.remove(cell)) {
					finished = round.isFinished() ? round : null;
					break;
				}
			}
		}
		finish(finished);
	}

	/**
	 * Stops one child.
	 * @param cell the child
	 * @param forGood whether its mailbox is closed as well
	 * @param then called when it no longer runs
	 */
	void stop(ActorCell<?> cell, boolean forGood, Runnable then) {
		stop(() -> List.of(cell), forGood, cell.shutdownTimeout(), then);
	}

	/**
	 * Stops all children in parallel.
	 * @param forGood whether their mailboxes are closed as well
	 * @param timeout after which they are interrupted
	 * @param then called when nothing runs any more
	 */
	void stopAll(boolean forGood, Duration timeout, Runnable then) {
		stop(() -> List.copyOf(this.cells.values()), forGood, timeout, then);
	}

	private void stop(Supplier<List<ActorCell<?>>> whom, boolean forGood, Duration timeout, Runnable then) {
		StopRound round = new StopRound(then);
		List<ActorCell<?>> stopping;
		synchronized (this.rounds) {
			this.rounds.add(round);
			stopping = whom.get();
			round.awaited.addAll(stopping);
		}
		stopping.forEach((cell) -> cell.stop(forGood));
		boolean finished;
		synchronized (this.rounds) {
			round.signalled = true;
			finished = round.isFinished();
			if (!finished) {
				round.timer = this.engine.timer()
					.schedule(timeout, () -> this.engine.execute(() -> press(round, false)));
			}
		}
		finish(finished ? round : null);
	}

	private void press(StopRound round, boolean abandon) {
		List<ActorCell<?>> late;
		synchronized (this.rounds) {
			late = List.copyOf(round.awaited);
			if (!late.isEmpty()) {
				round.timer = this.engine.timer()
					.schedule(Node.GRACE, () -> this.engine.execute(() -> press(round, true)));
			}
		}
		late.forEach((cell) -> {
			cell.interrupt();
			if (abandon) {
				cell.abandon();
			}
		});
	}

	private void finish(@Nullable StopRound round) {
		if (round == null) {
			return;
		}
		synchronized (this.rounds) {
			if (!this.rounds.remove(round)) {
				return;
			}
		}
		if (round.timer != null) {
			round.timer.cancel();
		}
		round.then.run();
	}

	/**
	 * One stop of some or all.
	 */
	private static final class StopRound {

		private final Set<ActorCell<?>> awaited = ConcurrentHashMap.newKeySet();

		private final Runnable then;

		private boolean signalled;

		private Timer.@Nullable Delayed timer;

		StopRound(Runnable then) {
			this.then = then;
		}

		boolean isFinished() {
			return this.signalled && this.awaited.isEmpty();
		}

	}

}
