package dev.actorspring.durable.jdbc;

import java.sql.Connection;
import java.util.Objects;
import java.util.stream.Stream;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
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

	private final Ledgers ledgers = new Ledgers(false);

	@Test
	void postgres() throws Exception {
		killUnderLoad(PostgresServer.INSTANCE.newDatabase(), (pool) -> PostgresServer.INSTANCE.killAndRestart());
	}

	@Test
	void mariaDb() throws Exception {
		killUnderLoad(MariaDbServer.INSTANCE.newDatabase(), (pool) -> MariaDbServer.INSTANCE.killAndRestart());
	}

	@Test
	void processOfPostgresThatServesAConnection() throws Exception {
		killUnderLoad(PostgresServer.INSTANCE.newDatabase(), DatabaseKilledTests::killOneConnection);
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

	private void killUnderLoad(String url, Kill kill) throws Exception {
		try (HikariDataSource pool = TestDatabase.impatientPool(url)) {
			ActorSchema.of(pool).createMissing();
			try (CounterApplication application = new CounterApplication(pool, null, (store) -> store)) {
				try (Load load = new Load(this.ledgers, application, 32)) {
					for (int i = 0; i < TIMES; i++) {
						awaitProgress();
						kill.kill(pool);
					}
					awaitProgress();
				}
				this.ledgers.check(application);
				assertThat(application.crashes()).isEmpty();
			}
		}
		log.info("{} kills of the database, {} commands acknowledged, {} refused, {} of unknown outcome, on {}", TIMES,
				this.ledgers.acknowledged(), this.ledgers.refused(), this.ledgers.unknown(),
				url.replaceAll("\\?.*", ""));
	}

	private void awaitProgress() {
		int before = this.ledgers.acknowledged();
		await().atMost(CounterApplication.LONG).until(() -> this.ledgers.acknowledged() > before + 500);
	}

	/**
	 * A way to do so.
	 */
	@FunctionalInterface
	private interface Kill {

		void kill(HikariDataSource pool) throws Exception;

	}

}
