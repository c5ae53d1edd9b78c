package dev.actorspring.engine;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.ReplyStream;
import dev.actorspring.RestartType;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Items, demand and the end of a stream from several threads at once.
 */
class StreamRaceTests extends SystemTest {

	private static final int ROUNDS = 1_000;

	private static final int ITEMS = 50;

	private ActorRef<Feeder> spawn(int round) {
		return this.system
			.spawn(ActorSpec.of("feeder" + round, Feeder.class, Feeder::new).withRestart(RestartType.TEMPORARY));
	}

	@Test
	void fedStreamSignalsInTurnAndEndsOnce() throws Exception {
		start((builder) -> builder);
		for (int round = 0; round < ROUNDS; round++) {
			ReplyStream<Integer> stream = (ReplyStream<Integer>) spawn(round).call(new Feeder.Open(4));
			Strict strict = new Strict();
			AtomicInteger taken = new AtomicInteger();
			boolean cancel = round % 2 == 0;
			List<Thread> threads = List.of(Thread.startVirtualThread(() -> {
				while (taken.get() < ITEMS && !stream.isOver()) {
					taken.addAndGet(stream.emit(taken.get()) ? 1 : 0);
					Thread.yield();
				}
				stream.complete();
			}), Thread.startVirtualThread(() -> {
				stream.subscribe(strict);
				for (int i = 0; i < ITEMS; i++) {
					strict.subscription.request(1);
				}
				if (cancel) {
					strict.subscription.cancel();
				}
			}));
			for (Thread thread : threads) {
				thread.join();
			}
			if (!cancel) {
				await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(strict::isOver);
				assertThat(strict.items).hasSize(ITEMS);
			}
			assertThat(stream.isOver()).isTrue();
			strict.check();
		}
	}

	@Test
	void streamsOfAnActorThatStopsSignalInTurnAndEndOnce() throws Exception {
		start((builder) -> builder);
		for (int round = 0; round < ROUNDS; round++) {
			ActorRef<Feeder> actor = spawn(round);
			boolean fed = round % 2 == 0;
			Flow.Publisher<Integer> stream = actor
				.call(fed ? new Feeder.Count(1_000_000, 4) : new Feeder.Make((feeder) -> new Range(1_000_000)));
			Strict strict = new Strict();
			List<Thread> threads = List.of(Thread.startVirtualThread(() -> {
				stream.subscribe(strict);
				while (!strict.isOver()) {
					strict.subscription.request(10);
					Thread.yield();
				}
			}), Thread.startVirtualThread(() -> actor.tell(new Feeder.Do((feeder) -> feeder.context.stop()))));
			for (Thread thread : threads) {
				thread.join();
			}
			assertThat(strict.failure).isNotNull();
			strict.check();
		}
	}

	/**
	 * A subscriber that insists on the rules.
	 */
	private static final class Strict extends Listener {

		private final AtomicInteger calls = new AtomicInteger();

		private final AtomicInteger violations = new AtomicInteger();

		Strict() {
			super(0);
		}

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			call(() -> super.onSubscribe(subscription));
		}

		@Override
		public void onNext(Integer item) {
			call(() -> super.onNext(item));
		}

		@Override
		public void onError(Throwable failure) {
			call(() -> super.onError(failure));
		}

		@Override
		public void onComplete() {
			call(super::onComplete);
		}

		private void call(Runnable signal) {
			boolean first = this.subscription == null;
			if (this.calls.getAndIncrement() != 0 || isOver() || (first && !this.items.isEmpty())) {
				this.violations.incrementAndGet();
			}
			signal.run();
			Thread.yield();
			this.calls.decrementAndGet();
		}

		void check() {
			assertThat(this.violations).hasValue(0);
			// After a cancellation one may still be on its way.
			List<Integer> seen = List.copyOf(this.items);
			assertThat(seen).isEqualTo(IntStream.range(0, seen.size()).boxed().toList());
		}

	}

}
