package dev.actorspring.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.MailboxFullException;
import dev.actorspring.MailboxSpec;
import dev.actorspring.Message;
import dev.actorspring.PoolSpec;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Requests that could not be served in time are refused at once.
 */
class EarlyRefusalTests extends SystemTest {

	private static final Duration SECOND = Duration.ofSeconds(1);

	private final CountDownLatch release = new CountDownLatch(1);

	@AfterEach
	void release() {
		this.release.countDown();
	}

	/** An actor that is known to take 100 ms for each message, and has one in hand. */
	private ActorRef<Slow> busy(MailboxSpec mailbox) throws InterruptedException {
		start((builder) -> builder.timeSource(this.time)
			.actor(ActorSpec.of("slow", Slow.class, (context) -> new Slow()).withMailbox(mailbox)));
		ActorRef<Slow> slow = this.system.actor(Slow.class);
		for (int i = 0; i < 100; i++) {
			slow.call(new Slow.Work(() -> this.time.advance(Duration.ofMillis(100))));
		}
		CountDownLatch entered = new CountDownLatch(1);
		slow.tell(new Slow.Block(entered, this.release));
		entered.await();
		return slow;
	}

	private static Slow.Work work() {
		return new Slow.Work(() -> {
		});
	}

	@Test
	void requestThatTheQueueLeavesNoTimeForIsRefusedAtOnce() throws Exception {
		ActorRef<Slow> slow = busy(MailboxSpec.DEFAULT);
		List<CompletableFuture<Integer>> asked = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			asked.add(slow.ask(work(), SECOND));
		}
		// The time stands still, so nothing has timed out.
		List<CompletableFuture<Integer>> accepted = asked.stream().filter((ask) -> !ask.isDone()).toList();
		assertThat(accepted).hasSizeBetween(7, 9).isEqualTo(asked.subList(0, accepted.size()));
		assertThat(failure(asked.getLast())).isInstanceOfSatisfying(MailboxFullException.class, (refusal) -> {
			assertThat(refusal.getReason()).isEqualTo(MailboxFullException.Reason.OVERLOAD);
			assertThat(refusal.getQueueTime()).isBetween(Duration.ofMillis(690), Duration.ofMillis(910));
			assertThat(refusal).hasMessageMatching("slow refused Work: its queue takes about \\S+ of the 1s that the "
					+ "request has: handling Block for \\S+, \\d messages waiting");
		});
		this.release.countDown();
		for (CompletableFuture<Integer> ask : accepted) {
			ask.get();
		}
	}

	@Test
	void workersOfAPoolShareTheQueueAndSoItsTime() throws Exception {
		start((builder) -> builder.timeSource(this.time)
			.actor(ActorSpec.of("slow", Slow.class, (context) -> new Slow()).withPool(PoolSpec.of(2))));
		ActorRef<Slow> slow = this.system.actor(Slow.class);
		for (int i = 0; i < 200; i++) {
			slow.call(new Slow.Work(() -> this.time.advance(Duration.ofMillis(100))));
		}
		CountDownLatch entered = new CountDownLatch(2);
		slow.tell(new Slow.Block(entered, this.release));
		slow.tell(new Slow.Block(entered, this.release));
		entered.await();
		List<CompletableFuture<Integer>> asked = new ArrayList<>();
		for (int i = 0; i < 30; i++) {
			asked.add(slow.ask(work(), SECOND));
		}
		List<CompletableFuture<Integer>> accepted = asked.stream().filter((ask) -> !ask.isDone()).toList();
		assertThat(accepted).as("twice as many as for one").hasSizeBetween(14, 18);
		assertThat(failure(asked.getLast())).isInstanceOfSatisfying(MailboxFullException.class,
				(refusal) -> assertThat(refusal.getReason()).isEqualTo(MailboxFullException.Reason.OVERLOAD));
		this.release.countDown();
		for (CompletableFuture<Integer> ask : accepted) {
			ask.get();
		}
	}

	@Test
	void requestWithTimeEnoughIsAccepted() throws Exception {
		ActorRef<Slow> slow = busy(MailboxSpec.DEFAULT);
		for (int i = 0; i < 50; i++) {
			assertThat(slow.ask(work(), Duration.ofSeconds(10))).isNotDone();
		}
	}

	@Test
	void switchedOffNothingIsRefusedBeforeTheMailboxIsFull() throws Exception {
		ActorRef<Slow> slow = busy(MailboxSpec.DEFAULT.withEarlyRefusal(false).withCapacity(50));
		for (int i = 0; i < 50; i++) {
			assertThat(slow.ask(work(), SECOND)).isNotDone();
		}
		assertThat(failure(slow.ask(work(), SECOND))).isInstanceOfSatisfying(MailboxFullException.class,
				(refusal) -> assertThat(refusal.getReason()).isEqualTo(MailboxFullException.Reason.FULL));
	}

	@Test
	void plainMessagesAndThoseThatMayOvertakeTheQueueAreNotRefused() throws Exception {
		ActorRef<Slow> slow = busy(MailboxSpec.DEFAULT);
		for (int i = 0; i < 100; i++) {
			assertThat(slow.tryTell(work())).isTrue();
		}
		assertThat(failure(slow.ask(work(), SECOND))).isInstanceOf(MailboxFullException.class);
		assertThat(slow.ask(new Slow.GetStatus(), SECOND)).isNotDone();
	}

	@Test
	void oneSlowTurnDoesNotMakeAnActorSlow() throws Exception {
		ActorRef<Slow> slow = busy(MailboxSpec.DEFAULT);
		for (int i = 0; i < 7; i++) {
			assertThat(slow.ask(work(), SECOND)).isNotDone();
		}
		this.time.advance(Duration.ofHours(1));
		this.release.countDown();
		await().until(() -> this.system.gauges().iterator().next().depth() == 0);
		CountDownLatch again = new CountDownLatch(1);
		CountDownLatch entered = new CountDownLatch(1);
		slow.tell(new Slow.Block(entered, again));
		entered.await();
		for (int i = 0; i < 3; i++) {
			assertThat(slow.ask(work(), SECOND)).isNotDone();
		}
		again.countDown();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 100, 1_200, 5_000 })
	void firstTurnOfAQuickActorDoesNotStandForThoseThatWait(int turns) throws Exception {
		start((builder) -> builder.timeSource(this.time)
			.actor(ActorSpec.of("cold", Slow.class, (context) -> new Slow())
				.withMailbox(MailboxSpec.DEFAULT.withCapacity(ActorSpec.UNBOUNDED))));
		ActorRef<Slow> cold = this.system.actor(Slow.class);
		cold.call(new Slow.Work(() -> this.time.advance(Duration.ofNanos(99_000))));
		for (int i = 0; i < turns; i++) {
			cold.call(work());
		}
		CountDownLatch entered = new CountDownLatch(1);
		cold.tell(new Slow.Block(entered, this.release));
		entered.await();
		// By the pace of the first they would take 3 s.
		List<CompletableFuture<Integer>> asked = new ArrayList<>();
		for (int i = 0; i < 30_000; i++) {
			asked.add(cold.ask(work(), SECOND));
		}
		assertThat(asked).noneMatch(CompletableFuture::isDone);
		this.release.countDown();
		for (CompletableFuture<Integer> ask : asked) {
			ask.get();
		}
	}

	@Test
	void actorThatWasSlowOnceIsAskedAgainWhenNothingWaits() throws Exception {
		ActorRef<Slow> slow = busy(MailboxSpec.DEFAULT);
		assertThat(slow.ask(work(), Duration.ofMillis(1))).isNotDone();
		assertThat(failure(slow.ask(work(), Duration.ofMillis(1)))).isInstanceOf(MailboxFullException.class);
		this.release.countDown();
		// And once it has been fast for a while, that is what counts.
		for (int i = 0; i < 100; i++) {
			slow.call(work(), SECOND);
		}
		CountDownLatch again = new CountDownLatch(1);
		CountDownLatch entered = new CountDownLatch(1);
		slow.tell(new Slow.Block(entered, again));
		entered.await();
		for (int i = 0; i < 100; i++) {
			assertThat(slow.ask(work(), SECOND)).isNotDone();
		}
		again.countDown();
	}

	static class Slow {

		record Work(Runnable effort) implements Request<Slow, Integer> {

		}

		record GetStatus() implements Request<Slow, Integer> {

		}

		record Block(CountDownLatch entered, CountDownLatch release) implements Message<Slow> {

		}

		private int worked;

		@Receive
		int work(Work work) {
			work.effort().run();
			return ++this.worked;
		}

		@Receive(interleave = true)
		int status(GetStatus query) {
			return this.worked;
		}

		@Receive
		void block(Block block) throws InterruptedException {
			block.entered().countDown();
			block.release().await();
		}

	}

}
