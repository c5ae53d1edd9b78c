package dev.actorspring.engine;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.ActorTerminatedException;
import dev.actorspring.ExitReason;
import dev.actorspring.Exited;
import dev.actorspring.Handling;
import dev.actorspring.PoolSpec;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.engine.Hand.Hold;
import dev.actorspring.engine.Hand.Note;
import dev.actorspring.engine.Hand.WhoAreYou;
import dev.actorspring.supervision.ChildException;
import dev.actorspring.supervision.ChildState;
import dev.actorspring.supervision.Supervisor;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorPool;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What others do to a pool as a whole: it is one actor to whoever kills, stops, disables
 * it or is linked with it.
 */
class PoolFromOutsideTests extends SystemTest {

	private static final Duration LONG = Duration.ofDays(1);

	private final Hand.Log log = new Hand.Log();

	private ActorPool pool;

	private ActorRef<Hand> startGroup() {
		start((builder) -> builder.timeSource(this.time)
			.actor(Hand.spec(this.log, PoolSpec.of(2)).withShutdownTimeout(LONG))
			.actor(Doer.spec())
			.supervisor(SupervisorSpec.named("group").children(Hand.class, Doer.class).build()));
		this.pool = this.system.pool("hands");
		return this.system.actor(Hand.class);
	}

	private CompletableFuture<String> hold(ActorRef<Hand> hands, CompletableFuture<?> gate) {
		int before = this.pool.busy();
		CompletableFuture<String> reply = hands.ask(new Hold("hold", gate), LONG);
		await().until(() -> this.pool.busy() == before + 1);
		return reply;
	}

	private void advanceUntil(CompletableFuture<?> done) {
		await().until(() -> {
			this.time.advance(Duration.ofMillis(100));
			return done.isDone();
		});
	}

	private Supervisor group() {
		return this.system.supervisor("group");
	}

	private ExitReason reasonOfRestart() {
		await().until(() -> restarts("group/hands").size() == 1);
		return restarts("group/hands").get(0).restart().reason();
	}

	private List<ActorEvent.Restarted> restarts(String path) {
		return events(ActorEvent.Restarted.class).stream()
			.filter((restarted) -> restarted.path().equals(path))
			.toList();
	}

	@Test
	void killInterruptsTheWorkersAtOnceAndWhatWaitsStays() {
		ActorRef<Hand> hands = startGroup();
		List<CompletableFuture<String>> held = List.of(hold(hands, new InterruptibleGate()),
				hold(hands, new InterruptibleGate()));
		hands.tell(new Note("waits"));
		CompletableFuture<String> waiting = hands.ask(new WhoAreYou(), LONG);
		CompletableFuture<Void> killed = this.system.kill(hands);
		advanceUntil(killed);
		assertThat(held)
			.allSatisfy((reply) -> assertThat(failure(reply)).isInstanceOfSatisfying(ActorTerminatedException.class,
					(ended) -> assertThat(ended.getHandling()).isEqualTo(Handling.UNKNOWN)));
		assertThat(waiting).succeedsWithin(Duration.ofSeconds(20)).asString().startsWith("group/hands/");
		await().until(() -> this.log.begun().contains("waits"));
		assertThat(reasonOfRestart()).isEqualTo(new ExitReason.Killed());
		assertThat(events(ActorEvent.Restarted.class)).as("no worker for itself").hasSize(1);
		assertThat(events(ActorEvent.Abandoned.class)).isEmpty();
	}

	@Test
	void killAbandonsAWorkerThatDoesNotHeedTheInterrupt() {
		ActorRef<Hand> hands = startGroup();
		CompletableFuture<Object> gate = new CompletableFuture<>();
		// Joins it, which is not interrupted.
		CompletableFuture<String> held = hold(hands, gate);
		CompletableFuture<Void> killed = this.system.operations("group/hands").orElseThrow().kill();
		advanceUntil(killed);
		assertThat(failure(held)).isInstanceOf(ActorTerminatedException.class);
		assertThat(events(ActorEvent.Abandoned.class)).singleElement()
			.satisfies((abandoned) -> assertThat(abandoned.path()).matches("group/hands/[12]"));
		assertThat(reasonOfRestart()).isEqualTo(new ExitReason.Killed());
		assertThat(hands.call(new WhoAreYou())).startsWith("group/hands/");
		gate.complete(null);
		await().until(() -> this.pool.busy() == 0);
	}

