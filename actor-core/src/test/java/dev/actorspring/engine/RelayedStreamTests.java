package dev.actorspring.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.atomic.AtomicReference;

import dev.actorspring.ActorCrashedException;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.ActorTerminatedException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.awaitility.Awaitility.await;

/**
 * Publishers that a handler returns and that know nothing of actors.
 */
class RelayedStreamTests extends SystemTest {

	private final Scripted origin = new Scripted();

	private ActorRef<Feeder> feeder;

	@BeforeEach
	void startFeeder() {
		start((builder) -> builder.timeSource(this.time)
			.actor(ActorSpec.of("feeder", Feeder.class, Feeder::new))
			.actor(ActorSpec.of("other", Feeder.class, Feeder::new)));
		this.feeder = this.system.actor("feeder", Feeder.class);
	}

	private Flow.Publisher<Integer> reply() {
		return this.feeder.call(new Feeder.Make((feeder) -> this.origin));
	}

	private void crash(ActorRef<Feeder> actor) {
		actor.tell(new Feeder.Do((feeder) -> {
			throw new IllegalStateException("boom");
		}));
	}

	@Test
	void demandAndCancelAndItemsPassOneForOne() {
		Listener listener = Listener.to(reply(), 3);
		listener.subscription.request(2);
		listener.subscription.request(Long.MAX_VALUE);
		assertThat(this.origin.demands).containsExactly(3L, 2L, Long.MAX_VALUE);
		this.origin.subscriber.onNext(1);
		this.origin.subscriber.onNext(2);
		assertThat(listener.items).containsExactly(1, 2);
		listener.subscription.cancel();
		listener.subscription.cancel();
		listener.subscription.request(1);
		assertThat(this.origin.cancels).isOne();
		assertThat(this.origin.demands).hasSize(3);
		this.origin.subscriber.onNext(3);
		this.origin.subscriber.onComplete();
		assertThat(listener.items).containsExactly(1, 2);
		assertThat(listener.isOver()).isFalse();
	}

	@Test
	void endAndFailurePass() {
		Listener completed = Listener.to(reply(), 1);
		this.origin.subscriber.onComplete();
		assertThat(completed.completed).isTrue();
		Listener failed = Listener.to(reply(), 1);
		IllegalStateException failure = new IllegalStateException("boom");
		this.origin.subscriber.onError(failure);
		assertThat(failed.failure).isSameAs(failure);
		assertThat(this.origin.cancels).isZero();
		assertThat(this.feeder.call(new Feeder.Ask<>((feeder) -> feeder.context.incarnation())).intValue()).isOne();
	}

	@Test
	void crashEndsItAndCancelsThePublisher() {
		Listener listener = Listener.to(reply(), 3);
		this.origin.subscriber.onNext(1);
		crash(this.feeder);
		await().until(listener::isOver);
		assertThat(listener.failure).isInstanceOf(ActorCrashedException.class).hasRootCauseMessage("boom");
		await().until(() -> this.origin.cancels == 1);
		this.origin.subscriber.onNext(2);
		this.origin.subscriber.onComplete();
		assertThat(listener.items).containsExactly(1);
		assertThat(listener.completed).isFalse();
	}

	@Test
	void endOfTheSystemEndsIt() {
		Listener listener = Listener.to(reply(), 3);
		this.system.close();
		await().until(listener::isOver);
		assertThat(listener.failure).isInstanceOf(ActorTerminatedException.class);
	}

