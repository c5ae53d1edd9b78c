package dev.actorspring.durable.jdbc;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import com.zaxxer.hikari.HikariDataSource;
import dev.actorspring.durable.store.StateStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Many alarms are due when an application starts. Each takes effect once, and others are
 * served meanwhile. As many as {@code -Dalarms=100000} says.
 */
class ManyAlarmsTests {

	private static final Logger log = LoggerFactory.getLogger(ManyAlarmsTests.class);

	private static final int ALARMS = Integer.getInteger("alarms", 10_000);

	private static final String ROWS = "select count(*) from actor_state where actor_key like 'late%' and ";

	private final Ledgers ledgers = new Ledgers(false);

	@Test
	void takeEffectOnceWhileOthersAreServed(@TempDir Path directory) throws Exception {
		String url = "jdbc:h2:" + directory.resolve("actors") + ";TRACE_LEVEL_FILE=0";
		try (TestDatabase database = new TestDatabase(TestDatabase.pool(url), "", "")) {
			ActorSchema.of(database.dataSource()).createMissing();
			makeLate(database);
			long begun = System.nanoTime();
			try (CounterApplication application = new CounterApplication(database.dataSource(), null,
					(store) -> store)) {
				try (Load load = new Load(this.ledgers, application, 16); EchoLoad echo = new EchoLoad(application)) {
					await().atMost(Duration.ofMinutes(10))
						.pollInterval(Duration.ofMillis(500))
						.until(() -> database.query(ROWS + "next_alarm is not null").equals("0"));
					log.info(
							"{} alarms took effect within {} ms, while {} commands were acknowledged and {} echoes heard",
							ALARMS, Duration.ofNanos(System.nanoTime() - begun).toMillis(), this.ledgers.acknowledged(),
							echo.heard());
					assertThat(this.ledgers.acknowledged()).isGreaterThan(ALARMS / 100);
					assertThat(echo.heard()).isGreaterThan(ALARMS / 100);
					assertThat(echo.wrong()).isNull();
				}
				this.ledgers.check(application);
				assertThat(application.crashes()).isEmpty();
			}
			assertThat(database.query(ROWS + "state like '%\"waiting\":[],\"rung\":1,\"again\":0%'"))
				.isEqualTo("" + ALARMS);
		}
	}

	/** Leaves many rows behind like one whose alarm was due just before the end. */
	private static void makeLate(TestDatabase database) throws Exception {
		try (CounterApplication application = new CounterApplication(database.dataSource(), null,
				ManyAlarmsTests::deaf)) {
			for (int i = 0; i < 10; i++) {
				application.add("first", null).get();
			}
		}
		database.execute("insert into actor_state (actor, actor_key, partition_no, version, write_id, type,"
				+ " type_version, state, alarms, next_alarm, next_attempt, changed, deleted)"
				+ " select actor, 'late' || x, partition_no, version, write_id, type, type_version, state, alarms,"
				+ " next_alarm, next_attempt, changed, deleted from actor_state, system_range(1, " + ALARMS
				+ ") where actor_key = 'first'");
	}

	private static StateStore deaf(StateStore store) {
		return Proxies.proxy(StateStore.class, (method, arguments) -> method.getName().equals("due") ? List.of()
				: Proxies.invoke(store, method, arguments));
	}

}
