package dev.actorspring.engine;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorCrashedException;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.ActorTerminatedException;
import dev.actorspring.AskTimeoutException;
import dev.actorspring.Dispatcher;
import dev.actorspring.MailboxSpec;
import dev.actorspring.Overflow;
import dev.actorspring.system.ActorEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Which messages are handled on a thread that the sender lends, and what that thread
 * notices of it.
 */
class LentThreadTests extends SystemTest {

	private static final Duration QUICK = Duration.ofNanos(1_000);

	private static final Duration SLOW = Duration.ofNanos(50_000);

	private ActorRef<Doer> doer;

	@BeforeEach
	void start() {
		start((builder) -> builder.timeSource(this.time)
			.actor(Doer.spec().withDispatcher(Dispatcher.COMPUTE))
			.actor(ActorSpec.of("other", Doer.class, Doer::new).withDispatcher(Dispatcher.COMPUTE))
			.actor(ActorSpec.of("virtual", Doer.class, Doer::new))
			.actor(ActorSpec.of("dropping", Doer.class, Doer::new)
				.withDispatcher(Dispatcher.COMPUTE)
				.withMailbox(new MailboxSpec(10, Overflow.DROP_OLDEST, false))));
		this.doer = doer("doer");
	}

	private ActorRef<Doer> doer(String name) {
		return this.system.actor(name, Doer.class);
	}

	@Test
	void idleActorThatIsQuickIsRunByTheSender() {
		Thread own = Thread.currentThread();
		makeOneTurnTake(this.doer, QUICK);
		assertThat(lend(this.doer, (context) -> Thread.currentThread())).isCompletedWithValue(own);
		assertThat(lend(this.doer, (context) -> Thread.currentThread())).isCompletedWithValue(own);
	}

	@Test
	void tellIsHandledThereAsWell() {
		Thread own = Thread.currentThread();
		makeOneTurnTake(this.doer, QUICK);
		List<Thread> threads = new ArrayList<>();
		this.system.lend(() -> this.doer.tryTell(new Doer.Tell((context) -> threads.add(Thread.currentThread()))));
		assertThat(threads).containsExactly(own);
	}

	@Test
	void mailboxThatDropsTheOldestMakesNoDifference() {
		Thread own = Thread.currentThread();
		makeOneTurnTake(doer("dropping"), QUICK);
		assertThat(lend(doer("dropping"), (context) -> Thread.currentThread())).isCompletedWithValue(own);
	}

	@Test
	void senderThatLendsNothingRunsNobody() {
		Thread own = Thread.currentThread();
		makeOneTurnTake(this.doer, QUICK);
		this.system.lend(() -> "over");
		assertThat(this.doer.ask(new Doer.Do((context) -> Thread.currentThread())).join()).isNotSameAs(own);
	}

	@Test
	void actorWhosePaceIsNotKnownIsNotRunThere() {
		Thread own = Thread.currentThread();
		assertThat(lend(this.doer, (context) -> Thread.currentThread()).join()).isNotSameAs(own);
	}

	@Test
	void slowActorIsNotRunThere() {
		Thread own = Thread.currentThread();
		makeOneTurnTake(this.doer, SLOW);
		assertThat(lend(this.doer, (context) -> Thread.currentThread()).join()).isNotSameAs(own);
	}

	@Test
	void messagesThatHoldUpTheThreadAreHandledElsewhereForAWhile() {
		makeOneTurnTake(this.doer, QUICK);
		for (int i = 0; i < 3; i++) {
			assertThat(holdUp()).isSameAs(Thread.currentThread());
		}
		assertThat(holdUp()).isNotSameAs(Thread.currentThread());
		awaitIdle(this.doer);
		// Those of other classes are not to blame.
		List<Thread> threads = new ArrayList<>();
		this.system.lend(() -> this.doer.tryTell(new Doer.Tell((context) -> threads.add(Thread.currentThread()))));
		assertThat(threads).containsExactly(Thread.currentThread());
		this.time.advance(Duration.ofMinutes(2));
		await().until(() -> cell(this.doer).type().engine().timer().coarse() >= Duration.ofMinutes(2).toMillis());
		awaitIdle(this.doer);
		assertThat(holdUp()).isSameAs(Thread.currentThread());
		assertThat(holdUp()).isNotSameAs(Thread.currentThread());
	}

	@Test
	void slowTurnNowAndThenIsForgiven() {
		makeOneTurnTake(this.doer, QUICK);
		for (int i = 0; i < 5; i++) {
			assertThat(holdUp()).isSameAs(Thread.currentThread());
			for (int j = 0; j < 8; j++) {
				lend(this.doer, (context) -> "").join();
			}
		}
	}

	/**
	 * Has the actor take a millisecond, which it does not notice, as only some of its
	 * turns are timed.
	 */
	private Object holdUp() {
		return lend(this.doer, (context) -> {
			this.time.advance(Duration.ofMillis(1));
			return Thread.currentThread();
		}).join();
	}

