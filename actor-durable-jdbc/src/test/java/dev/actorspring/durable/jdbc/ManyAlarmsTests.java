package dev.actorspring.durable.jdbc;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import com.zaxxer.hikari.HikariDataSource;
import dev.actorspring.durable.store.StateStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Many alarms are due when an application starts. Each takes effect once, they come at a
 * bounded rate, and others are served meanwhile. As many as {@code -Dalarms=100000} says.
 */
class ManyAlarmsTests {

	private static final Logger log = LoggerFactory.getLogger(ManyAlarmsTests.class);

	private static final int ALARMS = Integer.getInteger("alarms", 10_000);

	/** As the documents say: no machine is so slow that it could be more. */
	private static final int MOST_A_SECOND = 10_000;

	private static final int MOST_AT_ONCE = 100;

	private static final String ROWS = "select count(*) from actor_state where actor_key like 'late%' and ";

	/**
	 * More counters than usual: their own alarms have to wait behind all that are due
	 * already, and are kept in their rows meanwhile.
	 */
	private final Ledgers ledgers = new Ledgers(false, Math.max(8, ALARMS / 100));

	private final Queue<Page> pages = new ConcurrentLinkedQueue<>();

	@Test
	void takeEffectOnceWhileOthersAreServed_h2InAFile(@TempDir Path directory) throws Exception {
		takeEffectOnce("jdbc:h2:" + directory.resolve("actors") + ";TRACE_LEVEL_FILE=0",
				"system_range(1, " + ALARMS + ")");
	}

	@Test
	void takeEffectOnceWhileOthersAreServed_postgres() throws Exception {
		takeEffectOnce(PostgresServer.INSTANCE.newDatabase(), "generate_series(1, " + ALARMS + ") as numbers(x)");
	}

	@Test
	void takeEffectOnceWhileOthersAreServed_mariaDb() throws Exception {
		takeEffectOnce(MariaDbServer.INSTANCE.newDatabase(), "(select seq as x from seq_1_to_" + ALARMS + ") numbers");
	}

	/**
	 * Tries it with one database.
	 * @param url of the database
	 * @param numbers a table there that has as many numbers x as there are alarms
	 */
	private void takeEffectOnce(String url, String numbers) throws Exception {
		try (TestDatabase database = new TestDatabase(TestDatabase.pool(url), "", "")) {
			ActorSchema.of(database.dataSource()).createMissing();
			makeLate(database, numbers);
			try (CounterApplication application = new CounterApplication(database.dataSource(), null, this::watched)) {
				try (Load load = new Load(this.ledgers, application, 16); EchoLoad echo = new EchoLoad(application)) {
					int rounds = 0;
					long begun = System.nanoTime();
					while (!database.query(ROWS + "next_alarm is not null").equals("0")) {
						// Few, as the question looks at all rows.
						awaitOthers(echo, 200);
						rounds++;
					}
					double meanwhile = nanosForEach(echo.heard(), begun);
					log.info(
							"{} alarms took effect within {} ms on {}, while {} commands were acknowledged and {} echoes heard",
							ALARMS, Duration.ofNanos(System.nanoTime() - begun).toMillis(), url.split(":")[1],
							this.ledgers.acknowledged(), echo.heard());
					assertThat(rounds).as("rounds of others before all alarms had taken effect").isGreaterThan(2);
					long over = System.nanoTime();
					awaitOthers(echo, 500);
					assertThat(meanwhile).as("nanoseconds for an echo beside the alarms, and without them")
						.isLessThan(10 * nanosForEach(500, over));
					assertThat(echo.wrong()).isNull();
				}
				this.ledgers.check(application);
				assertThat(application.crashes()).isEmpty();
			}
			assertThat(database.query(ROWS + "state like '%\"waiting\":[],\"rung\":1,\"again\":0%'"))
				.isEqualTo("" + ALARMS);
		}
		assertThatTheyCameBitByBit();
	}

	private void awaitOthers(EchoLoad echo, int more) {
		int acknowledged = this.ledgers.acknowledged();
		int heard = echo.heard();
		await().atMost(CounterApplication.LONG)
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(2))
			.until(() -> this.ledgers.acknowledged() >= acknowledged + more && echo.heard() >= heard + more);
	}

	private static double nanosForEach(int number, long begun) {
		return (double) (System.nanoTime() - begun) / number;
	}

	private void assertThatTheyCameBitByBit() {
		List<Page> all = List.copyOf(this.pages);
		assertThat(all).extracting(Page::rows).allMatch((rows) -> rows <= MOST_AT_ONCE);
		// The first comes at once.
		int others = all.stream().skip(1).mapToInt(Page::rows).sum();
		double seconds = (all.getLast().time() - all.getFirst().time()) / 1e9;
		assertThat(others / seconds).as("alarms a second").isLessThanOrEqualTo(MOST_A_SECOND);
	}

	private StateStore watched(StateStore store) {
		return Proxies.proxy(StateStore.class, (method, arguments) -> {
			long time = System.nanoTime();
			Object result = Proxies.invoke(store, method, arguments);
			if (method.getName().equals("due") && result instanceof List<?> found && !found.isEmpty()) {
				this.pages.add(new Page(time, found.size()));
			}
			return result;
		});
	}

	/** Leaves many rows behind like one whose alarm was due just before the end. */
	private static void makeLate(TestDatabase database, String numbers) throws Exception {
		try (CounterApplication application = new CounterApplication(database.dataSource(), null,
				ManyAlarmsTests::deaf)) {
			for (int i = 0; i < 10; i++) {
				application.add("first", null).get();
			}
		}
		database.execute("insert into actor_state (actor, actor_key, partition_no, version, write_id, type,"
				+ " type_version, state, alarms, next_alarm, next_attempt, changed, deleted)"
				+ " select actor, concat('late', x), partition_no, version, write_id, type, type_version, state, alarms,"
				+ " next_alarm, next_attempt, changed, deleted from actor_state, " + numbers
				+ " where actor_key = 'first'");
	}

	private static StateStore deaf(StateStore store) {
		return Proxies.proxy(StateStore.class, (method, arguments) -> method.getName().equals("due") ? List.of()
				: Proxies.invoke(store, method, arguments));
	}

	/**
	 * Alarms that were found to be due.
	 *
	 * @param time when somebody looked, by {@code System.nanoTime}
	 * @param rows how many have some
	 */
	private record Page(long time, int rows) {

	}

}
