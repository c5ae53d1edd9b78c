package dev.actorspring.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Delivery;
import dev.actorspring.Dispatcher;
import dev.actorspring.MailboxSpec;
import dev.actorspring.Overflow;
import dev.actorspring.engine.mailbox.Envelope;
import dev.actorspring.engine.mailbox.Mailbox;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorGauge;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Requests that nobody waits for any more take no room, are no work, and are no part of
 * the depth, while the handler before them hangs and when it goes on.
 */
class WithdrawnRequestsTests extends SystemTest {

	private static final int CAPACITY = 10;

	private static final Duration PATIENCE = Duration.ofSeconds(1);

	private static final Duration FOREVER = Duration.ofDays(1_000);

	private final CountDownLatch release = new CountDownLatch(1);

	private ActorRef<Counter> target;

	private ActorCell<?> cell;

	/**
	 * How a request ends before it is looked at.
	 */
	enum End {

		CANCELLED {
			@Override
			void apply(WithdrawnRequestsTests test, List<CompletableFuture<Integer>> asked) {
				asked.forEach((each) -> each.cancel(false));
			}
		},

		COMPLETED_BY_THE_ASKER {
			@Override
			void apply(WithdrawnRequestsTests test, List<CompletableFuture<Integer>> asked) {
				asked.forEach((each) -> each.complete(-1));
			}
		},

		EXPIRED {
			@Override
			void apply(WithdrawnRequestsTests test, List<CompletableFuture<Integer>> asked) {
				test.time.advance(PATIENCE.plusMillis(20));
				asked.forEach(SystemTest::failure);
			}
		};

		abstract void apply(WithdrawnRequestsTests test, List<CompletableFuture<Integer>> asked);

	}

	static Stream<Arguments> all() {
		return Stream.of(Dispatcher.values())
			.flatMap((dispatcher) -> Stream.of(Overflow.values())
				.flatMap((overflow) -> Stream.of(End.values()).map((end) -> Arguments.of(dispatcher, overflow, end))));
	}

	private void startHanging(Dispatcher dispatcher, Overflow overflow, int capacity) throws Exception {
		start((builder) -> builder.timeSource(this.time)
			.actor(ActorSpec.of("counter", Counter.class, this::counter)
				.withDispatcher(dispatcher)
				.withMailbox(MailboxSpec.DEFAULT.withCapacity(capacity).withOverflow(overflow))));
		this.target = this.system.actor(Counter.class);
		CountDownLatch entered = new CountDownLatch(1);
		this.target.ask(new Counter.Block(entered, this.release), FOREVER);
		entered.await();
	}

	private Counter counter(ActorContext<Counter> context) {
		this.cell = ((Incarnation<?>) context).cell();
		return new Counter(context);
	}

	@AfterEach
	void release() {
		this.release.countDown();
	}