	@Test
	void actorThatMayBlockIsNotRunThere() {
		Thread own = Thread.currentThread();
		makeOneTurnTake(doer("virtual"), QUICK);
		assertThat(lend(doer("virtual"), (context) -> Thread.currentThread()).join()).isNotSameAs(own);
	}

	@Test
	void virtualThreadIsUsed() throws InterruptedException {
		makeOneTurnTake(this.doer, QUICK);
		List<@Nullable Object> threads = Collections.synchronizedList(new ArrayList<>());
		Thread lender = Thread
			.startVirtualThread(() -> threads.add(lend(this.doer, (context) -> Thread.currentThread()).join()));
		lender.join();
		assertThat(threads).containsExactly(lender);
	}

	@Test
	void threadThatIsInterruptedIsNotUsed() {
		Thread own = Thread.currentThread();
		makeOneTurnTake(this.doer, QUICK);
		own.interrupt();
		CompletableFuture<Object> thread = lend(this.doer, (context) -> Thread.currentThread());
		assertThat(Thread.interrupted()).isTrue();
		assertThat(thread.join()).isNotSameAs(own);
	}

	@Test
	void busyActorGetsItsMessagesInTheOrderSent() {
		makeOneTurnTake(this.doer, QUICK);
		CountDownLatch release = new CountDownLatch(1);
		List<Integer> order = new ArrayList<>();
		this.doer.tell(new Doer.Tell((context) -> {
			awaitQuietly(release);
			return order.add(1);
		}));
		CompletableFuture<Object> second = lend(this.doer, (context) -> order.add(2));
		assertThat(second).isNotDone();
		this.doer.tell(new Doer.Tell((context) -> order.add(3)));
		release.countDown();
		CompletableFuture<Object> last = this.doer.ask(new Doer.Do((context) -> List.copyOf(order)));
		assertThat(last.join()).isEqualTo(List.of(1, 2, 3));
	}

	@Test
	void whatAHandlerSendsGoesToAnotherThread() {
		Thread own = Thread.currentThread();
		makeOneTurnTake(this.doer, QUICK);
		makeOneTurnTake(doer("other"), QUICK);
		List<CompletableFuture<Object>> nested = new ArrayList<>();
		assertThat(lend(this.doer, (context) -> {
			nested.add(lend(doer("other"), (inner) -> Thread.currentThread()));
			return Thread.currentThread();
		})).isCompletedWithValue(own);
		assertThat(nested.getFirst().join()).isNotSameAs(own);
	}

	@Test
	void messageThatHasComeMeanwhileIsHandledElsewhere() {
		Thread own = Thread.currentThread();
		makeOneTurnTake(this.doer, QUICK);
		List<CompletableFuture<Object>> second = new ArrayList<>();
		assertThat(lend(this.doer, (context) -> {
			second.add(this.doer.ask(new Doer.Do((inner) -> Thread.currentThread())));
			return Thread.currentThread();
		})).isCompletedWithValue(own);
		assertThat(second.getFirst().join()).isNotSameAs(own);
	}

	@Test
	void crashIsAnsweredAndTheActorRestarted() {
		makeOneTurnTake(this.doer, QUICK);
		CompletableFuture<Object> crashed = lend(this.doer, (context) -> {
			throw new IllegalStateException("boom");
		});
		assertThat(crashed).isDone();
		assertThat(failure(crashed)).isInstanceOf(ActorCrashedException.class);
		assertThat(this.doer.ask(new Doer.Do(ActorContext::incarnation)).join()).isEqualTo(2);
		// Told by another thread, which need not be as fast.
		await().untilAsserted(() -> assertThat(events(ActorEvent.Restarted.class)).hasSize(1));
	}

	@Test
	void restartDoesNotTakePlaceThere() {
		Thread own = Thread.currentThread();
		List<Thread> starts = Collections.synchronizedList(new ArrayList<>());
		ActorRef<Doer> spawned = this.system.spawn(ActorSpec.of("spawned", Doer.class, (context) -> {
			starts.add(Thread.currentThread());
			return new Doer(context);
		}).withDispatcher(Dispatcher.COMPUTE));
		makeOneTurnTake(spawned, QUICK);
		lend(spawned, (context) -> {
			throw new IllegalStateException("boom");
		});
		await().until(() -> starts.size() == 2);
		assertThat(starts).doesNotContain(own);
	}

	@Test
	void actorThatStopsItselfIsGone() {
		makeOneTurnTake(this.doer, QUICK);
		lend(this.doer, (context) -> {
			context.stop();
			return "stopping";
		});
		assertThat(this.doer.ask(new Doer.Do(ActorContext::incarnation)).join()).isEqualTo(2);
	}

	@Test
	void actorThatIsTerminatedMeanwhileFinishesItsTurn() {
		makeOneTurnTake(this.doer, QUICK);
		List<CompletableFuture<?>> terminated = new ArrayList<>();
		assertThat(lend(this.doer, (context) -> {
			terminated.add(this.system.supervisor("root").terminate("doer"));
			while (!((Incarnation<?>) context).signalled) {
				Thread.onSpinWait();
			}
			return "finished";
		})).isCompletedWithValue("finished");
		terminated.getFirst().join();
		assertThat(failure(lend(this.doer, (context) -> "alive"))).isInstanceOf(ActorTerminatedException.class);
	}

