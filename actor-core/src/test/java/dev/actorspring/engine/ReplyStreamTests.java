package dev.actorspring.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

import dev.actorspring.ActorCrashedException;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.AskTimeoutException;
import dev.actorspring.Dispatcher;
import dev.actorspring.ReplyStream;
import dev.actorspring.system.ActorEvent;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.awaitility.Awaitility.await;

/**
 * Streams that an actor feeds.
 */
class ReplyStreamTests extends SystemTest {

	private ActorRef<Feeder> feeder;

	private void feeder(Dispatcher dispatcher) {
		start((builder) -> builder.timeSource(this.time)
			.actor(ActorSpec.of("feeder", Feeder.class, Feeder::new).withDispatcher(dispatcher)));
		this.feeder = this.system.actor(Feeder.class);
	}

	private Flow.Publisher<Integer> open(int capacity) {
		if (this.feeder == null) {
			feeder(Dispatcher.VIRTUAL);
		}
		return this.feeder.call(new Feeder.Open(capacity));
	}

	private <R> R ask(Function<Feeder, R> question) {
		return this.feeder.call(new Feeder.Ask<>(question));
	}

	private boolean emit(int item) {
		return ask((feeder) -> feeder.stream().emit(item));
	}

	private void run(Consumer<Feeder> action) {
		ask((feeder) -> {
			action.accept(feeder);
			return true;
		});
	}

	private boolean isOver() {
		return ask((feeder) -> feeder.stream().isOver());
	}

	private CompletableFuture<Boolean> room() {
		return ask((feeder) -> feeder.stream().room().toCompletableFuture());
	}

	private int incarnation() {
		return ask((feeder) -> feeder.context.incarnation());
	}

	@Test
	void itemsArriveInOrderAndThenTheEnd() {
		Listener listener = Listener.to(open(1_000), Long.MAX_VALUE);
		run((feeder) -> {
			IntStream.range(0, 1_000).forEach((item) -> assertThat(feeder.stream().emit(item)).isTrue());
			feeder.stream().complete();
		});
		await().until(listener::isOver);
		assertThat(listener.completed).isTrue();
		assertThat(listener.items).isEqualTo(IntStream.range(0, 1_000).boxed().toList());
		assertThat(isOver()).isTrue();
		assertThat(emit(1)).isFalse();
	}

	@Test
	void itemsWaitForTheSubscriberInABufferThatNeverGrows() {
		Flow.Publisher<Integer> stream = open(2);
		assertThat(emit(1)).isTrue();
		assertThat(emit(2)).isTrue();
		assertThat(emit(3)).isFalse();
		assertThat(isOver()).isFalse();
		Listener listener = Listener.to(stream, 1);
		await().until(() -> emit(4));
		assertThat(emit(5)).isFalse();
		assertThat(listener.items).containsExactly(1);
		listener.subscription.request(2);
		await().untilAsserted(() -> assertThat(listener.items).containsExactly(1, 2, 4));
	}

	@Test
	void itemsThatWaitAreDeliveredBeforeTheFailureWhichIsNoCrash() {
		Flow.Publisher<Integer> stream = open(4);
		IllegalStateException failure = new IllegalStateException("boom");
		run((feeder) -> {
			feeder.stream().emit(1);
			feeder.stream().fail(failure);
			feeder.stream().complete();
		});
		Listener listener = Listener.to(stream, 0);
		assertThat(listener.isOver()).isFalse();
		listener.subscription.request(1);
		await().until(listener::isOver);
		assertThat(listener.items).containsExactly(1);
		assertThat(listener.failure).isSameAs(failure);
		assertThat(incarnation()).isOne();
	}

	@Test
	void actorSeesTheCancel() {
		Listener listener = Listener.to(open(1), 1);
		emit(1);
		await().until(() -> listener.items.size() == 1);
		emit(2);
		CompletableFuture<Boolean> room = room();
		assertThat(room).isNotDone();
		listener.subscription.cancel();
		assertThat(room).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(false);
		assertThat(isOver()).isTrue();
		assertThat(emit(3)).isFalse();
		listener.subscription.request(10);
		run((feeder) -> feeder.stream().complete());
		assertThat(listener.items).containsExactly(1);
		assertThat(listener.isOver()).isFalse();
	}

	@Test
	void producerThatAwaitsRoomIsNeverFurtherAheadThanTheBufferAndTheDemand() {
		feeder(Dispatcher.VIRTUAL);
		assertProducedOnDemand(this.feeder.call(new Feeder.CountAwaiting(100, 4)));
	}

