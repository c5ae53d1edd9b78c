package dev.actorspring.durable.jdbc;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What clients know of some counters, and with it what those may say.
 */
final class Ledgers {

	private static final int REPEATED = 20;

	/** The request was not handled, or nothing of it is left: it may be repeated. */
	private static final Set<String> NOT_ADDED = Set.of("StateUnavailableException", "StateConflictException",
			"MailboxFullException");

	private static final Set<String> UNKNOWN = Set.of("StateOutcomeUnknownException", "AskTimeoutException", "Killed");

	private final List<Ledger> all;

	private final boolean idempotent;

	/**
	 * Begins with nothing.
	 * @param idempotent whether requests have idempotency keys
	 */
	Ledgers(boolean idempotent) {
		this(idempotent, 8);
	}

	/**
	 * Begins with nothing.
	 * @param idempotent whether requests have idempotency keys
	 * @param counters how many there are
	 */
	Ledgers(boolean idempotent, int counters) {
		this.idempotent = idempotent;
		this.all = IntStream.range(0, counters).mapToObj((i) -> new Ledger("k" + i)).toList();
	}

	List<String> keys() {
		return this.all.stream().map(Ledger::key).toList();
	}

	Ledger get(int index) {
		return this.all.get(index);
	}

	@Nullable String idempotencyKey(String id) {
		return this.idempotent ? id : null;
	}

	int acknowledged() {
		return sum((ledger) -> ledger.totals.size());
	}

	int unknown() {
		return sum((ledger) -> ledger.unknownBefore.get() + ledger.unknown.size());
	}

	int refused() {
		return sum((ledger) -> ledger.refused.get());
	}

	private int sum(ToIntFunction<Ledger> number) {
		return this.all.stream().mapToInt(number).sum();
	}

	/**
	 * Compares what is known with what the counters say, while nobody else counts. Of the
	 * outcomes with idempotency keys only some, as this is done again and again.
	 */
	void check(Counters counters) throws Exception {
		check(counters, REPEATED);
	}

	/**
	 * The same with all outcomes.
	 */
	void checkAll(Counters counters) throws Exception {
		check(counters, Integer.MAX_VALUE);
	}

	private void check(Counters counters, int outcomes) throws Exception {
		for (Ledger ledger : this.all) {
			if (this.idempotent) {
				ledger.repeat(counters, outcomes);
			}
			ledger.check(counters.look(ledger.key).get());
		}
	}

	/**
	 * Waits until all alarms have taken effect, which has to be once.
	 */
	void awaitAlarms(Counters counters) {
		for (Ledger ledger : this.all) {
			await().atMost(CounterApplication.LONG)
				.until(() -> counters.look(ledger.key).get(), (count) -> count.waiting().isEmpty());
		}
	}

	/**
	 * What is known of one counter. Any thread.
	 */
	final class Ledger {

		private final String key;

		/** What the counter has said, each of which it may say once. */
		private final Set<Integer> totals = ConcurrentHashMap.newKeySet();

		/** By id, if there are idempotency keys. */
		private final ConcurrentMap<String, Integer> outcomes = new ConcurrentHashMap<>();

		/** Requests of which nobody knows whether they were handled. */
		private final Queue<String> unknown = new ConcurrentLinkedQueue<>();

		/** How many of those there were until the last check. */
		private final AtomicInteger unknownBefore = new AtomicInteger();

		/** How many of those were handled. */
		private int handled;

		private final AtomicInteger highest = new AtomicInteger();

		private final AtomicInteger refused = new AtomicInteger();

		/** What must not be. It is kept for the thread of the test. */
		private final Queue<String> wrong = new ConcurrentLinkedQueue<>();

		Ledger(String key) {
			this.key = key;
		}

		String key() {
			return this.key;
		}

		/** What the counter has to say at least, to whoever asks from now on. */
		int highest() {
			return this.highest.get();
		}

		void added(int before, String id, int total) {
			if (total <= before) {
				this.wrong.add("adding went on from a state before " + before + ": " + total);
			}
			if (!this.totals.add(total)) {
				this.wrong.add("two are the one that makes " + total);
			}
			if (Ledgers.this.idempotent) {
				this.outcomes.put(id, total);
			}
			this.highest.accumulateAndGet(total, Math::max);
		}

		void looked(int before, Counter.Count seen) {
			if (seen.total() < before) {
				this.wrong.add("stale: " + seen.total() + " was seen after " + before);
			}
			if (!seen.isEachAlarmThere()) {
				this.wrong.add("an alarm is lost, or has taken effect twice: " + seen);
			}
		}

		void notAdded(String id, Throwable failure) {
			String type = type(failure);
			if (UNKNOWN.contains(type)) {
				this.unknown.add(id);
			}
			else {
				notLooked(failure);
			}
		}

		void notLooked(Throwable failure) {
			if (NOT_ADDED.contains(type(failure))) {
				this.refused.incrementAndGet();
			}
			else if (!UNKNOWN.contains(type(failure))) {
				this.wrong.add(failure.toString());
			}
		}

		private static String type(Throwable failure) {
			return (failure instanceof CounterProcess.Failed failed) ? failed.type()
					: failure.getClass().getSimpleName();
		}

		/**
		 * Sends again what nobody knows of, which then is in there once, and so many of
		 * what is known, which has to come to the same.
		 */
		void repeat(Counters counters, int most) throws InterruptedException, ExecutionException {
			for (String id = this.unknown.poll(); id != null; id = this.unknown.poll()) {
				added(0, id, counters.add(this.key, id).get());
				this.unknownBefore.incrementAndGet();
			}
			for (Map.Entry<String, Integer> each : this.outcomes.entrySet().stream().limit(most).toList()) {
				assertThat(counters.add(this.key, each.getKey()).get()).as("the outcome of %s again", each.getKey())
					.isEqualTo(each.getValue());
			}
		}

		void check(Counter.Count count) {
			looked(highest(), count);
			assertThat(this.wrong).as(this.key).isEmpty();
			int known = this.totals.size() + this.handled;
			assertThat(count.total()).as("%s: nothing acknowledged is missing, nothing comes from nowhere", this.key)
				.isBetween(known, known + this.unknown.size());
			this.handled += count.total() - known;
			this.unknownBefore.addAndGet(this.unknown.size());
			this.unknown.clear();
		}

	}

}
