package dev.actorspring.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import dev.actorspring.ActorSpec;
import dev.actorspring.Backoff;
import dev.actorspring.ExitReason;
import dev.actorspring.RestartLimit;
import dev.actorspring.StartIgnoredException;
import dev.actorspring.supervision.ChildState;
import dev.actorspring.supervision.SupervisorSpec;
import org.jspecify.annotations.Nullable;

/**
 * Many actors side by side, each restarted for itself with backoff. There is no one
 * supervising thread: what is to be done about a child is decided on the thread that
 * brings the news, and only the child's own state is needed for it.
 */
abstract class CellGroup implements Parent {

	private static final RestartLimit DEFAULT_LIMIT = new RestartLimit(SupervisorSpec.DEFAULT_INTENSITY,
			SupervisorSpec.DEFAULT_PERIOD);

	private final Engine engine;

	private final SupervisionLog log;

	private final CellTable cells;

	private final Set<ActorCell<?>> away = ConcurrentHashMap.newKeySet();

	private final List<StopRound> rounds = new ArrayList<>(1);

	CellGroup(Engine engine, String name, String measuredName, CellTable cells) {
		this.engine = engine;
		this.cells = cells;
		this.log = new SupervisionLog(engine, name, measuredName);
	}

	Engine engine() {
		return this.engine;
	}

	SupervisionLog log() {
		return this.log;
	}

