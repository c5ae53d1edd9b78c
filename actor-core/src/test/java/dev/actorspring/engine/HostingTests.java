package dev.actorspring.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorFactory;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.ActorTerminatedException;
import dev.actorspring.Delivery;
import dev.actorspring.Dispatcher;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.Terminated;
import dev.actorspring.spi.ActorHandle;
import dev.actorspring.spi.ActorInterceptor;
import dev.actorspring.spi.Hosting;
import dev.actorspring.spi.Hosting.Drained;
import dev.actorspring.spi.OpenRequest;
import dev.actorspring.spi.Placement.Home;
import dev.actorspring.spi.Placement.Partitions;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorSystem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * What a module that moves partitions between systems builds on. The number of a
 * partition is the first character of the key.
 */
class HostingTests extends SystemTest {

	private static final Duration LONG = Duration.ofDays(1);

	private static final String FAMILY = "counters";

	private final Unsettled interceptor = new Unsettled();

	private Hosting startHosting(Dispatcher dispatcher) {
		start((builder) -> builder.timeSource(this.time)
			.placement((family) -> family.equals(FAMILY) ? new Elsewhere() : null)
			.interceptors((spec, protocol) -> spec.name().equals(FAMILY) ? this.interceptor : null)
			.actor(ActorSpec.keyed(FAMILY, Counter.class, Counter::new).withDispatcher(dispatcher))
			.actor(ActorSpec.keyed("others", Doer.class, Doer::new)));
		return this.system.hosting();
	}

	private static CompletableFuture<Drained> drain(Hosting hosting, int partition) {
		return hosting.drain(FAMILY, partition, LONG).toCompletableFuture();
	}

	@ParameterizedTest
	@EnumSource(Dispatcher.class)
	void messagesFromElsewhereStayHere(Dispatcher dispatcher) {
		Hosting hosting = startHosting(dispatcher);
		assertThat(hosting.tell(FAMILY, "1a", new Counter.Add(2), null)).isEqualTo(Delivery.ACCEPTED);
		assertThat(hosting.ask(FAMILY, "1a", new Counter.Get(), LONG, null).join()).isEqualTo(2);
		assertThat(failure(hosting.ask(FAMILY, "1a", new Counter.Take(9), LONG, null)))
			.isInstanceOf(Counter.TooLittle.class);
	}

	@ParameterizedTest
	@EnumSource(Dispatcher.class)
	void drainEndsTheActorsOfAPartitionAndNoOthers(Dispatcher dispatcher) {
		Hosting hosting = startHosting(dispatcher);
		for (String key : List.of("1a", "1b", "2a")) {
			hosting.ask(FAMILY, key, new Counter.Get(), LONG, null).join();
		}
		assertThat(drain(hosting, 1).join()).isEqualTo(new Drained(0));
		assertThat(this.system.keys(FAMILY, null, 10)).singleElement()
			.satisfies((left) -> assertThat(left.name()).isEqualTo("2a"));
		assertThat(drain(hosting, 3).join().isComplete()).as("nobody there").isTrue();
	}

	@ParameterizedTest
	@EnumSource(Dispatcher.class)
	void whatWaitsIsHandledAndWhatIsOwedIsPaidBeforeAnActorEnds(Dispatcher dispatcher) {
		Hosting hosting = startHosting(dispatcher);
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		CompletableFuture<Integer> owed = new CompletableFuture<>();
		CompletableFuture<Integer> inHand = hosting.ask(FAMILY, "1a", new Counter.Block(entered, release), LONG, null);
		CompletableFuture<Integer> waiting = hosting.ask(FAMILY, "1a", new Counter.Take(0), LONG, null);
		CompletableFuture<Integer> promised = hosting.ask(FAMILY, "1b", new Counter.GetLater(owed), LONG, null);
		await().until(() -> entered.getCount() == 0);
		hosting.ask(FAMILY, "1b", new Counter.GetIncarnation(), LONG, null).join();
		this.interceptor.settled = false;
		CompletableFuture<Drained> drained = drain(hosting, 1);
		CompletableFuture<Integer> later = hosting.ask(FAMILY, "1a", new Counter.Take(0), LONG, null);
		release.countDown();
		assertThat(inHand.join()).isZero();
		assertThat(waiting.join()).isZero();
		assertThat(later.join()).as("let in while it drains").isZero();
		owed.complete(7);
		assertThat(promised.join()).isEqualTo(7);
		assertThat(drained).as("not settled").isNotDone();
		this.interceptor.settle();
		assertThat(drained.join()).isEqualTo(new Drained(0));
		assertThat(this.system.keys(FAMILY, null, 10)).isEmpty();
	}

