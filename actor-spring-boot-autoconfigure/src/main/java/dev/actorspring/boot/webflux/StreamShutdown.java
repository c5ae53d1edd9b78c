package dev.actorspring.boot.webflux;

import dev.actorspring.boot.http.ProblemException;
import dev.actorspring.boot.http.ProblemType;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.context.SmartLifecycle;

/**
 * Says when the application begins to shut down, which is before the web server waits for
 * its responses to end: for those that are streams it would wait in vain.
 */
final class StreamShutdown implements SmartLifecycle {

	private volatile Sinks.Empty<Void> stopping = Sinks.empty();

	private volatile boolean running;

	/**
	 * What ends a stream when the shutdown begins.
	 * @return fails then, and at once if it has begun
	 */
	Mono<Void> begins() {
		return this.stopping.asMono()
			.then(Mono.error(() -> new ProblemException(ProblemType.TERMINATED, "The application is shutting down.")));
	}

	@Override
	public void start() {
		this.stopping = Sinks.empty();
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
		this.stopping.tryEmitEmpty();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

}