	@Test
	void killOfAPoolThatIsStoppingShortensThat() {
		ActorRef<Hand> hands = startGroup();
		CompletableFuture<String> held = hold(hands, new InterruptibleGate());
		SpawnedActors workers = ((PoolView) this.pool).pool().front().incarnation().spawned();
		CompletableFuture<Void> stopped = this.system.stop(hands, new ExitReason.Normal());
		await().until(workers::isStopping);
		this.time.advance(Duration.ofHours(1));
		assertThat(stopped).isNotDone();
		CompletableFuture<Void> killed = this.system.kill(hands);
		advanceUntil(killed);
		advanceUntil(stopped);
		assertThat(failure(held)).isInstanceOf(ActorTerminatedException.class);
		assertThat(hands.call(new WhoAreYou())).startsWith("group/hands/");
	}

	@Test
	void killOfAWorkerRestartsThatOne() {
		ActorRef<Hand> hands = startGroup();
		CompletableFuture<String> held = hold(hands, new InterruptibleGate());
		String path = this.system.find("group/hands").orElseThrow().path() + "/"
				+ ((PoolView) this.pool).pool()
					.workers()
					.stream()
					.filter((each) -> each.busy)
					.findFirst()
					.orElseThrow()
					.cell()
					.name();
		CompletableFuture<Void> killed = this.system.operations(path).orElseThrow().kill();
		advanceUntil(killed);
		assertThat(failure(held)).isInstanceOf(ActorTerminatedException.class);
		await().until(() -> restarts(path).size() == 1);
		assertThat(restarts("group/hands")).isEmpty();
	}

	@Test
	void stopWithAReasonLetsTheWorkersComeToTheirEndAndKeepsTheQueue() {
		ActorRef<Hand> hands = startGroup();
		CompletableFuture<Object> gate = new CompletableFuture<>();
		CompletableFuture<String> held = hold(hands, gate);
		CompletableFuture<String> other = hold(hands, gate);
		CompletableFuture<String> waiting = hands.ask(new WhoAreYou(), LONG);
		ExitReason reason = new ExitReason.Error(new IllegalStateException("enough"));
		SpawnedActors workers = ((PoolView) this.pool).pool().front().incarnation().spawned();
		CompletableFuture<Void> stopped = this.system.stop(hands, reason);
		await().until(workers::isStopping);
		this.time.advance(Duration.ofHours(1));
		assertThat(stopped).as("the workers have a day").isNotDone();
		gate.complete(null);
		stopped.join();
		assertThat(List.of(held.join(), other.join())).containsExactlyInAnyOrder("group/hands/1", "group/hands/2");
		assertThat(waiting).succeedsWithin(Duration.ofSeconds(20)).asString().startsWith("group/hands/");
		assertThat(reasonOfRestart()).isEqualTo(reason);
	}

	@Test
	void whoIsLinkedWithAPoolEndsWithItAndNotWithOneOfItsWorkers() {
		ActorRef<Hand> hands = startGroup();
		ActorRef<Doer> doer = this.system.actor(Doer.class);
		doer.call(new Doer.Do((context) -> {
			context.link(hands);
			return 0;
		}));
		hands.call(new WhoAreYou());
		hands.tell(new Hand.Crash());
		await().until(() -> events(ActorEvent.Restarted.class).size() == 1);
		assertThat(doer.call(new Doer.Do((context) -> context.incarnation()))).isEqualTo(1);
		advanceUntil(this.system.kill(hands));
		await().until(() -> restarts("group/doer").size() == 1);
		assertThat(restarts("group/doer").get(0).restart().reason())
			.isEqualTo(new ExitReason.Linked("group/hands", new ExitReason.Killed()));
	}