	@ParameterizedTest
	@EnumSource(Dispatcher.class)
	void replyThatIsOwedKeepsThePartition(Dispatcher dispatcher) {
		Hosting hosting = startHosting(dispatcher);
		CompletableFuture<Integer> owed = new CompletableFuture<>();
		CompletableFuture<Integer> promised = hosting.ask(FAMILY, "1a", new Counter.GetLater(owed), LONG, null);
		hosting.ask(FAMILY, "1a", new Counter.GetIncarnation(), LONG, null).join();
		CompletableFuture<Drained> drained = drain(hosting, 1);
		assertThat(hosting.ask(FAMILY, "1a", new Counter.GetIncarnation(), LONG, null).join()).isOne();
		assertThat(drained).isNotDone();
		owed.complete(1);
		assertThat(drained.join().isComplete()).isTrue();
		assertThat(promised.join()).isOne();
	}

	@Test
	void actorThatIsStartedWhileItsPartitionDrainsEndsToo() {
		Hosting hosting = startHosting(Dispatcher.VIRTUAL);
		CompletableFuture<Integer> owed = new CompletableFuture<>();
		CompletableFuture<Integer> promised = hosting.ask(FAMILY, "1a", new Counter.GetLater(owed), LONG, null);
		CompletableFuture<Drained> drained = drain(hosting, 1);
		assertThat(hosting.ask(FAMILY, "1new", new Counter.Get(), LONG, null).join()).isZero();
		await().until(() -> this.system.find(FAMILY + "/1new").isEmpty());
		assertThat(drained).isNotDone();
		owed.complete(1);
		drained.join();
		assertThat(promised.join()).isOne();
		assertThat(hosting.ask(FAMILY, "1new", new Counter.Get(), LONG, null).join()).as("anew").isZero();
		assertThat(this.system.find(FAMILY + "/1new")).as("and stays").isPresent();
	}

	@Test
	void actorThatCrashesWhileItDrainsGoesOn() {
		Hosting hosting = startHosting(Dispatcher.VIRTUAL);
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		hosting.tell(FAMILY, "1a", new Counter.Block(entered, release), null);
		await().until(() -> entered.getCount() == 0);
		hosting.tell(FAMILY, "1a", new Counter.Crash("boom"), null);
		CompletableFuture<Integer> asked = hosting.ask(FAMILY, "1a", new Counter.GetIncarnation(), LONG, null);
		CompletableFuture<Drained> drained = drain(hosting, 1);
		release.countDown();
		assertThat(asked.join()).isEqualTo(2);
		assertThat(drained.join()).isEqualTo(new Drained(0));
	}

	@Test
	void actorsThatAreNotDoneInTimeAreCutOff() {
		Hosting hosting = startHosting(Dispatcher.VIRTUAL);
		CountDownLatch entered = new CountDownLatch(1);
		CompletableFuture<Integer> inHand = hosting.ask(FAMILY, "1a", new Counter.Block(entered, new CountDownLatch(1)),
				LONG, null);
		CompletableFuture<Integer> waiting = hosting.ask(FAMILY, "1a", new Counter.Take(0), LONG, null);
		await().until(() -> entered.getCount() == 0);
		CompletableFuture<Drained> drained = hosting.drain(FAMILY, 1, Duration.ofSeconds(5)).toCompletableFuture();
		assertThat(drained).isNotDone();
		await().until(() -> {
			this.time.advance(Duration.ofSeconds(1));
			return drained.isDone();
		});
		assertThat(drained.join()).isEqualTo(new Drained(1));
		assertThat(failure(inHand)).isInstanceOf(ActorTerminatedException.class);
		assertThat(failure(waiting)).isInstanceOf(ActorTerminatedException.class);
	}

	@Test
	void discardAnswersNobodyElsewhere() {
		Hosting hosting = startHosting(Dispatcher.VIRTUAL);
		CountDownLatch entered = new CountDownLatch(1);
		CompletableFuture<Integer> inHand = hosting.ask(FAMILY, "1a", new Counter.Block(entered, new CountDownLatch(1)),
				LONG, null);
		CompletableFuture<Integer> waiting = hosting.ask(FAMILY, "1a", new Counter.Take(0), LONG, null);
		CompletableFuture<Integer> other = hosting.ask(FAMILY, "2a",
				new Counter.GetLater(CompletableFuture.completedFuture(1)), LONG, null);
		await().until(() -> entered.getCount() == 0);
		CompletableFuture<?> discarded = hosting.discard(FAMILY, 1).toCompletableFuture();
		assertThat(failure(inHand)).isInstanceOf(CancellationException.class);
		assertThat(failure(waiting)).isInstanceOf(CancellationException.class);
		await().until(() -> {
			this.time.advance(Duration.ofSeconds(1));
			return discarded.isDone();
		});
		assertThat(other.join()).isOne();
		assertThat(this.system.find(FAMILY + "/1a")).isEmpty();
	}

