package dev.actorspring.engine;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.KeyedActors;
import dev.actorspring.MailboxSpec;
import dev.actorspring.Message;
import dev.actorspring.Overflow;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.supervision.ChildState;
import dev.actorspring.supervision.GiveUp;
import dev.actorspring.supervision.Restart;
import dev.actorspring.supervision.RestartStrategy;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorGauge;
import dev.actorspring.system.NodeSnapshot;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The numbers that operators see, compared with what has really happened.
 */
class ObservedNumbersTests extends SystemTest {

	private final CountDownLatch release = new CountDownLatch(1);

	@Test
	void handled_countsWhatWasTakenAcrossIncarnations() {
		ActorRef<Counter> counter = startCounter();
		counter.tell(new Counter.Add(1));
		failure(counter.ask(new Counter.Crash("once")));
		counter.call(new Counter.Get());
		assertThat(actor("counter").handled()).isEqualTo(3);
		await().until(() -> actor("counter").restarts() == 1);
		assertThat(actor("counter").handlingTime()).isPositive();
	}

	@Test
	void handled_leavesOutWhatWasDropped() throws Exception {
		start((builder) -> builder.actor(counter("counter")
			.withMailbox(MailboxSpec.DEFAULT.withCapacity(2).withOverflow(Overflow.DROP_OLDEST))));
		ActorRef<Counter> counter = this.system.actor(Counter.class);
		block(counter);
		for (int i = 0; i < 10; i++) {
			counter.tell(new Counter.Add(1));
		}
		this.release.countDown();
		await().until(() -> actor("counter").depth() == 0);
		assertThat(counter.call(new Counter.Get())).isEqualTo(2);
		assertThat(actor("counter").handled()).isEqualTo(4);
	}

	@Test
	void handled_leavesOutWhatBecameDeadLetters() throws Exception {
		ActorRef<Counter> counter = startCounter();
		block(counter);
		counter.tell(new Counter.Add(1));
		counter.tell(new Counter.Add(1));
		CompletableFuture<Void> terminated = this.system.operations("counter").orElseThrow().terminate();
		await().until(() -> actor("counter").state() == ChildState.STOPPED);
		this.release.countDown();
		terminated.join();
		assertThat(actor("counter").handled()).isEqualTo(3 - events(ActorEvent.DeadLetter.class).size());
	}

	@Test
	void uptime_beginsWithTheIncarnation() {
		start((builder) -> builder.timeSource(this.time)
			.actor(ActorSpec.keyed("family", Counter.class, Counter::new).withPassivateAfter(Duration.ZERO)));
		KeyedActors<Counter> family = this.system.keyed(Counter.class);
		this.time.advance(Duration.ofDays(400));
		family.get("a").call(new Counter.Get());
		this.time.advance(Duration.ofDays(200));
		NodeSnapshot.Actor key = actor("family/a");
		assertThat(key.uptime()).isEqualTo(Duration.ofDays(200));
		assertThat(key.since()).isEqualTo(Duration.ofDays(200));
		failure(family.get("a").ask(new Counter.Crash("new")));
		await().until(() -> actor("family/a").restarts() == 1);
		assertThat(actor("family/a").uptime()).isEqualTo(Duration.ZERO);
	}

	@Test
	void restarts_includeThoseOfSiblings() {
		start((builder) -> builder.supervisor(SupervisorSpec.named("group")
			.strategy(RestartStrategy.ONE_FOR_ALL)
			.child(counter("one"))
			.child(counter("two"))
			.build()));
		failure(this.system.actor("one", Counter.class).ask(new Counter.Crash("both")));
		await().until(() -> actor("group/one").restarts() == 1 && actor("group/two").restarts() == 1);
		assertThat(actor("group/two").lastFailure()).isNull();
	}