	private List<CompletableFuture<Integer>> ask(int count) {
		List<CompletableFuture<Integer>> asked = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			asked.add(this.target.ask(new Counter.Take(0), PATIENCE));
		}
		return asked;
	}

	private ActorGauge gauge() {
		return this.system.gauges().iterator().next();
	}

	@ParameterizedTest
	@MethodSource("all")
	void requestsThatHaveEndedTakeNoRoom(Dispatcher dispatcher, Overflow overflow, End end) throws Exception {
		startHanging(dispatcher, overflow, CAPACITY);
		end.apply(this, ask(CAPACITY));
		assertThat(gauge().depth()).isZero();
		List<CompletableFuture<Integer>> live = new ArrayList<>();
		for (int i = 0; i < CAPACITY; i++) {
			live.add(this.target.ask(new Counter.GetIncarnation(), FOREVER));
		}
		assertThat(live).noneMatch(CompletableFuture::isDone);
		assertThat(gauge().depth()).isEqualTo(CAPACITY);
		this.release.countDown();
		live.forEach((each) -> assertThat(each.join()).isOne());
		await().until(() -> gauge().depth() == 0);
	}

	@ParameterizedTest
	@MethodSource("all")
	void plainMessagesFindRoomToo(Dispatcher dispatcher, Overflow overflow, End end) throws Exception {
		startHanging(dispatcher, overflow, CAPACITY);
		end.apply(this, ask(CAPACITY));
		for (int i = 0; i < CAPACITY; i++) {
			assertThat(this.target.send(new Counter.Add(1))).isEqualTo(Delivery.ACCEPTED);
		}
		assertThat(events(ActorEvent.DeadLetter.class)).isEmpty();
		this.release.countDown();
		await().until(() -> gauge().depth() == 0);
		assertThat(this.target.ask(new Counter.Get(), FOREVER).join()).isEqualTo(CAPACITY);
		assertThat(events(ActorEvent.DeadLetter.class)).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void thoseBetweenLiveOnesTakeNoRoomEither(End end) throws Exception {
		startHanging(Dispatcher.VIRTUAL, Overflow.REJECT, CAPACITY);
		List<CompletableFuture<Integer>> live = new ArrayList<>();
		List<CompletableFuture<Integer>> ended = new ArrayList<>();
		for (int i = 0; i < CAPACITY / 2; i++) {
			live.add(this.target.ask(new Counter.GetIncarnation(), FOREVER));
			ended.addAll(ask(1));
		}
		end.apply(this, ended);
		assertThat(gauge().depth()).isEqualTo(CAPACITY / 2);
		for (int i = 0; i < CAPACITY / 2; i++) {
			live.add(this.target.ask(new Counter.GetIncarnation(), FOREVER));
		}
		assertThat(failure(this.target.ask(new Counter.GetIncarnation(), FOREVER)))
			.hasMessageContaining("its mailbox is full");
		this.release.countDown();
		live.forEach((each) -> assertThat(each.join()).isOne());
	}

	@Test
	void oldestLiveMessageAndNoneThatHasEndedIsDropped() throws Exception {
		startHanging(Dispatcher.VIRTUAL, Overflow.DROP_OLDEST, CAPACITY);
		ask(CAPACITY).forEach((each) -> each.cancel(false));
		List<CompletableFuture<Integer>> live = new ArrayList<>();
		for (int i = 0; i < CAPACITY + 1; i++) {
			live.add(this.target.ask(new Counter.GetIncarnation(), FOREVER));
		}
		assertThat(failure(live.getFirst())).hasMessageContaining("dropped");
		this.release.countDown();
		live.subList(1, live.size()).forEach((each) -> assertThat(each.join()).isOne());
	}

	@Test
	void requestsThatHaveEndedAreNoWorkForEarlyRefusal() {
		start((builder) -> builder.timeSource(this.time)
			.actor(ActorSpec.of("doer", Doer.class, Doer::new).withMailboxCapacity(1_000)));
		ActorRef<Doer> doer = this.system.actor(Doer.class);
		for (int i = 0; i < 50; i++) {
			doer.ask(new Doer.Do((context) -> {
				// As if it took some time.
				this.time.advance(Duration.ofMillis(14));
				return null;
			}), FOREVER).join();
		}
		CountDownLatch entered = new CountDownLatch(1);
		doer.ask(new Doer.Do((context) -> {
			entered.countDown();
			awaitRelease();
			return null;
		}), FOREVER);
		awaitQuietly(entered);
		List<CompletableFuture<Object>> asked = new ArrayList<>();
		for (int i = 0; i < 500; i++) {
			asked.add(doer.ask(new Doer.Do((context) -> null), FOREVER));
		}
		asked.forEach((each) -> each.cancel(false));
		CompletableFuture<Object> live = doer.ask(new Doer.Do((context) -> "done"), PATIENCE);
		assertThat(live).isNotDone();
		this.release.countDown();
		assertThat(live.join()).isEqualTo("done");
	}

	private void awaitRelease() {
		awaitQuietly(this.release);
	}

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@ParameterizedTest
	@EnumSource
	void linksOfAMillionThatHaveEndedDoNotGatherBehindAHangingHandler(End end) throws Exception {
		startHanging(Dispatcher.VIRTUAL, Overflow.REJECT, 1_000);
		int most = 0;
		for (int i = 0; i < 1_000; i++) {
			end.apply(this, ask(1_000));
			most = Math.max(most, links());
		}
		assertThat(most).isLessThan(3 * 1_000);
		assertThat(gauge().depth()).isZero();
		this.release.countDown();
		assertThat(this.target.ask(new Counter.GetIncarnation(), FOREVER).join()).isOne();
	}

	@Test
	void sameIfSomeAreLiveAmongThem() throws Exception {
		startHanging(Dispatcher.VIRTUAL, Overflow.REJECT, 1_000);
		List<CompletableFuture<Integer>> live = new ArrayList<>();
		int most = 0;
		for (int i = 0; i < 100_000; i++) {
			if (i % 200 == 0) {
				live.add(this.target.ask(new Counter.GetIncarnation(), FOREVER));
			}
			ask(1).getFirst().cancel(false);
			if (i % 100 == 0) {
				most = Math.max(most, links());
			}
		}
		assertThat(most).isLessThan(3 * 1_000);
		assertThat(gauge().depth()).isEqualTo(live.size()).isEqualTo(500);
		this.release.countDown();
		live.forEach((each) -> assertThat(each.join()).isOne());
	}

	private int links() {
		int count = 0;
		for (Envelope link = Mailbox.next(this.cell.head()); link != null
				&& link != Mailbox.IDLE; link = Mailbox.next(link)) {
			count++;
		}
		return count;
	}

}
