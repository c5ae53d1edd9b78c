package dev.actorspring.durable.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

import dev.actorspring.durable.StateUnavailableException;
import dev.actorspring.durable.store.StateStore;
import dev.actorspring.durable.store.StoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the store can be reached. While it cannot, requests are refused before anybody
 * handles them, and a thread asks now and then whether it is back. Any thread.
 */
final class StoreBreaker {

	private static final Logger log = LoggerFactory.getLogger(StoreBreaker.class);

	private static final Duration PAUSE = Duration.ofMillis(500);

	private final StateStore store;

	private final AtomicReference<@Nullable Failure> failure = new AtomicReference<>();

	private final ClosingSignal closing;

	StoreBreaker(StateStore store, ClosingSignal closing) {
		this.store = store;
		this.closing = closing;
	}

	boolean isOpen() {
		return this.failure.get() != null;
	}

	/**
	 * Since when, and why, the store cannot be reached.
	 * @return {@code null} if it can
	 */
	@Nullable Failure failure() {
		return this.failure.get();
	}

	void failed(Exception cause) {
		if (this.failure.compareAndSet(null, new Failure(Instant.now(), cause))) {
			log.warn("The store of actor states cannot be reached. Requests to durable actors are refused until it is "
					+ "back", cause);
			Thread.ofVirtual().name("actor-store-probe").start(this::probe);
		}
	}

	void succeeded() {
		Failure before = this.failure.getAndSet(null);
		if (before != null) {
			log.info("The store of actor states is back. It was away since {}", before.since());
		}
	}

	private void probe() {
		while (isOpen() && !this.closing.await(PAUSE)) {
			try {
				this.store.now();
				succeeded();
			}
			catch (StoreException | RuntimeException ex) {
				log.debug("The store of actor states is still away", ex);
			}
		}
	}

	/**
	 * What a request is refused with.
	 * @param path whom was asked
	 */
	StateUnavailableException refusal(String path) {
		Failure known = this.failure.get();
		return new StateUnavailableException(path, path + " was not asked: the store of its state cannot be reached"
				+ ((known != null) ? " since " + known.since() : ""), (known != null) ? known.cause() : null);
	}

	/**
	 * What is wrong.
	 *
	 * @param since when it was noticed
	 * @param cause what the store has failed with
	 */
	record Failure(Instant since, Exception cause) {

	}

}
