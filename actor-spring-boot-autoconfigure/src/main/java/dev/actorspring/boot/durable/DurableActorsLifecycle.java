package dev.actorspring.boot.durable;

import java.util.function.Supplier;

import dev.actorspring.boot.actors.ActorSystemLifecycle;
import dev.actorspring.durable.runtime.DurableActors;
import dev.actorspring.system.ActorSystem;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;

/**
 * Has states loaded and written from before the first actor starts until after the last
 * has stopped. The database is still there then: beans are destroyed later.
 */
final class DurableActorsLifecycle implements SmartLifecycle {

	private final Supplier<@Nullable DurableActors> durable;

	private final ActorSystem system;

	private volatile @Nullable DurableActors running;

	DurableActorsLifecycle(Supplier<@Nullable DurableActors> durable, ActorSystem system) {
		this.durable = durable;
		this.system = system;
	}

	@Override
	public void start() {
		DurableActors actors = this.durable.get();
		if (actors != null) {
			actors.start(this.system);
			this.running = actors;
		}
	}

	@Override
	public void stop() {
		DurableActors actors = this.running;
		if (actors != null) {
			this.running = null;
			actors.close();
		}
	}

	@Override
	public boolean isRunning() {
		return this.running != null;
	}

	/**
	 * As that of the actor system.
	 * @return {@code false}
	 */
	@Override
	public boolean isPauseable() {
		return false;
	}

	@Override
	public int getPhase() {
		return ActorSystemLifecycle.PHASE - 1;
	}

}
