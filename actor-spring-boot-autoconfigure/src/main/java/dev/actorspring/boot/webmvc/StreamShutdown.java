package dev.actorspring.boot.webmvc;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.actorspring.boot.http.ProblemException;
import dev.actorspring.boot.http.ProblemType;

import org.springframework.context.SmartLifecycle;

/**
 * Ends all streams when the application begins to shut down, which is before the web
 * server waits for its responses to end: for those that are streams it would wait in
 * vain.
 */
final class StreamShutdown implements SmartLifecycle {

	private final Set<StreamBody> open = ConcurrentHashMap.newKeySet();

	private volatile boolean running;

	private volatile boolean stopping;

	/**
	 * What a response ends with that cannot be waited for any more.
	 */
	static ProblemException failure() {
		return new ProblemException(ProblemType.TERMINATED, "The application is shutting down.");
	}

	/**
	 * Ends a stream when the shutdown begins, and at once if it has begun.
	 */
	void add(StreamBody stream) {
		this.open.add(stream);
		if (this.stopping) {
			stream.shutDown(failure());
		}
	}

	/**
	 * Forgets a stream that has ended.
	 */
	void remove(StreamBody stream) {
		this.open.remove(stream);
	}

	@Override
	public void start() {
		this.stopping = false;
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
		this.stopping = true;
		this.open.forEach((stream) -> stream.shutDown(failure()));
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

}
