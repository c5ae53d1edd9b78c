package dev.actorspring.durable.jdbc;

import java.nio.file.Path;
import java.time.Duration;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The disk of the database is full for a while.
 */
class DiskFullTests {

	/**
	 * Those who wait for a write are refused in the end, while the disk is full still.
	 */
	private static final Duration PATIENCE = Duration.ofSeconds(3);

	/** Each outcome that is stored takes some room. */
	private final Ledgers ledgers = new Ledgers(true);

	@AfterEach
	void free() {
		FullDisk.FULL.set(false);
	}

	@Test
	void h2(@TempDir Path directory) throws Exception {
		FullDisk.register();
		String url = "jdbc:h2:" + FullDisk.SCHEME + ":" + directory.resolve("actors") + ";TRACE_LEVEL_FILE=0";
		recoversWhenThereIsRoomAgain(url, () -> FullDisk.FULL.set(true), () -> FullDisk.FULL.set(false));
	}

	@Test
	void postgres() throws Exception {
		recoversOn(PostgresServer.INSTANCE);
	}

	@Test
	void mariaDb() throws Exception {
		recoversOn(MariaDbServer.INSTANCE);
	}

	private void recoversOn(DatabaseServer server) throws Exception {
		try (SmallDisk disk = new SmallDisk(server)) {
			recoversWhenThereIsRoomAgain(disk.url(), disk::fill, disk::free);
		}
	}

	private void recoversWhenThereIsRoomAgain(String url, Step fill, Step free) throws Exception {
		try (HikariDataSource pool = TestDatabase.impatientPool(url)) {
			ActorSchema.of(pool).createMissing();
			try (CounterApplication application = new CounterApplication(pool, null, PATIENCE, (store) -> store)) {
				try (Load load = new Load(this.ledgers, application, 16); EchoLoad echo = new EchoLoad(application)) {
					for (int i = 0; i < 2; i++) {
						awaitProgress();
						fill.run();
						echo.awaitRefusals(this.ledgers, application, free);
					}
					awaitProgress();
					assertThat(echo.wrong()).isNull();
				}
				this.ledgers.check(application);
				assertThat(application.crashes()).isEmpty();
			}
		}
	}

	private void awaitProgress() {
		int before = this.ledgers.acknowledged();
		await().atMost(CounterApplication.LONG).until(() -> this.ledgers.acknowledged() > before + 200);
	}

}
