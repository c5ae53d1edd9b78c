package dev.actorspring.engine;

import java.time.Duration;

import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.ExitReason;
import org.jspecify.annotations.Nullable;

/**
 * Actors that were started at run time, under another actor or under the root.
 */
sealed class SpawnedActors extends CellGroup permits PoolWorkers {

	private final String path;

	/** Who has spawned them, or {@code null} if they hang under the root. */
	private final @Nullable ActorCell<?> owner;

	private volatile boolean stopping;

	private volatile Duration longestShutdown = Duration.ZERO;

	SpawnedActors(Engine engine, String name, String path, @Nullable ActorCell<?> owner, CellTable cells) {
		super(engine, name, name, cells);
		this.path = path;
		this.owner = owner;
		engine.groups().add(this);
	}

	static SpawnedActors ofRoot(Engine engine, String root) {
		return new SpawnedActors(engine, root, "", null, new CellTable(CellTable.SHARED));
	}

	static SpawnedActors of(ActorCell<?> owner) {
		return new SpawnedActors(owner.type().engine(), owner.type().name(), owner.path(), owner, new CellTable(1));
	}

	@Override
	public final String path() {
		return this.path;
	}

	@Override
	public @Nullable Parent above() {
		return (this.owner != null) ? this.owner.parent() : null;
	}

	@Override
	void forgotten(ActorCell<?> cell, boolean passivated) {
		engine().topics().remove(cell);
		engine().watchers().ended(cell, WatchedCells.reason(cell), true);
	}

	<A> ActorRef<A> spawn(ActorSpec<A> spec) {
		if (spec.keyed()) {
			throw new IllegalArgumentException("'" + spec.name() + "' is keyed, and a keyed family cannot be spawned");
		}
		if (spec.significant()) {
			throw new IllegalArgumentException("'" + spec.name()
					+ "' is significant, but a spawned actor has no supervisor that could shut down because of it: "
					+ "start it under a supervisor with autoShutdown, or take the significance off");
		}
		if (this.stopping) {
			throw new IllegalStateException(
					"Cannot spawn " + spec.name() + " under '" + this.path + "': it is stopping");
		}
		ActorCell<A> cell = new ActorCell<>(engine().types().spawned(engine(), spec), this, spec.name());
		if (!cells().add(cell)) {
			throw new IllegalArgumentException(
					"There is already an actor '" + Parent.join(this.path, spec.name()) + "'");
		}
		engine().topics().add(cell);
		mayTake(cell.shutdownTimeout());
		if (!Outbox.mayKeepBack(engine()) || !Outbox.keepBack(() -> start(cell), (failure) -> cell.stop(true))) {
			start(cell);
		}
		return cell;
	}

	/**
	 * One of them may take so long to stop.
	 */
	final void mayTake(Duration shutdown) {
		if (shutdown.compareTo(this.longestShutdown) > 0) {
			this.longestShutdown = shutdown;
		}
	}

	private void start(ActorCell<?> cell) {
		cell.activate();
		if (this.stopping) {
			cell.stop(true);
		}
	}

	void stop(Runnable then) {
		this.stopping = true;
		stopAll(true, this.longestShutdown, () -> {
			engine().groups().remove(this);
			then.run();
		});
	}

	@Override
	boolean isStopping() {
		return this.stopping;
	}

	@Override
	void retire(ActorCell<?> cell, ExitReason reason) {
		cell.retire(reason);
	}

}
