package dev.actorspring.engine;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Dispatcher;
import dev.actorspring.MailboxSpec;
import dev.actorspring.Overflow;
import dev.actorspring.RestartType;
import dev.actorspring.engine.Doer.Do;
import dev.actorspring.engine.Doer.Interleave;
import dev.actorspring.engine.Doer.Tell;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ContextCarrier;
import dev.actorspring.system.NodeSnapshot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a handler sees of the thread of its sender.
 */
class ContextCarrierTests extends SystemTest {

	private final ThreadContext context = new ThreadContext();

	private final Queue<Object> heard = new ConcurrentLinkedQueue<>();

	/** Puts down which context is in place. */
	private final Doer.Task hear = (self) -> this.heard.add("" + this.context.get());

	private final Doer.Task get = (self) -> "" + this.context.get();

	private ActorRef<Doer> doer() {
		return doer(Doer.spec());
	}

	private ActorRef<Doer> doer(ActorSpec<Doer> spec) {
		return start((builder) -> builder.timeSource(this.time).contextCarrier(this.context).actor(spec))
			.actor(Doer.class);
	}

	private CompletableFuture<Object> with(String sender, ActorRef<Doer> doer, Doer.Task task) {
		AtomicReference<CompletableFuture<Object>> reply = new AtomicReference<>();
		this.context.with(sender, () -> reply.set(doer.ask(new Do(task))));
		return reply.get();
	}

	@AfterEach
	void everyScopeIsClosedWhereAndWhenItShould() {
		this.system.close();
		assertThat(this.context.mistakes()).isEmpty();
		await().until(() -> this.context.open.get() == 0);
	}

	@ParameterizedTest
	@EnumSource
	void handlerSeesTheContextOfWhoAskedAndTold(Dispatcher dispatcher) {
		ActorRef<Doer> doer = doer(Doer.spec().withDispatcher(dispatcher));
		this.context.with("mine", () -> {
			doer.tell(new Tell(this.hear));
			assertThat(doer.tryTell(new Tell(this.hear))).isTrue();
			assertThat(doer.call(new Do(this.get))).isEqualTo("mine");
			assertThat(doer.ask(new Do(this.get)).join()).isEqualTo("mine");
			assertThat(this.context.get()).isEqualTo("mine");
		});
		assertThat(this.heard).containsExactly("mine", "mine");
	}

	@ParameterizedTest
	@EnumSource
	void nextTurnOnTheSameThreadSeesNothingOfTheOneBefore(Dispatcher dispatcher) throws Exception {
		ActorRef<Doer> doer = doer(Doer.spec().withDispatcher(dispatcher));
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		Queue<Thread> threads = new ConcurrentLinkedQueue<>();
		doer.ask(new Do((self) -> {
			entered.countDown();
			return awaitUninterruptibly(release);
		}));
		entered.await();
		Doer.Task task = (self) -> this.heard.add(this.context.get() + "") && threads.add(Thread.currentThread());
		this.context.with("first", () -> doer.tell(new Tell(task)));
		doer.tell(new Tell(task));
		this.context.with("third", () -> doer.tell(new Tell(task)));
		release.countDown();
		await().until(() -> this.heard.size() == 3);
		assertThat(this.heard).containsExactly("first", "null", "third");
		assertThat(threads.stream().distinct()).hasSize(1);
	}

	@Test
	void contextGoesOnWithWhatTheHandlerSends() {
		ActorRef<Doer> doer = doer();
		ActorRef<Doer> other = this.system.spawn(ActorSpec.of("other", Doer.class, Doer::new));
		assertThat(with("mine", doer, (self) -> {
			other.tell(new Tell(this.hear));
			return other.call(new Do(this.get));
		}).join()).isEqualTo("mine");
		assertThat(this.heard).containsExactly("mine");
	}

	@Test
	void interleavedHandlerSeesItsOwnContextOrNoneAndTheTurnThatWaitsKeepsIts() {
		ActorRef<Doer> doer = doer();
		CompletableFuture<String> stage = new CompletableFuture<>();
		CompletableFuture<Object> waits = with("waits", doer, (self) -> {
			self.await(stage);
			return "" + this.context.get();
		});
		this.context.with("told", () -> doer.tell(new Tell(this.hear)));
		this.context.with("interleaves",
				() -> assertThat(doer.call(new Interleave(this.get))).isEqualTo("interleaves"));
		assertThat(doer.call(new Interleave(this.get))).isEqualTo("null");
		stage.complete("go on");
		assertThat(waits.join()).isEqualTo("waits");
		await().until(() -> !this.heard.isEmpty());
		assertThat(this.heard).containsExactly("told");
	}

