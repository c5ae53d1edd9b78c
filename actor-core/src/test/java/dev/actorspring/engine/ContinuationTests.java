package dev.actorspring.engine;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.actorspring.ActorRef;
import dev.actorspring.CallCycleException;
import dev.actorspring.Dispatcher;
import dev.actorspring.system.ContextCarrier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Actions on the future of a request that run on the thread of the actor that answers it.
 */
class ContinuationTests extends SystemTest {

	private static final Duration LONG = Duration.ofMinutes(10);

	private final CompletableFuture<Void> release = new CompletableFuture<>();

	/** A request that is answered once there is an action on its future. */
	private CompletableFuture<Object> ask(ActorRef<Doer> doer) {
		return doer.ask(new Doer.Do((context) -> {
			this.release.join();
			return "done";
		}), LONG);
	}

	@Test
	void actionThatCallsTheActorOnWhoseThreadItRunsFailsAtOnce() {
		ActorRef<Doer> doer = start((builder) -> builder.actor(Doer.spec())).actor(Doer.class);
		CompletableFuture<?> action = ask(doer).thenApply((reply) -> doer.call(new Doer.Do((context) -> ""), LONG));
		this.release.complete(null);
		assertThat(failure(action)).isInstanceOf(CallCycleException.class).hasMessageContaining("doer -> doer (Do)");
		assertThat(doer.call(new Doer.Do((context) -> "well"))).isEqualTo("well");
	}

	@Test
	void actionOnAThreadOfComputeMustNotWait() {
		ActorRef<Doer> doer = start((builder) -> builder.actor(Doer.spec().withDispatcher(Dispatcher.COMPUTE)))
			.actor(Doer.class);
		AtomicBoolean handled = new AtomicBoolean();
		CompletableFuture<?> action = ask(doer)
			.thenApply((reply) -> doer.call(new Doer.Do((context) -> handled.getAndSet(true)), LONG));
		this.release.complete(null);
		assertThat(failure(action)).isInstanceOf(IllegalStateException.class).hasMessageContaining("thenCompose");
		doer.call(new Doer.Do((context) -> "later"));
		assertThat(handled).isFalse();
	}

	@Test
	void actionThatIsAddedAtTheLastMomentIsNoPartOfTheTurn() {
		Late late = new Late();
		ActorRef<Doer> doer = start((builder) -> builder.contextCarrier(late).actor(Doer.spec())).actor(Doer.class);
		CompletableFuture<Object> reply = doer.ask(new Doer.Do((context) -> {
			this.release.join();
			late.isLast.set(true);
			return "done";
		}));
		late.reply = reply;
		this.release.complete(null);
		assertThat(late.seen.join()).isEqualTo("nobody");
	}

	/**
	 * Adds an action when the future is about to be completed.
	 */
	private static final class Late implements ContextCarrier {

		private final AtomicBoolean isLast = new AtomicBoolean();

		private final CompletableFuture<String> seen = new CompletableFuture<String>().orTimeout(20, TimeUnit.SECONDS);

		private volatile @Nullable CompletableFuture<?> reply;

		@Override
		public Object capture() {
			return "context";
		}

		@Override
		public Scope restore(@Nullable Object captured) {
			CompletableFuture<?> open = this.reply;
			if (open != null && this.isLast.getAndSet(false)) {
				open.thenRun(() -> this.seen.complete((Engine.current() != null) ? "the actor" : "nobody"));
			}
			return () -> {
			};
		}

	}

}
