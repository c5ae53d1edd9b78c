package dev.actorspring.durable.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
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

	/** After which a store that does not answer counts as away. */
	private static final Duration ANSWER = Duration.ofSeconds(5);

	private final StateStore store;

	private final AtomicReference<@Nullable Failure> failure = new AtomicReference<>();

	private final Background closing;

	/** How many writers try to write something again. */
	private final AtomicInteger stuck = new AtomicInteger();

	/** What the store has been asked and has not answered, by when that was. */
	private final Set<Call> calls = ConcurrentHashMap.newKeySet();

	private final AtomicBoolean watching = new AtomicBoolean();

	StoreBreaker(StateStore store, Background closing) {
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

	/**
	 * The store has failed.
	 * @param thrown with what; errors too, of a driver, say, as nobody would look after
	 * the store any more if they ended the threads that do
	 */
	void failed(Throwable thrown) {
		Exception cause = (thrown instanceof Exception exception) ? exception
				: new StoreException("The store has failed: " + thrown, thrown);
		if (this.failure.compareAndSet(null, new Failure(Instant.now(), cause))) {
			log.warn("The store of actor states cannot be reached. Requests to durable actors are refused until it is "
					+ "back", cause);
			this.closing.run("actor-store-probe", this::probe);
		}
	}

	/**
	 * The store has answered. That does not mean much while something cannot be written:
	 * a disk that is full can still be read.
	 */
	void succeeded() {
		if (this.stuck.get() == 0) {
			written();
		}
	}

	/**
	 * The store has written something.
	 */
	void written() {
		Failure before = this.failure.getAndSet(null);
		if (before != null) {
			log.info("The store of actor states is back. It was away since {}", before.since());
		}
	}

	/**
	 * A writer has failed, and is about to say so and to try again.
	 */
	void stuck() {
		this.stuck.incrementAndGet();
	}

	/**
	 * It does so no longer, whatever came of it.
	 */
	void unstuck() {
		this.stuck.decrementAndGet();
	}

	private void probe() {
		while (isOpen() && !this.closing.await(PAUSE)) {
			try {
				this.store.now();
				succeeded();
			}
			catch (StoreException | RuntimeException | Error ex) {
				log.debug("The store of actor states is still away", ex);
			}
		}
	}

	/**
	 * Asks the store for something that it may not answer, as if a cable were cut.
	 * Whoever waits for that then waits, but others learn that the store is away.
	 * @param <T> what it is to come to
	 * @param <X> what else it throws
	 * @param what to ask
	 * @return the answer
	 */
	<T, X extends Exception> T ask(Question<T, X> what) throws StoreException, X {
		Call call = new Call(this.closing.nanos());
		this.calls.add(call);
		if (this.watching.compareAndSet(false, true)) {
			this.closing.run("actor-store-watch", this::watch);
		}
		try {
			return what.ask();
		}
		finally {
			this.calls.remove(call);
		}
	}

	private void watch() {
		while (!this.closing.await(PAUSE)) {
			long now = this.closing.nanos();
			for (Call call : this.calls) {
				// Once only: the next answer of the store says that it is back.
				if (now - call.since() > ANSWER.toNanos() && this.calls.remove(call)) {
					failed(new StoreException("The store has not answered for " + ANSWER.toSeconds() + " s", null));
				}
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

	/**
	 * What a store is asked.
	 *
	 * @param <T> what that is to come to
	 * @param <X> what else it throws
	 */
	@FunctionalInterface
	interface Question<T, X extends Exception> {

		T ask() throws StoreException, X;

	}

	/**
	 * What is under way. Each is only like itself.
	 */
	private static final class Call {

		private final long since;

		Call(long since) {
			this.since = since;
		}

		long since() {
			return this.since;
		}

	}

}
