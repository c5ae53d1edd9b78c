package dev.actorspring.engine;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.ActorTerminatedException;
import dev.actorspring.RestartType;
import dev.actorspring.supervision.ChildException;
import dev.actorspring.supervision.ChildState;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorGauge;
import dev.actorspring.system.ActorStartException;
import dev.actorspring.system.NodeOperations;
import dev.actorspring.system.NodeSnapshot;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What an operator can do to a node.
 */
class OperationsTests extends SystemTest {

	@Test
	void restart_ofAChild_isANewIncarnationAndCountsAsNoRestart() {
		ActorRef<Counter> counter = startCounter();
		counter.tell(new Counter.Add(5));
		counter.call(new Counter.Get());
		operations("counter").restart().join();
		assertThat(counter.call(new Counter.Get())).isZero();
		assertThat(counter.call(new Counter.GetIncarnation())).isEqualTo(2);
		assertThat(actor("counter").restarts()).isZero();
		assertThat(events(ActorEvent.Restarted.class)).isEmpty();
	}

	@Test
	void restart_ofAChild_keepsItsMessages() throws Exception {
		ActorRef<Counter> counter = startCounter();
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		counter.ask(new Counter.Block(entered, release));
		entered.await();
		CompletableFuture<Integer> waiting = counter.ask(new Counter.GetIncarnation());
		CompletableFuture<Void> restart = operations("counter").restart();
		await().until(() -> actor("counter").state() == ChildState.STOPPED);
		CompletableFuture<Integer> later = counter.ask(new Counter.GetIncarnation());
		release.countDown();
		restart.join();
		assertThat(waiting.join()).isEqualTo(2);
		assertThat(later.join()).isEqualTo(2);
		assertThat(events(ActorEvent.DeadLetter.class)).isEmpty();
	}

	@Test
	void restart_ofASupervisor_keepsTheMessagesOfThoseBelow() throws Exception {
		start((builder) -> builder.supervisor(SupervisorSpec.named("group").child(counter("counter")).build()));
		ActorRef<Counter> counter = this.system.actor(Counter.class);
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		counter.ask(new Counter.Block(entered, release));
		entered.await();
		CompletableFuture<Integer> waiting = counter.ask(new Counter.GetIncarnation());
		CompletableFuture<Void> restart = operations("group").restart();
		await().until(() -> actor("group/counter").state() == ChildState.STOPPED);
		release.countDown();
		restart.join();
		assertThat(waiting.join()).isEqualTo(2);
	}

	@Test
	void restart_ofAChildThatDoesNotStart_leavesNothingWaiting() throws Exception {
		start((builder) -> builder.actor(ActorSpec.of("fragile", Counter.class, (context) -> {
			if (context.incarnation() > 1) {
				throw new IllegalStateException("Broken");
			}
			return new Counter(context);
		})));
		ActorRef<Counter> fragile = this.system.actor(Counter.class);
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		fragile.ask(new Counter.Block(entered, release));
		entered.await();
		CompletableFuture<Integer> waiting = fragile.ask(new Counter.Get());
		CompletableFuture<Void> restart = operations("fragile").restart();
		await().until(() -> actor("fragile").state() == ChildState.STOPPED);
		release.countDown();
		assertThat(failure(restart)).isInstanceOf(ActorStartException.class);
		assertThat(failure(waiting)).isInstanceOf(ActorTerminatedException.class);
		assertThat(failure(fragile.ask(new Counter.Get()))).isInstanceOf(ActorTerminatedException.class);
		assertThat(actor("fragile").state()).isEqualTo(ChildState.STOPPED);
	}

	@Test
	void restart_ofAChildInBackoff_triesAtOnce() {
		CountDownLatch mended = new CountDownLatch(1);
		start((builder) -> builder.timeSource(this.time).actor(ActorSpec.of("fragile", Counter.class, (context) -> {
			if (context.incarnation() > 1 && mended.getCount() > 0) {
				throw new IllegalStateException("Still broken");
			}
			return new Counter(context);
		})));
		ActorRef<Counter> fragile = this.system.actor(Counter.class);
		failure(fragile.ask(new Counter.Crash("first")));
		await().until(() -> actor("fragile").state() == ChildState.BACKOFF);
		mended.countDown();
		operations("fragile").restart().join();
		assertThat(fragile.call(new Counter.Get())).isZero();
	}

	@Test
	void restart_ofWhatIsForgottenWhenItIsTerminated_changesNothing() {
		start((builder) -> builder.actor(counter("counter").withRestart(RestartType.TEMPORARY)));
		assertThat(failure(operations("counter").restart())).isInstanceOf(IllegalStateException.class)
			.hasMessageContaining("counter is forgotten");
		assertThat(this.system.actor(Counter.class).call(new Counter.GetIncarnation())).isEqualTo(1);
	}

	@Test
	void terminateAndStart_ofAChild() {
		ActorRef<Counter> counter = startCounter();
		assertThat(failure(operations("counter").start())).isInstanceOfSatisfying(ChildException.class,
				(ex) -> assertThat(ex.getReason()).isEqualTo(ChildException.Reason.RUNNING));
		operations("counter").terminate().join();
		assertThat(actor("counter").state()).isEqualTo(ChildState.STOPPED);
		assertThat(actor("counter").uptime()).isNull();
		assertThat(failure(counter.ask(new Counter.Get()))).isInstanceOf(ActorTerminatedException.class);
		operations("counter").start().join();
		assertThat(counter.call(new Counter.Get())).isZero();
	}