	@Test
	void poolEndsWithWhomItIsLinkedWithAndKeepsItsQueue() {
		ActorRef<Hand> hands = startGroup();
		ActorRef<Doer> doer = this.system.actor(Doer.class);
		doer.call(new Doer.Do((context) -> {
			context.link(hands);
			return 0;
		}));
		CompletableFuture<Object> gate = new CompletableFuture<>();
		List<CompletableFuture<String>> held = List.of(hold(hands, gate), hold(hands, gate));
		CompletableFuture<String> waiting = hands.ask(new WhoAreYou(), LONG);
		SpawnedActors workers = ((PoolView) this.pool).pool().front().incarnation().spawned();
		doer.tell(new Doer.Tell((context) -> {
			throw new IllegalStateException("falls over");
		}));
		await().until(workers::isStopping);
		gate.complete(null);
		assertThat(held).allSatisfy((reply) -> assertThat(reply.get()).startsWith("group/hands/"));
		assertThat(waiting).succeedsWithin(Duration.ofSeconds(20)).asString().startsWith("group/hands/");
		assertThat(reasonOfRestart()).isInstanceOfSatisfying(ExitReason.Linked.class,
				(linked) -> assertThat(linked.actor()).isEqualTo("group/doer"));
	}

	@Test
	void exitThatAPoolTrapsIsHandledByOneWorker() {
		List<String> trapped = new CopyOnWriteArrayList<>();
		start((builder) -> builder.timeSource(this.time)
			.actor(Doer.spec())
			.actor(ActorSpec.of("trappers", Trapper.class, (context) -> new Trapper(context, trapped))
				.withPool(PoolSpec.of(2))));
		ActorRef<Trapper> trappers = this.system.actor(Trapper.class);
		this.system.actor(Doer.class).call(new Doer.Do((context) -> {
			context.link(trappers);
			return 0;
		}));
		trappers.call(new Trapper.Ping());
		advanceUntil(this.system.kill(this.system.actor(Doer.class)));
		await().until(() -> !trapped.isEmpty());
		assertThat(trapped).singleElement().asString().matches("trappers/[12] of doer");
		assertThat(restarts("trappers")).isEmpty();
	}

	static class Trapper {

		record Ping() implements Request<Trapper, Integer> {

		}

		private final ActorContext<Trapper> context;

		private final List<String> trapped;

		Trapper(ActorContext<Trapper> context, List<String> trapped) {
			this.context = context;
			this.trapped = trapped;
		}

		@Receive
		int ping(Ping ping) {
			return 0;
		}

		@Receive
		void exited(Exited exited) {
			this.trapped.add(this.context.path() + " of " + exited.actor().path());
		}

	}

	@Test
	void poolThatIsDisabledStaysStoppedUntilItIsEnabled() {
		ActorRef<Hand> hands = startGroup();
		this.pool.resize(3);
		hands.call(new WhoAreYou());
		assertThat(group().disable("hands").join().state()).isEqualTo(ChildState.DISABLED);
		assertThat(((PoolView) this.pool).pool().workers()).isEmpty();
		assertThat(this.pool.busy()).isZero();
		assertThat(failure(hands.ask(new WhoAreYou()))).isInstanceOf(ActorTerminatedException.class);
		assertThat(failure(group().restart("hands"))).isInstanceOf(ChildException.class);
		assertThat(group().enable("hands").join().state()).isEqualTo(ChildState.RUNNING);
		assertThat(hands.call(new WhoAreYou())).startsWith("group/hands/");
		await().until(() -> ((PoolView) this.pool).running() == this.pool.size());
	}

	@Test
	void killedPoolThatWasSpawnedIsRestarted() {
		startGroup();
		ActorRef<Hand> hands = this.system.spawn(
				ActorSpec.of("spawned", Hand.class, (context) -> new Hand(context, this.log)).withPool(PoolSpec.of(2)));
		assertThat(hands.call(new WhoAreYou())).startsWith("spawned/");
		advanceUntil(this.system.kill(hands));
		assertThat(hands.call(new WhoAreYou())).startsWith("spawned/");
		await().until(() -> restarts("spawned").size() == 1);
	}

	/** Whoever joins it is interrupted. */
	private static final class InterruptibleGate extends CompletableFuture<Object> {

		@Override
		public Object join() {
			try {
				return get();
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}
