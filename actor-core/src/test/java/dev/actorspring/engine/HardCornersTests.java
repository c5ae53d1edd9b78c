package dev.actorspring.engine;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

import dev.actorspring.protocol.HandlerAdapters;
import dev.actorspring.ActorContext;
import dev.actorspring.ActorFactory;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.ActorTerminatedException;
import dev.actorspring.AskTimeoutException;
import dev.actorspring.Dispatcher;
import dev.actorspring.ExitReason;
import dev.actorspring.KeyedActors;
import dev.actorspring.MailboxFullException;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.RestartType;
import dev.actorspring.StartIgnoredException;
import dev.actorspring.Terminated;
import dev.actorspring.engine.mailbox.Mailbox;
import dev.actorspring.engine.time.Timer;
import dev.actorspring.supervision.AutoShutdown;
import dev.actorspring.supervision.ChildInfo;
import dev.actorspring.supervision.ChildState;
import dev.actorspring.supervision.GiveUp;
import dev.actorspring.supervision.RestartStrategy;
import dev.actorspring.supervision.Supervisor;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.AskOutcome;
import dev.actorspring.system.MessageProbe;
import dev.actorspring.system.NodeSnapshot;
import dev.actorspring.system.TurnOutcome;
import dev.actorspring.testing.ImmediateListener;
import org.junit.jupiter.api.AfterEach;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/**
 * Corners in which an actor engine is easily wrong.
 */
@Timeout(30)
class HardCornersTests extends SystemTest {

	/** After which an actor on {@code COMPUTE} is handed to the next thread. */
	private static final int MESSAGES_IN_A_ROW = 256;

	private final CountDownLatch release = new CountDownLatch(1);

	private final Queue<Object> heard = new ConcurrentLinkedQueue<>();

	@AfterEach
	@Override
	void stop() {
		this.release.countDown();
		// A system that cannot be stopped must not keep the other tests from running.
		if (this.system != null) {
			closing();
		}
	}

	private CompletableFuture<Void> closing() {
		CompletableFuture<Void> closed = new CompletableFuture<>();
		Thread.ofPlatform().daemon().start(() -> {
			this.system.close();
			closed.complete(null);
		});
		return closed;
	}

	private static ActorSpec<Any> any(String name) {
		return ActorSpec.of(name, Any.class, Any::new);
	}

	private ActorRef<Any> startAny() {
		return start((builder) -> builder.timeSource(this.time).actor(any("any"))).actor(Any.class);
	}

	private static Any.Do run(Consumer<Any> action) {
		return new Any.Do((any) -> {
			action.accept(any);
			return null;
		});
	}

	private static Any.Do crash() {
		return run((any) -> {
			throw new IllegalStateException("boom");
		});
	}

