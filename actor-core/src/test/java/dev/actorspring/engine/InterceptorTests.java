package dev.actorspring.engine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.ActorCrashedException;
import dev.actorspring.ActorInBackoffException;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Dispatcher;
import dev.actorspring.ExitReason;
import dev.actorspring.Message;
import dev.actorspring.Request;
import dev.actorspring.spi.ActorHandle;
import dev.actorspring.spi.ActorInterceptor;
import dev.actorspring.system.ActorEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Somebody around incarnations and turns who behaves like a store: what is loaded comes
 * later, and no reply is seen before what it shows is written.
 */
class InterceptorTests extends SystemTest {

	private static final Duration LONG = Duration.ofDays(1);

	private final Store store = new Store();

	private ActorRef<Counter> startWith(ActorSpec<Counter> spec) {
		start((builder) -> builder.timeSource(this.time).interceptors((each) -> this.store).actor(spec));
		return spec.keyed() ? this.system.keyed(Counter.class).get("key") : this.system.actor(Counter.class);
	}

	@Test
	void replyIsSeenWhenItIsWrittenAndTheActorGoesOnMeanwhile() {
		ActorRef<Counter> counter = startWith(counter("counter"));
		this.store.hold();
		CompletableFuture<Integer> first = counter.ask(new Counter.Take(0), LONG);
		CompletableFuture<Integer> read = counter.ask(new Counter.Get(), LONG);
		CompletableFuture<Integer> promised = counter.ask(new Counter.GetLater(CompletableFuture.completedFuture(7)),
				LONG);
		CompletableFuture<Integer> declined = counter.ask(new Counter.Take(1_000), LONG);
		await().until(() -> this.store.turns.size() == 4);
		assertThat(List.of(first, read, promised, declined)).noneMatch(CompletableFuture::isDone);
		this.store.written();
		assertThat(first.join()).isZero();
		assertThat(read.join()).isZero();
		assertThat(promised.join()).isEqualTo(7);
		assertThat(failure(declined)).isInstanceOf(Counter.TooLittle.class);
		assertThat(this.store.turns).containsExactly("Take SUCCESS", "Get SUCCESS", "GetLater SUCCESS",
				"Take DECLINED");
	}

	@Test
	void writeThatFailsIsTheReplyAndNoCrash() {
		ActorRef<Counter> counter = startWith(counter("counter"));
		this.store.hold();
		CompletableFuture<Integer> asked = counter.ask(new Counter.Get(), LONG);
		await().until(() -> this.store.turns.size() == 1);
		this.store.lost(new IllegalStateException("conflict"));
		assertThat(failure(asked)).isInstanceOf(IllegalStateException.class).hasMessage("conflict");
		assertThat(counter.call(new Counter.GetIncarnation(), LONG)).isOne();
	}

	@Test
	void crashOfALaterTurnTakesNoEarlierReplyBack() {
		ActorRef<Counter> counter = startWith(counter("counter"));
		this.store.hold();
		CompletableFuture<Integer> first = counter.ask(new Counter.Get(), LONG);
		assertThat(failure(counter.ask(new Counter.Crash("boom"), LONG))).isInstanceOf(ActorCrashedException.class);
		await().until(() -> this.store.starts == 2);
		assertThat(first).isNotDone();
		this.store.written();
		assertThat(first.join()).isZero();
	}

	@Test
	void replyThatIsKeptBackHasTheDeadlineOfItsRequest() {
		ActorRef<Counter> counter = startWith(counter("counter"));
		this.store.hold();
		CompletableFuture<Integer> asked = counter.ask(new Counter.Get(), Duration.ofSeconds(2));
		await().until(() -> this.store.turns.size() == 1);
		await().until(() -> {
			this.time.advance(Duration.ofMillis(100));
			return asked.isDone();
		});
		assertThat(failure(asked)).hasMessageContaining("its reply is still to come");
	}

	@ParameterizedTest
	@EnumSource(Dispatcher.class)
	void incarnationIsMadeWhenItsStateIsThere(Dispatcher dispatcher) {
		this.store.loading = new CompletableFuture<>();
		ActorRef<Counter> counter = startWith(
				ActorSpec.keyed("counters", Counter.class, Counter::new).withDispatcher(dispatcher));
		CompletableFuture<Integer> asked = counter.ask(new Counter.Get(), LONG);
		CompletableFuture<Integer> another = counter.ask(new Counter.GetIncarnation(), LONG);
		await().until(() -> this.store.starts == 1);
		assertThat(asked).isNotDone();
		this.store.loading.complete(null);
		assertThat(asked.join()).isZero();
		assertThat(another.join()).isOne();
		assertThat(this.store.starts).isOne();
	}

	@Test
	void stateThatCannotBeLoadedIsAFailedStart() {
		this.store.loading = CompletableFuture.failedFuture(new IllegalStateException("unreadable"));
		ActorRef<Counter> counter = startWith(ActorSpec.keyed("counters", Counter.class, Counter::new));
		assertThat(failure(counter.ask(new Counter.Get(), LONG))).isInstanceOf(ActorInBackoffException.class)
			.hasMessageContaining("IllegalStateException: unreadable");
	}

