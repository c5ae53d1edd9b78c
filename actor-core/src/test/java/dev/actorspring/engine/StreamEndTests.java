package dev.actorspring.engine;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorCrashedException;
import dev.actorspring.ActorFactory;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.ActorTerminatedException;
import dev.actorspring.ReplyStream;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Streams end with the incarnation that they come from.
 */
class StreamEndTests extends SystemTest {

	private static final Duration IDLE = Duration.ofMinutes(1);

	private final CountDownLatch release = new CountDownLatch(1);

	private ActorRef<Feeder> feeder;

	/** What an incarnation does when it is destroyed. */
	private volatile Consumer<Feeder> last = (feeder) -> {
	};

	@AfterEach
	void releaseAll() {
		this.release.countDown();
	}

	private final class Factory implements ActorFactory<Feeder> {

		@Override
		public Feeder create(ActorContext<Feeder> context) {
			return new Feeder(context);
		}

		@Override
		public void destroy(Feeder actor) {
			StreamEndTests.this.last.accept(actor);
		}

	}

	private void feeder() {
		start((builder) -> builder.timeSource(this.time)
			.supervisor(
					SupervisorSpec.named("group").child(ActorSpec.of("feeder", Feeder.class, new Factory())).build()));
		this.feeder = this.system.actor(Feeder.class);
	}

	private void keyedFeeder() {
		start((builder) -> builder.timeSource(this.time)
			.actor(ActorSpec.keyed("feeders", Feeder.class, new Factory()).withPassivateAfter(IDLE)));
		this.feeder = this.system.keyed(Feeder.class).get("one");
	}

	/** One item is delivered, and one waits. */
	private Listener listen() {
		Listener listener = Listener.to(this.feeder.call(new Feeder.Open(4)), 1);
		emit(1);
		emit(2);
		await().until(() -> listener.items.size() == 1);
		return listener;
	}

	private void emit(int item) {
		this.feeder.tell(new Feeder.Do((feeder) -> feeder.stream().emit(item)));
	}

	private static void assertEndsAfterWhatWaits(Listener listener, Class<?> failure, String message) {
		assertThat(listener.isOver()).isFalse();
		listener.subscription.request(5);
		await().until(listener::isOver);
		assertThat(listener.items).containsExactly(1, 2);
		assertThat(listener.failure).isInstanceOf(failure).hasMessage(message);
	}

	private void terminate() {
		assertThat(this.system.supervisor("group").terminate("feeder")).succeedsWithin(Duration.ofSeconds(10));
	}

	private ReplyStream<Integer> stream() {
		return this.feeder.call(new Feeder.Ask<>(Feeder::stream));
	}

	@Test
	void crash() {
		feeder();
		Listener listener = listen();
		IllegalStateException boom = new IllegalStateException("boom");
		this.feeder.tell(new Feeder.Do((feeder) -> {
			throw boom;
		}));
		assertThat(this.feeder.call(new Feeder.Ask<>((feeder) -> feeder.context.incarnation())).intValue())
			.isEqualTo(2);
		assertEndsAfterWhatWaits(listener, ActorCrashedException.class,
				"group/feeder crashed in the middle of a stream: IllegalStateException");
		assertThat(listener.failure).hasCause(boom);
	}

	@Test
	void stopOfItsOwn() {
		feeder();
		Listener listener = listen();
		ReplyStream<Integer> stream = stream();
		this.feeder.tell(new Feeder.Do((feeder) -> feeder.context.stop()));
		await().until(stream::isOver);
		assertEndsAfterWhatWaits(listener, ActorTerminatedException.class,
				"group/feeder cannot go on with a stream: it has stopped");
	}

	@Test
	void terminationByItsSupervisor() {
		feeder();
		Listener listener = listen();
		terminate();
		assertEndsAfterWhatWaits(listener, ActorTerminatedException.class,
				"group/feeder cannot go on with a stream: it was stopped");
	}

	@Test
	void endOfTheSystemAlsoBeforeTheSubscriberHasCome() {
		feeder();
		Flow.Publisher<Integer> stream = this.feeder.call(new Feeder.Open(4));
		emit(1);
		emit(2);
		this.system.stop(Duration.ofSeconds(10));
		assertEndsAfterWhatWaits(Listener.to(stream, 0), ActorTerminatedException.class,
				"group/feeder cannot go on with a stream: it was stopped");
	}

	@Test
	void passivationAfterTheSubscriberHasLeft() {
		keyedFeeder();
		Listener listener = listen();
		Flow.Publisher<Integer> unheard = this.feeder.call(new Feeder.Open(4));
		// As if the subscriber had come after the actor was found idle.
		ActorCell<?> cell = ((KeyedFamily<?>) this.system.keyed(Feeder.class)).find("one");
		cell.passivate();
		await().until(() -> cell.isIdle() || cell.isClosed());
		assertThat(cell.isClosed()).isFalse();
		listener.subscription.cancel();
		await().until(() -> {
			this.time.advance(IDLE);
			return this.system.find("feeders/one").isEmpty();
		});
		Listener late = Listener.to(unheard, 1);
		await().until(late::isOver);
		assertThat(late.failure).isInstanceOf(ActorTerminatedException.class);
		assertThat(listener.isOver()).isFalse();
	}

