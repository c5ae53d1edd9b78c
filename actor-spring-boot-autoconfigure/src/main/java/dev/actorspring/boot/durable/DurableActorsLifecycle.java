package dev.actorspring.boot.durable;

import java.util.function.Supplier;

import dev.actorspring.boot.actors.ActorSystemLifecycle;
import dev.actorspring.durable.runtime.DurableActors;
import dev.actorspring.system.ActorSystem;

import org.springframework.context.SmartLifecycle;

/**
 * Has states loaded and written from before the first actor starts until after the last
 * has stopped. The database is still there then: beans are destroyed later.
 */
final class DurableActorsLifecycle implements SmartLifecycle {

	private final StateDiscovery discovery;

	private final Supplier<DurableActors> durable;

	private final ActorSystem system;

	private volatile boolean running;

	DurableActorsLifecycle(StateDiscovery discovery, Supplier<DurableActors> durable, ActorSystem system) {
		this.discovery = discovery;
		this.durable = durable;
		this.system = system;
	}

	@Override
	public void start() {
		if (!this.discovery.states().isEmpty()) {
			this.durable.get().start(this.system);
			this.running = true;
		}
	}

	@Override
	public void stop() {
		if (this.running) {
			this.running = false;
			this.durable.get().close();
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
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