	@Test
	void timeoutCoversTheHandling() {
		makeOneTurnTake(this.doer, QUICK);
		assertThat(failure(lend(this.doer, (context) -> {
			this.time.advance(Duration.ofMinutes(1));
			await().until(context::isCancelled);
			return "late";
		}))).isInstanceOf(AskTimeoutException.class);
	}

	@Test
	void stopThatComesMeanwhileIsObeyedElsewhere() {
		makeOneTurnTake(this.doer, QUICK);
		CompletableFuture<Thread> ended = new CompletableFuture<>();
		lend(this.doer, (context) -> {
			this.system.supervisor("root")
				.terminate("doer")
				.whenComplete((done, failure) -> ended.complete(Thread.currentThread()));
			while (!((Incarnation<?>) context).signalled) {
				Thread.onSpinWait();
			}
			return "";
		});
		assertThat(ended.join()).isNotSameAs(Thread.currentThread());
	}

	@Test
	void actorThatIsInterruptedDoesNotLeaveThatBehind() {
		Thread own = Thread.currentThread();
		makeOneTurnTake(this.doer, QUICK);
		CompletableFuture<Object> killed = lend(this.doer, (context) -> {
			Thread.startVirtualThread(((Incarnation<?>) context)::interrupt);
			while (!Thread.currentThread().isInterrupted()) {
				Thread.onSpinWait();
			}
			throw new IllegalStateException("interrupted");
		});
		assertThat(own.isInterrupted()).isFalse();
		assertThat(failure(killed)).isInstanceOf(ActorTerminatedException.class);
		assertThat(this.doer.ask(new Doer.Do(ActorContext::incarnation)).join()).isEqualTo(2);
	}

	@Test
	void threadIsLeftAsItWas() throws IOException {
		Thread own = Thread.currentThread();
		makeOneTurnTake(this.doer, QUICK);
		ClassLoader before = own.getContextClassLoader();
		try (URLClassLoader lenders = new URLClassLoader(new URL[0], before)) {
			own.setContextClassLoader(lenders);
			List<@Nullable ClassLoader> seen = new ArrayList<>();
			lend(this.doer, (context) -> {
				seen.add(Thread.currentThread().getContextClassLoader());
				Thread.currentThread().setContextClassLoader(null);
				Thread.currentThread().interrupt();
				return "";
			});
			assertThat(seen).containsExactly(before);
			assertThat(own.getContextClassLoader()).isSameAs(lenders);
			assertThat(own.isInterrupted()).isFalse();
		}
		finally {
			own.setContextClassLoader(before);
		}
	}

	@Test
	void handlerMustNotWaitThere() {
		Thread own = Thread.currentThread();
		makeOneTurnTake(this.doer, QUICK);
		makeOneTurnTake(doer("other"), QUICK);
		lend(this.doer, (context) -> {
			assertThat(Thread.currentThread()).isSameAs(own);
			assertThatIllegalStateException().isThrownBy(() -> doer("other").call(new Doer.Do((inner) -> "")))
				.withMessageContaining("COMPUTE");
			assertThatIllegalStateException().isThrownBy(() -> context.await(new CompletableFuture<>()))
				.withMessageContaining("COMPUTE");
			return "refused";
		}).join();
	}

	@Test
	void whatAHandlerAsksIsOverRightAfterIt() {
		makeOneTurnTake(this.doer, QUICK);
		List<Ask<?>> asked = new ArrayList<>();
		Ask<?> outer = (Ask<?>) this.system.lend(() -> this.doer.ask(new Doer.Do((context) -> {
			asked.add((Ask<?>) doer("virtual").ask(new Doer.Do((inner) -> ""), Duration.ofHours(1)));
			return "";
		}), Duration.ofSeconds(1)));
		assertThat(asked.getFirst().deadline()).isEqualTo(outer.deadline() + 1);
	}

	@Test
	void threadBelongsToItsOwnerAgainAfterwards() {
		makeOneTurnTake(this.doer, QUICK);
		lend(this.doer, (context) -> "").join();
		assertThat(Engine.runner()).isNull();
		assertThat(doer("virtual").call(new Doer.Do((context) -> "called"))).isEqualTo("called");
	}

	private CompletableFuture<Object> lend(ActorRef<Doer> to, Doer.Task task) {
		return this.system.lend(() -> to.ask(new Doer.Do(task)));
	}

	/**
	 * Has an actor handle its first message, in a certain time, and go idle again.
	 */
	private void makeOneTurnTake(ActorRef<Doer> actor, Duration needed) {
		actor.ask(new Doer.Do((context) -> {
			this.time.advance(needed);
			return "";
		})).join();
		awaitIdle(actor);
	}

	private static void awaitIdle(ActorRef<Doer> actor) {
		await().until(cell(actor)::isIdle);
	}

	private static ActorCell<?> cell(ActorRef<Doer> actor) {
		return (ActorCell<?>) actor.ask(new Doer.Do((context) -> ((Incarnation<?>) context).cell())).join();
	}

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