	@Test
	void listenerKeepsAnIdleActorAlive() {
		keyedFeeder();
		Listener listener = listen();
		// Another actor that is as idle: once it is gone, the first was looked at as
		// well.
		ActorRef<Feeder> other = this.system.keyed(Feeder.class).get("other");
		other.call(new Feeder.Ask<>((feeder) -> true));
		for (int i = 0; i < 5; i++) {
			await().until(() -> {
				this.time.advance(IDLE);
				return this.system.find("feeders/other").isEmpty();
			});
			other.call(new Feeder.Ask<>((feeder) -> true));
		}
		assertThat(this.system.find("feeders/one")).isPresent();
		assertThat(listener.isOver()).isFalse();
	}

	@Test
	void failedStart() {
		AtomicReference<ReplyStream<Integer>> stream = new AtomicReference<>();
		start((builder) -> builder.timeSource(this.time));
		this.system.spawn(ActorSpec.of("feeder", Feeder.class, (context) -> {
			stream.compareAndSet(null, context.stream(4));
			throw new IllegalStateException("boom");
		}));
		await().until(() -> stream.get() != null);
		Listener listener = Listener.to(stream.get(), 1);
		await().until(listener::isOver);
		assertThat(listener.failure).isInstanceOf(ActorCrashedException.class).hasRootCauseMessage("boom");
	}

	@Test
	void abandonedIncarnationCanNeitherFeedItsStreamsNorMakeNew() throws Exception {
		feeder();
		Listener listener = listen();
		Queue<Object> answers = new ConcurrentLinkedQueue<>();
		CountDownLatch entered = new CountDownLatch(1);
		this.feeder.tell(new Feeder.Do((feeder) -> {
			entered.countDown();
			awaitUninterruptibly(this.release);
			answers.add(feeder.stream().emit(3));
			try {
				feeder.context.stream(4);
			}
			catch (IllegalStateException ex) {
				answers.add(ex.getMessage());
			}
		}));
		entered.await();
		CompletableFuture<?> terminated = this.system.supervisor("group").terminate("feeder");
		await().until(() -> {
			this.time.advance(Duration.ofSeconds(1));
			return terminated.isDone();
		});
		assertThat(events(ActorEvent.Abandoned.class)).hasSize(1);
		assertEndsAfterWhatWaits(listener, ActorTerminatedException.class,
				"group/feeder cannot go on with a stream: it was killed");
		this.release.countDown();
		await().until(() -> answers.size() == 2);
		assertThat(answers).containsExactly(false, "Cannot make a stream: this incarnation of group/feeder has ended");
	}

	@Test
	void streamCanBeCompletedWhenTheActorIsDestroyedInGoodOrder() {
		this.last = (feeder) -> feeder.streams.forEach(ReplyStream::complete);
		feeder();
		Listener listener = listen();
		terminate();
		listener.subscription.request(5);
		await().until(listener::isOver);
		assertThat(listener.completed).isTrue();
		assertThat(listener.items).containsExactly(1, 2);
	}

	@Test
	void streamCannotBeCompletedAfterACrash() {
		this.last = (feeder) -> feeder.streams.forEach(ReplyStream::complete);
		feeder();
		Listener listener = listen();
		this.feeder.tell(new Feeder.Do((feeder) -> {
			throw new IllegalStateException("boom");
		}));
		listener.subscription.request(5);
		await().until(listener::isOver);
		assertThat(listener.failure).isInstanceOf(ActorCrashedException.class);
	}

	@Test
	void turnThatWaitsForRoomDoesNotHoldUpAStop() {
		feeder();
		Listener listener = Listener.to(this.feeder.call(new Feeder.CountAwaiting(Long.MAX_VALUE, 2)), 1);
		await().until(() -> listener.items.size() == 1);
		// The clock stands still, so nobody can be interrupted.
		terminate();
		listener.subscription.request(Long.MAX_VALUE);
		await().until(listener::isOver);
		assertThat(listener.completed).isTrue();
	}

	@Test
	void turnThatAlwaysFindsRoomDoesNotHoldUpAStop() {
		feeder();
		Listener listener = Listener.to(this.feeder.call(new Feeder.CountAwaiting(Long.MAX_VALUE, 2)), Long.MAX_VALUE);
		await().until(() -> listener.items.size() > 1_000);
		this.feeder.tell(new Feeder.Do((feeder) -> feeder.context.stop()));
		await().until(listener::isOver);
		assertThat(listener.completed).isTrue();
	}

	@Test
	void streamThatAnIncarnationHasPromisedIsNotThereOnceItIsGone() {
		feeder();
		CompletableFuture<Flow.Publisher<Integer>> promise = new CompletableFuture<>();
		CompletableFuture<Flow.Publisher<Integer>> asked = this.feeder.ask(new Feeder.MakeLater((feeder) -> promise));
		this.feeder.call(new Feeder.Ask<>((feeder) -> true));
		terminate();
		promise.complete(new Range(3));
		assertThat(failure(asked)).isInstanceOf(ActorTerminatedException.class);
	}

	private static void awaitUninterruptibly(CountDownLatch latch) {
		while (latch.getCount() > 0) {
			try {
				latch.await();
			}
			catch (InterruptedException ex) {
				// Stubborn.
			}
		}
	}

}