	@Test
	void family_namesThoseThatStandOut() throws Exception {
		KeyedActors<Counter> family = startFamily();
		for (int i = 0; i < 30; i++) {
			family.get("k" + i).call(new Counter.Get());
		}
		failure(family.get("k7").ask(new Counter.Crash("first")));
		failure(family.get("k7").ask(new Counter.Crash("second")));
		failure(family.get("k8").ask(new Counter.Crash("third")));
		await().until(() -> actor("family/k7").restarts() == 2 && actor("family/k8").restarts() == 1);
		block(family.get("k9"));
		family.get("k9").tell(new Counter.Add(1));
		NodeSnapshot.Family snapshot = (NodeSnapshot.Family) this.system.find("family").orElseThrow();
		assertThat(snapshot.topByRestarts()).extracting(NodeSnapshot.Actor::name).containsExactly("k7", "k8");
		assertThat(snapshot.topByDepth()).extracting(NodeSnapshot.Actor::name).containsExactly("k9");
		assertThat(snapshot.topByHandlingTime()).hasSize(10)
			.isSortedAccordingTo((a, b) -> b.handlingTime().compareTo(a.handlingTime()));
		assertThat(snapshot.restartCount()).isEqualTo(3);
		assertThat(snapshot.handled()).isEqualTo(34);
		assertThat(snapshot.oldestMessageAge()).isNotNull();
		this.release.countDown();
	}

	@Test
	void family_remembersWhatPassivatedActorsHandled() {
		KeyedActors<Counter> family = startFamily();
		family.get("a").call(new Counter.Get());
		this.system.operations("family/a").orElseThrow().passivate().join();
		family.get("a").call(new Counter.Get());
		assertThat(((NodeSnapshot.Family) this.system.find("family").orElseThrow()).handled()).isEqualTo(2);
	}

	@Test
	void family_thatIsLarge_neverCountsThoseThatGoTwice() {
		KeyedActors<Counter> family = startFamily();
		int keys = 10_002;
		for (int i = 0; i < keys; i++) {
			family.get("k" + i).call(new Counter.Get());
		}
		for (int i = 0; i < 50; i++) {
			this.system.find("family").orElseThrow();
			this.system.operations("family/k" + i).orElseThrow().terminate().join();
			assertThat(((NodeSnapshot.Family) this.system.find("family").orElseThrow()).handled()).isEqualTo(keys);
		}
	}

	@Test
	void keys_comeInPages() {
		KeyedActors<Counter> family = startFamily();
		for (int i = 0; i < 100; i++) {
			family.get("k%02d".formatted(i)).call(new Counter.Get());
		}
		assertThat(names(null, 3)).containsExactly("k00", "k01", "k02");
		assertThat(names("k02", 2)).containsExactly("k03", "k04");
		assertThat(names("k02x", 1)).containsExactly("k03");
		assertThat(names("k98", 5)).containsExactly("k99");
		assertThat(names("k99", 5)).isEmpty();
		assertThat(names(null, 1_000)).hasSize(100).isSorted();
	}

	private List<String> names(String after, int limit) {
		return this.system.keys("family", after, limit).stream().map(NodeSnapshot.Actor::name).toList();
	}

	@Test
	void active_isExactWhateverEndsAnActor() {
		KeyedActors<Counter> family = startFamily();
		family.get("a").call(new Counter.Get());
		family.get("b").call(new Counter.Get());
		family.get("c").call(new Counter.Get());
		ActorGauge gauge = gauge("family");
		assertThat(gauge.active()).isEqualTo(3);
		failure(family.get("a").ask(new Counter.Crash("and back")));
		await().until(() -> actor("family/a").restarts() == 1);
		assertThat(gauge.active()).isEqualTo(3);
		family.get("b").tell(new Counter.Stop());
		await().until(() -> this.system.find("family/b").isEmpty());
		assertThat(gauge.active()).isEqualTo(2);
		this.system.operations("family/c").orElseThrow().passivate().join();
		assertThat(gauge.active()).isEqualTo(1);
		this.system.stop(Duration.ZERO);
		assertThat(gauge.active()).isZero();
	}

	@Test
	void active_isExactIfAnActorIsAbandoned() throws Exception {
		start((builder) -> builder
			.actor(ActorSpec.keyed("family", Counter.class, Counter::new).withShutdownTimeout(Duration.ZERO)));
		ActorRef<Counter> stubborn = this.system.keyed(Counter.class).get("a");
		CountDownLatch entered = new CountDownLatch(1);
		stubborn.ask(new Counter.Block(entered, this.release));
		entered.await();
		assertThat(gauge("family").active()).isEqualTo(1);
		this.system.operations("family/a").orElseThrow().terminate().join();
		assertThat(gauge("family").active()).isZero();
		this.release.countDown();
	}

