package dev.actorspring.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import dev.actorspring.ActorCrashedException;
import dev.actorspring.ActorInBackoffException;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.ActorTerminatedException;
import dev.actorspring.AskTimeoutException;
import dev.actorspring.Delivery;
import dev.actorspring.Dispatcher;
import dev.actorspring.ExitReason;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.protocol.ReplyAdapter;
import dev.actorspring.spi.ActorHandle;
import dev.actorspring.spi.ActorInterceptor;
import dev.actorspring.spi.OpenRequest;
import dev.actorspring.spi.RefusedStartException;
import dev.actorspring.spi.TurnDecision;
import dev.actorspring.spi.TurnEnd;
import dev.actorspring.system.ActorEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Somebody around incarnations and turns who behaves like a store: what is loaded comes
 * later, and no reply is seen before what it shows is written.
 */
class InterceptorTests extends SystemTest {

	private static final Duration LONG = Duration.ofDays(1);

	private final Store store = new Store();

	private ActorRef<Counter> startWith(ActorSpec<Counter> spec) {
		start((builder) -> builder.timeSource(this.time).interceptors((each, protocol) -> this.store).actor(spec));
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
		await().until(() -> this.store.turns.size() == 5);
		assertThat(List.of(first, read, promised, declined)).noneMatch(CompletableFuture::isDone);
		this.store.written();
		assertThat(first.join()).isZero();
		assertThat(read.join()).isZero();
		assertThat(promised.join()).isEqualTo(7);
		assertThat(failure(declined)).isInstanceOf(Counter.TooLittle.class);
		assertThat(this.store.turns).containsExactly("Take SUCCESS", "Get SUCCESS", "GetLater PROMISED",
				"promise SUCCESS", "Take DECLINED");
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
		// Who looks for messages at this moment has looked for signals before.
		await().until(((ActorCell<?>) handle)::isIdle);
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

	@ParameterizedTest
	@EnumSource(Dispatcher.class)
	void messageThatHasToWaitKeepsItsPlace(Dispatcher dispatcher) {
		ActorRef<Counter> counter = startWith(counter("counter").withDispatcher(dispatcher));
		this.store.later = new CompletableFuture<>();
		counter.tell(new Counter.Add(1));
		CompletableFuture<Integer> read = counter.ask(new Counter.Take(0), LONG);
		await().until(() -> this.store.asked.get() == 1);
		counter.tell(new Counter.Add(1));
		assertThat(read).isNotDone();
		this.store.admit();
		assertThat(read.join()).isOne();
		assertThat(counter.call(new Counter.Get(), LONG)).isEqualTo(2);
	}

	@ParameterizedTest
	@EnumSource(Dispatcher.class)
	void actorThatWaitsObeysAndKeepsTheMessage(Dispatcher dispatcher) {
		ActorRef<Counter> counter = startWith(counter("counter").withDispatcher(dispatcher));
		counter.call(new Counter.Get(), LONG);
		this.store.later = new CompletableFuture<>();
		CompletableFuture<Integer> asked = counter.ask(new Counter.GetIncarnation(), LONG);
		await().until(() -> this.store.asked.get() == 2);
		this.system.operations("counter").orElseThrow().restart().toCompletableFuture().join();
		await().until(() -> this.store.asked.get() == 3);
		this.store.admit();
		assertThat(asked.join()).isEqualTo(2);
	}

	@Test
	void messageThatWaitsEndsWithTheActor() {
		ActorRef<Counter> counter = startWith(counter("counter"));
		counter.call(new Counter.Get(), LONG);
		this.store.later = new CompletableFuture<>();
		CompletableFuture<Integer> asked = counter.ask(new Counter.GetIncarnation(), LONG);
		await().until(() -> this.store.asked.get() == 2);
		this.system.supervisor("root").terminate("counter").join();
		assertThat(failure(asked)).isInstanceOf(ActorTerminatedException.class);
	}

	@Test
	void requestThatWaitsCanBeWithdrawn() {
		ActorRef<Counter> counter = startWith(counter("counter"));
		this.store.later = new CompletableFuture<>();
		CompletableFuture<Integer> asked = counter.ask(new Counter.Take(0), LONG);
		await().until(() -> this.store.asked.get() == 1);
		asked.cancel(false);
		this.store.admit();
		assertThat(counter.call(new Counter.Get(), LONG)).isZero();
		assertThat(this.store.turns).containsExactly("Take WITHDRAWN", "Get SUCCESS");
	}

	@ParameterizedTest
	@EnumSource(Dispatcher.class)
	void messageThatIsTakenIsNotHandled(Dispatcher dispatcher) {
		ActorRef<Counter> counter = startWith(counter("counter").withDispatcher(dispatcher));
		this.store.answer = 42;
		assertThat(counter.call(new Counter.Get(), LONG)).isEqualTo(42);
		this.store.answer = null;
		assertThat(counter.call(new Counter.Get(), LONG)).isZero();
		assertThat(this.store.turns).containsExactly("Get SUCCESS");
	}

	@Test
	void whatIsThrownAtTheEndOfATurnIsTheAnswer() {
		ActorRef<Counter> counter = startWith(counter("counter"));
		this.store.instead = new AskTimeoutException("counter", "cannot be stored");
		assertThat(failure(counter.ask(new Counter.Take(0), LONG))).hasMessage("cannot be stored");
		assertThat(failure(counter.ask(new Counter.Take(1_000), LONG))).hasMessage("cannot be stored");
		assertThat(failure(counter.ask(new Counter.GetLater(new CompletableFuture<>()), LONG)))
			.hasMessage("cannot be stored");
		assertThat(failure(counter.ask(new Counter.Crash("boom"), LONG))).isInstanceOf(ActorCrashedException.class);
		this.store.instead = new IllegalStateException("a mistake, which is logged");
		await().untilAsserted(() -> assertThat(counter.call(new Counter.Get(), LONG)).isZero());
	}

	@Test
	void itIsToldWhatBecomesOfAPromise() {
		ActorRef<Counter> counter = startWith(counter("counter"));
		CompletableFuture<Integer> later = new CompletableFuture<>();
		CompletableFuture<Integer> asked = counter.ask(new Counter.GetLater(later), LONG);
		await().until(() -> this.store.turns.size() == 1);
		this.store.hold();
		later.completeExceptionally(new AskTimeoutException("other", "of another"));
		assertThat(this.store.turns).containsExactly("GetLater PROMISED", "promise REFUSED");
		assertThat(asked).as("a decline is kept back, too").isNotDone();
		this.store.written();
		assertThat(failure(asked)).hasMessage("of another");
		assertThat(failure(
				counter.ask(new Counter.GetLater(CompletableFuture.failedFuture(new ArithmeticException())), LONG)))
			.isInstanceOf(ActorCrashedException.class);
		assertThat(this.store.turns).contains("promise CRASHED");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aPromiseThatIsWantedIsNotGivenUpWithItsAsker(boolean wanted) {
		List<CompletionStage<?>> abandoned = new CopyOnWriteArrayList<>();
		start((builder) -> builder.interceptors((each, protocol) -> this.store)
			.replyAdapter(new Slow.Adapter(abandoned))
			.actor(ActorSpec.of("slow", Slow.class, (context) -> new Slow())));
		this.store.wanted = wanted;
		CompletableFuture<Integer> reply = new CompletableFuture<>();
		CompletableFuture<Integer> asked = this.system.actor(Slow.class).ask(new Slow.Get(new Slow.Box<>(reply)), LONG);
		await().until(() -> this.store.turns.size() == 1);
		asked.cancel(false);
		reply.complete(1);
		assertThat(this.store.turns).containsExactly("Get PROMISED", "promise SUCCESS");
		assertThat(abandoned).hasSize(wanted ? 0 : 1);
	}

	@Test
	void aRequestThatIsWithdrawnWhileItIsLetInIsToldAbout() {
		ActorRef<Counter> counter = startWith(counter("counter"));
		this.store.withdraw = true;
		CompletableFuture<Integer> asked = counter.ask(new Counter.Get(), LONG);
		await().until(asked::isDone);
		this.store.withdraw = false;
		counter.call(new Counter.Get(), LONG);
		assertThat(this.store.turns).containsExactly("Get WITHDRAWN", "Get SUCCESS");
	}

	@Test
	void whatInterleavesIsAskedForToo() {
		start((builder) -> builder.interceptors((each, protocol) -> this.store).actor(Doer.spec()));
		ActorRef<Doer> doer = this.system.actor(Doer.class);
		CompletableFuture<String> awaited = new CompletableFuture<>();
		CompletableFuture<Object> waiting = doer.ask(new Doer.Do((context) -> context.await(awaited)), LONG);
		await().until(() -> this.store.asked.get() == 1);
		this.store.answer = "taken";
		assertThat(doer.call(new Doer.Interleave((context) -> "handled"), LONG)).isEqualTo("taken");
		this.store.answer = null;
		this.store.later = new CompletableFuture<>();
		CompletableFuture<Object> later = doer.ask(new Doer.Interleave((context) -> "handled"), LONG);
		await().until(() -> this.store.asked.get() > 2);
		assertThat(later).isNotDone();
		this.store.admit();
		assertThat(later.join()).isEqualTo("handled");
		this.store.later = new CompletableFuture<>();
		int before = this.store.asked.get();
		CompletableFuture<Object> last = doer.ask(new Doer.Interleave((context) -> "last"), LONG);
		await().until(() -> this.store.asked.get() > before);
		awaited.complete("over");
		assertThat(waiting.join()).as("it does not wait for the other").isEqualTo("over");
		assertThat(last).isNotDone();
		this.store.admit();
		assertThat(last.join()).isEqualTo("last");
	}

	@Test
	void itCanLookAtWhatWaits() {
		ActorRef<Counter> counter = startWith(counter("counter"));
		this.store.later = new CompletableFuture<>();
		for (int i = 0; i < 10; i++) {
			counter.tell(new Counter.Add(i));
		}
		await().until(() -> this.store.asked.get() > 0);
		List<Message<?>> seen = new ArrayList<>();
		this.store.handle.forEachMessage(5, seen::add);
		assertThat(seen).containsExactly(new Counter.Add(1), new Counter.Add(2), new Counter.Add(3), new Counter.Add(4),
				new Counter.Add(5));
		this.store.admit();
		assertThat(counter.call(new Counter.Get(), LONG)).isEqualTo(45);
	}

	@Test
	void whatATurnSendsLeavesInOrderWhenItMay() {
		start((builder) -> builder.timeSource(this.time)
			.interceptors((each, protocol) -> each.name().equals("doer") ? this.store : null)
			.actor(counter("counter"))
			.actor(Doer.spec()));
		ActorRef<Counter> counter = this.system.actor(Counter.class);
		ActorRef<Doer> doer = this.system.actor("doer", Doer.class);
		this.store.hold();
		CompletableFuture<Object> done = doer.ask(new Doer.Do((context) -> {
			counter.tell(new Counter.Add(1));
			assertThat(counter.send(new Counter.Add(2))).isEqualTo(Delivery.ACCEPTED);
			return counter.ask(new Counter.Take(1), LONG);
		}), LONG);
		await().until(() -> this.store.turns.size() == 1);
		assertThat(counter.call(new Counter.Get(), LONG)).as("nothing has left").isZero();
		this.store.written();
		CompletableFuture<?> asked = (CompletableFuture<?>) done.join();
		assertThat(asked.join()).isEqualTo(2);
	}

	@Test
	void whatATurnSendsNeverLeavesIfTheWriteFails() {
		start((builder) -> builder.timeSource(this.time)
			.interceptors((each, protocol) -> each.name().equals("doer") ? this.store : null)
			.actor(counter("counter"))
			.actor(Doer.spec()));
		ActorRef<Counter> counter = this.system.actor(Counter.class);
		ActorRef<Doer> doer = this.system.actor("doer", Doer.class);
		this.store.hold();
		CompletableFuture<CompletableFuture<Integer>> asked = new CompletableFuture<>();
		doer.tell(new Doer.Do((context) -> {
			counter.tell(new Counter.Add(1));
			asked.complete(counter.ask(new Counter.Take(0), LONG));
			return "";
		}));
		await().until(() -> this.store.turns.size() == 1);
		this.store.lost(new IllegalStateException("conflict"));
		assertThat(failure(asked.join())).hasMessage("conflict");
		assertThat(counter.call(new Counter.Get(), LONG)).isZero();
	}

	@ParameterizedTest
	@EnumSource(Dispatcher.class)
	void startThatIsRefusedIsNoCrash(Dispatcher dispatcher) {
		this.store.loading = CompletableFuture
			.failedFuture(new RefusedStartException(new AskTimeoutException("counters/key", "away")));
		ActorRef<Counter> counter = startWith(
				ActorSpec.keyed("counters", Counter.class, Counter::new).withDispatcher(dispatcher));
		for (int i = 1; i <= 5; i++) {
			assertThat(failure(counter.ask(new Counter.Get(), LONG))).hasMessage("away");
			int starts = i;
			await().until(() -> {
				this.time.advance(Duration.ofMillis(100));
				return this.system.find("counters/key").isEmpty();
			});
			assertThat(this.store.starts).isEqualTo(starts);
		}
		counter.tell(new Counter.Add(1));
		await().until(() -> this.store.starts == 6);
		this.store.loading = null;
		await().until(() -> {
			this.time.advance(Duration.ofMillis(100));
			return this.store.turns.size() == 1;
		});
		assertThat(counter.call(new Counter.GetIncarnation(), LONG)).isOne();
		assertThat(this.events).isEmpty();
	}

	@ParameterizedTest
	@EnumSource(Dispatcher.class)
	void requestThatWaitsIsRefusedTooWhenTheNextStartIs(Dispatcher dispatcher) {
		ActorRef<Counter> counter = startWith(
				ActorSpec.keyed("counters", Counter.class, Counter::new).withDispatcher(dispatcher));
		counter.call(new Counter.Get(), LONG);
		this.store.later = new CompletableFuture<>();
		CompletableFuture<Integer> held = counter.ask(new Counter.Take(0), LONG);
		await().until(() -> this.store.asked.get() == 2);
		CompletableFuture<Integer> behind = counter.ask(new Counter.Take(0), LONG);
		this.store.loading = CompletableFuture
			.failedFuture(new RefusedStartException(new AskTimeoutException("counters/key", "away")));
		this.store.actors.get("key").discard(new ExitReason.Normal());
		assertThat(failure(held)).hasMessage("away");
		assertThat(failure(behind)).hasMessage("away");
		this.store.admit();
		await().until(() -> {
			this.time.advance(Duration.ofMillis(100));
			return this.system.find("counters/key").isEmpty();
		});
	}

	@Test
	void refusalOfAStartThatIsOverTouchesNobody() {
		ActorRef<Counter> counter = startWith(counter("counter"));
		counter.call(new Counter.Get(), LONG);
		this.store.loading = CompletableFuture
			.failedFuture(new RefusedStartException(new AskTimeoutException("counter", "away")));
		this.system.operations("counter").orElseThrow().restart();
		await().until(() -> this.store.starts == 2);
		this.system.supervisor("root").terminate("counter").join();
		this.store.loading = null;
		this.system.supervisor("root").restart("counter").join();
		counter.call(new Counter.Get(), LONG);
		this.time.advance(Duration.ofSeconds(1));
		assertThat(counter.call(new Counter.GetIncarnation(), LONG)).isEqualTo(2);
		assertThat(this.store.ends).hasSize(1);
	}

	@Test
	void supervisedActorWhoseStartIsRefusedIsTriedAgain() {
		ActorRef<Counter> counter = startWith(counter("counter"));
		counter.call(new Counter.Get(), LONG);
		this.store.loading = CompletableFuture
			.failedFuture(new RefusedStartException(new AskTimeoutException("counter", "away")));
		CompletableFuture<?> restarted = this.system.operations("counter")
			.orElseThrow()
			.restart()
			.toCompletableFuture();
		await().until(() -> this.store.starts == 2);
		CompletableFuture<Integer> asked = counter.ask(new Counter.Get(), LONG);
		await().until(() -> {
			this.time.advance(Duration.ofMillis(100));
			return asked.isDone();
		});
		assertThat(failure(asked)).hasMessage("away");
		this.store.loading = null;
		await().until(() -> {
			this.time.advance(Duration.ofMillis(100));
			return restarted.isDone();
		});
		assertThat(counter.call(new Counter.GetIncarnation(), LONG)).isEqualTo(2);
		assertThat(events(ActorEvent.BackedOff.class)).isEmpty();
	}

	/**
	 * Replies with what only an adapter knows.
	 */
	static class Slow {

		record Box<T>(CompletableFuture<T> content) {

		}

		record Get(Box<Integer> box) implements Request<Slow, Integer> {

		}

		@Receive
		Box<Integer> get(Get get) {
			return get.box();
		}

		record Adapter(List<CompletionStage<?>> abandoned) implements ReplyAdapter {

			@Override
			public Class<?> type() {
				return Box.class;
			}

			@Override
			public CompletionStage<?> toStage(Object reply) {
				return ((Box<?>) reply).content();
			}

			@Override
			public void abandon(CompletionStage<?> stage) {
				this.abandoned.add(stage);
			}

		}

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

		private volatile boolean wanted;

		private volatile boolean withdraw;

		private volatile @Nullable ActorHandle handle;

		private volatile @Nullable RuntimeException instead;

		private final AtomicInteger asked = new AtomicInteger();

		private volatile @Nullable CompletableFuture<Void> later;

		private volatile @Nullable Object answer;

		private volatile @Nullable CompletableFuture<Void> loading;

		private volatile @Nullable CompletableFuture<Void> writing;

		void hold() {
			this.writing = new CompletableFuture<>();
		}

		void admit() {
			CompletableFuture<Void> held = this.later;
			this.later = null;
			held.complete(null);
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
		public TurnDecision beforeTurn(ActorHandle actor, Message<?> message, @Nullable OpenRequest request) {
			this.asked.incrementAndGet();
			this.handle = actor;
			if (this.withdraw && request instanceof CompletableFuture<?> asked) {
				asked.cancel(false);
			}
			Object known = this.answer;
			if (known != null && request != null) {
				request.reply(known);
				return TurnDecision.TAKEN;
			}
			CompletableFuture<Void> held = this.later;
			return (held != null) ? new TurnDecision.Later(held) : TurnDecision.HANDLED;
		}

		@Override
		public @Nullable CompletionStage<?> beforeSend(ActorHandle actor) {
			return this.writing;
		}

		@Override
		public void turnEnded(ActorHandle actor, Message<?> message, TurnEnd end) {
			this.turns.add(message.getClass().getSimpleName() + " " + name(end));
			RuntimeException instead = this.instead;
			if (instead != null) {
				throw instead;
			}
		}

		private static String name(TurnEnd end) {
			return switch (end) {
				case TurnEnd.Replied replied -> "SUCCESS";
				case TurnEnd.Declined(Throwable answer, boolean declared) -> declared ? "DECLINED" : "REFUSED";
				default -> end.getClass().getSimpleName().toUpperCase(Locale.ROOT);
			};
		}

		@Override
		public void promiseEnded(ActorHandle actor, Request<?, ?> request, TurnEnd end) {
			this.turns.add("promise " + name(end));
		}

		@Override
		public boolean wantsReply(ActorHandle actor, Request<?, ?> request) {
			return this.wanted;
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