	@Test
	void scheduledAndPipedMessagesKeepTheContextOfTheTurnThatOrderedThem() {
		ActorRef<Doer> doer = doer();
		CompletableFuture<String> stage = new CompletableFuture<>();
		with("mine", doer, (self) -> {
			self.schedule(Duration.ofSeconds(1), new Tell(this.hear));
			self.pipe(stage, (value, failure) -> new Tell(this.hear));
			return "";
		}).join();
		this.context.with("another's", () -> stage.complete("piped"));
		await().until(() -> this.heard.size() == 1);
		this.time.advance(Duration.ofSeconds(2));
		await().until(() -> this.heard.size() == 2);
		assertThat(this.heard).containsExactly("mine", "mine");
	}

	@Test
	void whatRunsAtAFixedRateHasNoContext() {
		ActorRef<Doer> doer = doer();
		with("mine", doer,
				(self) -> self.scheduleAtFixedRate(Duration.ZERO, Duration.ofSeconds(1), new Tell(this.hear)))
			.join();
		this.time.advance(Duration.ofMillis(20));
		await().until(() -> this.heard.size() == 1);
		assertThat(this.heard).containsExactly("null");
	}

	@Test
	void actionsAfterAnAskSeeTheContextOfTheAskerNotThatOfTheTurnThatAnswers() {
		ActorRef<Doer> doer = doer();
		CompletableFuture<String> stage = new CompletableFuture<>();
		with("waits", doer, (self) -> self.await(stage));
		// Both are answered in the middle of the turn that waits, and on its thread.
		CountDownLatch go = new CountDownLatch(1);
		Doer.Task slowly = (self) -> awaitUninterruptibly(go);
		CompletableFuture<?> without = doer.ask(new Interleave(slowly)).thenRun(() -> this.heard.add(seen()));
		AtomicReference<CompletableFuture<?>> asked = new AtomicReference<>();
		this.context.with("asker",
				() -> asked.set(doer.ask(new Interleave(this.get)).thenRun(() -> this.heard.add(seen()))));
		go.countDown();
		without.join();
		asked.get().join();
		stage.complete("go on");
		assertThat(this.heard).containsExactly("null on an actor's thread", "asker on an actor's thread");
	}

	private String seen() {
		return this.context.get() + (Thread.currentThread().isVirtual() ? " on an actor's thread" : " elsewhere");
	}

	@Test
	void actionsAfterATimeoutSeeTheContextOfTheAsker() {
		ActorRef<Doer> doer = doer();
		CountDownLatch release = new CountDownLatch(1);
		CompletableFuture<?> action = with("asker", doer, (self) -> awaitUninterruptibly(release))
			.whenComplete((reply, failure) -> this.heard.add("" + this.context.get()));
		await().until(() -> {
			this.time.advance(Duration.ofSeconds(1));
			return action.isDone();
		});
		release.countDown();
		assertThat(this.heard).containsExactly("asker");
	}

	@Test
	void contextIsRemovedAfterACrash() {
		ActorRef<Doer> doer = doer();
		assertThat(failure(with("mine", doer, (self) -> {
			throw new IllegalStateException("crash");
		}))).hasRootCauseMessage("crash");
		assertThat(doer.call(new Do(this.get))).isEqualTo("null");
	}

	@Test
	void messageWithAContextIsADeadLetterLikeAnyOther() {
		ActorRef<Doer> doer = doer(Doer.spec().withRestart(RestartType.TEMPORARY));
		CountDownLatch release = new CountDownLatch(1);
		with("mine", doer, (self) -> {
			self.stop();
			return awaitUninterruptibly(release);
		});
		Tell never = new Tell(this.hear);
		this.context.with("mine", () -> doer.tell(never));
		release.countDown();
		this.system.close();
		assertThat(this.heard).isEmpty();
		assertThat(events(ActorEvent.DeadLetter.class)).extracting(ActorEvent.DeadLetter::message)
			.containsExactly(never);
	}

