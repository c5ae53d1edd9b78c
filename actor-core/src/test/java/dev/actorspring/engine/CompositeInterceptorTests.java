package dev.actorspring.engine;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;

import dev.actorspring.ActorInBackoffException;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.ActorTerminatedException;
import dev.actorspring.Dispatcher;
import dev.actorspring.ExitReason;
import dev.actorspring.Handling;
import dev.actorspring.Message;
import dev.actorspring.Request;
import dev.actorspring.spi.ActorHandle;
import dev.actorspring.spi.ActorInterceptor;
import dev.actorspring.spi.OpenRequest;
import dev.actorspring.spi.RefusedStartException;
import dev.actorspring.spi.TurnDecision;
import dev.actorspring.spi.TurnEnd;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two interceptors around one actor.
 */
class CompositeInterceptorTests extends SystemTest {

	private static final Duration LONG = Duration.ofDays(1);

	private final Queue<String> seen = new ConcurrentLinkedQueue<>();

	private final Around outer = new Around("outer");

	private final Around inner = new Around("inner");

	private ActorRef<Counter> startWith(ActorSpec<Counter> spec) {
		start((builder) -> builder.timeSource(this.time)
			.interceptors((each, protocol) -> this.outer)
			.interceptors((each, protocol) -> null)
			.interceptors((each, protocol) -> this.inner)
			.actor(spec));
		return spec.keyed() ? this.system.keyed(Counter.class).get("key") : this.system.actor(Counter.class);
	}

	@ParameterizedTest
	@EnumSource(Dispatcher.class)
	void whoWasAddedFirstBeginsFirstAndEndsLast(Dispatcher dispatcher) {
		ActorRef<Counter> counter = startWith(counter("counter").withDispatcher(dispatcher));
		assertThat(counter.ask(new Counter.Get(), LONG).join()).isZero();
		this.system.close();
		assertThat(this.seen).containsExactly("outer beforeStart", "inner beforeStart", "outer beforeFactory",
				"inner beforeFactory", "outer beforeTurn", "inner beforeTurn", "outer beforeHandler",
				"inner beforeHandler", "inner afterHandler", "outer afterHandler", "inner turnEnded", "outer turnEnded",
				"outer beforeReply", "inner beforeReply", "inner ended", "outer ended");
	}

	@Test
	void whoIsInsideIsNotAskedOfAMessageThatIsTaken() {
		ActorRef<Counter> counter = startWith(counter("counter"));
		this.outer.answer = 7;
		assertThat(counter.ask(new Counter.Get(), LONG).join()).isEqualTo(7);
		this.outer.answer = null;
		this.inner.answer = 8;
		assertThat(counter.ask(new Counter.Get(), LONG).join()).isEqualTo(8);
		assertThat(this.seen).doesNotContain("inner beforeHandler");
		assertThat(this.seen).filteredOn("inner beforeTurn"::equals).hasSize(1);
	}

	@Test
	void messageIsHandledOnceBothLetItIn() {
		ActorRef<Counter> counter = startWith(counter("counter"));
		CompletableFuture<Void> first = this.inner.haveItWait();
		CompletableFuture<Integer> asked = counter.ask(new Counter.Get(), LONG);
		await().until(() -> this.seen.contains("inner beforeTurn"));
		CompletableFuture<Void> second = this.outer.haveItWait();
		first.complete(null);
		await().until(() -> this.seen.stream().filter("outer beforeTurn"::equals).count() == 2);
		assertThat(asked).isNotDone();
		second.complete(null);
		assertThat(asked.join()).isZero();
		assertThat(this.seen).filteredOn("inner beforeHandler"::equals).hasSize(1);
	}

	@Test
	void replyIsSeenWhenBothLetIt() {
		ActorRef<Counter> counter = startWith(counter("counter"));
		this.outer.reply = new CompletableFuture<>();
		this.inner.reply = new CompletableFuture<>();
		CompletableFuture<Integer> asked = counter.ask(new Counter.Get(), LONG);
		await().until(() -> this.seen.contains("inner beforeReply"));
		this.outer.reply.complete(null);
		assertThat(asked).isNotDone();
		this.inner.reply.complete(null);
		assertThat(asked.join()).isZero();
	}

	@Test
	void replyThatOneOfThemLosesFailsWithThat() {
		ActorRef<Counter> counter = startWith(counter("counter"));
		this.outer.reply = CompletableFuture.completedFuture(null);
		this.inner.reply = CompletableFuture.failedFuture(new IllegalStateException("lost"));
		assertThat(failure(counter.ask(new Counter.Get(), LONG))).isInstanceOf(IllegalStateException.class)
			.hasMessage("lost");
	}

	@Test
	void startFailsIfOneOfThemFailsIt() {
		this.inner.start = CompletableFuture.failedFuture(new IllegalStateException("unreadable"));
		this.outer.start = CompletableFuture.completedFuture(null);
		ActorRef<Counter> counter = startWith(ActorSpec.keyed("counters", Counter.class, Counter::new));
		assertThat(failure(counter.ask(new Counter.Get(), LONG))).isInstanceOf(ActorInBackoffException.class)
			.hasMessageContaining("IllegalStateException: unreadable");
	}

