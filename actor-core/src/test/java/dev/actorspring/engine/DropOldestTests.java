package dev.actorspring.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.MailboxFullException;
import dev.actorspring.MailboxSpec;
import dev.actorspring.Message;
import dev.actorspring.Overflow;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorEvent.DeadLetter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A full mailbox that makes room for the newest message.
 */
class DropOldestTests extends SystemTest {

	private ActorRef<Ticker> ticker(int capacity) {
		MailboxSpec mailbox = MailboxSpec.DEFAULT.withCapacity(capacity).withOverflow(Overflow.DROP_OLDEST);
		start((builder) -> builder.actor(ActorSpec.of("ticker", Ticker.class, Ticker::new).withMailbox(mailbox)));
		return this.system.actor(Ticker.class);
	}

	private CompletableFuture<Void> hold(ActorRef<Ticker> ticker, boolean interleaving) throws InterruptedException {
		CountDownLatch entered = new CountDownLatch(1);
		CompletableFuture<Void> release = new CompletableFuture<>();
		ticker.tell(new Ticker.Hold(entered, release, interleaving));
		entered.await();
		return release;
	}

	private List<Integer> dropped() {
		return events(DeadLetter.class).stream().map((letter) -> ((Ticker.Tick) letter.message()).number()).toList();
	}

	@Test
	void oldestBecomesADeadLetterAndTheNewestIsHandled() throws Exception {
		ActorRef<Ticker> ticker = ticker(3);
		CompletableFuture<Void> release = hold(ticker, false);
		for (int i = 0; i < 10; i++) {
			assertThat(ticker.tryTell(new Ticker.Tick(0, i))).isTrue();
		}
		assertThat(dropped()).containsExactly(0, 1, 2, 3, 4, 5, 6);
		assertThat(events(DeadLetter.class)).extracting(DeadLetter::reason)
			.containsOnly(ActorEvent.DeadLetter.Reason.DROPPED);
		assertThat(this.system.gauges().iterator().next().depth()).isEqualTo(3);
		release.complete(null);
		await().until(() -> ticker.call(new Ticker.Ticks()).size() == 3);
		assertThat(ticker.call(new Ticker.Ticks())).extracting(Ticker.Tick::number).containsExactly(7, 8, 9);
	}

	@Test
	void requestThatGivesWayFailsAndSaysWhy() throws Exception {
		ActorRef<Ticker> ticker = ticker(1);
		CompletableFuture<Void> release = hold(ticker, false);
		CompletableFuture<List<Ticker.Tick>> oldest = ticker.ask(new Ticker.Ticks());
		CompletableFuture<List<Ticker.Tick>> newest = ticker.ask(new Ticker.Ticks());
		assertThat(failure(oldest))
			.isInstanceOfSatisfying(MailboxFullException.class,
					(refusal) -> assertThat(refusal.getReason()).isEqualTo(MailboxFullException.Reason.DROPPED))
			.hasMessageMatching("ticker dropped Ticks, which waited longest, as its mailbox is full: "
					+ "handling Hold for \\d+ms, \\d messages? waiting");
		assertThat(newest).isNotDone();
		release.complete(null);
		assertThat(newest.get()).isEmpty();
	}

	@Test
	void whatTheActorSentToItselfDoesNotGiveWay() throws Exception {
		ActorRef<Ticker> ticker = ticker(2);
		CompletableFuture<Integer> piped = new CompletableFuture<>();
		ticker.call(new Ticker.Pipe(piped));
		CompletableFuture<Void> release = hold(ticker, false);
		piped.complete(100);
		for (int i = 0; i < 5; i++) {
			ticker.tell(new Ticker.Tick(0, i));
		}
		assertThat(dropped()).containsExactly(0, 1, 2, 3);
		release.complete(null);
		await().until(() -> ticker.call(new Ticker.Ticks()).size() == 2);
		assertThat(ticker.call(new Ticker.Ticks())).extracting(Ticker.Tick::number).containsExactly(100, 4);
	}

	@Test
	void capacityOfOneHoldsTheLatest() throws Exception {
		ActorRef<Ticker> ticker = ticker(1);
		CompletableFuture<Void> release = hold(ticker, false);
		IntStream.rangeClosed(1, 1_000).forEach((i) -> ticker.tell(new Ticker.Tick(0, i)));
		release.complete(null);
		await().until(() -> !ticker.call(new Ticker.Ticks()).isEmpty());
		assertThat(ticker.call(new Ticker.Ticks())).extracting(Ticker.Tick::number).containsExactly(1_000);
	}

	@Test
	void everyMessageIsEitherHandledInOrderOrDroppedWhateverRacesForIt() throws Exception {
		ActorRef<Ticker> ticker = ticker(5);
		int senders = 3;
		int each = 30_000;
		List<Thread> threads = IntStream.range(0, senders).mapToObj((sender) -> Thread.ofPlatform().start(() -> {
			for (int i = 0; i < each; i++) {
				ticker.tell(new Ticker.Tick(sender, i));
			}
		})).toList();
		// Turns that wait, and look through the queue for what may interleave.
		while (threads.stream().anyMatch(Thread::isAlive)) {
			CompletableFuture<Void> release = new CompletableFuture<>();
			ticker.tell(new Ticker.Hold(new CountDownLatch(1), release, true));
			for (int i = 0; i < 20; i++) {
				ticker.tryTell(new Ticker.Overtake());
			}
			release.complete(null);
		}
		await().until(() -> this.system.gauges().iterator().next().depth() == 0);
		List<Ticker.Tick> handled = ticker.call(new Ticker.Ticks(), Duration.ofMinutes(1));
		List<Ticker.Tick> dropped = events(DeadLetter.class).stream()
			.map(DeadLetter::message)
			.filter(Ticker.Tick.class::isInstance)
			.map(Ticker.Tick.class::cast)
			.toList();
		assertThat(handled.size() + dropped.size()).isEqualTo(senders * each);
		assertThat(Stream.concat(handled.stream(), dropped.stream()).distinct()).hasSize(senders * each);
		for (int i = 0; i < senders; i++) {
			int sender = i;
			assertThat(handled.stream().filter((tick) -> tick.sender() == sender))
				.isSortedAccordingTo(Comparator.comparing(Ticker.Tick::number));
		}
	}

	static class Ticker {

		record Tick(int sender, int number) implements Message<Ticker> {

		}

		record Overtake() implements Message<Ticker> {

		}

		record Ticks() implements Request<Ticker, List<Tick>> {

		}

		record Pipe(CompletableFuture<Integer> number) implements Request<Ticker, Boolean> {

		}

		record Hold(CountDownLatch entered, CompletableFuture<Void> release,
				boolean interleaving) implements Message<Ticker> {

		}

		private final List<Tick> ticks = new ArrayList<>();

		private final ActorContext<Ticker> context;

		Ticker(ActorContext<Ticker> context) {
			this.context = context;
		}

		@Receive
		void tick(Tick tick) {
			this.ticks.add(tick);
		}

		@Receive(interleave = true)
		void overtake(Overtake message) {
		}

		@Receive
		List<Tick> ticks(Ticks query) {
			return List.copyOf(this.ticks);
		}

		@Receive
		boolean pipe(Pipe pipe) {
			this.context.pipe(pipe.number(), (number, failure) -> new Tick(1, number));
			return true;
		}

		@Receive
		void hold(Hold hold) {
			hold.entered().countDown();
			if (hold.interleaving()) {
				this.context.await(hold.release());
			}
			else {
				hold.release().join();
			}
		}

	}

}
