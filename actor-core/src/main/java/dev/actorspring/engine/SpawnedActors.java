package dev.actorspring.engine;

import java.time.Duration;

import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.ExitReason;

/**
 * Actors that were started at run time, under another actor or under the root.
 */
final class SpawnedActors extends CellGroup {

	private final String path;

	private volatile boolean stopping;

	private volatile Duration longestShutdown = Duration.ZERO;

	SpawnedActors(Engine engine, String name, String path) {
		super(engine, name, name);
		this.path = path;
		engine.groups().add(this);
	}

	@Override
	public String path() {
		return this.path;
	}

	<A> ActorRef<A> spawn(ActorSpec<A> spec) {
		if (spec.keyed()) {
			throw new IllegalArgumentException("'" + spec.name() + "' is keyed, and a keyed family cannot be spawned");
		}
		if (this.stopping) {
			throw new IllegalStateException(
					"Cannot spawn " + spec.name() + " under '" + this.path + "': it is stopping");
		}
		ActorCell<A> cell = new ActorCell<>(engine().types().spawned(engine(), spec), this, spec.name());
		if (cells().putIfAbsent(spec.name(), cell) != null) {
			throw new IllegalArgumentException(
					"There is already an actor '" + Parent.join(this.path, spec.name()) + "'");
		}
		if (spec.shutdownTimeout().compareTo(this.longestShutdown) > 0) {
			this.longestShutdown = spec.shutdownTimeout();
		}
		cell.activate();
		if (this.stopping) {
			cell.stop(true);
		}
		return new CellRef<>(cell);
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
	boolean isRestarted(ActorCell<?> cell, ExitReason reason) {
		return switch (cell.restart()) {
			case PERMANENT -> true;
			case TRANSIENT -> reason.isAbnormal();
			case TEMPORARY -> false;
		};
	}

	@Override
	void retire(ActorCell<?> cell, ExitReason reason) {
		cell.retire(reason);
	}

}
