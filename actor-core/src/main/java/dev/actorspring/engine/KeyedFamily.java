package dev.actorspring.engine;

import java.time.Duration;

import dev.actorspring.ActorRef;
import dev.actorspring.ExitReason;
import dev.actorspring.KeyedActors;
import dev.actorspring.RestartType;
import dev.actorspring.engine.time.Timer;
import dev.actorspring.spi.Placement.Partitions;
import dev.actorspring.system.NodeSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * All actors of a keyed family, and what activates and passivates them.
 *
 * @param <A> the actor class
 */
class KeyedFamily<A> extends CellGroup implements Node, KeyedActors<A> {

	private static final Duration LONGEST_SWEEP_INTERVAL = Duration.ofSeconds(30);

	private final ActorType<A> type;

	private final Parent parent;

	private final WatchedKeys watched = new WatchedKeys();

	private final FailedKeys failedKeys = new FailedKeys();

	private volatile Phase phase = Phase.PAUSED;

	private volatile Timer.@Nullable Delayed sweep;

	private final FamilyView view = new FamilyView(this);

	/** {@code null} if all keys live here. */
	private final @Nullable PartitionedCells partitioned;

	/**
	 * Creates the family.
	 * @param partitions where its actors live, or {@code null} for here
	 */
	KeyedFamily(ActorType<A> type, Parent parent, @Nullable Partitions partitions) {
		super(type.engine(), type.spec().name(), type.name(), new CellTable(CellTable.SHARED));
		this.type = type;
		this.parent = parent;
		this.partitioned = (partitions != null) ? new PartitionedCells(this, partitions) : null;
	}

	final ActorType<A> type() {
		return this.type;
	}

	/**
	 * Whether an actor is kept that nobody needs.
	 * @return {@code false} if it is passivated, and forgotten when it cannot be started
	 */
	boolean keepsIdle() {
		return false;
	}

	@Override
	public String name() {
		return this.type.spec().name();
	}

	@Override
	public String path() {
		return Parent.join(this.parent.path(), name());
	}

	@Override
	public String measuredName() {
		return this.type.name();
	}

	@Override
	public RestartType restart() {
		return RestartType.PERMANENT;
	}

	@Override
	public boolean significant() {
		return false;
	}

	@Override
	public int incarnations() {
		return 1;
	}

	@Override
	public ActorRef<A> get(String key) {
		if (key == null) {
			throw new IllegalArgumentException("A key of " + name() + " must not be null");
		}
		if (key.isEmpty()) {
			throw new IllegalArgumentException("A key of " + name() + " must not be empty");
		}
		return new KeyedRef<>(this, key, (this.partitioned != null) ? this.partitioned.partitions() : null);
	}

	/**
	 * A ref whose messages stay here, wherever the actor of the key should live.
	 */
	KeyedRef<A> here(String key) {
		return new KeyedRef<>(this, key, null);
	}

	@Nullable PartitionedCells partitioned() {
		return this.partitioned;
	}

	/**
	 * The cell of a key, made and started if need be.
	 * @param key the key
	 * @return the cell, or {@code null} if the family has ended
	 */
	@SuppressWarnings("unchecked")
	@Nullable ActorCell<A> activate(String key) {
		ActorCell<A> known = present(key);
		if (known != null) {
			return known;
		}
		if (this.phase == Phase.CLOSED) {
			return null;
		}
		ActorCell<A> fresh = new ActorCell<>(this.type, this, key);
		Partition partition = (this.partitioned != null) ? this.partitioned.of(key) : null;
		ActorCell<?> chosen = cells().put(key, (present) -> {
			if (present != null && !present.isClosed()) {
				return present;
			}
			inherit(fresh, (present != null) ? failed(present) : this.failedKeys.remove(key, engine().timer().nanos()));
			if (partition != null) {
				partition.add(fresh);
			}
			return fresh;
		});
		if (chosen == fresh) {
			switch (this.phase) {
				case RUNNING -> fresh.activate();
				case CLOSED -> fresh.stop(true);
				case PAUSED -> {
					// Started with the family.
				}
			}
			if (partition != null) {
				partition.started(fresh);
			}
		}
		return (ActorCell<A>) chosen;
	}

	/**
	 * Goes on with the backoff of a key that could not be started before.
	 */
	private static void inherit(ActorCell<?> fresh, @Nullable Recovery recovery) {
		if (recovery != null) {
			recovery.trying();
			fresh.recovery(recovery);
		}
	}

	private static @Nullable Recovery failed(ActorCell<?> cell) {
		Recovery recovery = cell.recovery();
		return (recovery != null && recovery.hasFailedToStart()) ? recovery : null;
	}

	/**
	 * The cell of a key, if it has one that is not closed.
	 */
	@SuppressWarnings("unchecked")
	@Nullable ActorCell<A> present(String key) {
		ActorCell<?> known = cells().get(key);
		return (known != null && !known.isClosed()) ? (ActorCell<A>) known : null;
	}

	/**
	 * Finds the actor of a key without activating it.
	 * @param key the key
	 * @return its cell, or {@code null} if it is not active
	 */
	@Nullable ActorCell<?> find(String key) {
		return cells().get(key);
	}