	@Test
	void toMoveIsNotToEnd() {
		Hosting hosting = startHosting(Dispatcher.VIRTUAL);
		List<Terminated> heard = new CopyOnWriteArrayList<>();
		ActorRef<Counter> counter = this.system.keyed(FAMILY, Counter.class).get("1a");
		ActorRef<Watching> watching = this.system
			.spawn(ActorSpec.of("watching", Watching.class, (context) -> new Watching(context, heard)));
		watching.call(new Watching.Watch(counter), Duration.ofSeconds(30));
		hosting.ask(FAMILY, "1a", new Counter.Get(), LONG, null).join();
		drain(hosting, 1).join();
		watching.call(new Watching.Sync(), Duration.ofSeconds(30));
		assertThat(heard).isEmpty();
		assertThat(events(ActorEvent.Restarted.class)).isEmpty();
	}

	@Test
	void whatCannotBeAskedForIsSaid() {
		Hosting hosting = startHosting(Dispatcher.VIRTUAL);
		assertThatIllegalArgumentException().isThrownBy(() -> hosting.drain("others", 1, LONG))
			.withMessageContaining("'others' has no partitions");
		assertThatIllegalArgumentException().isThrownBy(() -> hosting.tell("nobody", "1a", new Counter.Stop(), null))
			.withMessageContaining("'nobody'");
		assertThatIllegalArgumentException().isThrownBy(() -> hosting.discard("nobody", 1))
			.withMessageContaining("'nobody'");
	}

	@Test
	void systemThatStopsEndsADrain() {
		Hosting hosting = startHosting(Dispatcher.VIRTUAL);
		hosting.ask(FAMILY, "1a", new Counter.GetIncarnation(), LONG, null).join();
		this.interceptor.settled = false;
		CompletableFuture<Drained> drained = drain(hosting, 1);
		this.system.close();
		assertThat(drained).succeedsWithin(Duration.ofSeconds(20));
	}

	@ParameterizedTest
	@EnumSource(Dispatcher.class)
	void nothingIsLostWhileAPartitionMoves(Dispatcher dispatcher) throws Exception {
		Moving moving = new Moving(dispatcher);
		try {
			int threads = 3;
			int messages = 3_000;
			AtomicInteger finished = new AtomicInteger();
			List<Thread> senders = new ArrayList<>();
			for (int i = 0; i < threads; i++) {
				ActorRef<Tally> ref = moving.systems.get(i % 2).keyed(Tally.class).get("key");
				senders.add(Thread.ofVirtual().start(() -> {
					for (int j = 0; j < messages; j++) {
						ref.tell(new Tally.Count());
						if (j % 100 == 0) {
							ref.call(new Tally.Sync(), Duration.ofSeconds(60));
						}
					}
					finished.incrementAndGet();
				}));
			}
			int moves = 0;
			while (finished.get() < threads) {
				int before = moving.counted.get();
				moving.move();
				moves++;
				while (finished.get() < threads && moving.counted.get() - before < 100) {
					Thread.onSpinWait();
				}
			}
			for (Thread sender : senders) {
				sender.join();
			}
			moving.move();
			assertThat(moves).isPositive();
			assertThat(moving.counted.get()).isEqualTo(threads * messages);
			assertThat(moving.twice).isEmpty();
		}
		finally {
			moving.systems.forEach(ActorSystem::close);
		}
	}

	/**
	 * Two systems, and one partition that is in one or the other.
	 */
	private static final class Moving {

		private final List<ActorSystem> systems;

		private final AtomicInteger counted = new AtomicInteger();

		private final Set<String> alive = ConcurrentHashMap.newKeySet();

		private final Set<String> twice = ConcurrentHashMap.newKeySet();

		private final AtomicInteger inside = new AtomicInteger();

		/** Where it is, or {@code -1} while it moves. */
		private volatile int owner;

		Moving(Dispatcher dispatcher) {
			this.systems = List.of(system(0, dispatcher), system(1, dispatcher));
			this.systems.forEach(ActorSystem::start);
		}

		private ActorSystem system(int number, Dispatcher dispatcher) {
			return ActorSystem.builder()
				.placement((family) -> new At(number))
				.actor(ActorSpec.keyed("tallies", Tally.class, new Tally.Factory(this)).withDispatcher(dispatcher))
				.build();
		}

