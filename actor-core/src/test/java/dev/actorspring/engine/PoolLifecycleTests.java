package dev.actorspring.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorInBackoffException;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.ActorTerminatedException;
import dev.actorspring.Dispatcher;
import dev.actorspring.Event;
import dev.actorspring.Message;
import dev.actorspring.PoolSpec;
import dev.actorspring.Receive;
import dev.actorspring.Terminated;
import dev.actorspring.engine.Hand.Crash;
import dev.actorspring.engine.Hand.Hold;
import dev.actorspring.engine.Hand.Note;
import dev.actorspring.engine.Hand.Promise;
import dev.actorspring.engine.Hand.WhoAreYou;
import dev.actorspring.supervision.ChildState;
import dev.actorspring.supervision.RestartStrategy;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorPool;
import dev.actorspring.system.ActorStartException;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.NodeSnapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * How pools start and end, and what is around them.
 */
class PoolLifecycleTests extends SystemTest {

	private final Hand.Log log = new Hand.Log();

	private ActorPool pool;

	private ActorRef<Hand> start(PoolSpec spec) {
		start((builder) -> builder.actor(Hand.spec(this.log, spec)).actor(Doer.spec()));
		this.pool = this.system.pool("hands");
		return this.system.actor(Hand.class);
	}

	private CompletableFuture<Object> hold(ActorRef<Hand> hands) {
		CompletableFuture<Object> gate = new CompletableFuture<>();
		int before = this.pool.busy();
		hands.tell(new Hold("hold", gate));
		await().until(() -> this.pool.busy() == before + 1);
		return gate;
	}

	@ParameterizedTest
	@EnumSource
	void worksOnEachDispatcher(Dispatcher dispatcher) {
		start((builder) -> builder.actor(Hand.spec(this.log, PoolSpec.of(2)).withDispatcher(dispatcher)));
		ActorRef<Hand> hands = this.system.actor(Hand.class);
		List<CompletableFuture<String>> replies = new ArrayList<>();
		for (int i = 0; i < 5_000; i++) {
			CompletableFuture<String> reply = this.system.lend(() -> hands.ask(new WhoAreYou(), Duration.ofMinutes(1)));
			replies.add(reply);
			if (i % 500 == 0) {
				reply.join();
			}
		}
		assertThat(replies).allSatisfy((reply) -> assertThat(reply.join()).startsWith("hands/"));
		assertThat(this.system.pool("hands").busy()).isBetween(0, 2);
	}

	@Test
	void messagesBeforeTheStartWaitForIt() {
		this.system = ActorSystem.builder().actor(Hand.spec(this.log, PoolSpec.of(2))).build();
		ActorRef<Hand> hands = this.system.actor(Hand.class);
		hands.tell(new Note("early"));
		assertThat(this.system.pool("hands").depth()).isOne();
		this.system.start();
		await().until(() -> this.log.begun().contains("early"));
	}

	@Test
	void startFailsIfAWorkerCannotBeStarted() {
		AtomicInteger made = new AtomicInteger();
		ActorSpec<Hand> spec = ActorSpec.of("hands", Hand.class, (context) -> {
			if (made.incrementAndGet() == 2) {
				throw new IllegalStateException("no tools");
			}
			return new Hand(context, this.log);
		}).withPool(PoolSpec.of(3));
		assertThatExceptionOfType(ActorStartException.class).isThrownBy(() -> start((builder) -> builder.actor(spec)))
			.withMessageContaining("hands")
			.havingRootCause()
			.withMessage("no tools");
		assertThat(this.system.isRunning()).isFalse();
		assertThat(events(ActorEvent.Restarted.class)).isEmpty();
	}

	@Test
	void requestsAreRefusedWhileAllWorkersAreInBackoff() {
		AtomicBoolean broken = new AtomicBoolean();
		ActorSpec<Hand> spec = ActorSpec.of("hands", Hand.class, (context) -> {
			if (broken.get()) {
				throw new IllegalStateException("no tools");
			}
			return new Hand(context, this.log);
		}).withPool(PoolSpec.of(2));
		start((builder) -> builder.timeSource(this.time).actor(spec));
		ActorRef<Hand> hands = this.system.actor(Hand.class);
		this.pool = this.system.pool("hands");
		broken.set(true);
		hands.tell(new Crash());
		await().until(() -> states().contains(ChildState.BACKOFF));
		assertThat(hands.call(new WhoAreYou())).as("the other goes on").startsWith("hands/");
		hands.tell(new Crash());
		await().until(() -> states().equals(List.of(ChildState.BACKOFF, ChildState.BACKOFF)));
		assertThat(this.pool.away()).isEqualTo(2);
		hands.tell(new Note("waits"));
		assertThat(failure(hands.ask(new WhoAreYou()))).isInstanceOf(ActorInBackoffException.class)
			.hasMessageStartingWith("hands refused WhoAreYou: it is under hands/");
		broken.set(false);
		await().until(() -> {
			this.time.advance(Duration.ofSeconds(1));
			return this.log.begun().contains("waits");
		});
	}

