package dev.actorspring.durable.jdbc;

import java.sql.Connection;
import java.util.Objects;
import java.util.stream.Stream;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The processes of a database are killed under load. Nothing acknowledged is missing,
 * nothing counts twice, no actor crashes, and nobody has to be restarted.
 */
@Isolated("All others share the servers that it kills")
class DatabaseKilledTests {

	private static final Logger log = LoggerFactory.getLogger(DatabaseKilledTests.class);

	private static final int TIMES = Integer.getInteger("database.kills", 2);

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void postgres(boolean idempotent) throws Exception {
		killUnderLoad(PostgresServer.INSTANCE.newDatabase(), idempotent,
				(pool) -> PostgresServer.INSTANCE.killAndRestart());
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void mariaDb(boolean idempotent) throws Exception {
		killUnderLoad(MariaDbServer.INSTANCE.newDatabase(), idempotent,
				(pool) -> MariaDbServer.INSTANCE.killAndRestart());
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void processOfPostgresThatServesAConnection(boolean idempotent) throws Exception {
		killUnderLoad(PostgresServer.INSTANCE.newDatabase(), idempotent, DatabaseKilledTests::killOneConnection);
	}

	private static void killOneConnection(HikariDataSource pool) throws Exception {
		try (Connection connection = pool.getConnection()) {
			// While the server recovers from the kill before, this may be the only one.
			String process = await().atMost(CounterApplication.LONG)
				.until(() -> TestDatabase
					.query(connection,
							"select max(pid) from pg_stat_activity"
									+ " where datname = current_database() and pid <> pg_backend_pid()"),
						Objects::nonNull);
			Signals.send("-KILL", Stream.of(ProcessHandle.of(Long.parseLong(process)).orElseThrow()));
		}
	}

	private static void killUnderLoad(String url, boolean idempotent, Kill kill) throws Exception {
		Ledgers ledgers = new Ledgers(idempotent);
		try (HikariDataSource pool = TestDatabase.impatientPool(url)) {
			ActorSchema.of(pool).createMissing();
			try (CounterApplication application = new CounterApplication(pool, null, (store) -> store)) {
				try (Load load = new Load(ledgers, application, 32)) {
					for (int i = 0; i < TIMES; i++) {
						awaitProgress(ledgers);
						kill.kill(pool);
					}
					awaitProgress(ledgers);
				}
				ledgers.check(application);
				assertThat(application.crashes()).isEmpty();
			}
			// What the other one knew by heart, this one has to read.
			try (CounterApplication next = new CounterApplication(pool, null, (store) -> store)) {
				ledgers.awaitAlarms(next);
				ledgers.checkAll(next);
			}
		}
		log.info("{} kills of the database, {} commands acknowledged, {} refused, {} of unknown outcome{}, on {}",
				TIMES, ledgers.acknowledged(), ledgers.refused(), ledgers.unknown(),
				idempotent ? ", with idempotency keys" : "", url.replaceAll("\\?.*", ""));
	}

	private static void awaitProgress(Ledgers ledgers) {
		int before = ledgers.acknowledged();
		await().atMost(CounterApplication.LONG).until(() -> ledgers.acknowledged() > before + 500);
	}

	/**
	 * A way to do so.
	 */
	@FunctionalInterface
	private interface Kill {

		void kill(HikariDataSource pool) throws Exception;

	}

}
