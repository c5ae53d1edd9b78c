package dev.actorspring.durable.jdbc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application is killed again and again while clients send commands. Nothing that was
 * acknowledged is missing afterwards, and nothing counts twice. With the system property
 * {@code kills}, as in {@code -Dkills=100}, the loop is as long as that on each database;
 * what came of it is logged.
 */
class KillLoopTests {

	private static final Logger log = LoggerFactory.getLogger(KillLoopTests.class);

	private static final int COMMANDS = 300;

	private static final List<String> KEYS = IntStream.range(0, 8).mapToObj((i) -> "k" + i).toList();

	private static final List<String> CLIENTS = IntStream.range(0, 4).mapToObj((i) -> "c" + i).toList();

	private final Random random = new Random(42);

	/** By key and client: what was acknowledged, and what was sent. */
	private final ConcurrentMap<String, Integer> acknowledged = new ConcurrentHashMap<>();

	private final ConcurrentMap<String, Integer> sent = new ConcurrentHashMap<>();

	private final AtomicInteger acknowledgements = new AtomicInteger();

	@Test
	void h2InAFile(@TempDir Path directory) throws Exception {
		killAgainAndAgain("jdbc:h2:" + directory.resolve("actors"), 5);
	}

	@Test
	void postgres() throws Exception {
		killAgainAndAgain(PostgresServer.INSTANCE.newDatabase(), 3);
	}

	@Test
	void mariaDb() throws Exception {
		killAgainAndAgain(MariaDbServer.INSTANCE.newDatabase(), 3);
	}

	private void killAgainAndAgain(String url, int usual) throws Exception {
		int kills = Integer.getInteger("kills", usual);
		for (int i = 0; i <= kills; i++) {
			try (Application application = new Application(url)) {
				application.checkAll();
				if (i < kills) {
					application.sendUntilKilled();
				}
			}
		}
		log.info("{} kills, {} commands acknowledged, on {}", kills, this.acknowledgements,
				url.replaceAll("\\?.*", ""));
	}

	/**
	 * The application, running.
	 */
	private final class Application implements AutoCloseable {

		private final Process process;

		private final PrintStream input;

		private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

		private final Thread reader;

		Application(String url) throws Exception {
			String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
			this.process = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-cp", classPath,
					KilledCounters.class.getName(), url)
				.redirectError(ProcessBuilder.Redirect.INHERIT)
				.start();
			this.input = new PrintStream(this.process.getOutputStream(), false, StandardCharsets.UTF_8);
			this.reader = Thread.ofPlatform().start(this::read);
			assertThat(next((answer) -> answer.equals("ready"))).isNotNull();
		}

		private void read() {
			try (BufferedReader output = this.process.inputReader()) {
				for (String line = output.readLine(); line != null; line = output.readLine()) {
					if (line.matches("ready|failed.*|k\\d+ c\\d+ .*")) {
						this.answers.add(line);
					}
				}
			}
			catch (IOException ex) {
				// It was killed.
			}
			this.answers.add("end");
		}

		private String next(Predicate<String> wanted) throws InterruptedException {
			for (;;) {
				String answer = this.answers.poll(120, TimeUnit.SECONDS);
				assertThat(answer).as("answers").isNotNull().doesNotStartWith("failed").isNotEqualTo("end");
				if (wanted.test(answer)) {
					return answer;
				}
			}
		}

		/** Asks for all, and takes what is there for what was sent. */
		void checkAll() throws InterruptedException {
			for (String key : KEYS) {
				for (String client : CLIENTS) {
					this.input.println(key + " " + client + " 0");
				}
			}
			this.input.flush();
			for (int i = 0; i < KEYS.size() * CLIENTS.size(); i++) {
				String[] answer = next((any) -> true).split(" ");
				String who = answer[0] + " " + answer[1];
				int last = Integer.parseInt(answer[2]);
				assertThat(last).as("%s: nothing acknowledged is missing", who)
					.isGreaterThanOrEqualTo(KillLoopTests.this.acknowledged.getOrDefault(who, 0));
				assertThat(last).as("%s: nothing comes from nowhere", who)
					.isLessThanOrEqualTo(KillLoopTests.this.sent.getOrDefault(who, 0));
				assertThat(answer[4]).as("%s: nothing counts twice", who).isEqualTo(answer[3]);
				KillLoopTests.this.sent.put(who, last);
				KillLoopTests.this.acknowledged.put(who, last);
			}
		}

		void sendUntilKilled() throws InterruptedException {
			int killAt = COMMANDS + KillLoopTests.this.random.nextInt(COMMANDS);
			int waiting = 0;
			for (int i = 0; i < killAt; i++) {
				String who = KEYS.get(KillLoopTests.this.random.nextInt(KEYS.size())) + " "
						+ CLIENTS.get(KillLoopTests.this.random.nextInt(CLIENTS.size()));
				this.input.println(who + " " + KillLoopTests.this.sent.merge(who, 1, Integer::sum));
				this.input.flush();
				waiting++;
				while (waiting > 64) {
					take(next((any) -> true));
					waiting--;
				}
			}
			// By its handle, as what it has said is still to be read.
			this.process.toHandle().destroyForcibly();
			this.reader.join();
			for (String answer : this.answers) {
				if (answer.startsWith("k")) {
					take(answer);
				}
			}
		}

		private void take(String answer) {
			String[] words = answer.split(" ");
			KillLoopTests.this.acknowledged.merge(words[0] + " " + words[1], Integer.parseInt(words[2]), Math::max);
			KillLoopTests.this.acknowledgements.incrementAndGet();
		}

		@Override
		public void close() throws InterruptedException {
			this.process.toHandle().destroyForcibly();
			this.process.waitFor();
			this.reader.join();
		}

	}

}