	@Test
	void messageWithAContextIsDroppedLikeAnyOther() {
		ActorRef<Doer> doer = doer(
				Doer.spec().withMailbox(MailboxSpec.DEFAULT.withCapacity(1).withOverflow(Overflow.DROP_OLDEST)));
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		CompletableFuture<Object> blocks = doer.ask(new Do((self) -> {
			entered.countDown();
			return awaitUninterruptibly(release);
		}));
		awaitUninterruptibly(entered);
		Tell dropped = new Tell(this.hear);
		this.context.with("dropped", () -> doer.tell(dropped));
		this.context.with("kept", () -> doer.tell(new Tell(this.hear)));
		release.countDown();
		blocks.join();
		await().until(() -> !this.heard.isEmpty());
		assertThat(this.heard).containsExactly("kept");
		assertThat(events(ActorEvent.DeadLetter.class)).extracting(ActorEvent.DeadLetter::message)
			.containsExactly(dropped);
	}

	@Test
	void snapshotNamesTheMessageThatCarriesAContext() {
		ActorRef<Doer> doer = doer();
		CountDownLatch release = new CountDownLatch(1);
		this.context.with("mine", () -> doer.tell(new Tell((self) -> awaitUninterruptibly(release))));
		await().until(() -> ((NodeSnapshot.Actor) this.system.find("doer").orElseThrow()).handling() != null);
		assertThat(((NodeSnapshot.Actor) this.system.find("doer").orElseThrow()).handling()).isEqualTo("Tell");
		release.countDown();
	}

	@Test
	void severalCarriersCarrySideBySide() {
		ThreadContext other = new ThreadContext();
		start((builder) -> builder.contextCarrier(this.context).contextCarrier(other).actor(Doer.spec()));
		ActorRef<Doer> doer = this.system.actor(Doer.class);
		Doer.Task both = (self) -> this.context.get() + " and " + other.get();
		AtomicReference<CompletableFuture<Object>> reply = new AtomicReference<>();
		this.context.with("ann", () -> other.with("bob", () -> reply.set(doer.ask(new Do(both)))));
		assertThat(reply.get().join()).isEqualTo("ann and bob");
		this.context.with("cid", () -> reply.set(doer.ask(new Do(both))));
		assertThat(reply.get().join()).isEqualTo("cid and null");
		assertThat(doer.ask(new Do(both)).join()).isEqualTo("null and null");
		this.system.close();
		assertThat(other.mistakes()).isEmpty();
	}

	@Test
	void nothingIsRestoredWhereNothingWasCaptured() {
		ActorRef<Doer> doer = doer();
		doer.tell(new Tell(this.hear));
		assertThat(doer.ask(new Do(this.get)).thenApply((reply) -> reply).join()).isEqualTo("null");
		assertThat(this.context.restored).hasValue(0);
	}

	@Test
	void carrierThatFailsHurtsNeitherSenderNorActor() {
		List<ContextCarrier> failing = List.of(new Failing("capture"), new Failing("restore"), new Failing("close"));
		for (ContextCarrier carrier : failing) {
			start((builder) -> builder.contextCarrier(carrier).actor(Doer.spec()));
			ActorRef<Doer> doer = this.system.actor(Doer.class);
			doer.tell(new Tell(this.hear));
			assertThat(doer.ask(new Do((self) -> "well " + self.incarnation())).thenApply((reply) -> reply).join())
				.isEqualTo("well 1");
			this.system.close();
		}
		assertThat(this.heard).hasSameSizeAs(failing);
	}

	private static boolean awaitUninterruptibly(CountDownLatch latch) {
		for (;;) {
			try {
				latch.await();
				return true;
			}
			catch (InterruptedException ex) {
				// Goes on waiting.
			}
		}
	}

	private record Failing(String in) implements ContextCarrier {

		@Override
		public Object capture() {
			failIf("capture");
			return "captured";
		}

		@Override
		public Scope restore(Object captured) {
			failIf("restore");
			return () -> failIf("close");
		}

		private void failIf(String where) {
			if (where.equals(this.in)) {
				throw new IllegalStateException("the carrier fails in " + where);
			}
		}

	}

}
