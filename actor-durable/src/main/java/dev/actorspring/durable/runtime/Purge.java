package dev.actorspring.durable.runtime;

import java.time.Duration;
import java.util.function.BooleanSupplier;

import dev.actorspring.durable.store.StateStore;
import dev.actorspring.durable.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes outcomes that nobody asks for any more, and what deletions have left behind.
 */
final class Purge {

	private static final Logger log = LoggerFactory.getLogger(Purge.class);

	/** How long the outcome of a request is kept at least. */
	static final Duration REPLIES = Duration.ofHours(24);

	/** As long as there is an outcome, there is the row of its actor. */
	static final Duration TOMBSTONES = REPLIES.multipliedBy(2);

	private static final Duration PAUSE = Duration.ofMinutes(10);

	private static final int LIMIT = 1_000;

	private final StateStore store;

	private final Background closing;

	private final BooleanSupplier serving;

	Purge(StateStore store, Background closing, BooleanSupplier serving) {
		this.store = store;
		this.closing = closing;
		this.serving = serving;
	}

	/**
	 * Removes them again and again, until it is time to end. Whoever writes comes first:
	 * it is a little at a time.
	 */
	void run() {
		while (!this.closing.await(PAUSE)) {
			try {
				if (this.serving.getAsBoolean()) {
					purge();
				}
			}
			catch (StoreException | RuntimeException ex) {
				log.debug("Old rows could not be removed, and are tried again later", ex);
			}
		}
	}

	/**
	 * Removes all that are old enough by now.
	 */
	void purge() throws StoreException {
		int removed = LIMIT;
		while (removed >= LIMIT && !this.closing.isClosed()) {
			removed = this.store.purge(TOMBSTONES, REPLIES, LIMIT);
		}
	}

}
