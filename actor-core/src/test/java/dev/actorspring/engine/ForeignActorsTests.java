package dev.actorspring.engine;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorCrashedException;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.AskTimeoutException;
import dev.actorspring.Delivery;
import dev.actorspring.Dispatcher;
import dev.actorspring.ExitReason;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.Terminated;
import dev.actorspring.spi.CurrentTurn;
import dev.actorspring.spi.OpenRequest;
import dev.actorspring.spi.Placement;
import dev.actorspring.spi.WatchableRef;
import dev.actorspring.system.ActorSystem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a module that spreads actors over systems builds on: keys that live elsewhere,
 * refs of its own, and paths that become refs again.
 */
class ForeignActorsTests extends SystemTest {

	private static final Duration LONG = Duration.ofDays(1);

	private final ActorSystem other = ActorSystem.builder()
		.actor(ActorSpec.keyed("counters", Counter.class, Counter::new))
		.build();

	private final ByPrefix placement = new ByPrefix();

	@AfterEach
	void closeOther() {
		this.other.close();
	}

	private ActorRef<Counter> counter(String system, String key) {
		if (this.system == null) {
			this.other.start();
			start((builder) -> builder.timeSource(this.time)
				.placement(this.placement)
				.actor(ActorSpec.keyed("counters", Counter.class, Counter::new))
				.actor(Doer.spec()));
		}
		return this.system.keyed(Counter.class).get(system + key);
	}

	@Test
	void messagesGoWhereTheKeyLives() {
		for (String system : List.of("here-", "there-")) {
			ActorRef<Counter> counter = counter(system, "1");
			counter.tell(new Counter.Add(2));
			assertThat(counter.send(new Counter.Add(3))).isEqualTo(Delivery.ACCEPTED);
			assertThat(counter.call(new Counter.Get(), LONG)).isEqualTo(5);
		}
		assertThat(this.system.find("counters/here-1")).isPresent();
		assertThat(this.system.find("counters/there-1")).isEmpty();
		assertThat(this.other.find("counters/there-1")).isPresent();
		assertThat(this.placement.inside).isZero();
	}

	@Test
	void failuresKeepTheirTypes() {
		ActorRef<Counter> counter = counter("there-", "2");
		assertThat(failure(counter.ask(new Counter.Take(9), LONG))).isInstanceOf(Counter.TooLittle.class);
		assertThat(failure(counter.ask(new Counter.Crash("boom"), LONG))).isInstanceOf(ActorCrashedException.class);
	}

