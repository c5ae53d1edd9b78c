package dev.actorspring.benchmarks.jdk;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * A virtual thread with a queue of its own.
 *
 * @param <M> the type of the messages
 */
final class QueueActor<M> {

	private final LinkedBlockingQueue<M> queue = new LinkedBlockingQueue<>();

	private final Thread thread;

	/**
	 * Starts it.
	 * @param handler handles the messages, one after another
	 */
	QueueActor(Consumer<M> handler) {
		this.thread = Thread.ofVirtual().start(() -> {
			try {
				while (!Thread.currentThread().isInterrupted()) {
					handler.accept(this.queue.take());
				}
			}
			catch (InterruptedException ex) {
				// Stopped.
			}
		});
	}

	void tell(M message) {
		this.queue.add(message);
	}

	void stop() {
		this.thread.interrupt();
	}

}