	@Test
	void producerThatPipesRoomIsNeverFurtherAheadThanTheBufferAndTheDemand() {
		feeder(Dispatcher.COMPUTE);
		assertProducedOnDemand(this.feeder.call(new Feeder.Count(100, 4)));
	}

	private void assertProducedOnDemand(Flow.Publisher<Integer> stream) {
		AtomicReference<Feeder> actor = new AtomicReference<>();
		run(actor::set);
		List<Integer> tooMany = new ArrayList<>();
		Listener listener = new Listener(0);
		listener.reaction = (item) -> {
			int produced = actor.get().produced;
			if (produced > listener.items.size() + 5) {
				tooMany.add(produced);
			}
		};
		stream.subscribe(listener);
		await().until(() -> actor.get().produced == 4);
		for (int i = 1; i <= 90; i++) {
			int demanded = i;
			listener.subscription.request(1);
			await().pollInterval(Duration.ofMillis(1))
				.until(() -> listener.items.size() == demanded && actor.get().produced == demanded + 4);
		}
		listener.subscription.request(10);
		await().until(listener::isOver);
		assertThat(listener.items).isEqualTo(IntStream.range(0, 100).boxed().toList());
		assertThat(tooMany).isEmpty();
	}

	@Test
	void roomIsSharedByNobody() {
		open(1);
		emit(1);
		CompletableFuture<Boolean> first = room();
		first.complete(true);
		assertThat(room()).isNotDone();
	}

	@Test
	void secondSubscriberIsRefusedAndTheFirstUndisturbed() {
		Flow.Publisher<Integer> stream = open(2);
		Listener first = Listener.to(stream, Long.MAX_VALUE);
		Listener second = Listener.to(stream, 1);
		assertThat(second.failure).isInstanceOf(IllegalStateException.class)
			.hasMessage("This stream of feeder has a subscriber already");
		emit(1);
		await().until(() -> first.items.size() == 1);
		assertThat(second.items).isEmpty();
	}

	@Test
	void demandOfZeroIsAnErrorAndEndsTheStream() {
		Listener listener = Listener.to(open(2), 0);
		emit(1);
		listener.subscription.request(0);
		await().until(listener::isOver);
		assertThat(listener.failure).isInstanceOf(IllegalArgumentException.class);
		assertThat(listener.items).isEmpty();
		assertThat(isOver()).isTrue();
	}

	@Test
	void nullIsNoItemAndNoSubscriberAndNoFailure() {
		Flow.Publisher<Integer> stream = open(2);
		assertThatNullPointerException().isThrownBy(() -> stream.subscribe(null));
		assertThatNullPointerException().isThrownBy(() -> ((ReplyStream<Integer>) stream).emit(null));
		assertThatNullPointerException().isThrownBy(() -> ((ReplyStream<Integer>) stream).fail(null));
		assertThat(isOver()).isFalse();
	}

	@Test
	void capacityIsAtLeastOne() {
		open(1);
		assertThat(failure(this.feeder.ask(new Feeder.Open(0)))).hasRootCauseInstanceOf(IllegalArgumentException.class)
			.hasRootCauseMessage("The capacity is 0 but must be at least 1");
	}

	@Test
	void subscriberThatThrowsGetsNothingMoreAndDoesNotHurtTheActor() {
		Listener listener = new Listener(Long.MAX_VALUE);
		listener.reaction = (item) -> {
			throw new IllegalStateException("boom");
		};
		open(4).subscribe(listener);
		emit(1);
		await().until(this::isOver);
		assertThat(emit(2)).isFalse();
		assertThat(listener.items).containsExactly(1);
		assertThat(listener.isOver()).isFalse();
		assertThat(incarnation()).isOne();
	}

	@Test
	void subscriberThatThrowsAtOnceIsForgotten() {
		Flow.Publisher<Integer> stream = open(4);
		stream.subscribe(new Listener(0) {

			@Override
			public void onSubscribe(Flow.Subscription subscription) {
				throw new IllegalStateException("boom");
			}

		});
		assertThat(isOver()).isTrue();
	}

	@Test
	void slowSubscriberHoldsUpNeitherTheActorNorOtherSubscribers() throws Exception {
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		Listener slow = new Listener(Long.MAX_VALUE);
		slow.reaction = (item) -> {
			entered.countDown();
			awaitUninterruptibly(release);
		};
		open(4).subscribe(slow);
		emit(1);
		entered.await();
		assertThat(emit(2)).isTrue();
		Listener other = Listener.to(open(4), Long.MAX_VALUE);
		emit(3);
		await().until(() -> other.items.size() == 1);
		assertThat(slow.items).containsExactly(1);
		release.countDown();
		await().until(() -> slow.items.size() == 2);
	}

