package dev.actorspring.boot.webflux.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.actorspring.ActorRef;
import dev.actorspring.boot.webflux.CheckedStacks;
import dev.actorspring.boot.webflux.load.Connection.Answer;
import dev.actorspring.boot.webflux.load.LoadApplication.Crashing;
import dev.actorspring.boot.webflux.load.LoadApplication.Fragile;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.NodeSnapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Requests while actors crash every 100 ms and one is slow: each gets one answer, that of
 * the status table. Takes some seconds, or as many as {@code -Dload.seconds=120} says.
 */
@SpringBootTest(classes = LoadApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "actor.metrics.enabled=false", "server.tomcat.max-keep-alive-requests=-1" })
@ExtendWith(CheckedStacks.class)
class LoadWithFaultsTests {

	private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("load.seconds", 4));

	private static final Duration MORE_TIME = Duration.ofMinutes(1);

	private static final int CLIENTS_OF_EACH = 12;

	private static final String[] EXPECTED = { "/well 200", "/slow 200", "/slow 503 mailbox-full", "/slow 504 timeout",
			"/crashing 200", "/crashing 500 crashed", "/fragile 503 backoff" };

	@Autowired
	private ActorRef<Crashing> crashing;

	@Autowired
	private ActorRef<Fragile> fragile;

	@Autowired
	private ActorSystem system;

	@LocalServerPort
	private int port;

	private final AtomicLong sent = new AtomicLong();

	private final Map<String, LongAdder> answers = new ConcurrentSkipListMap<>();

	@Test
	void everyRequest_getsOneAnswerOfTheTable() throws Exception {
		Logger logger = (Logger) LoggerFactory.getLogger("dev.actorspring");
		Level before = logger.getLevel();
		// Thousands of crashes, as intended.
		logger.setLevel(Level.OFF);
		try (ScheduledExecutorService faults = Executors.newSingleThreadScheduledExecutor()) {
			faults.scheduleAtFixedRate(this::crash, 0, 100, TimeUnit.MILLISECONDS);
			run();
			faults.shutdownNow();
		}
		finally {
			logger.setLevel(before);
		}
		System.out.println("Answers in " + TIME.toSeconds() + " s: " + this.answers);
		assertThat(this.answers.values().stream().mapToLong(LongAdder::sum).sum()).isEqualTo(this.sent.get());
		assertThat(this.answers).containsKeys(EXPECTED);
		// A busy machine may be late with anything, but nobody else crashes.
		assertThat(this.answers.keySet()).allMatch((kind) -> kind.equals("/crashing 500 crashed")
				|| kind.matches("/\\w+ (200|503 mailbox-full|503 backoff|504 timeout)"));
		await().untilAsserted(
				() -> assertThat(((NodeSnapshot.Actor) this.system.find("slow").orElseThrow()).depth()).isZero());
	}

	private void crash() {
		this.crashing.tell(new Crashing.Crash());
		this.fragile.tell(new Fragile.Crash());
	}

	private void run() throws Exception {
		long end = System.nanoTime() + TIME.toNanos();
		try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<?>> all = new ArrayList<>();
			for (int i = 0; i < CLIENTS_OF_EACH; i++) {
				String key = "/" + i;
				all.add(clients.submit(() -> run("/well", key, end)));
				all.add(clients.submit(() -> run("/slow", "", end)));
				all.add(clients.submit(() -> run("/crashing", "", end)));
				all.add(clients.submit(() -> run("/fragile", "", end)));
			}
			for (Future<?> each : all) {
				each.get();
			}
		}
	}

	private Void run(String path, String key, long end) throws IOException {
		try (Connection connection = new Connection(this.port)) {
			while (goesOn(end)) {
				long number = this.sent.incrementAndGet();
				Answer answer = connection.get(path + key + "?n=" + number);
				this.answers.computeIfAbsent(path + " " + kind(answer, number), (kind) -> new LongAdder()).increment();
			}
		}
		return null;
	}

	/**
	 * Until the time is up; longer if the machine is so slow that something is missing.
	 */
	private boolean goesOn(long end) {
		long late = System.nanoTime() - end;
		return late < 0 || (late < MORE_TIME.toNanos() && !this.answers.keySet().containsAll(List.of(EXPECTED)));
	}

	/**
	 * The status, and what problem it is. Fails if the answer is not one to this request.
	 */
	private static String kind(Answer answer, long number) {
		if (answer.status() == 200) {
			assertThat(answer.body()).isEqualTo(Long.toString(number));
			return "200";
		}
		String type = answer.body().replaceFirst("(?s).*urn:actor-spring:problem:([a-z-]+).*", "$1");
		assertThat(answer.head()).contains("application/problem+json");
		assertThat(answer.body()).doesNotContain("dev.actorspring", "Exception");
		if (answer.status() == 503) {
			assertThat(answer.head()).containsPattern("retry-after: [1-9]");
		}
		if (answer.status() == 500) {
			assertThat(answer.body()).contains("errorId");
		}
		return answer.status() + " " + type;
	}

}
