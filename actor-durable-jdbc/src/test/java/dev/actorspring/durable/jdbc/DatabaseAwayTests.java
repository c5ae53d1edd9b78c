package dev.actorspring.durable.jdbc;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The database is away for a while under load: it refuses connections, is silent as if a
 * cable were cut, or stands still and goes on. Requests are refused fast meanwhile, what
 * is kept is bounded, actors without a state answer as ever, and all recovers by itself.
 * With {@code -Daway=60} it is away for a minute, too.
 */
@Isolated("All others share the servers that it stops")
class DatabaseAwayTests {

	/** Long enough for everybody to notice. */
	private static final int NOTICED = 10;

	private static final int MOST_KEPT = 5_000;

	/**
	 * Without it the pool makes no connection any more if one is cut off at its start.
	 */
	private static final String LOGIN_TIMEOUT = "&loginTimeout=2";

	@ParameterizedTest
	@ValueSource(ints = { 1, NOTICED })
	void recovers(int seconds) throws Exception {
		String refusing = PostgresServer.INSTANCE.newDatabase() + LOGIN_TIMEOUT;
		String silent = PostgresServer.INSTANCE.newDatabase() + LOGIN_TIMEOUT;
		String standing = MariaDbServer.INSTANCE.newDatabase();
		try (Cable cut = new Cable(refusing);
				Cable quiet = new Cable(silent);
				ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<Void>> all = List.of(
					executor.submit(() -> beAway(cut.url(), cut::refuse, cut::connect, seconds)),
					executor.submit(() -> beAway(quiet.url(), quiet::silence, quiet::connect, seconds)),
					executor.submit(() -> beAway(standing, MariaDbServer.INSTANCE::stop, MariaDbServer.INSTANCE::goOn,
							seconds)));
			for (Future<Void> each : all) {
				each.get();
			}
		}
	}

	@Test
	@EnabledIfSystemProperty(named = "away", matches = "\\d+")
	void recoversAfterLong() throws Exception {
		recovers(Integer.getInteger("away"));
	}

	private static Void beAway(String url, Step away, Step back, int seconds) throws Exception {
		Ledgers ledgers = new Ledgers(false);
		try (HikariDataSource pool = TestDatabase.impatientPool(url)) {
			ActorSchema.of(pool).createMissing();
			try (CounterApplication application = new CounterApplication(pool, null, (store) -> store)) {
				application.add("flooded", null).get();
				try (Load load = new Load(ledgers, application, 16); EchoLoad echo = new EchoLoad(application)) {
					awaitProgress(ledgers);
					long begun = System.nanoTime();
					away.run();
					try {
						if (seconds >= NOTICED) {
							echo.awaitRefusals(ledgers, application, () -> flood(application));
						}
						Duration left = Duration.ofSeconds(seconds).minusNanos(System.nanoTime() - begun);
						if (left.isPositive()) {
							Thread.sleep(left);
						}
					}
					finally {
						back.run();
					}
					awaitProgress(ledgers);
					assertThat(echo.wrong()).isNull();
				}
				await().atMost(CounterApplication.LONG).until(() -> application.durable().failure() == null);
				ledgers.check(application);
				assertThat(application.look("flooded").get().total()).isLessThan(MOST_KEPT);
				assertThat(application.crashes()).isEmpty();
			}
		}
		return null;
	}

	private static void flood(CounterApplication application) {
		long kept = IntStream.range(0, 2 * MOST_KEPT)
			.takeWhile((i) -> application.counter("flooded").tryTell(new Counter.Add(null)))
			.count();
		assertThat(kept).as("messages that are kept").isLessThan(MOST_KEPT);
	}

	private static void awaitProgress(Ledgers ledgers) {
		int before = ledgers.acknowledged();
		await().atMost(CounterApplication.LONG).until(() -> ledgers.acknowledged() > before + 200);
	}

}
