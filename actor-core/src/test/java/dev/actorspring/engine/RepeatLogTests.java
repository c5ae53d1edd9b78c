package dev.actorspring.engine;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.actorspring.ActorRef;
import dev.actorspring.engine.log.RepeatLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What the log says of many messages that meet the same fate.
 */
class RepeatLogTests extends SystemTest {

	private final Logger log = (Logger) LoggerFactory.getLogger("dev.actorspring.messages");

	private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

	@BeforeEach
	void listen() {
		this.lines.start();
		this.log.addAppender(this.lines);
	}

	@AfterEach
	void stopListening() {
		this.log.detachAppender(this.lines);
	}

	private List<String> lines() {
		return List.copyOf(this.lines.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
	}

	private ActorRef<Counter> blocked(CountDownLatch release) throws InterruptedException {
		start((builder) -> builder.timeSource(this.time).actor(counter("counter").withMailboxCapacity(500)));
		ActorRef<Counter> counter = this.system.actor(Counter.class);
		CountDownLatch entered = new CountDownLatch(1);
		counter.ask(new Counter.Block(entered, release), Duration.ofHours(1));
		entered.await();
		return counter;
	}

	@Test
	void timeoutOfAHundredCallersIsOneLineAndThenTheirNumber() throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		ActorRef<Counter> counter = blocked(release);
		List<?> asks = IntStream.range(0, 100)
			.mapToObj((i) -> counter.ask(new Counter.Take(1), Duration.ofSeconds(1)))
			.toList();
		this.time.advance(Duration.ofSeconds(2));
		await().until(() -> asks.stream().allMatch((ask) -> ((Ask<?>) ask).isDone()));
		assertThat(lines()).singleElement()
			.asString()
			// Others may have been withdrawn before it.
			.matches("counter did not answer Take within 1s: handling Block for 2s, \\d+ messages waiting");
		this.time.advance(RepeatLog.PERIOD.plusMillis(20));
		await().until(() -> lines().size() > 1);
		assertThat(lines().getLast()).isEqualTo("timeout again of Take to counter: 99 within 10s");
		release.countDown();
	}

	@Test
	void whatWasCountedIsWrittenWhenTheSystemStops() throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		ActorRef<Counter> counter = blocked(release);
		IntStream.range(0, 510).forEach((i) -> counter.tell(new Counter.Add(1)));
		release.countDown();
		this.system.close();
		assertThat(lines()).contains("dead letter (mailbox-full) again of Add to counter: 9 within 10s");
	}

	@Test
	void deadLettersAreOneLineForEachReasonAndAnotherWhenTheyComeAgainLater() throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		ActorRef<Counter> counter = blocked(release);
		IntStream.range(0, 510).forEach((i) -> counter.tell(new Counter.Add(1)));
		String line = "Add to counter is a dead letter: the mailbox is full";
		assertThat(lines()).containsExactly(line);
		await().until(() -> {
			this.time.advance(RepeatLog.PERIOD.plusMillis(20));
			return lines().size() > 1;
		});
		assertThat(lines()).containsExactly(line, "dead letter (mailbox-full) again of Add to counter: 9 within 10s");
		await().until(() -> {
			this.time.advance(RepeatLog.PERIOD.plusMillis(20));
			counter.tell(new Counter.Add(1));
			return lines().stream().filter(line::equals).count() == 2;
		});
		release.countDown();
	}

}
