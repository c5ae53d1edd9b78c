package dev.actorspring.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.ActorTerminatedException;
import dev.actorspring.AskTimeoutException;
import dev.actorspring.PoolSpec;
import dev.actorspring.Prioritized;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.engine.Doer.Do;
import dev.actorspring.engine.Doer.Interleave;
import dev.actorspring.engine.Doer.Tell;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorPool;
import dev.actorspring.system.ActorSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * What a worker of a pool can do as any actor can, and what that means beside others.
 */
class PoolWorkersTests extends SystemTest {

	private static final Duration LONG = Duration.ofMinutes(5);

	private ActorPool pool;

	private ActorRef<Doer> start(int size) {
		start((builder) -> builder.actor(Doer.spec().withPool(PoolSpec.of(size))));
		this.pool = this.system.pool("doer");
		return this.system.actor(Doer.class);
	}

	private static Do path() {
		return new Do(ActorContext::path);
	}

	private static ActorRef<Doer> selfOf(ActorRef<Doer> doers, String path) {
		List<ActorRef<Doer>> found = new CopyOnWriteArrayList<>();
		await().until(() -> {
			doers.call(new Do((context) -> {
				if (context.path().equals(path)) {
					found.add(context.self());
				}
				return 0;
			}));
			return !found.isEmpty();
		});
		return found.getFirst();
	}

	private static Object join(CompletableFuture<?> future) {
		try {
			return future.join();
		}
		catch (CompletionException ex) {
			return ex.getCause();
		}
	}

	// Calls among themselves.

	@Test
	void workerThatCallsItsPoolIsAnsweredByAnother() {
		ActorRef<Doer> doers = start(2);
		for (int i = 0; i < 20; i++) {
			String[] paths = (String[]) doers
				.call(new Do((context) -> new String[] { context.path(), (String) doers.call(path()) }));
			assertThat(paths).containsExactlyInAnyOrder("doer/1", "doer/2");
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2 })
	void callsOfAllWorkersToTheirPoolFailWhenTheirTimeIsUp(int size) {
		ActorRef<Doer> doers = start(size);
		CountDownLatch all = new CountDownLatch(size);
		List<CompletableFuture<Object>> failures = new ArrayList<>();
		for (int i = 0; i < size; i++) {
			failures.add(doers.ask(new Do((context) -> {
				all.countDown();
				await().until(() -> all.getCount() == 0);
				return join(doers.ask(path(), Duration.ofMillis(100)));
			}), LONG));
		}
		// That of one may be answered by another whose time is up already.
		assertThat(failures.stream().map(PoolWorkersTests::join)).hasSize(size)
			.anySatisfy((failure) -> assertThat(failure).isInstanceOf(AskTimeoutException.class)
				.asString()
				.contains(size + " of " + size + " workers busy"));
		assertThat(doers.call(path())).asString().startsWith("doer/");
	}

	@Test
	void whatAWorkerSendsItselfGoesBeforeTheQueue() {
		ActorRef<Doer> doers = start(1);
		List<String> order = new CopyOnWriteArrayList<>();
		CompletableFuture<Object> gate = new CompletableFuture<>();
		doers.tell(new Tell((context) -> {
			gate.join();
			context.self().tell(new Tell((own) -> order.add("own 1")));
			context.self().tell(new Tell((own) -> order.add("own 2")));
			return null;
		}));
		await().until(() -> this.pool.busy() == 1);
		doers.tell(new Tell((context) -> order.add("queue 1")));
		doers.tell(new Tell((context) -> order.add("queue 2")));
		gate.complete(null);
		await().until(() -> order.size() == 4);
		assertThat(order).containsExactly("own 1", "own 2", "queue 1", "queue 2");
	}

	@Test
	void workerThatWaitsTakesNothingFromTheQueueThatInterleavesAndOthersDo() {
		ActorRef<Doer> doers = start(1);
		ActorRef<Doer> worker = selfOf(doers, "doer/1");
		CompletableFuture<String> gate = new CompletableFuture<>();
		CompletableFuture<Object> waiting = doers.ask(new Do((context) -> context.await(gate)), LONG);
		await().until(() -> this.pool.busy() == 1);
		CompletableFuture<Object> inQueue = doers.ask(new Interleave(ActorContext::path), LONG);
		assertThat(worker.ask(new Interleave(ActorContext::path), LONG).join()).as("sent to itself")
			.isEqualTo("doer/1");
		assertThat(this.pool.depth()).isOne();
		assertThat(inQueue).isNotDone();
		this.pool.resize(2);
		assertThat(inQueue.join()).isEqualTo("doer/2");
		gate.complete("done");
		assertThat(waiting.join()).isEqualTo("done");
	}

	// Early refusal.

