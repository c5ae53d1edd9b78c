package dev.actorspring.durable.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

import dev.actorspring.durable.runtime.AlarmBook.Alarm;
import dev.actorspring.durable.runtime.Tenures.Share;
import dev.actorspring.durable.store.StateKey;
import dev.actorspring.durable.store.StateStore;
import dev.actorspring.durable.store.StoreException;
import dev.actorspring.durable.store.StoredState;
import dev.actorspring.spi.LogLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for alarms that are due, and has them sent. What is due all at once, as after a
 * time in which nothing ran, is sent bit by bit.
 */
final class AlarmPoller {

	private static final Logger log = LoggerFactory.getLogger(AlarmPoller.class);

	/** How many actors are woken at a time. */
	private static final int LIMIT = 100;

	private static final Duration PAUSE = Duration.ofMillis(500);

	/**
	 * After which the next ones are woken if there are more: 10,000 a second at most, or
	 * all that came due while nothing ran would come in one wave.
	 */
	private static final Duration BREATH = Duration.ofMillis(10);

	/** After which an alarm that nobody has ended is sent again. */
	static final Duration AGAIN = Duration.ofSeconds(10);

	private final StateStore store;

	private final Background closing;

	private final StoreBreaker breaker;

	private final StoreClock clock;

	private final Tenures tenures;

	private final AlarmTargets targets;

	/**
	 * Creates a poller.
	 * @param tenures what is for this instance to look at
	 * @param targets whose alarms there are
	 */
	AlarmPoller(StateStore store, Background closing, StoreBreaker breaker, StoreClock clock, Tenures tenures,
			AlarmTargets targets) {
		this.store = store;
		this.closing = closing;
		this.breaker = breaker;
		this.clock = clock;
		this.tenures = tenures;
		this.targets = targets;
	}

	/**
	 * Looks what time it is, as the first actors may set alarms before anybody has looked
	 * for any.
	 */
	void lookAtTheClock() {
		try {
			this.clock.set(this.breaker.ask(this.store::now));
		}
		catch (StoreException | RuntimeException | Error ex) {
			this.breaker.failed(ex);
		}
	}

	/**
	 * Looks again and again, until it is time to end.
	 */
	void run() {
		boolean more = true;
		while (!this.closing.await(more ? BREATH : PAUSE)) {
			more = false;
			if (!this.breaker.isOpen()) {
				try {
					more = look();
				}
				catch (StoreException | RuntimeException | Error ex) {
					this.breaker.failed(ex);
				}
			}
		}
	}

	/**
	 * Looks at the clock, also on behalf of those who set alarms from now on, and at the
	 * alarms.
	 * @return whether there are more
	 */
	private boolean look() throws StoreException {
		Instant now = this.breaker.ask(this.store::now);
		this.clock.set(now);
		boolean more = false;
		for (Share share : this.tenures.shares(this.targets.actors())) {
			more |= !share.isEmpty() && look(share, now);
		}
		return more;
	}

	private boolean look(Share share, Instant now) throws StoreException {
		List<StateKey> due = this.breaker.ask(() -> this.store.due(share.actors(), share.partitions(), LIMIT, AGAIN));
		if (!due.isEmpty()) {
			for (StoredState row : this.breaker.ask(() -> this.store.load(due))) {
				send(row, now);
			}
		}
		return due.size() == LIMIT;
	}

	private void send(StoredState row, Instant now) {
		try {
			Collection<Alarm> alarms = this.targets.book(row.key().actor()).decode(row.value().alarms()).values();
			for (Alarm alarm : alarms) {
				if (!alarm.at().isAfter(now)) {
					send(row.key(), alarm, alarms);
				}
			}
		}
		catch (RuntimeException ex) {
			log.warn("The alarms of {} cannot be read, and are tried again in {} s", LogLine.of(row.key().toString()),
					AGAIN.toSeconds(), ex);
		}
	}

	/**
	 * Sends one. That it cannot be sent is no reason for others to wait.
	 */
	private void send(StateKey key, Alarm alarm, Collection<Alarm> all) {
		try {
			this.targets.send(key, alarm);
		}
		catch (RuntimeException ex) {
			Duration later = this.targets.failed(key, alarm, all);
			log.warn("The alarm '{}' of {} cannot be sent, and is tried again in {} s", LogLine.of(alarm.name()),
					LogLine.of(key.toString()), later.toSeconds(), ex);
		}
	}

	/**
	 * Whose alarms there are, and how they are sent.
	 */
	interface AlarmTargets {

		List<String> actors();

		AlarmBook book(String actor);

		/**
		 * Sends an alarm that is due, unless it has failed and its time has not come.
		 * @throws RuntimeException if it cannot be sent
		 */
		void send(StateKey key, Alarm alarm);

		/**
		 * An alarm has failed: it is sent again, later each time.
		 * @param all those of the same actor
		 * @return how much later
		 */
		Duration failed(StateKey key, Alarm alarm, Collection<Alarm> all);

	}

}