		void move() {
			int from = this.owner;
			this.owner = -1;
			while (this.inside.get() != 0) {
				Thread.onSpinWait();
			}
			Drained drained = this.systems.get(from)
				.hosting()
				.drain("tallies", 0, Duration.ofSeconds(60))
				.toCompletableFuture()
				.join();
			assertThat(drained.isComplete()).isTrue();
			this.owner = 1 - from;
		}

		/**
		 * Waits for a new owner where a real one would keep the message.
		 */
		private Hosting owner() {
			for (;;) {
				this.inside.incrementAndGet();
				int now = this.owner;
				if (now >= 0) {
					return this.systems.get(now).hosting();
				}
				this.inside.decrementAndGet();
				LockSupport.parkNanos(10_000);
			}
		}

		/**
		 * What one of the systems knows of it.
		 *
		 * @param number which system
		 */
		private final class At implements Partitions, Home {

			private final int number;

			At(int number) {
				this.number = number;
			}

			@Override
			public int count() {
				return 1;
			}

			@Override
			public Home home(int partition) {
				return this;
			}

			@Override
			public boolean isOpen() {
				return Moving.this.owner == this.number;
			}

			@Override
			public boolean enter() {
				Moving.this.inside.incrementAndGet();
				if (Moving.this.owner == this.number) {
					return true;
				}
				Moving.this.inside.decrementAndGet();
				return false;
			}

			@Override
			public void exit() {
				Moving.this.inside.decrementAndGet();
			}

			@Override
			public Delivery tell(String key, Message<?> message, @Nullable Object context) {
				Hosting there = owner();
				Delivery delivery = there.tell("tallies", key, message, context);
				exit();
				return delivery;
			}

			@Override
			public void ask(String key, OpenRequest request) {
				Hosting there = owner();
				there.ask("tallies", key, request.request(), request.left(), request.context())
					.whenComplete((reply, failure) -> {
						if (failure != null) {
							request.decline(failure);
						}
						else {
							request.reply(reply);
						}
					});
				exit();
			}

		}

	}

	static class Tally {

		record Count() implements Message<Tally> {

		}

		record Sync() implements Request<Tally, Integer> {

		}

		private final Moving moving;

		Tally(Moving moving) {
			this.moving = moving;
		}

		/**
		 * Notices if there are two at a time.
		 *
		 * @param moving who moves them
		 */
		record Factory(Moving moving) implements ActorFactory<Tally> {

			@Override
			public Tally create(ActorContext<Tally> context) {
				if (!this.moving.alive.add("key")) {
					this.moving.twice.add("key");
				}
				return new Tally(this.moving);
			}

			@Override
			public void destroy(Tally actor) {
				this.moving.alive.remove("key");
			}

		}

		@Receive
		void count(Count count) {
			this.moving.counted.incrementAndGet();
		}

		@Receive
		int sync(Sync sync) {
			return this.moving.counted.get();
		}

	}

	static class Watching {

		record Watch(ActorRef<?> actor) implements Request<Watching, Integer> {

		}

		record Sync() implements Request<Watching, Integer> {

		}

		private final ActorContext<Watching> context;

		private final List<Terminated> heard;

		Watching(ActorContext<Watching> context, List<Terminated> heard) {
			this.context = context;
			this.heard = heard;
		}

		@Receive
		int watch(Watch request) {
			this.context.watch(request.actor());
			return 0;
		}

		@Receive
		int sync(Sync sync) {
			return 0;
		}

		@Receive
		void terminated(Terminated terminated) {
			this.heard.add(terminated);
		}

	}

	/**
	 * All keys live somewhere else, as far as refs know.
	 */
	private static final class Elsewhere implements Partitions, Home {

		@Override
		public int count() {
			return 10;
		}

		@Override
		public int partition(String key) {
			return key.charAt(0) - '0';
		}

		@Override
		public Home home(int partition) {
			return this;
		}

		@Override
		public boolean enter() {
			return false;
		}

		@Override
		public void exit() {
		}

		@Override
		public Delivery tell(String key, Message<?> message, @Nullable Object context) {
			return Delivery.MAILBOX_FULL;
		}

		@Override
		public void ask(String key, OpenRequest request) {
		}

	}

	/**
	 * Has something under way for as long as the test wants.
	 */
	private static final class Unsettled implements ActorInterceptor {

		private final Set<ActorHandle> actors = ConcurrentHashMap.newKeySet();

		private volatile boolean settled = true;

		void settle() {
			this.settled = true;
			this.actors.forEach(ActorHandle::settled);
		}

		@Override
		public @Nullable CompletionStage<?> beforeStart(ActorHandle actor) {
			this.actors.add(actor);
			return null;
		}

		@Override
		public boolean isSettled(ActorHandle actor) {
			return this.settled;
		}

	}

}