	@Test
	void stateThatDoesNotComeIsAFailedStartAfterTheStartTimeout() {
		this.store.loading = new CompletableFuture<>();
		ActorRef<Counter> counter = startWith(ActorSpec.keyed("counters", Counter.class, Counter::new));
		CompletableFuture<Integer> asked = counter.ask(new Counter.Get(), LONG);
		await().until(() -> {
			this.time.advance(Duration.ofSeconds(10));
			return asked.isDone();
		});
		assertThat(failure(asked)).isInstanceOf(ActorInBackoffException.class)
			.hasMessageContaining("did not start within 30s");
	}

	@Test
	void actorThatIsStoppedWhileItsStateLoadsDoesNotStartAfterwards() {
		ActorRef<Counter> counter = startWith(counter("counter"));
		this.store.loading = new CompletableFuture<>();
		counter.tell(new Counter.Stop());
		await().until(() -> this.store.starts == 2);
		this.system.supervisor("root").terminate("counter").join();
		this.store.loading.complete(null);
		assertThat(this.system.supervisor("root").restart("counter").join().incarnation()).isEqualTo(2);
	}

	@ParameterizedTest
	@EnumSource(Dispatcher.class)
	void discardedIncarnationIsReplacedBeforeTheNextMessage(Dispatcher dispatcher) {
		ActorRef<Counter> counter = startWith(counter("counter").withDispatcher(dispatcher));
		counter.tell(new Counter.Add(5));
		assertThat(counter.call(new Counter.Get(), LONG)).isEqualTo(5);
		CompletableFuture<Integer> promised = counter.ask(new Counter.GetLater(new CompletableFuture<>()), LONG);
		counter.call(new Counter.Get(), LONG);
		ActorHandle handle = this.store.actors.get("counter");
		handle.discard(new ExitReason.Error(new IllegalStateException("conflict")));
		assertThat(counter.call(new Counter.Get(), LONG)).isZero();
		assertThat(counter.call(new Counter.GetIncarnation(), LONG)).isEqualTo(2);
		assertThat(failure(promised)).isInstanceOf(ActorCrashedException.class);
		assertThat(events(ActorEvent.Restarted.class)).isEmpty();
		assertThat(this.store.ends).hasSize(1);
	}

	@Test
	void discardIsNothingToAnActorThatDoesNotRun() {
		startWith(counter("counter"));
		ActorHandle handle = this.store.actors.get("counter");
		this.system.supervisor("root").terminate("counter").join();
		handle.discard(new ExitReason.Killed());
		this.system.supervisor("root").restart("counter").join();
		assertThat(this.store.starts).isEqualTo(2);
	}

	@Test
	void actorIsNotPassivatedBeforeItIsSettled() {
		ActorRef<Counter> counter = startWith(ActorSpec.keyed("counters", Counter.class, Counter::new));
		counter.call(new Counter.Get(), LONG);
		this.store.settled = false;
		this.system.operations("counters/key").orElseThrow().passivate().handle((done, failure) -> "").join();
		assertThat(this.store.ends).isEmpty();
		this.store.settled = true;
		this.system.operations("counters/key").orElseThrow().passivate().join();
		assertThat(this.store.ends).hasSize(1);
	}

	@Test
	void onlyOneMayBeAroundAnActor() {
		assertThatExceptionOfType(ActorConfigurationException.class)
			.isThrownBy(() -> start((builder) -> builder.interceptors((spec) -> this.store)
				.interceptors((spec) -> new Store())
				.actor(counter("counter"))))
			.withMessageContaining("Several interceptors want to be around 'counter'");
	}

	/**
	 * A store that is as slow as the test wants.
	 */
	private static final class Store implements ActorInterceptor {

		private final Map<String, ActorHandle> actors = new ConcurrentHashMap<>();

		private final Queue<String> turns = new ConcurrentLinkedQueue<>();

		private final Queue<ExitReason> ends = new ConcurrentLinkedQueue<>();

		private volatile int starts;

		private volatile boolean settled = true;

		private volatile @Nullable CompletableFuture<Void> loading;

		private volatile @Nullable CompletableFuture<Void> writing;

		void hold() {
			this.writing = new CompletableFuture<>();
		}

		void written() {
			CompletableFuture<Void> held = this.writing;
			this.writing = null;
			held.complete(null);
		}

		void lost(RuntimeException why) {
			CompletableFuture<Void> held = this.writing;
			this.writing = null;
			held.completeExceptionally(why);
		}

		@Override
		public @Nullable CompletionStage<?> beforeStart(ActorHandle actor) {
			this.actors.put(actor.name(), actor);
			this.starts++;
			return this.loading;
		}

		@Override
		public void turnEnded(ActorHandle actor, Message<?> message, @Nullable Throwable thrown, boolean crashed) {
			this.turns.add(message.getClass().getSimpleName()
					+ (crashed ? " CRASHED" : (thrown != null) ? " DECLINED" : " SUCCESS"));
		}

		@Override
		public @Nullable CompletionStage<?> beforeReply(ActorHandle actor, Request<?, ?> request) {
			return this.writing;
		}

		@Override
		public boolean isSettled(ActorHandle actor) {
			return this.settled;
		}

		@Override
		public void ended(ActorHandle actor, ExitReason reason) {
			this.ends.add(reason);
		}

	}

}