	/**
	 * Tells a watcher when the actor of a key has ended, which passivation is not.
	 * @param key the key
	 * @param watcher told once
	 */
	void watch(String key, Watcher watcher) {
		this.watched.watch(key, watcher);
		if (this.phase == Phase.CLOSED) {
			this.watched.ended(key, new ExitReason.Shutdown());
		}
		else if (this.partitioned != null) {
			this.partitioned.partitions().watched(key);
		}
	}

	void unwatch(String key, Watcher watcher) {
		this.watched.unwatch(key, watcher);
	}

	boolean isWatched(String key) {
		return this.watched.contains(key);
	}

	/**
	 * The actor of a key has ended where it lives.
	 */
	void endedElsewhere(String key, ExitReason reason) {
		this.watched.ended(key, reason);
	}

	private void ended(ActorCell<?> cell, ExitReason reason) {
		String key = cell.name();
		engine().ended(cell, reason);
		this.watched.ended(key, reason);
		if (this.partitioned != null) {
			this.partitioned.partitions().ended(key, reason);
		}
	}

	// As a child of its supervisor.

	@Override
	public void start() {
		this.phase = Phase.RUNNING;
		engine().topics().add(this);
		// Those to whom messages were sent meanwhile are started, the others forgotten.
		cells().forEach(ActorCell::passivate);
		scheduleSweep();
		this.parent.started(this);
	}

	@Override
	public void stop(boolean forGood) {
		this.phase = forGood ? Phase.CLOSED : Phase.PAUSED;
		Timer.Delayed pending = this.sweep;
		if (pending != null) {
			pending.cancel();
		}
		stopAll(forGood, this.type.spec().shutdownTimeout(), () -> {
			if (forGood) {
				engine().topics().remove(this);
				this.watched.allEnded(new ExitReason.Shutdown());
			}
			this.parent.stopped(this);
		});
	}

	@Override
	public void forget() {
		this.failedKeys.clear();
		log().clear();
	}

	@Override
	public @Nullable Duration shutdownTimeout() {
		return null;
	}

	@Override
	public void retire(ExitReason reason) {
		stop(true);
	}

	@Override
	public void interrupt() {
		// Its actors are interrupted one by one in their own time.
	}

	@Override
	public void abandon() {
		// Its actors are abandoned one by one in their own time.
	}

	@Override
	boolean isStopping() {
		return this.phase != Phase.RUNNING;
	}

	@Override
	void forgetting(ActorCell<?> cell) {
		Recovery recovery = failed(cell);
		if (recovery != null) {
			this.failedKeys.add(cell.name(), recovery, engine().timer().nanos());
		}
	}

	@Override
	void left(ActorCell<?> cell) {
		if (this.partitioned != null) {
			this.partitioned.of(cell.name()).remove(cell);
		}
	}

	@Override
	void forgotten(ActorCell<?> cell, boolean passivated) {
		this.view.gone(cell);
		ExitReason own = cell.exit();
		if (own != null || !(passivated || isMoving(cell))) {
			ended(cell, WatchedCells.reason(cell));
		}
	}

	private boolean isMoving(ActorCell<?> cell) {
		return this.partitioned != null && this.partitioned.of(cell.name()).isEnding();
	}

	/**
	 * One that could not be started goes, unless somebody waits for it, and when that has
	 * been tried for long enough also if somebody does.
	 */
	@Override
	void attempt(ActorCell<?> cell, Recovery recovery) {
		if (recovery.isHopeless()) {
			cell.retire(recovery.reason());
		}
		else if (recovery.hasFailedToStart()) {
			cell.passivate();
		}
		else {
			cell.activate();
		}
	}

	@Override
	void retire(ActorCell<?> cell, ExitReason reason) {
		cell.passivate();
	}

	@Override
	public void revived(Node node) {
		ActorCell<?> cell = (ActorCell<?>) node;
		ExitReason own = cell.exit();
		if (own instanceof ExitReason.Normal) {
			ended(cell, own);
		}
	}

	@Override
	public Parent above() {
		return this.parent;
	}

	// Passivation.

	private void scheduleSweep() {
		Duration idle = this.type.spec().passivateAfter();
		if (!keepsIdle() && !idle.isZero()) {
			Duration interval = idle.dividedBy(4);
			this.sweep = engine().timer()
				.schedule((interval.compareTo(LONGEST_SWEEP_INTERVAL) < 0) ? interval : LONGEST_SWEEP_INTERVAL,
						() -> engine().execute(this::sweep));
		}
	}

	private void sweep() {
		if (this.phase != Phase.RUNNING) {
			return;
		}
		Duration idle = this.type.spec().passivateAfter();
		cells().forEach((cell) -> {
			if (cell.isRunning() && !cell.isBusy() && engine().timer().since(cell.lastActive()).compareTo(idle) >= 0
					&& !cell.hasSubscribers()) {
				cell.passivate();
			}
		});
		scheduleSweep();
	}

	// What can be seen.

	FamilyView view() {
		return this.view;
	}

	@Override
	public NodeSnapshot snapshot(ChildStatus status) {
		return this.view.snapshot(status);
	}

	private enum Phase {

		/** Messages are accepted and wait. */
		PAUSED, RUNNING,
		/** Nothing is accepted. */
		CLOSED

	}

}
