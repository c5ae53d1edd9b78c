package dev.actorspring.durable.jdbc;

import java.nio.file.Path;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.awaitility.Awaitility.await;

/**
 * An application is killed again and again while clients send commands. Nothing that was
 * acknowledged is missing afterwards, nothing counts twice, and each alarm that was due
 * has taken effect once. With the system properties {@code kills} and {@code commands},
 * as in {@code -Dkills=100 -Dcommands=1400}, the loop is as long as that on each
 * database; what came of it is logged.
 */
class KillLoopTests {

	private static final Logger log = LoggerFactory.getLogger(KillLoopTests.class);

	/** Whether what is killed knows repetitions by their idempotency keys. */
	private static final boolean IDEMPOTENT = !"false".equals(System.getProperty("idempotent"));

	private static final int COMMANDS = Integer.getInteger("commands", 300);

	private static final int CLIENTS = 64;

	private final Random random = new Random(42);

	private final Ledgers ledgers = new Ledgers(IDEMPOTENT);

	@Test
	void h2InAFile(@TempDir Path directory) throws Exception {
		killAgainAndAgain("jdbc:h2:" + directory.resolve("actors"), 3);
	}

	@Test
	void postgres() throws Exception {
		killAgainAndAgain(PostgresServer.INSTANCE.newDatabase(), 2);
	}

	@Test
	void mariaDb() throws Exception {
		killAgainAndAgain(MariaDbServer.INSTANCE.newDatabase(), 2);
	}

	private void killAgainAndAgain(String url, int usual) throws Exception {
		int kills = Integer.getInteger("kills", usual);
		for (int i = 0; i < kills; i++) {
			try (CounterProcess application = new CounterProcess(url)) {
				this.ledgers.check(application);
				int killAt = this.ledgers.acknowledged() + COMMANDS + this.random.nextInt(COMMANDS);
				try (Load load = new Load(this.ledgers, application, CLIENTS)) {
					await().atMost(CounterApplication.LONG).until(() -> this.ledgers.acknowledged() >= killAt);
					application.kill();
				}
			}
		}
		try (CounterProcess application = new CounterProcess(url)) {
			this.ledgers.awaitAlarms(application);
			this.ledgers.checkAll(application);
		}
		log.info("{} kills, {} commands acknowledged, {} of unknown outcome{}, on {}", kills,
				this.ledgers.acknowledged(), this.ledgers.unknown(), IDEMPOTENT ? ", with idempotency keys" : "",
				url.replaceAll("\\?.*", ""));
	}

}
