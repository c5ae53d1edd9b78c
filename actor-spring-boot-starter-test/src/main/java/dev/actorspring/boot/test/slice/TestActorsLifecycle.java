package dev.actorspring.boot.test.slice;

import dev.actorspring.boot.actors.ActorSystemLifecycle;
import dev.actorspring.test.TestActors;

import org.springframework.context.SmartLifecycle;

/**
 * Stops actors whose time stands still, which needs somebody to move it, before their
 * system is stopped.
 */
final class TestActorsLifecycle implements SmartLifecycle {

	private final TestActors actors;

	private volatile boolean running;

	TestActorsLifecycle(TestActors actors) {
		this.actors = actors;
	}

	@Override
	public void start() {
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
		this.actors.close();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/**
	 * A system does not start twice.
	 */
	@Override
	public boolean isPauseable() {
		return false;
	}

	@Override
	public int getPhase() {
		return ActorSystemLifecycle.PHASE + 1;
	}

}