	@Test
	void subscriberIsCalledOutsideOfAnyTurn() {
		List<Object> seen = new ArrayList<>();
		Listener listener = Listener.to(open(4), 0);
		listener.reaction = (item) -> {
			seen.add(Thread.currentThread().isVirtual());
			seen.add(Engine.current() == null);
			listener.subscription.cancel();
		};
		run((feeder) -> {
			feeder.stream().emit(1);
			listener.subscription.request(1);
		});
		await().until(this::isOver);
		await().untilAsserted(() -> assertThat(seen).containsExactly(true, true));
	}

	@Test
	void streamIsOverIfItsRequestHasTimedOutBefore() throws Exception {
		feeder(Dispatcher.VIRTUAL);
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		CompletableFuture<Flow.Publisher<Integer>> asked = this.feeder.ask(new Feeder.Make((feeder) -> {
			entered.countDown();
			awaitUninterruptibly(release);
			return feeder.open(4);
		}), Duration.ofSeconds(1));
		entered.await();
		this.time.advance(Duration.ofSeconds(2));
		assertThat(failure(asked)).isInstanceOf(AskTimeoutException.class);
		release.countDown();
		assertThat(isOver()).isTrue();
		assertThat(events(ActorEvent.DeadLetter.class)).extracting(ActorEvent.DeadLetter::reason)
			.containsExactly(ActorEvent.DeadLetter.Reason.LATE_REPLY);
	}

	@Test
	void streamThatWasPromisedIsOverIfItsRequestWasCancelledBefore() {
		feeder(Dispatcher.VIRTUAL);
		CompletableFuture<Flow.Publisher<Integer>> promise = new CompletableFuture<>();
		CompletableFuture<Flow.Publisher<Integer>> asked = this.feeder.ask(new Feeder.MakeLater((feeder) -> promise));
		run((feeder) -> asked.cancel(false));
		run((feeder) -> promise.complete(feeder.open(4)));
		assertThat(isOver()).isTrue();
	}

	@Test
	void promiseOfAStreamIsAReply() {
		feeder(Dispatcher.VIRTUAL);
		CompletableFuture<Flow.Publisher<Integer>> promise = new CompletableFuture<>();
		CompletableFuture<Flow.Publisher<Integer>> asked = this.feeder.ask(new Feeder.MakeLater((feeder) -> promise));
		run((feeder) -> promise.complete(feeder.open(4)));
		Listener listener = Listener.to(asked.join(), 1);
		emit(7);
		await().until(() -> listener.items.contains(7));
	}

	@Test
	void promiseThatFailsIsACrash() {
		feeder(Dispatcher.VIRTUAL);
		CompletableFuture<Flow.Publisher<Integer>> asked = this.feeder
			.ask(new Feeder.MakeLater((feeder) -> CompletableFuture.failedFuture(new IllegalStateException("boom"))));
		assertThat(failure(asked)).isInstanceOf(ActorCrashedException.class);
	}

	@Test
	void noStreamIsAReplyToo() {
		feeder(Dispatcher.VIRTUAL);
		assertThat(this.feeder.call(new Feeder.Make((feeder) -> null))).isNull();
	}

	@Test
	void oneActorFeedsManyStreams() {
		feeder(Dispatcher.VIRTUAL);
		int count = 10_000;
		List<Listener> listeners = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			listeners.add(Listener.to(this.feeder.call(new Feeder.Open(4)), Long.MAX_VALUE));
		}
		for (int i = 0; i < count; i += 2) {
			listeners.get(i).subscription.cancel();
		}
		int left = ask((feeder) -> {
			feeder.streams.removeIf(ReplyStream::isOver);
			for (int item = 0; item < 3; item++) {
				for (ReplyStream<Integer> stream : feeder.streams) {
					stream.emit(item);
				}
			}
			feeder.streams.forEach(ReplyStream::complete);
			return feeder.streams.size();
		});
		assertThat(left).isEqualTo(count / 2);
		await().until(() -> listeners.stream().filter((listener) -> listener.completed).count() == left);
		assertThat(listeners.stream().filter((listener) -> listener.completed))
			.allSatisfy((listener) -> assertThat(listener.items).containsExactly(0, 1, 2));
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