	CellTable cells() {
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
	 * Lets go of a child that is not restarted.
	 * @param cell the child
	 * @param reason why it ended
	 */
	abstract void retire(ActorCell<?> cell, ExitReason reason);

	abstract boolean isStopping();

	private void forget(ActorCell<?> cell, boolean passivated) {
		this.away.remove(cell);
		forgetting(cell);
		if (this.cells.remove(cell)) {
			forgotten(cell, passivated);
		}
		left(cell);
	}

	/**
	 * A child is about to be forgotten, and its name is not free yet, unless another has
	 * taken the place of the closed one.
	 * @param cell the child, which is closed
	 */
	void forgetting(ActorCell<?> cell) {
		// Nothing is remembered.
	}

	/**
	 * A child is forgotten, and its name is free, or another has it already.
	 * @param cell the child, which is closed
	 */
	void left(ActorCell<?> cell) {
		// Nobody waits for that.
	}

	/**
	 * A child is gone, and its name is free.
	 * @param cell the child, which is closed
	 * @param passivated whether it was passivated, or has ended by itself before that
	 */
	abstract void forgotten(ActorCell<?> cell, boolean passivated);

	/**
	 * A child waits before it is tried again, and that time is over.
	 * @param cell the child
	 * @param recovery brings it back
	 */
	void attempt(ActorCell<?> cell, Recovery recovery) {
		cell.activate();
	}

	ChildStatus status(ActorCell<?> cell) {
		Recovery recovery = cell.recovery();
		return (recovery != null) ? recovery.status() : ChildStatus.RUNNING;
	}

	@Override
	public void started(Node node) {
		ActorCell<?> cell = (ActorCell<?>) node;
		Recovery recovery = cell.recovery();
		if (recovery == null || recovery.status().state() == ChildState.RUNNING) {
			return;
		}
		long now = this.engine.timer().nanos();
		if (this.away.remove(cell)) {
			recovery.restarted(now);
			this.log.restarted(cell, recovery.reason(), recovery.endedAt(), now);
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
		ended((ActorCell<?>) node, new ExitReason.Error(cause), false);
	}

	@Override
	public void startIgnored(Node node, StartIgnoredException ignored) {
		ActorCell<?> cell = (ActorCell<?>) node;
		if (!isStopping()) {
			this.log.ignored(cell, ignored);
			this.away.remove(cell);
			cell.retire(new ExitReason.Normal());
		}
	}

	@Override
	public void exited(Node node, ExitReason reason) {
		ended((ActorCell<?>) node, reason, true);
	}

	private void ended(ActorCell<?> cell, ExitReason reason, boolean started) {
		if (cell.isClosed()) {
			forget(cell, true);
		}
		else if (isStopping()) {
			// The stop is on its way, and will be answered.
			return;
		}
		else if (cell.restart().isRestartedAfter(reason)) {
			restart(cell, reason, started);
		}
		else {
			this.log.notRestarted(cell, reason);
			this.away.remove(cell);
			retire(cell, reason);
		}
	}

	private void restart(ActorCell<?> cell, ExitReason reason, boolean started) {
		long now = this.engine.timer().nanos();
		Recovery known = cell.recovery();
		Recovery recovery = (known != null) ? known : newRecovery(cell.type().spec(), now);
		cell.recovery(recovery);
		long delay = recovery.ended(reason, started, now, this.engine.random());
		this.away.add(cell);
		if (delay == 0) {
			this.log.restarting(cell, reason, () -> "");
			cell.activate();
		}
		else {
			this.log.backedOff(cell, reason, delay);
			BackoffLookup.refuseWaiting(cell);
			this.engine.timer().schedule(Duration.ofNanos(delay), () -> attemptUnlessStopping(cell, recovery));
		}
	}

	private static Recovery newRecovery(ActorSpec<?> spec, long now) {
		RestartLimit limit = spec.restartLimit();
		Backoff backoff = spec.backoff();
		return new Recovery((limit != null) ? limit : DEFAULT_LIMIT, (backoff != null) ? backoff : Backoff.DEFAULT,
				now);
	}

	private void attemptUnlessStopping(ActorCell<?> cell, Recovery recovery) {
		if (!isStopping()) {
			recovery.trying();
			attempt(cell, recovery);
		}
	}

	@Override
	public @Nullable Recovery backoffOf(Node child) {
		Recovery recovery = ((ActorCell<?>) child).recovery();
		return (recovery != null && recovery.isInBackoff()) ? recovery : null;
	}

	@Override
	public boolean isHeldUpBy(ActorCell<?> actor) {
		synchronized (this.rounds) {
			return this.rounds.stream()
				.flatMap((round) -> round.awaited.stream())
				.anyMatch((cell) -> cell.isHeldUpBy(actor));
		}
	}

	/**
	 * Those that are to stop may wait for one that cannot answer before they have. Any
	 * thread.
	 */
	public void unblock() {
		List<ActorCell<?>> awaited;
		synchronized (this.rounds) {
			awaited = this.rounds.stream().<ActorCell<?>>flatMap((round) -> round.awaited.stream()).toList();
		}
		awaited.forEach(ActorCell::unblock);
	}

	@Override
	public void stopped(Node node) {
		ActorCell<?> cell = (ActorCell<?>) node;
		StopRound finished = null;
		if (cell.isClosed()) {
			forget(cell, false);
		}
		synchronized (this.rounds) {
			// Not with an iterator: mostly there is none.
			for (int i = 0; i < this.rounds.size(); i++) {
				StopRound round = this.rounds.get(i);
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
		stop(() -> this.cells.stream().toList(), forGood, timeout, then);
	}

	/**
	 * Stops some children in parallel.
	 * @param whom which, asked for while no other stop can begin
	 * @param forGood whether their mailboxes are closed as well
	 * @param timeout after which they are interrupted
	 * @param then called when none of them runs any more
	 */
	void stop(Supplier<List<ActorCell<?>>> whom, boolean forGood, Duration timeout, Runnable then) {
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
				round.timer = new ShutdownTimer(this.engine.timer(), this.engine::execute, timeout,
						() -> awaited(round));
			}
		}
		finish(finished ? round : null);
	}

	private List<ActorCell<?>> awaited(StopRound round) {
		synchronized (this.rounds) {
			return List.copyOf(round.awaited);
		}
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

		/** In the order in which they were told. Guarded by the list of rounds. */
		private final Set<ActorCell<?>> awaited = new LinkedHashSet<>();

		private final Runnable then;

		private boolean signalled;

		private @Nullable ShutdownTimer timer;

		StopRound(Runnable then) {
			this.then = then;
		}

		boolean isFinished() {
			return this.signalled && this.awaited.isEmpty();
		}

	}

}