	@Test
	void errorWaitsForTheItemThatIsBeingDelivered() throws Exception {
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		List<Boolean> overWhileDelivering = new ArrayList<>();
		Listener listener = new Listener(3);
		listener.reaction = (item) -> {
			entered.countDown();
			try {
				release.await();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
			overWhileDelivering.add(listener.isOver());
		};
		reply().subscribe(listener);
		Thread delivering = Thread.startVirtualThread(() -> this.origin.subscriber.onNext(1));
		entered.await();
		crash(this.feeder);
		await().until(() -> this.origin.cancels == 1);
		release.countDown();
		delivering.join();
		await().until(listener::isOver);
		assertThat(overWhileDelivering).containsExactly(false);
		assertThat(listener.failure).isInstanceOf(ActorCrashedException.class);
	}

	@Test
	void errorWaitsForTheSubscription() {
		this.origin.silent = true;
		Listener listener = Listener.to(reply(), 3);
		crash(this.feeder);
		assertThat(this.feeder.call(new Feeder.Ask<>((feeder) -> feeder.context.incarnation())).intValue())
			.isEqualTo(2);
		assertThat(listener.isOver()).isFalse();
		this.origin.start();
		await().until(listener::isOver);
		assertThat(listener.subscription).isNotNull();
		await().until(() -> this.origin.cancels > 0);
		assertThat(this.origin.demands).isEmpty();
	}

	@Test
	void subscriberThatComesAfterTheEndGetsTheErrorAndThePublisherNothing() {
		Flow.Publisher<Integer> reply = reply();
		crash(this.feeder);
		assertThat(this.feeder.call(new Feeder.Ask<>((feeder) -> feeder.context.incarnation())).intValue())
			.isEqualTo(2);
		Listener listener = Listener.to(reply, 1);
		assertThat(listener.failure).isInstanceOf(ActorCrashedException.class);
		assertThat(this.origin.subscriber).isNull();
	}

	@Test
	void subscriberThatThrowsGetsNothingMoreAndThePublisherIsCancelled() {
		Listener listener = new Listener(3);
		listener.reaction = (item) -> {
			throw new IllegalStateException("boom");
		};
		reply().subscribe(listener);
		this.origin.subscriber.onNext(1);
		this.origin.subscriber.onNext(2);
		assertThat(this.origin.cancels).isOne();
		assertThat(listener.items).containsExactly(1);
		assertThat(listener.isOver()).isFalse();
	}

	@Test
	void itemThatTheActorPublishesInItsTurnReachesTheSubscriberOutsideOfIt() {
		AtomicReference<@Nullable Incarnation<?>> within = new AtomicReference<>();
		AtomicReference<@Nullable Incarnation<?>> after = new AtomicReference<>();
		Listener listener = new Listener(3);
		listener.reaction = (item) -> within.set(Engine.current());
		reply().subscribe(listener);
		this.feeder.call(new Feeder.Ask<>((feeder) -> {
			this.origin.subscriber.onNext(1);
			after.set(Engine.current());
			return true;
		}));
		assertThat(listener.items).containsExactly(1);
		assertThat(within).hasNullValue();
		assertThat(after.get()).isNotNull();
	}

	@Test
	void publisherThatThrowsIsAnErrorOfTheSubscriber() {
		Flow.Publisher<Integer> reply = this.feeder.call(new Feeder.Make((feeder) -> (subscriber) -> {
			throw new IllegalStateException("boom");
		}));
		Listener listener = Listener.to(reply, 1);
		assertThat(listener.subscription).isNotNull();
		assertThat(listener.failure).isInstanceOf(IllegalStateException.class).hasMessage("boom");
		assertThatNullPointerException().isThrownBy(() -> reply.subscribe(null));
	}

	@Test
	void publisherForManyHasManySubscribersAndEachEnds() {
		try (SubmissionPublisher<Integer> many = new SubmissionPublisher<>()) {
			Flow.Publisher<Integer> reply = this.feeder.call(new Feeder.Make((feeder) -> many));
			Listener first = Listener.to(reply, Long.MAX_VALUE);
			Listener second = Listener.to(reply, Long.MAX_VALUE);
			many.submit(1);
			await().until(() -> first.items.size() == 1 && second.items.size() == 1);
			crash(this.feeder);
			await().until(() -> first.isOver() && second.isOver());
			await().until(() -> !many.hasSubscribers());
		}
	}

	@Test
	void streamOfAnotherActorEndsWithEither() {
		ActorRef<Feeder> other = this.system.actor("other", Feeder.class);
		Feeder.MakeLater forward = new Feeder.MakeLater((feeder) -> other.ask(new Feeder.Open(4)));
		Listener first = Listener.to(this.feeder.call(forward), 1);
		crash(this.feeder);
		await().until(first::isOver);
		assertThat(((ActorCrashedException) first.failure).getPath()).isEqualTo("feeder");
		await().until(() -> other.call(new Feeder.Ask<>((feeder) -> feeder.stream().isOver())));
		Listener second = Listener.to(this.feeder.call(forward), 1);
		crash(other);
		await().until(second::isOver);
		assertThat(((ActorCrashedException) second.failure).getPath()).isEqualTo("other");
	}

	/**
	 * A publisher whose signals the test gives.
	 */
	private static final class Scripted implements Flow.Publisher<Integer>, Flow.Subscription {

		final List<Long> demands = new ArrayList<>();

		boolean silent;

		volatile int cancels;

		Flow.@Nullable Subscriber<? super Integer> subscriber;

		@Override
		public void subscribe(Flow.Subscriber<? super Integer> subscriber) {
			this.subscriber = subscriber;
			if (!this.silent) {
				start();
			}
		}

		void start() {
			this.subscriber.onSubscribe(this);
		}

		@Override
		public void request(long n) {
			this.demands.add(n);
		}

		@Override
		public synchronized void cancel() {
			this.cancels++;
		}

	}

}