	@Test
	void spawnedActors_haveOneGaugeForTheirClass() throws Exception {
		ActorRef<Parent> parent = start((builder) -> builder.actor(ActorSpec.of("parent", Parent.class, Parent::new))
			.supervisor(SupervisorSpec.named("pool").build())).actor(Parent.class);
		parent.call(new Parent.Spawn("made-up-1"));
		parent.call(new Parent.Spawn("made-up-2"));
		ActorRef<Counter> third = this.system.spawn(counter("made-up-3"));
		this.system.supervisor("pool").start(counter("made-up-4")).join();
		assertThat(this.system.gauges()).extracting(ActorGauge::actor).containsExactly("parent", "Counter");
		ActorGauge gauge = gauge("Counter");
		await().until(() -> gauge.active() == 4);
		block(third);
		third.tell(new Counter.Add(1));
		third.tell(new Counter.Add(1));
		assertThat(gauge.depth()).isEqualTo(2);
		assertThat(gauge.maxDepth()).isEqualTo(2);
		this.release.countDown();
		await().until(() -> gauge.depth() == 0);
		failure(parent.ask(new Parent.Crash()));
		await().until(() -> gauge.active() == 2);
		assertThat(gauge("parent").active()).isEqualTo(1);
	}

	@Test
	void whatComesWithASupervisorAtRunTime_isCountedForItsClass() throws Exception {
		start((builder) -> builder.supervisor(SupervisorSpec.named("pool").build()));
		SupervisorSpec made = SupervisorSpec.named("made-up")
			.child(counter("made-up-1")
				.withMailbox(MailboxSpec.DEFAULT.withCapacity(1).withOverflow(Overflow.DROP_OLDEST)))
			.child(counter("made-up-2"))
			.child(ActorSpec.keyed("made-up-3", Parent.class, Parent::new))
			.build();
		this.system.supervisor("pool").start(made).join();
		assertThat(this.system.gauges()).extracting(ActorGauge::actor).containsExactlyInAnyOrder("Counter", "Parent");
		assertThat(gauge("Counter").active()).isEqualTo(2);
		assertThat(gauge("Parent").active()).isZero();
	}

	@Test
	void handled_doesNotFallBecauseASiblingDropsMessages() throws Exception {
		start((builder) -> builder.supervisor(SupervisorSpec.named("pool").build()));
		ActorRef<Counter> dropping = this.system.supervisor("pool")
			.start(counter("dropping")
				.withMailbox(MailboxSpec.DEFAULT.withCapacity(1).withOverflow(Overflow.DROP_OLDEST)))
			.join();
		ActorRef<Counter> sibling = this.system.supervisor("pool").start(counter("sibling")).join();
		sibling.call(new Counter.Get());
		block(dropping);
		for (int i = 0; i < 5; i++) {
			dropping.tell(new Counter.Add(1));
		}
		assertThat(actor("pool/sibling").handled()).isEqualTo(1);
		this.release.countDown();
	}

	@Test
	void spawnedActors_ofClassesWithTheSameSimpleName_shareAGauge() throws Exception {
		start((builder) -> builder);
		ActorRef<Counter> one = this.system.spawn(counter("one"));
		this.system.spawn(ActorSpec.of("other", Namesakes.Counter.class, (context) -> new Namesakes.Counter()));
		await().until(() -> gauge("Counter").active() == 2);
		assertThat(this.system.gauges()).hasSize(1);
		block(one);
		one.tell(new Counter.Add(1));
		assertThat(gauge("Counter").depth()).isEqualTo(1);
		this.release.countDown();
	}

