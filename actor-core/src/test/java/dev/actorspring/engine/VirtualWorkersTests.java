package dev.actorspring.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.ExitReason;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Virtual threads that serve more than one actor hold up none.
 */
class VirtualWorkersTests extends SystemTest {

	private static final Duration LONG = Duration.ofSeconds(20);

	/** More than are served at a time. */
	private final int many = 8 * Runtime.getRuntime().availableProcessors();

	private ActorRef<Quick> quick(String name) {
		ActorRef<Quick> actor = this.system.spawn(ActorSpec.of(name, Quick.class, Quick::new));
		// Until it is known to be quick, it has threads of its own.
		await().atMost(LONG).until(() -> {
			for (int i = 0; i < 100; i++) {
				actor.call(new Quick.Look());
			}
			return actor.call(new Quick.Look()).shared();
		});
		return actor;
	}

	private List<ActorRef<Quick>> spinners() {
		return IntStream.range(0, this.many).mapToObj((i) -> quick("spinner" + i)).toList();
	}

	private void start() {
		start((builder) -> builder);
	}

	@Test
	void whatAQuickHandlerWakesIsServedByTheSameThread() {
		start();
		ActorRef<Quick> sender = quick("sender");
		ActorRef<Quick> receiver = quick("receiver");
		await().atMost(LONG).untilAsserted(() -> {
			CompletableFuture<Thread> served = new CompletableFuture<>();
			Thread thread = sender.call(new Quick.Pass(receiver, (context) -> served.complete(Thread.currentThread())))
				.thread();
			assertThat(served.get(LONG.toSeconds(), TimeUnit.SECONDS)).isSameAs(thread);
		});
	}

	/**
	 * How a handler can wait for what it has just sent.
	 */
	enum Wait {

		PARK {
			@Override
			void until(CountDownLatch served) {
				while (served.getCount() > 0) {
					LockSupport.parkNanos(100_000_000);
				}
			}
		},
		LATCH {
			@Override
			void until(CountDownLatch served) throws InterruptedException {
				served.await();
			}
		},
		SLEEP {
			@Override
			void until(CountDownLatch served) throws InterruptedException {
				while (served.getCount() > 0) {
					Thread.sleep(50);
				}
			}
		},
		COMPUTE {
			@Override
			void until(CountDownLatch served) {
				while (served.getCount() > 0) {
					Thread.onSpinWait();
				}
			}
		};

		abstract void until(CountDownLatch served) throws InterruptedException;

	}

	@ParameterizedTest
	@EnumSource
	void quickHandlerThatWaitsForOnceHoldsUpNoneThatItHasWoken(Wait how) throws Exception {
		start();
		// With fewer than processors in a loop, there is one left for who is woken.
		int waiting = (how != Wait.COMPUTE) ? this.many : Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
		List<ActorRef<Quick>> senders = new ArrayList<>();
		List<ActorRef<Quick>> receivers = new ArrayList<>();
		for (int i = 0; i < waiting; i++) {
			senders.add(quick("sender" + i));
			receivers.add(quick("receiver" + i));
		}
		List<CompletableFuture<?>> all = new ArrayList<>();
		for (int i = 0; i < waiting; i++) {
			ActorRef<Quick> receiver = receivers.get(i);
			all.add(senders.get(i).ask(new Quick.Do((context) -> {
				CountDownLatch served = new CountDownLatch(1);
				receiver.tell(new Quick.Tell((other) -> served.countDown()));
				how.until(served);
			}), LONG));
		}
		CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(2 * LONG.toSeconds(), TimeUnit.SECONDS);
	}

	/**
	 * Two actors have answered each other for a while, so that a thread has taken to not
	 * letting go of the one while it serves the other.
	 */
	private void rally(ActorRef<Quick> one, ActorRef<Quick> other, Quick.Task last) {
		one.tell(new Quick.Rally(other, 1_001, last));
	}

