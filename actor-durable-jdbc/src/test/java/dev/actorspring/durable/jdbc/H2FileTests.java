package dev.actorspring.durable.jdbc;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import com.zaxxer.hikari.HikariDataSource;
import dev.actorspring.durable.store.StateKey;
import dev.actorspring.durable.store.StateStore;
import dev.actorspring.durable.store.StateWrite;
import dev.actorspring.durable.store.StoreException;
import dev.actorspring.durable.store.StoredReply;
import dev.actorspring.durable.store.StoredState;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * What only a file of H2 can lose.
 */
class H2FileTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	@TempDir
	private Path directory;

	@RepeatedTest(3)
	void whatIsAcknowledgedSurvivesThatTheProcessIsKilled() throws Exception {
		try (HikariDataSource pool = TestDatabase.pool(url())) {
			ActorSchema.of(pool).createMissing();
		}
		int last = killAfter(100);
		try (HikariDataSource pool = TestDatabase.pool(url())) {
			StateStore store = JdbcStateStore.builder(pool).build();
			List<StateKey> keys = IntStream.rangeClosed(0, last).mapToObj((i) -> key("" + i)).toList();
			assertThat(store.load(keys)).hasSize(last + 1);
			assertThat(store.replies(keys.stream().map((key) -> new StoredReply.Id(key, key.key())).toList()))
				.hasSize(last + 1);
			assertThat(store.load(List.of(key("last")))).first()
				.extracting(StoredState::version)
				.satisfies((version) -> assertThat(version).isGreaterThan(last));
		}
	}

	/**
	 * What the thread in the background has begun to write, no checkpoint waits for.
	 */
	@Test
	void nothingIsLeftToAThreadInTheBackground() throws Exception {
		try (HikariDataSource pool = TestDatabase.pool(url())) {
			ActorSchema.of(pool).createMissing();
			assertThat(writeDelay(pool)).isGreaterThan(0);
			StateWrite write = new StateWrite(key("one"), null, new StateWrite.Mark(1, UUID.randomUUID()),
					new StoredState.Value("count", 1, "1", null, null), List.of());
			JdbcStateStore.builder(pool).build().write(List.of(write), Set.of());
			assertThat(writeDelay(pool)).isZero();
		}
	}

	private static int writeDelay(HikariDataSource pool) throws SQLException {
		try (Connection connection = pool.getConnection();
				Statement statement = connection.createStatement();
				ResultSet delay = statement.executeQuery(
						"select setting_value from information_schema.settings where setting_name = 'WRITE_DELAY'")) {
			return delay.next() ? delay.getInt(1) : 500;
		}
	}

	/** Kills a writer, and gives the last number that it has said to be written. */
	private int killAfter(int numbers) throws Exception {
		String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
		Process writer = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-cp", classPath,
				KilledWriter.class.getName(), url())
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		int last = -1;
		try (BufferedReader output = writer.inputReader()) {
			for (String line = output.readLine(); line != null; line = output.readLine()) {
				if (line.matches("\\d+")) {
					last = Integer.parseInt(line);
				}
				if (last == numbers) {
					// By its handle, as what it has said is still to be read.
					writer.toHandle().destroyForcibly();
				}
			}
		}
		finally {
			writer.destroyForcibly().waitFor();
		}
		assertThat(last).isGreaterThanOrEqualTo(numbers);
		return last;
	}

	@Test
	void poolCanBeEvictedWhenTheDatabaseWasClosed() throws Exception {
		try (HikariDataSource pool = TestDatabase.pool(url())) {
			ActorSchema.of(pool).createMissing();
			AtomicInteger evictions = new AtomicInteger();
			StateStore store = JdbcStateStore.builder(pool).onBroken(() -> {
				evictions.incrementAndGet();
				pool.getHikariPoolMXBean().softEvictConnections();
			}).build();
			StateWrite write = write("a");
			store.write(List.of(write), Set.of());
			try (Connection connection = DriverManager.getConnection(url())) {
				Dialect.execute(connection, "shutdown");
			}
			await().atMost(PATIENCE).until(() -> isThere(store, write.key()));
			assertThat(evictions).hasPositiveValue();
		}
	}

	private static boolean isThere(StateStore store, StateKey key) {
		try {
			return store.load(List.of(key)).size() == 1;
		}
		catch (StoreException ex) {
			return false;
		}
	}

	@Test
	void userWhoCannotKeepCommitsIsTold() throws Exception {
		try (Connection admin = DriverManager.getConnection(url(), "admin", "")) {
			Dialect.execute(admin, "create user other password ''");
			Dialect.execute(admin, "grant all on schema public to other");
			ActorSchema.of(Single.of(admin)).createMissing();
			try (HikariDataSource pool = TestDatabase.pool(url() + ";USER=other")) {
				assertThatExceptionOfType(StoreException.class).isThrownBy(() -> JdbcStateStore.builder(pool).build())
					.withMessageContaining("set write_delay 0");
				Dialect.execute(admin, "set write_delay 0");
				StateStore store = JdbcStateStore.builder(pool).build();
				StateWrite write = write("a");
				store.write(List.of(write), Set.of());
				assertThat(isThere(store, write.key())).isTrue();
			}
		}
	}

	private String url() {
		return "jdbc:h2:" + this.directory.resolve("actors");
	}

	private static StateKey key(String key) {
		return new StateKey(KilledWriter.ACTOR, key);
	}

	private static StateWrite write(String key) {
		return new StateWrite(key(key), null, new StateWrite.Mark(1, UUID.randomUUID()),
				new StoredState.Value("number", 1, "1", null, null), List.of());
	}

}