	private static Any.Do block(CountDownLatch entered, CountDownLatch until) {
		return run((any) -> {
			entered.countDown();
			awaitUninterruptibly(until);
		});
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

	private static ActorCell<?> cell(ActorRef<?> ref) {
		return (ActorCell<?>) ref;
	}

	private NodeSnapshot.Supervisor group() {
		return (NodeSnapshot.Supervisor) this.system.find("group").orElseThrow();
	}

	private ChildState state(int child) {
		return group().children().get(child).state();
	}

	// Mailbox.

	@Test
	void mailboxIsBoundedAlsoAfterTheActorHasSentItselfAMessage() throws Exception {
		start((builder) -> builder.actor(any("any").withMailboxCapacity(2)));
		ActorRef<Any> any = this.system.actor(Any.class);
		any.call(run((self) -> {
			for (int i = 0; i < 10; i++) {
				self.context.pipe(CompletableFuture.completedFuture("x"), (x, ex) -> new Any.Hear("x"));
			}
		}));
		await().until(() -> this.system.gauges().iterator().next().depth() == 0);
		CountDownLatch entered = new CountDownLatch(1);
		any.ask(block(entered, this.release));
		entered.await();
		any.ask(new Any.Do((self) -> 1));
		any.ask(new Any.Do((self) -> 2));
		assertThat(failure(any.ask(new Any.Do((self) -> 3), Duration.ofSeconds(2))))
			.isInstanceOf(MailboxFullException.class);
	}

	// User code that throws where nobody expects it.

	@Test
	void probeThatThrowsHarmsNeitherTheActorNorTheAsker() {
		MessageProbe probe = new MessageProbe() {

			@Override
			public void handled(TurnOutcome outcome, long nanos) {
				throw new IllegalStateException("handled");
			}

			@Override
			public void asked(AskOutcome outcome, long nanos) {
				throw new IllegalStateException("asked");
			}

		};
		start((builder) -> builder.actor(any("any")).probes((actor, message) -> probe));
		ActorRef<Any> any = this.system.actor(Any.class);
		assertThat(any.ask(new Any.Do((self) -> 1))).succeedsWithin(Duration.ofSeconds(2)).isEqualTo(1);
		assertThat(any.ask(new Any.Do((self) -> 2))).succeedsWithin(Duration.ofSeconds(2)).isEqualTo(2);
	}

	@Test
	void probeFactoryThatThrowsHarmsNeitherTheActorNorTheAsker() {
		start((builder) -> builder.actor(any("any")).probes((actor, message) -> {
			throw new IllegalStateException("no probe");
		}));
		ActorRef<Any> any = this.system.actor(Any.class);
		assertThat(any.ask(new Any.Do((self) -> 1))).succeedsWithin(Duration.ofSeconds(2)).isEqualTo(1);
	}

	@Test
	void listenerThatThrowsAnErrorDoesNotStopTheActor() {
		start((builder) -> builder.actor(any("any")).listener(new ImmediateListener((event) -> {
			throw new AssertionError("listener");
		})));
		ActorRef<Any> any = this.system.actor(Any.class);
		any.tell(new Unknown());
		assertThat(any.ask(new Any.Do((self) -> 1))).succeedsWithin(Duration.ofSeconds(2)).isEqualTo(1);
	}

	@Test
	void crashWhoseMessageCannotBeReadIsRestartedLikeAnyOther() {
		ActorRef<Any> any = startAny();
		any.ask(run((self) -> {
			throw new Unreadable();
		}));
		assertThat(any.ask(new Any.Do((self) -> self.context.incarnation()))).succeedsWithin(Duration.ofSeconds(2))
			.isEqualTo(2);
		ActorRef<Any> spawned = this.system.spawn(any("spawned"));
		spawned.ask(run((self) -> {
			throw new Unreadable();
		}));
		assertThat(spawned.ask(new Any.Do((self) -> self.context.incarnation()))).succeedsWithin(Duration.ofSeconds(2))
			.isEqualTo(2);
	}

	@Test
	void crashWhoseCauseCannotBeReadIsRestartedLikeAnyOther() {
		ActorRef<Any> any = startAny();
		any.ask(run((self) -> {
			throw new IllegalStateException("readable", new Unreadable());
		}));
		assertThat(any.ask(new Any.Do((self) -> self.context.incarnation()))).succeedsWithin(Duration.ofSeconds(2))
			.isEqualTo(2);
	}

	@Test
	void functionThatThrowsInPipeCrashesTheActor() {
		ActorRef<Any> any = startAny();
		any.call(run((self) -> self.context.pipe(CompletableFuture.completedFuture("x"), (x, ex) -> {
			throw new IllegalStateException("no message");
		})));
		await().until(() -> any.call(new Any.Do((self) -> self.context.incarnation())).equals(2));
	}

	// Stopping, interrupting and abandoning.

	@Test
	void destroyThatDoesNotEndIsAbandoned() {
		start((builder) -> builder.actor(ActorSpec.of("any", Any.class, new ActorFactory<>() {

			@Override
			public Any create(ActorContext<Any> context) {
				return new Any(context);
			}

			@Override
			public void destroy(Any any) {
				awaitUninterruptibly(HardCornersTests.this.release);
			}

		}).withShutdownTimeout(Duration.ZERO)));
		assertThat(closing()).succeedsWithin(Duration.ofSeconds(10));
	}

	@Test
	void stopIsAnsweredAlsoIfItWasTakenTogetherWithTheStartThatIsAbandoned() throws Exception {
		CountDownLatch creating = new CountDownLatch(1);
		Engine engine = new Engine(new Timer(this.time), new ActorTypes(HandlerAdapters.NONE), Timeouts.DEFAULT,
				List.of(), List.of(), new Contexts(null), List::of);
		ActorSpec<Any> spec = ActorSpec.of("any", Any.class, (context) -> {
			if (context.incarnation() == 2) {
				creating.countDown();
				awaitUninterruptibly(this.release);
			}
			return new Any(context);
		});
		Answers answers = new Answers();
		ActorCell<Any> cell = new ActorCell<>(engine.types().registered(engine, spec), answers, "any");
		cell.start();
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch leave = new CountDownLatch(1);
		cell.ask(block(entered, leave));
		entered.await();
		cell.stop(false);
		cell.start();
		cell.stop(false);
		leave.countDown();
		creating.await();
		cell.interrupt();
		cell.abandon();
		await().until(() -> answers.stopped.get() == 2);
		engine.close();
	}

	@Test
	void threadThatWasAbandonedDoesNotHandTheActorOn() throws Exception {
		Engine engine = new Engine(new Timer(this.time), new ActorTypes(HandlerAdapters.NONE), Timeouts.DEFAULT,
				List.of(), List.of(), new Contexts(null), List::of);
		engine.started();
		Answers answers = new Answers();
		ActorCell<Any> cell = new ActorCell<>(
				engine.types().registered(engine, any("any").withDispatcher(Dispatcher.COMPUTE)), answers, "any");
		ActorRef<Any> any = cell;
		cell.start();
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch begin = new CountDownLatch(1);
		any.tell(block(entered, begin));
		entered.await();
		for (int i = 2; i < MESSAGES_IN_A_ROW; i++) {
			any.tell(run((self) -> {
			}));
		}
		CompletableFuture<Thread> thread = new CompletableFuture<>();
		AtomicBoolean back = new AtomicBoolean();
		any.tell(run((self) -> {
			thread.complete(Thread.currentThread());
			awaitUninterruptibly(this.release);
			back.set(true);
		}));
		begin.countDown();
		Thread abandoned = thread.get();
		cell.stop(false);
		cell.abandon();
		await().until(() -> answers.stopped.get() == 1);
		cell.start();
		assertThat(any.ask(new Any.Do((self) -> self.context.incarnation()))).succeedsWithin(Duration.ofSeconds(10))
			.isEqualTo(2);
		this.release.countDown();
		await().until(() -> back.get() && abandoned.getState() != Thread.State.RUNNABLE);
		assertThat(any.ask(new Any.Do((self) -> self.context.incarnation()))).succeedsWithin(Duration.ofSeconds(10))
			.isEqualTo(2);
		engine.close();
	}

	/**
	 * A parent that only counts.
	 */
	private static final class Answers implements Parent {

		final AtomicInteger stopped = new AtomicInteger();

		@Override
		public String path() {
			return "";
		}

		@Override
		public @Nullable Parent above() {
			return null;
		}

		@Override
		public @Nullable Recovery backoffOf(Node child) {
			return null;
		}

		@Override
		public boolean isHeldUpBy(ActorCell<?> actor) {
			return false;
		}

		@Override
		public void started(Node node) {
		}

		@Override
		public void startFailed(Node node, String path, Throwable cause) {
		}

		@Override
		public void startIgnored(Node node, StartIgnoredException ignored) {
		}

		@Override
		public void exited(Node node, ExitReason reason) {
		}

		@Override
		public void stopped(Node node) {
			this.stopped.incrementAndGet();
		}

	}

	@Test
	void requestThatWaitsIsTerminatedWhenItsActorIsAbandonedInAnInterleavedHandler() throws Exception {
		start((builder) -> builder.actor(any("parent")));
		ActorRef<Any> parent = this.system.actor(Any.class);
		@SuppressWarnings("unchecked")
		ActorRef<Any> any = (ActorRef<Any>) parent
			.call(new Any.Do((self) -> self.context.spawn(any("any").withShutdownTimeout(Duration.ZERO))));
		CompletableFuture<Object> outer = any.ask(run((self) -> self.context.await(new CompletableFuture<>())),
				Duration.ofMinutes(10));
		CountDownLatch entered = new CountDownLatch(1);
		CompletableFuture<Object> inner = any.ask(new Any.DoInterleaved((self) -> {
			entered.countDown();
			awaitUninterruptibly(this.release);
			return null;
		}), Duration.ofMinutes(10));
		entered.await();
		parent.tell(crash());
		assertThat(failure(inner)).isInstanceOf(ActorTerminatedException.class);
		assertThat(outer).failsWithin(Duration.ofSeconds(2))
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(ActorTerminatedException.class);
	}

	@Test
	void stopEndsAlsoWhenHandlersHoldAllComputeThreads() throws Exception {
		int threads = Runtime.getRuntime().availableProcessors();
		start((builder) -> {
			for (int i = 0; i < threads; i++) {
				builder.actor(any("any" + i).withDispatcher(Dispatcher.COMPUTE).withShutdownTimeout(Duration.ZERO));
			}
			return builder;
		});
		CountDownLatch entered = new CountDownLatch(threads);
		for (int i = 0; i < threads; i++) {
			this.system.actor("any" + i, Any.class).tell(block(entered, this.release));
		}
		entered.await();
		assertThat(closing()).succeedsWithin(Duration.ofSeconds(10));
	}

	@Test
	void interruptDoesNotHitAnotherActorOnTheSameThread() throws Exception {
		int others = Runtime.getRuntime().availableProcessors();
		start((builder) -> {
			builder.actor(any("first").withDispatcher(Dispatcher.COMPUTE));
			for (int i = 0; i < others; i++) {
				builder.actor(any("other" + i).withDispatcher(Dispatcher.COMPUTE));
			}
			return builder;
		});
		ActorRef<Any> first = this.system.actor("first", Any.class);
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch leave = new CountDownLatch(1);
		CountDownLatch othersEntered = new CountDownLatch(others);
		AtomicInteger interrupted = new AtomicInteger();
		first.tell(run((self) -> {
			entered.countDown();
			awaitUninterruptibly(leave);
			// They come before the first when that makes way for others.
			for (int i = 0; i < others; i++) {
				this.system.actor("other" + i, Any.class).tell(run((other) -> {
					othersEntered.countDown();
					try {
						this.release.await();
					}
					catch (InterruptedException ex) {
						interrupted.incrementAndGet();
					}
				}));
			}
		}));
		entered.await();
		for (int i = 0; i < 900; i++) {
			first.tell(new Any.Hear("more than it handles in one go"));
		}
		leave.countDown();
		othersEntered.await();
		cell(first).interrupt();
		this.release.countDown();
		for (int i = 0; i < others; i++) {
			this.system.actor("other" + i, Any.class).ask(new Any.Do((self) -> 1)).join();
		}
		assertThat(interrupted).hasValue(0);
	}

	@Test
	void awaitedFutureOfSomebodyElseIsNotCancelledWhenTheActorIsInterrupted() throws Exception {
		start((builder) -> builder.actor(any("any").withShutdownTimeout(Duration.ZERO)));
		CompletableFuture<String> shared = new CompletableFuture<>();
		CountDownLatch entered = new CountDownLatch(1);
		ActorRef<Any> any = this.system.actor(Any.class);
		any.tell(run((self) -> {
			entered.countDown();
			self.context.await(shared);
		}));
		entered.await();
		assertThat(closing()).succeedsWithin(Duration.ofSeconds(10));
		assertThat(shared).isNotDone();
	}

	@Test
	void startFailsWhenTheSystemIsStoppedMeanwhile() throws Exception {
		CountDownLatch creating = new CountDownLatch(1);
		this.system = ActorSystem.builder().actor(ActorSpec.of("any", Any.class, (context) -> {
			creating.countDown();
			this.release.await();
			return new Any(context);
		}).withShutdownTimeout(Duration.ZERO)).build();
		CompletableFuture<Throwable> started = new CompletableFuture<>();
		Thread.ofPlatform().daemon().start(() -> {
			try {
				this.system.start();
				started.complete(null);
			}
			catch (RuntimeException ex) {
				started.complete(ex);
			}
		});
		creating.await();
		assertThat(closing()).succeedsWithin(Duration.ofSeconds(10));
		assertThat(started).succeedsWithin(Duration.ofSeconds(5)).isNotNull();
	}

	@Test
	void requestThatExpiresWhileTheSystemStopsIsCompleted() {
		Engine engine = new Engine(new Timer(this.time), new ActorTypes(HandlerAdapters.NONE), Timeouts.DEFAULT,
				List.of(), List.of(), new Contexts(null), List::of);
		engine.close();
		ActorType<Any> type = engine.types().registered(engine, any("other"));
		Ask<Object> ask = new Ask<>(type, new Any.Do((self) -> 1), 0, 1, null);
		try {
			ask.expire();
		}
		catch (RuntimeException ex) {
			// The wheel logs it.
		}
		assertThat(failure(ask)).isInstanceOf(AskTimeoutException.class);
	}

	// Supervisors.

	@Test
	void siblingThatWasNotRestartedTakesPartInAGroupRestartEvenIfItIsStillClosing() throws Exception {
		CountDownLatch closing = new CountDownLatch(1);
		start((builder) -> builder
			.supervisor(SupervisorSpec.named("group")
				.strategy(RestartStrategy.ONE_FOR_ALL)
				.child(any("p"))
				.child(any("t").withRestart(RestartType.TRANSIENT))
				.build())
			.listener(new ImmediateListener((event) -> {
				if (event instanceof ActorEvent.DeadLetter) {
					closing.countDown();
					awaitUninterruptibly(this.release);
				}
			})));
		ActorRef<Any> p = this.system.actor("p", Any.class);
		ActorRef<Any> t = this.system.actor("t", Any.class);
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch leave = new CountDownLatch(1);
		t.tell(run((self) -> {
			entered.countDown();
			awaitUninterruptibly(leave);
			self.context.stop();
		}));
		entered.await();
		t.tell(new Any.Hear("never heard"));
		leave.countDown();
		closing.await();
		p.tell(crash());
		await().until(() -> cell(p).incarnation() == null || cell(p).incarnations() > 1);
		this.release.countDown();
		await().until(() -> state(0) == ChildState.RUNNING && state(1) == ChildState.RUNNING);
	}

	@Test
	void startThatFailsWhileTheSupervisorStopsDoesNotDisturbTheStop() throws Exception {
		AtomicBoolean again = new AtomicBoolean();
		CountDownLatch fail = new CountDownLatch(1);
		CountDownLatch failed = new CountDownLatch(1);
		start((builder) -> builder.supervisor(SupervisorSpec.named("group")
			.intensity(1, Duration.ofSeconds(5))
			.child(ActorSpec.of("a", Any.class, (context) -> {
				if (again.getAndSet(true)) {
					awaitUninterruptibly(fail);
					failed.countDown();
					throw new IllegalStateException("a cannot start");
				}
				return new Any(context);
			}))
			.child(any("b").withShutdownTimeout(Duration.ofMinutes(1)))
			.build()));
		CountDownLatch entered = new CountDownLatch(1);
		this.system.actor("b", Any.class).tell(block(entered, this.release));
		entered.await();
		this.system.actor("a", Any.class).tell(crash());
		await().until(() -> state(0) == ChildState.RESTARTING);
		await().until(again::get);
		CompletableFuture<Void> closed = new CompletableFuture<>();
		Thread.ofPlatform().daemon().start(() -> {
			this.system.stop(Duration.ZERO);
			closed.complete(null);
		});
		await().until(() -> state(1) == ChildState.STOPPED);
		fail.countDown();
		failed.await();
		await().until(() -> state(0) != ChildState.RESTARTING || cellOf("a").incarnation() == null);
		this.release.countDown();
		assertThat(closed).succeedsWithin(Duration.ofSeconds(10));
	}

	private ActorCell<?> cellOf(String name) throws ReflectiveOperationException {
		return cell(this.system.actor(name, Any.class));
	}

	@Test
	void temporarySiblingThatAGroupRestartForgetsIsTerminated() {
		start((builder) -> builder.supervisor(SupervisorSpec.named("group")
			.strategy(RestartStrategy.ONE_FOR_ALL)
			.child(any("p"))
			.child(any("t").withRestart(RestartType.TEMPORARY))
			.build()));
		ActorRef<Any> t = this.system.actor("t", Any.class);
		this.system.actor("p", Any.class).tell(crash());
		await().until(() -> group().children().size() == 1 && state(0) == ChildState.RUNNING);
		assertThat(failure(t.ask(new Any.Do((self) -> 1), Duration.ofSeconds(2))))
			.isInstanceOf(ActorTerminatedException.class);
	}

	@Test
	void attemptThatIsDueWhileTheSupervisorStopsDoesNotDisturbTheStop() throws Exception {
		start((builder) -> builder.timeSource(this.time)
			.supervisor(SupervisorSpec.named("group")
				.strategy(RestartStrategy.ONE_FOR_ALL)
				.intensity(0, Duration.ofSeconds(5))
				.giveUp(GiveUp.BACKOFF)
				.child(any("a"))
				.child(any("b").withShutdownTimeout(Duration.ofMinutes(10)))
				.build()));
		CountDownLatch entered = new CountDownLatch(1);
		this.system.actor("b", Any.class).tell(block(entered, this.release));
		entered.await();
		this.system.actor("a", Any.class).tell(crash());
		await().until(() -> state(0) == ChildState.BACKOFF);
		CompletableFuture<Void> closed = new CompletableFuture<>();
		Thread.ofPlatform().daemon().start(() -> {
			this.system.stop(Duration.ZERO);
			closed.complete(null);
		});
		await().until(() -> state(1) == ChildState.STOPPED);
		AtomicBoolean later = new AtomicBoolean();
		cellOf("a").type().engine().timer().schedule(Duration.ofMillis(250), () -> later.set(true));
		await().until(() -> {
			this.time.advance(Duration.ofMillis(10));
			return later.get();
		});
		this.release.countDown();
		assertThat(closed).succeedsWithin(Duration.ofSeconds(10));
	}

	@Test
	void temporaryChildThatIsStillClosingIsStartedWithItsRestartedSupervisor() throws Exception {
		CountDownLatch closing = new CountDownLatch(1);
		start((builder) -> builder
			.supervisor(SupervisorSpec.named("group")
				.autoShutdown(AutoShutdown.ANY_SIGNIFICANT)
				.child(any("t").withRestart(RestartType.TEMPORARY).withSignificant(true))
				.build())
			.listener(new ImmediateListener((event) -> {
				if (event instanceof ActorEvent.DeadLetter) {
					closing.countDown();
					awaitUninterruptibly(this.release);
				}
			})));
		ActorRef<Any> t = this.system.actor("t", Any.class);
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch leave = new CountDownLatch(1);
		t.tell(run((self) -> {
			entered.countDown();
			awaitUninterruptibly(leave);
			self.context.stop();
		}));
		entered.await();
		t.tell(new Any.Hear("never heard"));
		leave.countDown();
		closing.await();
		await().until(() -> group().children().isEmpty()
				|| group().children().stream().anyMatch((child) -> child.state() == ChildState.STOPPED));
		this.release.countDown();
		await().until(() -> !group().children().isEmpty() && state(0) == ChildState.RUNNING);
	}

	@Test
	void terminatingAChildThatIsBeingForgottenIsAnswered() throws Exception {
		CountDownLatch hang = new CountDownLatch(1);
		start((builder) -> builder.supervisor(SupervisorSpec.named("group")
			.strategy(RestartStrategy.REST_FOR_ONE)
			.child(any("t").withRestart(RestartType.TEMPORARY))
			.child(ActorSpec.of("p", Any.class, (context) -> {
				if (context.incarnation() == 2) {
					awaitUninterruptibly(hang);
				}
				return new Any(context);
			}))
			.build()));
		this.system.actor("p", Any.class).tell(crash());
		await().until(() -> cellOf("p").incarnations() == 2);
		this.system.actor("t", Any.class).tell(crash());
		await().until(() -> state(0) != ChildState.RUNNING);
		CompletableFuture<ChildInfo> terminated = this.system.supervisor("group").terminate("t");
		// Once this is answered, the supervisor has heard of the one before.
		failure(this.system.supervisor("group").terminate("nobody"));
		hang.countDown();
		assertThat(terminated.handle((info, failure) -> true)).succeedsWithin(Duration.ofSeconds(5));
	}

	@Test
	void whoWaitsForASupervisorsAnswerDoesNotKeepItFromWorking() throws Exception {
		start((builder) -> builder.supervisor(SupervisorSpec.named("group").child(any("a")).child(any("b")).build()));
		Supervisor group = this.system.supervisor("group");
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch leave = new CountDownLatch(1);
		this.system.actor("a", Any.class).tell(block(entered, leave));
		entered.await();
		CompletableFuture<ChildInfo> both = group.terminate("a").thenApply((a) -> group.terminate("b").join());
		leave.countDown();
		assertThat(both).succeedsWithin(Duration.ofSeconds(5));
	}

	// Groups of cells.

	@Test
	void childInBackoffStaysDownWhenItsParentHasEnded() throws Exception {
		AtomicInteger created = new AtomicInteger();
		ActorRef<Any> parent = startAny();
		@SuppressWarnings("unchecked")
		ActorRef<Any> child = (ActorRef<Any>) parent
			.call(new Any.Do((self) -> self.context.spawn(ActorSpec.of("child", Any.class, (context) -> {
				created.incrementAndGet();
				return new Any(context);
			}))));
		for (int i = 0; i < 4; i++) {
			failure(child.ask(crash()));
		}
		await().until(() -> events(ActorEvent.BackedOff.class).size() == 1);
		parent.tell(crash());
		await().until(() -> cell(child).isClosed());
		// A second timer, due right after the first, tells that that one has run.
		AtomicBoolean later = new AtomicBoolean();
		cell(child).type().engine().timer().schedule(Duration.ofMillis(250), () -> later.set(true));
		await().until(() -> {
			this.time.advance(Duration.ofMillis(10));
			return later.get();
		});
		await().until(() -> cell(child).incarnation() == null);
		assertThat(created).hasValue(4);
		assertThat(cell(child).isClosed()).isTrue();
	}

	@Test
	void keyedActorInBackoffStaysDownWhileItsFamilyIsStopped() throws Exception {
		AtomicInteger created = new AtomicInteger();
		CountDownLatch hang = new CountDownLatch(1);
		AtomicBoolean again = new AtomicBoolean();
		start((builder) -> builder.timeSource(this.time)
			.supervisor(SupervisorSpec.named("group")
				.strategy(RestartStrategy.ONE_FOR_ALL)
				.child(ActorSpec.of("slow", Any.class, (context) -> {
					if (again.getAndSet(true)) {
						awaitUninterruptibly(hang);
					}
					return new Any(context);
				}))
				.child(ActorSpec.keyed("family", Any.class, (context) -> {
					created.incrementAndGet();
					return new Any(context);
				}))
				.build()));
		KeyedActors<Any> family = this.system.keyed(Any.class);
		for (int i = 0; i < 4; i++) {
			failure(family.get("k").ask(crash()));
		}
		await().until(() -> events(ActorEvent.BackedOff.class).size() == 1);
		this.system.actor("slow", Any.class).tell(crash());
		await().until(again::get);
		AtomicBoolean later = new AtomicBoolean();
		cellOf("slow").type().engine().timer().schedule(Duration.ofMillis(250), () -> later.set(true));
		await().until(() -> {
			this.time.advance(Duration.ofMillis(10));
			return later.get();
		});
		// Comes after whatever the timer has told the cell to do.
		((KeyedFamily<?>) family).find("k").passivate();
		await().until(() -> ((KeyedFamily<?>) family).find("k") == null);
		assertThat(created).hasValue(4);
		hang.countDown();
	}

	@Test
	void actorThatHasEndedCannotSpawn() {
		AtomicReference<ActorContext<Any>> leaked = new AtomicReference<>();
		ActorRef<Any> any = startAny();
		any.call(run((self) -> leaked.set(self.context)));
		failure(any.ask(crash()));
		any.call(new Any.Do((self) -> 1));
		Throwable refused = catchThrowable(() -> leaked.get().spawn(any("child")));
		assertThat(refused).isInstanceOf(IllegalStateException.class);
	}

	@Test
	void watcherHearsWhyTheActorEnded() {
		ActorRef<Any> any = startAny();
		ActorRef<Any> crashing = this.system.spawn(any("crashing").withRestart(RestartType.TEMPORARY));
		ActorRef<Any> stopping = this.system.spawn(any("stopping").withRestart(RestartType.TEMPORARY));
		any.call(run((self) -> {
			self.terminated = this.heard::add;
			self.context.watch(crashing);
			self.context.watch(stopping);
		}));
		crashing.tell(crash());
		stopping.tell(run((self) -> self.context.stop()));
		await().until(() -> this.heard.size() == 2);
		assertThat(this.heard).extracting((heard) -> ((Terminated) heard).reason().getClass())
			.containsExactlyInAnyOrder((Class) ExitReason.Error.class, (Class) ExitReason.Normal.class);
	}

	// Retention.

	@Test
	void watcherThatHasEndedIsForgotten() {
		ActorRef<Any> watched = startAny();
		this.system.spawn(any("watcher"));
		ActorRef<Any> watcher = this.system.spawn(any("second watcher"));
		WeakReference<?> instance = instance(watcher);
		watcher.call(run((self) -> self.context.watch(watched)));
		failure(watcher.ask(crash()));
		watcher.call(run((self) -> self.context.watch(watched)));
		assertForgotten(instance);
	}

	@Test
	void timerOfAnActorThatHasEndedIsForgotten() {
		ActorRef<Any> any = startAny();
		WeakReference<?> instance = instance(any);
		any.call(run((self) -> self.context.schedule(Duration.ofDays(1), new Any.Hear("tomorrow"))));
		failure(any.ask(crash()));
		any.call(new Any.Do((self) -> 1));
		assertForgotten(instance);
	}

	private static WeakReference<?> instance(ActorRef<Any> any) {
		return (WeakReference<?>) any.call(new Any.Do(WeakReference::new));
	}

	private void assertForgotten(WeakReference<?> instance) {
		await().until(() -> {
			this.time.advance(Duration.ofSeconds(1));
			System.gc();
			return instance.get() == null;
		});
	}

	// Time.

	@Test
	void fixedRateDoesNotDrift() {
		ActorRef<Any> any = startAny();
		any.call(run((self) -> {
			self.hears = this.heard::add;
			self.context.scheduleAtFixedRate(Duration.ofMillis(100), Duration.ofMillis(100), new Any.Hear("tick"));
		}));
		this.time.advance(Duration.ofMillis(150));
		await().until(() -> this.heard.size() == 1);
		any.call(new Any.Do((self) -> 1));
		this.time.advance(Duration.ofMillis(50));
		await().until(() -> this.heard.size() == 2);
	}

	@Test
	void keyedActorThatWaitsInATurnIsNotIdle() throws Exception {
		AtomicInteger created = new AtomicInteger();
		start((builder) -> builder.timeSource(this.time).actor(ActorSpec.keyed("family", Any.class, (context) -> {
			created.incrementAndGet();
			return new Any(context);
		}).withPassivateAfter(Duration.ofSeconds(60))));
		ActorRef<Any> any = this.system.keyed(Any.class).get("k");
		CompletableFuture<String> stage = new CompletableFuture<>();
		any.ask(run((self) -> self.context.await(stage)), Duration.ofDays(1));
		KeyedFamily<?> family = (KeyedFamily<?>) this.system.keyed(Any.class);
		await().until(() -> family.find("k") != null && family.find("k").isIdle());
		any.call(new Any.DoInterleaved((self) -> self.state = "changed"));
		// Long enough for several sweeps.
		CountDownLatch swept = new CountDownLatch(10);
		Timer timer = family.engine().timer();
		scheduleAgain(timer, swept);
		await().until(() -> {
			this.time.advance(Duration.ofSeconds(16));
			return swept.getCount() == 0;
		});
		stage.complete("done");
		assertThat(any.call(new Any.Do((self) -> self.state))).isEqualTo("changed");
		assertThat(created).hasValue(1);
	}

	private static void scheduleAgain(Timer timer, CountDownLatch swept) {
		timer.schedule(Duration.ofSeconds(15), () -> {
			swept.countDown();
			scheduleAgain(timer, swept);
		});
	}

	@Test
	void askMadeWhenAReplyArrivesHasItsOwnTime() throws Exception {
		start((builder) -> builder.timeSource(this.time).actor(any("first")).actor(any("second")));
		ActorRef<Any> first = this.system.actor("first", Any.class);
		ActorRef<Any> second = this.system.actor("second", Any.class);
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch leave = new CountDownLatch(1);
		CompletableFuture<Ask<?>> next = first.ask(block(entered, leave), Duration.ofSeconds(1))
			.thenApply((reply) -> (Ask<?>) second.ask(new Any.Do((self) -> 1), Duration.ofSeconds(1)));
		entered.await();
		this.time.advance(Duration.ofMillis(900));
		leave.countDown();
		assertThat(next.get().deadline()).isEqualTo(this.time.nanos() + Duration.ofSeconds(1).toNanos());
	}

	// Calls.

	@Test
	void callThatHasBeenAnsweredIsNoPartOfACycle() throws Exception {
		start((builder) -> builder.actor(any("first")).actor(any("second")));
		ActorRef<Any> first = this.system.actor("first", Any.class);
		ActorRef<Any> second = this.system.actor("second", Any.class);
		CountDownLatch answering = new CountDownLatch(1);
		CountDownLatch answer = new CountDownLatch(1);
		first.tell(run((self) -> second.call(block(answering, answer))));
		answering.await();
		// The first is busy with something else while its call is answered.
		CountDownLatch entered = new CountDownLatch(1);
		first.ask(new Any.DoInterleaved((self) -> {
			entered.countDown();
			awaitUninterruptibly(this.release);
			return null;
		}));
		entered.await();
		CompletableFuture<Object> back = second.ask(new Any.Do((self) -> {
			CompletableFuture<Object> asked = first.ask(new Any.Do((other) -> "answered"));
			new Thread(this.release::countDown).start();
			return self.context.await(asked);
		}));
		answer.countDown();
		assertThat(back).succeedsWithin(Duration.ofSeconds(3)).isEqualTo("answered");
	}

	@Test
	void stopInTheConstructorEndsTheActor() {
		AtomicInteger destroyed = new AtomicInteger();
		start((builder) -> builder);
		this.system.spawn(ActorSpec.of("any", Any.class, new ActorFactory<>() {

			@Override
			public Any create(ActorContext<Any> context) {
				context.stop();
				return new Any(context);
			}

			@Override
			public void destroy(Any any) {
				destroyed.incrementAndGet();
			}

		}).withRestart(RestartType.TEMPORARY));
		await().until(() -> destroyed.get() == 1);
	}

	private record Unknown() implements Message<Any> {

	}

	private static final class Unreadable extends RuntimeException {

		private static final long serialVersionUID = 1L;

		@Override
		public String getMessage() {
			throw new IllegalStateException("no message");
		}

	}

	static class Any {

		record Do(Function<Any, Object> action) implements Request<Any, Object> {

		}

		record DoInterleaved(Function<Any, Object> action) implements Request<Any, Object> {

		}

		record Hear(String text) implements Message<Any> {

		}

		final ActorContext<Any> context;

		Object state = "fresh";

		Consumer<Object> hears = (text) -> {
		};

		Consumer<Terminated> terminated = (message) -> {
		};

		Any(ActorContext<Any> context) {
			this.context = context;
		}

		@Receive
		Object act(Do message) {
			return message.action().apply(this);
		}

		@Receive(interleave = true)
		Object actMeanwhile(DoInterleaved message) {
			return message.action().apply(this);
		}

		@Receive
		void hear(Hear message) {
			this.hears.accept(message.text());
		}

		@Receive
		void terminated(Terminated message) {
			this.terminated.accept(message);
		}

	}

}