	@ParameterizedTest
	@EnumSource
	void quickHandlerThatWaitsForOnceDoesNotHoldUpWhoHasToldItSomething(Wait how) throws Exception {
		start();
		int waiting = (how != Wait.COMPUTE) ? this.many : Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
		List<CompletableFuture<Void>> all = new ArrayList<>();
		for (int i = 0; i < waiting; i++) {
			ActorRef<Quick> teller = quick("teller" + i);
			ActorRef<Quick> told = quick("told" + i);
			CompletableFuture<Void> done = new CompletableFuture<>();
			all.add(done);
			rally(teller, told, (context) -> {
				CountDownLatch served = new CountDownLatch(1);
				teller.tell(new Quick.Tell((other) -> served.countDown()));
				how.until(served);
				done.complete(null);
			});
		}
		CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(2 * LONG.toSeconds(), TimeUnit.SECONDS);
	}

	@ParameterizedTest
	@EnumSource
	void whoHasToldAHandlerSomethingCanBeStoppedAlthoughThatWaits(Wait how) throws Exception {
		start();
		ActorRef<Quick> teller = quick("teller");
		ActorRef<Quick> told = quick("told");
		CountDownLatch stopped = new CountDownLatch(1);
		CountDownLatch begun = new CountDownLatch(1);
		rally(teller, told, (context) -> {
			begun.countDown();
			how.until(stopped);
		});
		assertThat(begun.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
		try {
			this.system.stop(teller, new ExitReason.Shutdown()).get(LONG.toSeconds(), TimeUnit.SECONDS);
		}
		finally {
			stopped.countDown();
		}
	}

	@Test
	void whoHasToldAHandlerSomethingMayBeCalledByIt() throws Exception {
		start();
		ActorRef<Quick> teller = quick("teller");
		ActorRef<Quick> told = quick("told");
		for (int i = 0; i < 100; i++) {
			CompletableFuture<Quick.Where> where = new CompletableFuture<>();
			rally(teller, told, (context) -> where.complete(teller.call(new Quick.Look(), LONG)));
			where.get(LONG.toSeconds(), TimeUnit.SECONDS);
		}
	}

	@Test
	void actorOfAnotherSystemIsNotServedByThisOne() throws Exception {
		ClassLoader loader = Thread.currentThread().getContextClassLoader();
		start();
		ActorRef<Quick> sender = quick("sender");
		ActorSystem first = this.system;
		try {
			Thread.currentThread().setContextClassLoader(new ClassLoader(loader) {
			});
			start();
			ActorRef<Quick> receiver = quick("receiver");
			for (int i = 0; i < 1_000; i++) {
				CompletableFuture<ClassLoader> seen = new CompletableFuture<>();
				sender.call(new Quick.Pass(receiver,
						(context) -> seen.complete(Thread.currentThread().getContextClassLoader())));
				assertThat(seen.get(LONG.toSeconds(), TimeUnit.SECONDS))
					.isSameAs(Thread.currentThread().getContextClassLoader());
			}
		}
		finally {
			Thread.currentThread().setContextClassLoader(loader);
			first.close();
		}
	}

	@Test
	void handlersMayCallWhatTheyHaveWoken() {
		start();
		List<ActorRef<Quick>> chain = new ArrayList<>();
		for (int i = 0; i < this.many; i++) {
			chain.add(quick("link" + i));
		}
		assertThat(chain.getFirst().call(new Quick.Ask(chain.subList(1, chain.size())), LONG)).isEqualTo(this.many);
	}

	@Test
	void newcomerIsTakenForQuickIfThoseOfItsClassAre() {
		start();
		quick("first");
		AtomicInteger names = new AtomicInteger();
		await().atMost(LONG).until(() -> {
			ActorRef<Quick> fresh = this.system
				.spawn(ActorSpec.of("fresh" + names.incrementAndGet(), Quick.class, Quick::new));
			return fresh.call(new Quick.Look(), LONG).shared();
		});
	}

	@Test
	void newcomersWhoseConstructorsBlockAreAllStarted() throws Exception {
		start();
		quick("first");
		int actors = 50 * Runtime.getRuntime().availableProcessors();
		CountDownLatch begun = new CountDownLatch(actors);
		for (int i = 0; i < actors; i++) {
			this.system.spawn(ActorSpec.of("fresh" + i, Quick.class, (context) -> {
				begun.countDown();
				begun.await();
				return new Quick(context);
			}));
		}
		assertThat(begun.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void actorWhoseConstructorTakesLongKeepsNewcomersOffSharedThreads() {
		start();
		quick("first");
		AtomicInteger names = new AtomicInteger();
		await().atMost(LONG).until(() -> {
			CompletableFuture<Boolean> shared = new CompletableFuture<>();
			for (int i = 0; i < 2; i++) {
				this.system.spawn(ActorSpec.of("slow" + names.incrementAndGet(), Quick.class, (context) -> {
					Thread.sleep(5);
					shared.complete(Engine.serving() instanceof VirtualWorker);
					return new Quick(context);
				})).call(new Quick.Look(), LONG);
			}
			return !shared.get(LONG.toSeconds(), TimeUnit.SECONDS);
		});
	}

	@Test
	void quickActorThatCrashesIsRestartedByTheSameThread() {
		start();
		AtomicReference<Thread> made = new AtomicReference<>();
		this.system.supervisor("root")
			.start(SupervisorSpec.named("patient").intensity(1_000, Duration.ofSeconds(1)).build())
			.join();
		ActorRef<Quick> crashing = this.system.supervisor("patient")
			.start(ActorSpec.of("crashing", Quick.class, (context) -> {
				made.set(Thread.currentThread());
				return new Quick(context);
			}))
			.join();
		await().atMost(LONG).until(() -> {
			for (int i = 0; i < 100; i++) {
				crashing.call(new Quick.Look());
			}
			AtomicReference<Thread> crashed = new AtomicReference<>();
			crashing.tell(new Quick.Tell((context) -> {
				crashed.set(Thread.currentThread());
				throw new IllegalStateException("as asked");
			}));
			crashing.call(new Quick.Look(), LONG);
			return made.get() == crashed.get();
		});
	}

	@Test
	void quickActorsThatBlockAllAtOnceAreAllServed() throws Exception {
		start();
		int actors = 50 * Runtime.getRuntime().availableProcessors();
		List<ActorRef<Quick>> all = new ArrayList<>();
		for (int i = 0; i < actors; i++) {
			all.add(quick("actor" + i));
		}
		CountDownLatch served = new CountDownLatch(actors);
		for (ActorRef<Quick> each : all) {
			each.tell(new Quick.Tell((context) -> {
				served.countDown();
				served.await();
			}));
		}
		assertThat(served.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
	}

	@ParameterizedTest
	@EnumSource
	void quickHandlerThatWakesManyAndWaitsHoldsUpNoneOfThem(Wait how) throws Exception {
		start();
		ActorRef<Quick> sender = quick("sender");
		List<ActorRef<Quick>> receivers = new ArrayList<>();
		for (int i = 0; i < 3 * WokenStack.CAPACITY; i++) {
			receivers.add(this.system.spawn(ActorSpec.of("receiver" + i, Quick.class, Quick::new)));
		}
		for (int i = 0; i < 3; i++) {
			CountDownLatch served = new CountDownLatch(receivers.size());
			sender.call(new Quick.Do((context) -> {
				receivers.forEach((receiver) -> receiver.tell(new Quick.Tell((other) -> served.countDown())));
				if (how != Wait.COMPUTE || Runtime.getRuntime().availableProcessors() > 1) {
					how.until(served);
				}
			}), LONG);
			assertThat(served.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
		}
	}

	@Test
	void whatAHandlerHasWokenIsServedThoughThoseBehindItNeverEnd() throws Exception {
		start();
		AtomicBoolean over = new AtomicBoolean();
		List<ActorRef<Quick>> spinners = spinners();
		List<ActorRef<Quick>> woken = new ArrayList<>();
		for (int i = 0; i < WokenStack.CAPACITY; i++) {
			woken.add(this.system.spawn(ActorSpec.of("woken" + i, Quick.class, Quick::new)));
		}
		CountDownLatch served = new CountDownLatch(this.many * woken.size());
		for (int i = 0; i < this.many; i++) {
			ActorRef<Quick> next = spinners.get((i + 1) % this.many);
			spinners.get(i).tell(new Quick.Tell((context) -> {
				woken.forEach((each) -> each.tell(new Quick.Tell((other) -> served.countDown())));
				next.tell(new Quick.Spin(context.self(), over));
			}));
		}
		try {
			assertThat(served.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
		}
		finally {
			over.set(true);
		}
	}

	@Test
	void actorsThatKeepEachOtherBusyShutNeitherOthersNorOtherThreadsOut() throws Exception {
		start();
		List<ActorRef<Quick>> spinners = spinners();
		AtomicBoolean over = new AtomicBoolean();
		for (int i = 0; i < this.many; i++) {
			spinners.get(i).tell(new Quick.Spin(spinners.get((i + 1) % this.many), over));
		}
		nobodyIsShutOut(over);
	}

	@Test
	void actorsThatAnswerEachOtherForEverShutNeitherOthersNorOtherThreadsOut() throws Exception {
		start();
		List<ActorRef<Quick>> spinners = spinners();
		AtomicBoolean over = new AtomicBoolean();
		for (int i = 0; i < this.many; i += 2) {
			spinners.get(i).tell(new Quick.Spin(spinners.get(i + 1), over));
		}
		nobodyIsShutOut(over);
	}

	private void nobodyIsShutOut(AtomicBoolean over) throws InterruptedException {
		ActorRef<Quick> quick = this.system.spawn(ActorSpec.of("quick", Quick.class, Quick::new));
		for (int i = 0; i < 100; i++) {
			quick.call(new Quick.Look(), LONG);
			Thread virtual = Thread.startVirtualThread(() -> {
			});
			assertThat(virtual.join(LONG)).isTrue();
		}
		over.set(true);
	}

	@Test
	void actorThatIsAlwaysBusyLeavesItsThreadToOthers() {
		start();
		AtomicBoolean over = new AtomicBoolean();
		for (int i = 0; i < this.many; i++) {
			ActorRef<Quick> busy = quick("busy" + i);
			busy.tell(new Quick.Spin(busy, over));
		}
		ActorRef<Quick> quick = quick("quick");
		for (int i = 0; i < 100; i++) {
			quick.call(new Quick.Look(), LONG);
		}
		over.set(true);
	}

	/**
	 * Does at once what it is told.
	 */
	static class Quick {

		@FunctionalInterface
		interface Task {

			void run(ActorContext<Quick> context) throws InterruptedException;

		}

		record Where(Thread thread, boolean shared) {

		}

		record Look() implements Request<Quick, Where> {

		}

		record Pass(ActorRef<Quick> to, Task task) implements Request<Quick, Where> {

		}

		record Do(Task task) implements Request<Quick, Boolean> {

		}

		record Tell(Task task) implements Message<Quick> {

		}

		record Ask(List<ActorRef<Quick>> others) implements Request<Quick, Integer> {

		}

		record Rally(ActorRef<Quick> to, int left, Task last) implements Message<Quick> {

		}

		record Spin(ActorRef<Quick> to, AtomicBoolean over) implements Message<Quick> {

		}

		private final ActorContext<Quick> context;

		Quick(ActorContext<Quick> context) {
			this.context = context;
		}

		@Receive
		Where look(Look look) {
			return new Where(Thread.currentThread(), Engine.serving() instanceof VirtualWorker);
		}

		@Receive
		Where pass(Pass pass) {
			pass.to().tell(new Tell(pass.task()));
			return new Where(Thread.currentThread(), Engine.serving() instanceof VirtualWorker);
		}

		@Receive
		boolean act(Do order) throws InterruptedException {
			order.task().run(this.context);
			return true;
		}

		@Receive
		void tell(Tell order) throws InterruptedException {
			order.task().run(this.context);
		}

		@Receive
		int ask(Ask ask) {
			return ask.others().isEmpty() ? 1
					: 1 + ask.others().getFirst().call(new Ask(ask.others().subList(1, ask.others().size())), LONG);
		}

		@Receive
		void rally(Rally rally) throws InterruptedException {
			if (rally.left() > 0) {
				rally.to().tell(new Rally(this.context.self(), rally.left() - 1, rally.last()));
			}
			else {
				rally.last().run(this.context);
			}
		}

		@Receive
		void spin(Spin spin) {
			if (!spin.over().get()) {
				spin.to().tell(new Spin(this.context.self(), spin.over()));
			}
		}

	}

}