	@Test
	void restart_ofASupervisor_restartsAllBelow() {
		start((builder) -> builder.supervisor(SupervisorSpec.named("group").child(counter("counter")).build()));
		operations("group").restart().join();
		assertThat(this.system.actor(Counter.class).call(new Counter.GetIncarnation())).isEqualTo(2);
	}

	@Test
	void passivate_ofAChild_isRefused() {
		startCounter();
		assertThat(failure(operations("counter").passivate())).isInstanceOf(IllegalStateException.class)
			.hasMessageContaining("counter is not a keyed actor");
	}

	@Test
	void restart_ofAKey_keepsItsMessages() throws Exception {
		ActorRef<Counter> key = startFamily();
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		key.ask(new Counter.Block(entered, release));
		entered.await();
		CompletableFuture<Integer> waiting = key.ask(new Counter.GetIncarnation());
		CompletableFuture<Void> restart = operations("family/a").restart();
		release.countDown();
		restart.join();
		assertThat(waiting.join()).isEqualTo(2);
		assertThat(actor("family/a").restarts()).isZero();
	}

	@Test
	void restart_ofAKeyInBackoff_triesAtOnceAndCountsAsNoRestart() {
		CountDownLatch mended = new CountDownLatch(1);
		start((builder) -> builder.timeSource(this.time).actor(ActorSpec.keyed("family", Counter.class, (context) -> {
			if (context.incarnation() > 1 && mended.getCount() > 0) {
				throw new IllegalStateException("Still broken");
			}
			return new Counter(context);
		})));
		ActorRef<Counter> key = this.system.keyed(Counter.class).get("a");
		failure(key.ask(new Counter.Crash("first")));
		await().until(() -> actor("family/a").state() == ChildState.BACKOFF);
		mended.countDown();
		operations("family/a").restart().join();
		assertThat(key.call(new Counter.Get())).isZero();
		assertThat(actor("family/a").state()).isEqualTo(ChildState.RUNNING);
		assertThat(actor("family/a").restarts()).isZero();
		assertThat(events(ActorEvent.Restarted.class)).isEmpty();
		assertThat(this.system.gauges()).singleElement().extracting(ActorGauge::away).isEqualTo(0);
	}

	@Test
	void terminate_ofAKey_letsTheNextMessageActivateIt() {
		ActorRef<Counter> key = startFamily();
		key.tell(new Counter.Add(3));
		key.call(new Counter.Get());
		operations("family/a").terminate().join();
		assertThat(this.system.find("family/a")).isEmpty();
		assertThat(this.system.operations("family/a")).isEmpty();
		assertThat(key.call(new Counter.Get())).isZero();
	}

	@Test
	void passivate_ofAKey_waitsUntilItIsGone() {
		startFamily().call(new Counter.Get());
		operations("family/a").passivate().join();
		assertThat(this.system.find("family/a")).isEmpty();
	}

	@Test
	void passivate_ofAKeyWithMessages_isRefused() throws Exception {
		ActorRef<Counter> key = startFamily();
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		key.ask(new Counter.Block(entered, release));
		entered.await();
		key.tell(new Counter.Add(1));
		CompletableFuture<Void> passivated = operations("family/a").passivate();
		release.countDown();
		// The signal goes before the message that waits.
		assertThat(failure(passivated)).isInstanceOf(IllegalStateException.class)
			.hasMessageContaining("family/a has something to do");
		assertThat(key.call(new Counter.Get())).isEqualTo(1);
	}

	@Test
	void start_ofARunningKey_isRefused() {
		startFamily().call(new Counter.Get());
		assertThat(failure(operations("family/a").start())).isInstanceOf(IllegalStateException.class)
			.hasMessageContaining("family/a is running");
	}

	@Test
	void restart_ofASpawnedActor() {
		startCounter();
		ActorRef<Counter> spawned = this.system.spawn(counter("spawned"));
		spawned.tell(new Counter.Add(1));
		spawned.call(new Counter.Get());
		operations("spawned").restart().join();
		assertThat(spawned.call(new Counter.Get())).isZero();
		operations("spawned").terminate().join();
		assertThat(this.system.find("spawned")).isEmpty();
	}

	@Test
	void operationsOfNobody_areEmptyAndCreateNothing() {
		startFamily();
		assertThat(this.system.operations("family/b")).isEmpty();
		assertThat(this.system.operations("nobody")).isEmpty();
		assertThat(this.system.operations("")).isEmpty();
		assertThat(this.system.keys("family", null, 10)).isEmpty();
	}

	private ActorRef<Counter> startFamily() {
		start((builder) -> builder
			.actor(ActorSpec.keyed("family", Counter.class, Counter::new).withPassivateAfter(Duration.ZERO)));
		return this.system.keyed(Counter.class).get("a");
	}

	private NodeOperations operations(String path) {
		return this.system.operations(path).orElseThrow();
	}

	private NodeSnapshot.Actor actor(String path) {
		return (NodeSnapshot.Actor) this.system.find(path).orElseThrow();
	}

}
