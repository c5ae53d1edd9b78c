package dev.actorspring.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.supervision.RestartStrategy;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * One line for each event, with its facts as key-value pairs.
 */
class EventLogTests extends SystemTest {

	private static final String BOOM = IllegalStateException.class.getName();

	private final Logger log = (Logger) LoggerFactory.getLogger("dev.actorspring");

	private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

	private final AtomicInteger failingStarts = new AtomicInteger();

	@BeforeEach
	void listen() {
		this.log.setLevel(Level.INFO);
		this.lines.start();
		this.log.addAppender(this.lines);
	}

	@AfterEach
	void stopListening() {
		this.log.detachAppender(this.lines);
		this.log.setLevel(null);
	}

	@Test
	void restartIsOneLineWithTheFailure() {
		start((builder) -> builder.supervisor(SupervisorSpec.named("pool")
			.strategy(RestartStrategy.ONE_FOR_ALL)
			.child(counter("first"))
			.child(counter("second"))
			.build()));
		ActorRef<Counter> first = this.system.actor("first", Counter.class);
		failure(first.ask(new Counter.Crash("boom")));
		await().until(() -> events(ActorEvent.Restarted.class).size() == 2);
		assertThat(facts()).containsExactly(Map.of("level", "WARN", "actor.event", "restart", "actor.path",
				"pool/first", "actor.supervisor", "pool", "actor.reason", BOOM));
		assertThat(line().getThrowableProxy().getMessage()).isEqualTo("boom");
		assertThat(line().getFormattedMessage()).contains("pool/first crashed with").contains("(restart 1 of 3");
	}

	@Test
	void backoffAndRecoveryAreOneLineEach() {
		this.failingStarts.set(1);
		start((builder) -> builder.timeSource(this.time).actor(ActorSpec.of("fragile", Counter.class, this::fragile)));
		this.failingStarts.set(4);
		failure(this.system.actor("fragile", Counter.class).ask(new Counter.Crash("boom")));
		await().until(() -> facts().stream().anyMatch((facts) -> "backoff".equals(facts.get("actor.event"))));
		await().until(() -> {
			this.time.advance(Duration.ofMillis(100));
			return !events(ActorEvent.Restarted.class).isEmpty();
		});
		List<Map<String, String>> facts = facts();
		assertThat(facts).extracting((each) -> each.get("actor.event"))
			.containsExactly("restart", "restart", "restart", "backoff", "recovery");
		assertThat(facts.get(3)).containsEntry("level", "WARN")
			.containsEntry("actor.path", "fragile")
			.containsEntry("actor.supervisor", "root")
			.containsEntry("actor.reason", BOOM)
			.hasEntrySatisfying("actor.delay-ms", (delay) -> assertThat(Integer.parseInt(delay)).isBetween(160, 200));
		assertThat(facts.get(4)).containsEntry("level", "INFO")
			.containsEntry("actor.incarnation", "5")
			.hasEntrySatisfying("actor.away-ms",
					(away) -> assertThat(Integer.parseInt(away)).isGreaterThanOrEqualTo(160))
			.doesNotContainKey("actor.reason");
	}

	private Counter fragile(ActorContext<Counter> context) {
		if (this.failingStarts.getAndDecrement() > 1) {
			throw new IllegalStateException("not now");
		}
		return new Counter(context);
	}

	@Test
	void escalationIsOneLineAndTheRestartOfTheSupervisorAnother() {
		start((builder) -> builder.supervisor(
				SupervisorSpec.named("strict").intensity(0, Duration.ofSeconds(5)).child(counter("a")).build()));
		failure(this.system.actor("a", Counter.class).ask(new Counter.Crash("boom")));
		await().until(() -> events(ActorEvent.Restarted.class).size() == 2);
		assertThat(facts()).containsExactly(
				Map.of("level", "ERROR", "actor.event", "escalation", "actor.path", "strict/a", "actor.supervisor",
						"strict", "actor.reason", BOOM),
				Map.of("level", "WARN", "actor.event", "restart", "actor.path", "strict", "actor.supervisor", "root",
						"actor.reason", "shutdown"));
	}

	@Test
	void abandonmentIsOneLine() throws Exception {
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		start((builder) -> builder.actor(Doer.spec().withShutdownTimeout(Duration.ofMillis(1))));
		this.system.actor(Doer.class).tell(new Doer.Tell((context) -> {
			entered.countDown();
			while (release.getCount() > 0) {
				Thread.interrupted();
				Thread.onSpinWait();
			}
			return null;
		}));
		entered.await();
		this.system.supervisor("root").terminate("doer").get();
		assertThat(facts()).containsExactly(
				Map.of("level", "ERROR", "actor.event", "abandonment", "actor.path", "doer", "actor.incarnation", "1"));
		release.countDown();
	}

	@Test
	void burstOfDeadLettersIsTwoLines() {
		start((builder) -> builder.actor(counter("counter")));
		ActorRef<Counter> counter = this.system.actor(Counter.class);
		this.system.supervisor("root").terminate("counter").join();
		for (int i = 0; i < 1_000; i++) {
			counter.tell(new Counter.Add(1));
		}
		this.system.close();
		Map<String, String> facts = new TreeMap<>(Map.of("level", "WARN", "actor.event", "dead-letter", "actor.reason",
				"terminated", "actor.target", "counter", "actor.message", "Add", "actor.count", "1"));
		Map<String, String> more = new TreeMap<>(facts);
		more.put("actor.count", "999");
		assertThat(facts()).containsExactly(facts, more);
	}

	private ILoggingEvent line() {
		return this.lines.list.getFirst();
	}

	private List<Map<String, String>> facts() {
		return new ArrayList<>(this.lines.list).stream().map((line) -> {
			Map<String, String> facts = new TreeMap<>();
			facts.put("level", line.getLevel().toString());
			line.getKeyValuePairs().forEach((pair) -> facts.put(pair.key, String.valueOf(pair.value)));
			return facts;
		}).toList();
	}

}