	@Test
	void startIsRefusedIfOneOfThemRefusesIt() {
		this.inner.start = CompletableFuture
			.failedFuture(new RefusedStartException(new ActorTerminatedException("key", "away", Handling.NOT_HANDLED)));
		this.outer.start = CompletableFuture.completedFuture(null);
		ActorRef<Counter> counter = startWith(ActorSpec.keyed("counters", Counter.class, Counter::new));
		assertThat(failure(counter.ask(new Counter.Get(), LONG))).hasMessage("away");
	}

	@Test
	void answerInPlaceIsThatOfTheOutermost() {
		ActorRef<Counter> counter = startWith(counter("counter"));
		this.inner.instead = new ActorTerminatedException("counter", "inner", Handling.UNKNOWN);
		assertThat(failure(counter.ask(new Counter.Get(), LONG))).hasMessage("inner");
		this.outer.instead = new ActorTerminatedException("counter", "outer", Handling.UNKNOWN);
		assertThat(failure(counter.ask(new Counter.Get(), LONG))).hasMessage("outer");
	}

	@Test
	void oneThatFailsKeepsNobodyElseFromSeeing() {
		this.outer.broken = true;
		ActorRef<Counter> counter = startWith(counter("counter"));
		assertThat(counter.ask(new Counter.Get(), LONG).join()).isZero();
		assertThat(this.seen).contains("inner beforeTurn", "inner beforeHandler", "inner turnEnded");
	}

	@Test
	void actorIsSettledWhenBothSaySo() {
		ActorRef<Counter> counter = startWith(ActorSpec.keyed("counters", Counter.class, Counter::new));
		counter.call(new Counter.Get(), LONG);
		this.inner.settled = false;
		ActorCell<?> cell = (ActorCell<?>) this.inner.handle;
		assertThat(cell.isSettled()).isFalse();
		this.inner.settled = true;
		assertThat(cell.isSettled()).isTrue();
	}

	/**
	 * Notes what it is called for.
	 */
	private final class Around implements ActorInterceptor {

		private final String name;

		private volatile @Nullable ActorHandle handle;

		private volatile @Nullable CompletableFuture<Void> start;

		private volatile @Nullable CompletableFuture<Void> until;

		private volatile @Nullable CompletableFuture<Void> reply;

		private volatile @Nullable Object answer;

		private volatile @Nullable RuntimeException instead;

		private volatile boolean settled = true;

		private volatile boolean broken;

		Around(String name) {
			this.name = name;
		}

		CompletableFuture<Void> haveItWait() {
			CompletableFuture<Void> gate = new CompletableFuture<>();
			gate.whenComplete((done, failure) -> this.until = (this.until == gate) ? null : this.until);
			this.until = gate;
			return gate;
		}

		private void see(String what) {
			if (this.broken) {
				throw new IllegalStateException("broken");
			}
			CompositeInterceptorTests.this.seen.add(this.name + " " + what);
		}

		@Override
		public @Nullable CompletionStage<?> beforeStart(ActorHandle actor) {
			this.handle = actor;
			CompositeInterceptorTests.this.seen.add(this.name + " beforeStart");
			return this.start;
		}

		@Override
		public @Nullable Throwable beforeFactory(ActorHandle actor) {
			see("beforeFactory");
			return null;
		}

		@Override
		public TurnDecision beforeTurn(ActorHandle actor, Message<?> message, @Nullable OpenRequest request) {
			see("beforeTurn");
			Object answer = this.answer;
			if (answer != null && request != null) {
				request.reply(answer);
				return TurnDecision.TAKEN;
			}
			CompletableFuture<Void> until = this.until;
			return (until != null) ? new TurnDecision.Later(until) : TurnDecision.HANDLED;
		}

		@Override
		public @Nullable Throwable beforeHandler(ActorHandle actor, Message<?> message) {
			see("beforeHandler");
			return null;
		}

		@Override
		public @Nullable Throwable afterHandler(ActorHandle actor, Message<?> message) {
			see("afterHandler");
			return null;
		}

		@Override
		public void turnEnded(ActorHandle actor, Message<?> message, TurnEnd end) {
			see("turnEnded");
			RuntimeException instead = this.instead;
			if (instead != null) {
				throw instead;
			}
		}

		@Override
		public @Nullable CompletionStage<?> beforeReply(ActorHandle actor, Request<?, ?> request) {
			CompositeInterceptorTests.this.seen.add(this.name + " beforeReply");
			return this.reply;
		}

		@Override
		public boolean isSettled(ActorHandle actor) {
			return this.settled;
		}

		@Override
		public void ended(ActorHandle actor, ExitReason reason) {
			see("ended");
		}

	}

	@Test
	void onlyOneIsNoComposite() {
		assertThat(CompositeInterceptor.of(List.of())).isNull();
		assertThat(CompositeInterceptor.of(List.of(this.inner))).isSameAs(this.inner);
	}

}