	@Test
	void restarts_areKnownOfWhoeverLooksAfterAnActor() {
		ActorRef<Parent> parent = start((builder) -> builder.actor(ActorSpec.of("parent", Parent.class, Parent::new))
			.actor(ActorSpec.keyed("family", Counter.class, Counter::new))
			.supervisor(SupervisorSpec.named("group").child(counter("child")).child(counter("quiet")).build()))
			.actor(Parent.class);
		parent.call(new Parent.Spawn("below"));
		ActorRef<Counter> spawned = this.system.spawn(counter("spawned"));
		failure(spawned.ask(new Counter.Crash("spawned")));
		failure(parent.call(new Parent.GetSpawned()).ask(new Counter.Crash("below")));
		failure(this.system.keyed(Counter.class).get("a/b").ask(new Counter.Crash("key")));
		failure(this.system.actor("child", Counter.class).ask(new Counter.Crash("child")));
		for (String path : List.of("spawned", "parent/below", "family/a/b", "group/child")) {
			await().until(() -> this.system.restarts(path).size() == 1);
			assertThat(this.system.restarts(path)).singleElement().extracting(Restart::path).isEqualTo(path);
		}
		assertThat(this.system.restarts("group/quiet")).isEmpty();
		assertThat(this.system.restarts("nobody")).isEmpty();
		assertThat(this.system.find("family/nobody")).isEmpty();
	}

	@Test
	void away_countsThoseInBackoff() {
		start((builder) -> builder.timeSource(this.time).actor(ActorSpec.keyed("family", Counter.class, (context) -> {
			if (context.incarnation() > 1) {
				throw new IllegalStateException("Broken");
			}
			return new Counter(context);
		})).actor(ActorSpec.of("single", Counter.class, (context) -> {
			if (context.incarnation() > 1) {
				throw new IllegalStateException("Broken");
			}
			return new Counter(context);
		})));
		assertThat(gauge("single").away()).isZero();
		failure(this.system.keyed(Counter.class).get("a").ask(new Counter.Crash("for long")));
		failure(this.system.actor(Counter.class).ask(new Counter.Crash("for long")));
		await().until(() -> gauge("family").away() == 1 && gauge("single").away() == 1);
		assertThat(gauge("single").active()).isZero();
	}

	@Test
	void away_countsChildrenStartedAtRunTimeAsWell() {
		start((builder) -> builder.timeSource(this.time)
			.supervisor(SupervisorSpec.named("pool").giveUp(GiveUp.BACKOFF).build()));
		ActorRef<Counter> child = this.system.supervisor("pool")
			.start(ActorSpec.of("made-up", Counter.class, (context) -> {
				if (context.incarnation() > 1) {
					throw new IllegalStateException("Broken");
				}
				return new Counter(context);
			}))
			.join();
		assertThat(gauge("Counter").away()).isZero();
		failure(child.ask(new Counter.Crash("for long")));
		await().until(() -> gauge("Counter").away() == 1);
		this.system.supervisor("pool").terminate("made-up").join();
		assertThat(gauge("Counter").away()).isZero();
	}

	private KeyedActors<Counter> startFamily() {
		return start((builder) -> builder
			.actor(ActorSpec.keyed("family", Counter.class, Counter::new).withPassivateAfter(Duration.ZERO)))
			.keyed(Counter.class);
	}

	private void block(ActorRef<Counter> counter) throws InterruptedException {
		CountDownLatch entered = new CountDownLatch(1);
		counter.ask(new Counter.Block(entered, this.release));
		entered.await();
	}

	private ActorGauge gauge(String name) {
		return this.system.gauges().stream().filter((gauge) -> gauge.actor().equals(name)).findFirst().orElseThrow();
	}

	private NodeSnapshot.Actor actor(String path) {
		return (NodeSnapshot.Actor) this.system.find(path).orElseThrow();
	}

	static class Namesakes {

		static class Counter {

			record Ping() implements Message<Counter> {

			}

			@Receive
			void ping(Ping ping) {
			}

		}

	}

	static class Parent {

		record Spawn(String name) implements Request<Parent, String> {

		}

		record GetSpawned() implements Request<Parent, ActorRef<Counter>> {

		}

		record Crash() implements Request<Parent, String> {

		}

		private final ActorContext<Parent> context;

		private ActorRef<Counter> spawned;

		Parent(ActorContext<Parent> context) {
			this.context = context;
		}

		@Receive
		String spawn(Spawn spawn) {
			this.spawned = this.context.spawn(counter(spawn.name()));
			return this.spawned.path();
		}

		@Receive
		ActorRef<Counter> spawned(GetSpawned get) {
			return this.spawned;
		}

		@Receive
		String crash(Crash crash) {
			throw new IllegalStateException("With its children");
		}

	}

}
