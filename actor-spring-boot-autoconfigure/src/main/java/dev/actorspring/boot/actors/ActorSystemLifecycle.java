package dev.actorspring.boot.actors;

import java.time.Duration;

import dev.actorspring.system.ActorSystem;

import org.springframework.context.SmartLifecycle;

/**
 * Starts the actor system before the web server takes traffic, and stops it when the web
 * server has drained.
 */
public final class ActorSystemLifecycle implements SmartLifecycle {

	/**
	 * The phase: below those of the web server, which are
	 * {@link SmartLifecycle#DEFAULT_PHASE} less 1024 for its graceful shutdown and less
	 * 2048 for its start and stop.
	 */
	public static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 4096;

	private final ActorSystem system;

	private final Duration drain;

	/**
	 * Creates the lifecycle.
	 * @param system what to start and stop
	 * @param drain how long to drain the mailboxes before the actors are stopped
	 */
	public ActorSystemLifecycle(ActorSystem system, Duration drain) {
		this.system = system;
		this.drain = drain;
	}

	@Override
	public void start() {
		this.system.start();
	}

	@Override
	public void stop() {
		this.system.stop(this.drain);
	}

	/**
	 * Stops on a thread of its own, so that others of the same phase stop meanwhile.
	 * Spring waits for the callback, at most
	 * {@code spring.lifecycle.timeout-per-shutdown-phase}.
	 * @param callback called when all actors have stopped
	 */
	@Override
	public void stop(Runnable callback) {
		Thread.ofPlatform().name("actor-shutdown").start(() -> {
			try {
				stop();
			}
			finally {
				callback.run();
			}
		});
	}

	@Override
	public boolean isRunning() {
		return this.system.isRunning();
	}

	/**
	 * A pause would end in a second start, which an actor system does not have.
	 * @return {@code false}
	 */
	@Override
	public boolean isPauseable() {
		return false;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

}