	@Test
	void requestThatIsSentElsewhereEndsWithItsTimeAndIsWithdrawnThere() {
		ActorRef<Counter> counter = counter("there-", "3");
		CompletableFuture<Integer> later = new CompletableFuture<>();
		CompletableFuture<Integer> asked = counter.ask(new Counter.GetLater(later), Duration.ofSeconds(5));
		await().until(() -> this.placement.open.size() == 1);
		assertThat(this.placement.open.peek().left()).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(5));
		await().until(() -> {
			this.time.advance(Duration.ofSeconds(1));
			return asked.isDone();
		});
		assertThat(failure(asked)).isInstanceOf(AskTimeoutException.class);
		assertThat(this.placement.open.peek().isOver()).isTrue();
		await().until(() -> this.placement.withdrawn == 1);
		CompletableFuture<Integer> cancelled = counter.ask(new Counter.GetLater(later), LONG);
		cancelled.cancel(false);
		await().until(() -> this.placement.withdrawn == 2);
	}

	@Test
	void askInATurnInheritsItsDeadlineWhereverItGoes() {
		ActorRef<Counter> counter = counter("there-", "4");
		ActorRef<Doer> doer = this.system.actor(Doer.class);
		doer.ask(new Doer.Do((context) -> counter.call(new Counter.GetLater(new CompletableFuture<>()), LONG)),
				Duration.ofSeconds(5));
		await().until(() -> this.placement.open.size() == 1);
		// It is over right after the request of its asker.
		assertThat(this.placement.open.peek().left()).isLessThanOrEqualTo(Duration.ofSeconds(5).plusNanos(1));
	}

	@Test
	void pathsBecomeRefsAgain() {
		ActorRef<Counter> counter = counter("here-", "5/with/slashes");
		ActorRef<Doer> doer = this.system.actor(Doer.class);
		for (ActorRef<?> ref : List.of(counter, doer)) {
			assertThat(this.system.resolve(ref.path())).contains(ref);
		}
		assertThat(this.system.find(counter.path())).as("creates nothing").isEmpty();
		assertThat(this.system.resolve("nobody")).isEmpty();
		assertThat(this.system.resolve("counters/")).isEmpty();
		assertThat(this.system.resolve("counters")).isEmpty();
		assertThat(this.system.resolve("")).isEmpty();
	}

	@Test
	void refOfAnotherModuleCanBeWatched() {
		start((builder) -> builder.actor(ActorSpec.of("watcher", Watching.class, Watching::new)));
		Remote<Counter> remote = new Remote<>(this.system);
		ActorRef<Watching> watching = this.system.actor(Watching.class);
		watching.call(new Watching.Watch(remote));
		remote.end(new ExitReason.Shutdown());
		await().untilAsserted(
				() -> assertThat(Watching.heard).containsExactly(new Terminated(remote, new ExitReason.Shutdown())));
	}

	@Test
	void futureOfTheEndOfARefOfAnotherModule() {
		start((builder) -> builder);
		Remote<Counter> remote = new Remote<>(this.system);
		CompletableFuture<ExitReason> cancelled = this.system.whenTerminated(remote);
		CompletableFuture<ExitReason> end = this.system.whenTerminated(remote);
		cancelled.cancel(false);
		remote.end(new ExitReason.Killed());
		assertThat(end.join()).isEqualTo(new ExitReason.Killed());
	}

	@Test
	void refOfAnotherModuleIsUnwatched() {
		start((builder) -> builder.actor(ActorSpec.of("watcher", Watching.class, Watching::new)).actor(Doer.spec()));
		Remote<Counter> remote = new Remote<>(this.system);
		ActorRef<Watching> watching = this.system.actor(Watching.class);
		watching.call(new Watching.Watch(remote));
		watching.call(new Watching.Unwatch(remote));
		remote.end(new ExitReason.Shutdown());
		watching.call(new Watching.Unwatch(remote));
		assertThat(Watching.heard).isEmpty();
	}

	@Test
	void keyThatLivesElsewhereIsEndedThere() {
		ActorRef<Counter> counter = counter("there-", "9");
		counter.call(new Counter.Get(), LONG);
		assertThat(failure(this.system.kill(counter))).isInstanceOf(IllegalStateException.class)
			.hasMessage("counters/there-9 lives on another node, or is on its way to one");
		ActorRef<Counter> here = counter("here-", "9");
		here.tell(new Counter.Add(1));
		here.call(new Counter.Get(), LONG);
		this.system.kill(here).join();
		assertThat(here.call(new Counter.Get(), LONG)).isZero();
		assertThat(this.placement.inside).isZero();
		ActorRef<Doer> doer = this.system.actor(Doer.class);
		assertThat(failure(doer.ask(new Doer.Do((context) -> {
			context.link(counter);
			return true;
		}), LONG))).rootCause().isInstanceOf(IllegalStateException.class).hasMessageContaining("on another node");
	}

	@Test
	void callOfARefOfAnotherModuleWaitsAndInheritsAsOurOwn() {
		start((builder) -> builder.timeSource(this.time)
			.actor(Doer.spec())
			.actor(ActorSpec.of("computing", Doer.class, Doer::new).withDispatcher(Dispatcher.COMPUTE)));
		Remote<Counter> remote = new Remote<>(this.system);
		ActorRef<Doer> doer = this.system.actor("doer", Doer.class);
		CompletableFuture<Object> asked = doer.ask(new Doer.Do((context) -> remote.call(new Counter.Get(), LONG)),
				Duration.ofSeconds(5));
		await().until(() -> remote.left != null);
		assertThat(remote.left).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(5));
		assertThat(doer.call(new Doer.Interleave((context) -> "meanwhile"), LONG)).isEqualTo("meanwhile");
		remote.reply.complete(42);
		assertThat(asked.join()).isEqualTo(42);
		ActorRef<Doer> computing = this.system.actor("computing", Doer.class);
		assertThat(failure(computing.ask(new Doer.Do((context) -> remote.call(new Counter.Get(), LONG)), LONG)))
			.rootCause()
			.hasMessageContaining("runs on the COMPUTE dispatcher and must not wait");
		assertThat(this.system.currentTurn()).isEmpty();
	}

	/**
	 * Keys that begin with {@code there-} live in the other system.
	 */
	private final class ByPrefix implements Placement {

		private final Queue<OpenRequest> open = new ConcurrentLinkedQueue<>();

		private volatile int inside;

		private volatile int withdrawn;

		@Override
		public @Nullable Partitions of(String family) {
			return !family.equals("counters") ? null : new Partitions() {

				@Override
				public int count() {
					return 2;
				}

				@Override
				public int partition(String key) {
					return key.startsWith("here-") ? 0 : 1;
				}

				@Override
				public Home home(int partition) {
					return ByPrefix.this.home(partition == 0);
				}

			};
		}

		private Home home(boolean here) {
			return new Home() {

				@Override
				public boolean enter() {
					ByPrefix.this.inside += here ? 1 : 0;
					return here;
				}

				@Override
				public void exit() {
					ByPrefix.this.inside--;
				}

				@Override
				@SuppressWarnings("unchecked")
				public Delivery tell(String key, Message<?> message, @Nullable Object context) {
					return there(key).send((Message<Counter>) message);
				}

				@Override
				@SuppressWarnings("unchecked")
				public void ask(String key, OpenRequest request) {
					ByPrefix.this.open.add(request);
					CompletableFuture<Object> asked = there(key).ask((Request<Counter, Object>) request.request(),
							request.left());
					request.whenOver(() -> {
						if (asked.cancel(false)) {
							ByPrefix.this.withdrawn++;
						}
					});
					asked.whenComplete((reply, failure) -> {
						if (failure != null) {
							request.decline(failure);
						}
						else {
							request.reply(reply);
						}
					});
				}

			};
		}

		private ActorRef<Counter> there(String key) {
			return ForeignActorsTests.this.other.keyed(Counter.class).get(key);
		}

	}

	/**
	 * A ref as another module would have it.
	 */
	private static final class Remote<A> implements WatchableRef<A> {

		private final ActorSystem system;

		private final CompletableFuture<ExitReason> end = new CompletableFuture<>();

		private final CompletableFuture<Object> reply = new CompletableFuture<>();

		private volatile @Nullable Duration left;

		Remote(ActorSystem system) {
			this.system = system;
		}

		void end(ExitReason reason) {
			this.end.complete(reason);
		}

		@Override
		public void watch(Consumer<ExitReason> told) {
			this.end.thenAccept(told);
		}

		@Override
		public String path() {
			return "elsewhere/counter";
		}

		@Override
		public void tell(Message<? super A> message) {
		}

		@Override
		public boolean tryTell(Message<? super A> message) {
			return true;
		}

		@Override
		public <R> CompletableFuture<R> ask(Request<? super A, R> request) {
			return ask(request, LONG);
		}

		@Override
		@SuppressWarnings("unchecked")
		public <R> CompletableFuture<R> ask(Request<? super A, R> request, Duration timeout) {
			this.left = this.system.currentTurn().flatMap(CurrentTurn::left).orElse(timeout);
			return (CompletableFuture<R>) this.reply;
		}

		@Override
		public <R> R call(Request<? super A, R> request) {
			return call(request, LONG);
		}

		@Override
		public <R> R call(Request<? super A, R> request, Duration timeout) {
			CurrentTurn turn = this.system.currentTurn().orElse(null);
			if (turn == null) {
				return ask(request, timeout).join();
			}
			turn.checkMayWait();
			return turn.await(ask(request, timeout));
		}

	}

	static class Watching {

		private static final Queue<Terminated> heard = new ConcurrentLinkedQueue<>();

		private final ActorContext<Watching> context;

		Watching(ActorContext<Watching> context) {
			this.context = context;
			heard.clear();
		}

		@Receive
		void watch(Watch request) {
			this.context.watch(request.actor());
		}

		@Receive
		void unwatch(Unwatch request) {
			this.context.unwatch(request.actor());
		}

		@Receive
		void terminated(Terminated terminated) {
			heard.add(terminated);
		}

		record Watch(ActorRef<?> actor) implements Request<Watching, Void> {

		}

		record Unwatch(ActorRef<?> actor) implements Request<Watching, Void> {

		}

	}

	@Test
	void currentTurnIsOneOfThisSystemOnly() {
		counter("here-", "6");
		ActorRef<Doer> doer = this.system.actor(Doer.class);
		assertThat(doer.call(new Doer.Do((context) -> this.other.currentTurn().isPresent()), LONG)).isEqualTo(false);
		assertThat(doer.call(new Doer.Do((context) -> this.system.currentTurn().orElseThrow().path()), LONG))
			.isEqualTo("doer");
	}

}
