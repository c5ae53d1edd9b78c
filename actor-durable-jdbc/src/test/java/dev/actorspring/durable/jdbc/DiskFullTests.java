package dev.actorspring.durable.jdbc;

import java.nio.file.Path;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The disk of the database is full for a while. PostgreSQL and MariaDB have no disk that
 * a test could fill without being root; what they say then is in {@code DialectsTests}.
 */
class DiskFullTests {

	private final Ledgers ledgers = new Ledgers(false);

	@AfterEach
	void free() {
		FullDisk.FULL.set(false);
	}

	@Test
	void recoversWhenThereIsRoomAgain(@TempDir Path directory) throws Exception {
		FullDisk.register();
		String url = "jdbc:h2:" + FullDisk.SCHEME + ":" + directory.resolve("actors") + ";TRACE_LEVEL_FILE=0";
		try (HikariDataSource pool = TestDatabase.impatientPool(url)) {
			ActorSchema.of(pool).createMissing();
			try (CounterApplication application = new CounterApplication(pool, null, (store) -> store)) {
				try (Load load = new Load(this.ledgers, application, 16); EchoLoad echo = new EchoLoad(application)) {
					for (int i = 0; i < 2; i++) {
						awaitProgress();
						FullDisk.FULL.set(true);
						echo.awaitRefusals(this.ledgers, application);
						FullDisk.FULL.set(false);
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