	private List<ChildState> states() {
		NodeSnapshot.Pool snapshot = (NodeSnapshot.Pool) this.system.find("hands").orElseThrow();
		return snapshot.children().stream().map(NodeSnapshot::state).toList();
	}

	@Test
	void siblingsThatAreRestartedTogetherCountThePoolAsOneAndKeepItsQueue() {
		start((builder) -> builder.actor(Hand.spec(this.log, PoolSpec.of(2)))
			.actor(Doer.spec())
			.supervisor(SupervisorSpec.named("group")
				.strategy(RestartStrategy.ONE_FOR_ALL)
				.children(Hand.class, Doer.class)
				.build()));
		ActorRef<Hand> hands = this.system.actor(Hand.class);
		this.pool = this.system.pool("hands");
		this.pool.resize(3);
		List<CompletableFuture<Object>> gates = List.of(hold(hands), hold(hands), hold(hands));
		for (int i = 0; i < 20; i++) {
			hands.tell(new Note("n" + i));
		}
		this.system.actor(Doer.class).tell(new Doer.Tell((context) -> {
			throw new IllegalStateException("falls over");
		}));
		await().until(() -> states(this.system).contains(ChildState.RESTARTING));
		gates.forEach((gate) -> gate.complete(null));
		await().until(() -> this.log.begun().size() == 23);
		assertThat(this.log.begun()).filteredOn((name) -> name.startsWith("n")).doesNotHaveDuplicates();
		assertThat(this.pool.size()).as("as it was set").isEqualTo(3);
		await().until(() -> this.system.gauges().iterator().next().active() == 3);
	}

	private static List<ChildState> states(ActorSystem system) {
		return ((NodeSnapshot.Supervisor) system.find("group").orElseThrow()).children()
			.stream()
			.map(NodeSnapshot::state)
			.toList();
	}

	@Test
	void whatWaitsFailsAtOnceWhenThePoolIsTerminated() {
		ActorRef<Hand> hands = start(PoolSpec.of(1));
		CompletableFuture<Object> gate = hold(hands);
		CompletableFuture<String> waiting = hands.ask(new WhoAreYou());
		hands.tell(new Note("lost"));
		SpawnedActors workers = ((PoolView) this.pool).pool().front().incarnation().spawned();
		CompletableFuture<Void> terminated = this.system.operations("hands").orElseThrow().terminate();
		await().until(workers::isStopping);
		gate.complete(null);
		terminated.join();
		assertThat(failure(waiting)).isInstanceOf(ActorTerminatedException.class);
		assertThat(events(ActorEvent.DeadLetter.class)).extracting(ActorEvent.DeadLetter::message)
			.containsExactly(new Note("lost"));
		this.system.operations("hands").orElseThrow().start().join();
		assertThat(hands.call(new WhoAreYou())).startsWith("hands/");
	}

	@Test
	void workerThatIsTerminatedIsReplaced() {
		ActorRef<Hand> hands = start(PoolSpec.of(2));
		this.system.operations("hands/2").orElseThrow().terminate().join();
		await().until(() -> this.system.gauges().iterator().next().active() == 2);
		this.system.operations("hands/1").orElseThrow().restart().join();
		await().until(() -> this.system.gauges().iterator().next().active() == 2);
		List<CompletableFuture<Object>> gates = List.of(hold(hands), hold(hands));
		gates.forEach((gate) -> gate.complete(null));
	}

	@Test
	void workerThatOwesAReplyIsNotTakenAwayBefore() {
		ActorRef<Hand> hands = start(PoolSpec.of(2));
		CompletableFuture<String> first = new CompletableFuture<>();
		CompletableFuture<String> second = new CompletableFuture<>();
		List<CompletableFuture<String>> replies = List.of(hands.ask(new Promise(first)),
				hands.ask(new Promise(second)));
		await().until(() -> this.pool.depth() == 0 && this.pool.busy() == 0);
		this.pool.resize(1);
		first.complete("one");
		second.complete("two");
		assertThat(replies).allSatisfy((reply) -> assertThat(reply.get()).isIn("one", "two"));
		await().until(() -> this.system.gauges().iterator().next().active() == 1);
	}

