package dev.actorspring.durable.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two processes share a database. The one that has the lease is stopped in the middle of
 * whatever it does, for longer than the lease lasts, and goes on afterwards as if nothing
 * had happened: no update is lost, and nobody sees what is old.
 */
class TwoOwnersTests {

	private static final Logger log = LoggerFactory.getLogger(TwoOwnersTests.class);

	private static final String LEASE = "2000";

	private static final int CLIENTS = 16;

	private final Ledgers ledgers = new Ledgers(false);

	@Test
	void postgres() throws Exception {
		stopTheOwner(PostgresServer.INSTANCE.newDatabase(), Integer.getInteger("stops", 3), List.of(), List.of());
	}

	/**
	 * The one would set its alarms for in an hour and not give up its lease, the other
	 * would take that lease at once.
	 */
	@Test
	void clocksAreAnHourFastAndAnHourSlow() throws Exception {
		stopTheOwner(PostgresServer.INSTANCE.newDatabase(), Integer.getInteger("stops", 1), WrongClock.by("+1h"),
				WrongClock.by("-1h"));
	}

	@Test
	void mariaDb() throws Exception {
		stopTheOwner(MariaDbServer.INSTANCE.newDatabase(), Integer.getInteger("stops", 1), List.of(), List.of());
	}

	private void stopTheOwner(String url, int times, List<String> beforeOne, List<String> beforeTwo) throws Exception {
		try (CounterProcess one = new CounterProcess(beforeOne, url, LEASE);
				CounterProcess two = new CounterProcess(beforeTwo, url, LEASE)) {
			try (Load first = new Load(this.ledgers, one, CLIENTS);
					Load second = new Load(this.ledgers, two, CLIENTS)) {
				for (int i = 0; i < times; i++) {
					awaitProgress();
					boolean firstServes = one.isServing();
					stopWhileOthersGoOn(firstServes ? one : two, firstServes ? two : one);
				}
				awaitProgress();
			}
			assertThat(one.crashes() + two.crashes()).isZero();
			await().atMost(CounterApplication.LONG).until(() -> one.isServing() || two.isServing());
			Counters owner = one.isServing() ? one : two;
			this.ledgers.awaitAlarms(owner);
			this.ledgers.check(owner);
		}
		log.info("{} stops, {} commands acknowledged, {} refused, {} of unknown outcome, on {}", times,
				this.ledgers.acknowledged(), this.ledgers.refused(), this.ledgers.unknown(),
				url.replaceAll("\\?.*", ""));
	}

	private void stopWhileOthersGoOn(CounterProcess owner, CounterProcess other) throws Exception {
		owner.stop();
		List<CompletableFuture<?>> late = new ArrayList<>();
		try {
			await().atMost(CounterApplication.LONG).until(other::isServing);
			awaitProgress();
			// Nobody may answer these from what was in memory before the stop.
			for (String key : this.ledgers.keys()) {
				Ledgers.Ledger ledger = this.ledgers.get(this.ledgers.keys().indexOf(key));
				int before = ledger.highest();
				late.add(owner.look(key).handle((count, failure) -> {
					if (failure == null) {
						ledger.looked(before, count);
					}
					else {
						ledger.notLooked(failure.getCause());
					}
					return "";
				}));
			}
		}
		finally {
			owner.goOn();
		}
		CompletableFuture.allOf(late.toArray(CompletableFuture[]::new)).join();
		assertThat(owner.isServing() && other.isServing()).isFalse();
	}

	private void awaitProgress() {
		int before = this.ledgers.acknowledged();
		await().atMost(CounterApplication.LONG).until(() -> this.ledgers.acknowledged() > before + 100);
	}

}