	@Test
	void requestsToAPoolWithPrioritiesAreNeverRefusedEarly() throws Exception {
		start((builder) -> builder.timeSource(this.time)
			.actor(ActorSpec.of("ranked", Ranked.class, (context) -> new Ranked()).withPool(PoolSpec.of(1))));
		ActorRef<Ranked> ranked = this.system.actor(Ranked.class);
		for (int i = 0; i < 100; i++) {
			ranked.call(new Ranked.Work(() -> this.time.advance(Duration.ofMillis(100)), 0));
		}
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		ranked.tell(new Ranked.Work(() -> {
			entered.countDown();
			await().until(() -> release.getCount() == 0);
		}, 0));
		entered.await();
		List<CompletableFuture<Integer>> asked = new ArrayList<>();
		for (int i = 0; i < 50; i++) {
			asked.add(ranked.ask(new Ranked.Work(() -> {
			}, i % 3), Duration.ofSeconds(1)));
		}
		assertThat(asked).as("which would have been refused in the order in which they came")
			.allSatisfy((ask) -> assertThat(ask).isNotDone());
		release.countDown();
		assertThat(asked).allSatisfy((ask) -> assertThat(ask.get()).isZero());
	}

	static class Ranked {

		record Work(Runnable task, int priority) implements Request<Ranked, Integer>, Prioritized {

		}

		@Receive
		int work(Work work) {
			work.task().run();
			return 0;
		}

	}

	// States, and what is put aside.

	@Test
	void poolIsRefusedIfItsClassHasStates() {
		ActorSpec<Kiosk> spec = ActorSpec
			.of("kiosk", Kiosk.class, (context) -> new Kiosk(context, new CopyOnWriteArrayList<>()))
			.withPool(PoolSpec.of(2));
		assertThatExceptionOfType(ActorConfigurationException.class)
			.isThrownBy(() -> ActorSystem.builder().actor(spec).build())
			.withMessageStartingWith("'kiosk' is a pool, but has @States");
	}

	/** Puts the next message aside that the worker takes, once. */
	private CompletableFuture<Object> putAsideBy(String path, ActorRef<Doer> doers) {
		AtomicBoolean done = new AtomicBoolean();
		List<CompletableFuture<Object>> asked = new ArrayList<>();
		await().until(() -> {
			int before = asked.size();
			asked.add(doers.ask(new Do((context) -> {
				if (context.path().equals(path) && done.compareAndSet(false, true)) {
					throw context.postpone();
				}
				return context.path();
			}), LONG));
			await().until(() -> done.get() || asked.get(before).isDone());
			return done.get();
		});
		return asked.getLast();
	}

	@Test
	void whatAWorkerPutsAsideWaitsBesideThatWorkerOnly() {
		ActorRef<Doer> doers = start(2);
		ActorRef<Doer> one = selfOf(doers, "doer/1");
		ActorRef<Doer> two = selfOf(doers, "doer/2");
		CompletableFuture<Object> aside = putAsideBy("doer/2", doers);
		assertThat(one.ask(new Do((context) -> {
			context.handlePostponed();
			return 0;
		})).join()).isEqualTo(0);
		for (int i = 0; i < 10; i++) {
			doers.call(path());
		}
		assertThat(aside).isNotDone();
		assertThat(this.pool.depth()).as("it is not in the queue any more").isZero();
		two.tell(new Tell((context) -> {
			context.handlePostponed();
			return null;
		}));
		assertThat(aside.join()).isEqualTo("doer/2");
	}

	@Test
	void whatAWorkerHasPutAsideIsHandledByItsNextIncarnation() {
		ActorRef<Doer> doers = start(2);
		ActorRef<Doer> two = selfOf(doers, "doer/2");
		CompletableFuture<Object> aside = putAsideBy("doer/2", doers);
		two.tell(new Tell((context) -> {
			throw new IllegalStateException("falls over");
		}));
		assertThat(aside.join()).isEqualTo("doer/2");
		assertThat(events(ActorEvent.DeadLetter.class)).isEmpty();
	}

	@Test
	void workerThatHasPutSomethingAsideStaysAndAnotherEnds() {
		ActorRef<Doer> doers = start(2);
		ActorRef<Doer> two = selfOf(doers, "doer/2");
		CompletableFuture<Object> aside = putAsideBy("doer/2", doers);
		await().until(() -> this.pool.busy() == 0);
		this.pool.resize(1);
		await().until(() -> this.system.find("doer/1").isEmpty());
		assertThat(two.ask(path(), LONG).join()).as("still there").isEqualTo("doer/2");
		assertThat(aside).isNotDone();
		two.tell(new Tell((context) -> {
			context.handlePostponed();
			return null;
		}));
		assertThat(aside.join()).isEqualTo("doer/2");
		assertThat(doers.call(path())).isEqualTo("doer/2");
	}

	@Test
	void whatIsPutAsideFailsWhenThePoolIsTerminated() {
		ActorRef<Doer> doers = start(2);
		CompletableFuture<Object> aside = putAsideBy("doer/2", doers);
		this.system.operations("doer").orElseThrow().terminate().join();
		assertThat(failure(aside)).isInstanceOf(ActorTerminatedException.class);
	}

}