	@Test
	void watcherHearsOfTheEndOfThePoolAndNotOfCrashesOfWorkers() {
		ActorRef<Hand> hands = start(PoolSpec.of(2));
		List<Object> heard = new CopyOnWriteArrayList<>();
		ActorRef<Watching> watching = this.system.spawn(ActorSpec.of("watching", Watching.class, (context) -> {
			context.watch(hands);
			return new Watching(heard);
		}));
		watching.tell(new Ping());
		await().until(() -> heard.size() == 1);
		hands.tell(new Crash());
		await().until(() -> events(ActorEvent.Restarted.class).size() == 1);
		this.system.operations("hands").orElseThrow().terminate().join();
		await().until(() -> heard.size() == 2);
		assertThat(((Terminated) heard.get(1)).actor().path()).isEqualTo("hands");
	}

	record Ping() implements Message<Watching> {

	}

	static class Watching {

		private final List<Object> heard;

		Watching(List<Object> heard) {
			this.heard = heard;
		}

		@Receive
		void ping(Ping ping) {
			this.heard.add(ping);
		}

		@Receive
		void terminated(Terminated terminated) {
			this.heard.add(terminated);
		}

	}

	@Test
	void eventIsHandledByOneWorkerAndABroadcastToTheirGroupByEach() {
		List<String> heard = new CopyOnWriteArrayList<>();
		start((builder) -> builder.actor(ActorSpec.of("members", Member.class, (context) -> {
			context.join(this.system.group("all", Member.class));
			return new Member(context, heard);
		}).withPool(PoolSpec.of(3))));
		this.system.topic(Happened.class).publish(new Happened());
		await().until(() -> heard.size() == 1);
		assertThat(this.system.topics()).first()
			.satisfies((topic) -> assertThat(topic.subscribers()).first()
				.satisfies((subscriber) -> assertThat(subscriber.active()).isOne()));
		this.system.group("all", Member.class).broadcast(new Flush());
		await().until(() -> heard.size() == 4);
		assertThat(heard.subList(1, 4)).containsExactlyInAnyOrder("members/1 flush", "members/2 flush",
				"members/3 flush");
	}

	record Happened() implements Event {

	}

	record Flush() implements Message<Member> {

	}

	static class Member {

		private final ActorContext<Member> context;

		private final List<String> heard;

		Member(ActorContext<Member> context, List<String> heard) {
			this.context = context;
			this.heard = heard;
		}

		@Receive
		void happened(Happened event) {
			this.heard.add(this.context.path() + " event");
		}

		@Receive
		void flush(Flush flush) {
			this.heard.add(this.context.path() + " flush");
		}

	}

	@Test
	void snapshotShowsTheWorkersAndSumsThemUp() {
		ActorRef<Hand> hands = start(PoolSpec.of(2).withMaxSize(4));
		CompletableFuture<Object> gate = hold(hands);
		hands.tell(new Crash());
		await().until(() -> events(ActorEvent.Restarted.class).size() == 1);
		NodeSnapshot.Pool snapshot = (NodeSnapshot.Pool) this.system.find("hands").orElseThrow();
		assertThat(snapshot.size()).isEqualTo(2);
		assertThat(snapshot.busy()).isOne();
		assertThat(snapshot.away()).isZero();
		assertThat(snapshot.restarts()).isOne();
		assertThat(snapshot.handled()).isEqualTo(2);
		assertThat(snapshot.spec().maxSize()).isEqualTo(4);
		assertThat(snapshot.lastFailure()).hasMessage("dropped it");
		assertThat(snapshot.children()).extracting(NodeSnapshot::path).containsExactlyInAnyOrder("hands/1", "hands/2");
		assertThat(snapshot.children()).extracting((child) -> ((NodeSnapshot.Actor) child).handling())
			.containsOnlyOnce("Hold");
		gate.complete(null);
	}

	@Test
	void poolsAreFoundByNameAndActorsThatAreNoneAreNot() {
		start(PoolSpec.of(1));
		assertThat(this.system.pools()).containsExactly(this.pool);
		assertThat(this.pool.name()).isEqualTo("hands");
		assertThatIllegalArgumentException().isThrownBy(() -> this.system.pool("doer"))
			.withMessage("'doer' is no pool, but one actor");
		assertThatIllegalArgumentException().isThrownBy(() -> this.system.pool("nobody"))
			.withMessageStartingWith("There is no actor 'nobody'");
		assertThatIllegalArgumentException().isThrownBy(() -> this.pool.resize(0))
			.withMessage("The size of the pool hands cannot be 0, only 1 to 10000");
	}

	@Test
	void poolMayBeSpawned() {
		start(PoolSpec.of(1));
		ActorRef<Hand> spawned = this.system.spawn(Hand.spec(this.log, PoolSpec.of(2)));
		assertThat(spawned.call(new WhoAreYou())).matches("hands/[12]");
	}

}
