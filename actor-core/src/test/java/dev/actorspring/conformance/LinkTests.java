package dev.actorspring.conformance;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.ExitReason;
import dev.actorspring.Exited;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.RestartType;
import dev.actorspring.system.ActorSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rule: <em>{@code link(Pid)}: two actors that are linked end together, unless one
 * traps the exit as a message; a normal exit is passed on to who traps only</em>.
 */
class LinkTests extends ConformanceTest {

	private final Queue<Exited> trapped = new ConcurrentLinkedQueue<>();

	private void link(String name, ActorRef<?> other) {
		get(ref(name).ask(new Probe.Do((context) -> context.link(other))));
	}

	private void startTwo() {
		startGroup((group) -> group.intensity(100, Duration.ofSeconds(5))
			.child(this.probes.permanent("a"))
			.child(this.probes.permanent("b"))
			.child(ActorSpec.of("trapper", Trapper.class, (context) -> new Trapper(context, this.trapped))));
		link("a", ref("b"));
		ping(ref("b"));
	}

	private void trap(ActorRef<?> other) {
		get(this.system.actor(Trapper.class).ask(new Trapper.Link(other)));
	}

	private List<Exited> trapped() {
		get(this.system.actor(Trapper.class).ask(new Trapper.Ping()));
		return List.copyOf(this.trapped);
	}

	@ParameterizedTest
	@ValueSource(strings = { "a", "b" })
	void whicheverCrashesTheOtherEndsWithIt(String first) {
		startTwo();
		String other = first.equals("a") ? "b" : "a";
		crash(first);
		await().untilAsserted(() -> assertThat(ping(ref(other))).isEqualTo(2));
		assertThat(ping(ref(first))).isEqualTo(2);
		assertThat(awaitRestart("group/" + other).reason()).isInstanceOfSatisfying(ExitReason.Linked.class,
				(linked) -> {
					assertThat(linked.actor()).isEqualTo("group/" + first);
					assertThat(linked.reason()).isInstanceOf(ExitReason.Error.class);
					assertThat(linked.isAbnormal()).isTrue();
				});
	}

	@Test
	void linkEndsWithTheIncarnations() {
		startTwo();
		crash("a");
		await().untilAsserted(() -> assertThat(ping(ref("b"))).isEqualTo(2));
		crash("a");
		assertThat(ping(ref("a"))).isEqualTo(3);
		settle(group());
		assertThat(ping(ref("b"))).isEqualTo(2);
	}

	@Test
	void killedActorTakesTheOtherWithIt() {
		startTwo();
		get(this.system.kill(ref("b")));
		await().untilAsserted(() -> assertThat(ping(ref("a"))).isEqualTo(2));
	}

	@Test
	void normalExitIsIgnored() {
		startTwo();
		exit("a");
		assertThat(ping(ref("a"))).isEqualTo(2);
		settle(group());
		assertThat(ping(ref("b"))).isOne();
	}

	@Test
	void shutdownIsPassedOn() {
		startTwo();
		get(group().terminate("a"));
		await().untilAsserted(() -> assertThat(ping(ref("b"))).isEqualTo(2));
		assertThat(awaitRestart("group/b").reason())
			.isEqualTo(new ExitReason.Linked("group/a", new ExitReason.Shutdown()));
	}

	@Test
	void turnInHandIsFinishedFirst() throws Exception {
		startTwo();
		Gate gate = this.probes.gate();
		CompletableFuture<Integer> inHand = ref("b").ask(Probe.pass(gate));
		gate.awaitEntered();
		crash("a");
		ping(ref("a"));
		gate.open();
		assertThat(get(inHand)).isOne();
		await().untilAsserted(() -> assertThat(ping(ref("b"))).isEqualTo(2));
	}

	@Test
	void exitsAreTrappedByWhoeverHandlesThem() {
		startTwo();
		trap(ref("a"));
		trap(ref("a"));
		exit("a");
		await()
			.untilAsserted(() -> assertThat(trapped()).containsExactly(new Exited(ref("a"), new ExitReason.Normal())));
		trap(ref("a"));
		crash("a");
		await().untilAsserted(() -> assertThat(trapped()).hasSize(2));
		assertThat(trapped().getLast().reason()).isInstanceOf(ExitReason.Error.class);
		assertThat(this.system.restarts("group/trapper")).isEmpty();
	}

	@Test
	void whoTrapsTakesOthersWithItAllTheSame() {
		startTwo();
		trap(ref("a"));
		ping(ref("a"));
		get(this.system.kill(this.system.actor(Trapper.class)));
		await().untilAsserted(() -> assertThat(ping(ref("a"))).isEqualTo(2));
	}

	@ParameterizedTest
	@ValueSource(strings = { "a", "b" })
	void unlinkedActorsEndAlone(String who) {
		startTwo();
		ActorRef<Probe> other = ref(who.equals("a") ? "b" : "a");
		get(ref(who).ask(new Probe.Do((context) -> context.unlink(other))));
		crash("a");
		assertThat(ping(ref("a"))).isEqualTo(2);
		settle(group());
		assertThat(ping(ref("b"))).isOne();
		crash("b");
		assertThat(ping(ref("b"))).isEqualTo(2);
		settle(group());
		assertThat(ping(ref("a"))).isEqualTo(2);
	}

	@Test
	void unlinkIsInTimeInTheTurnInWhichTheOtherEnds() throws Exception {
		startTwo();
		ActorRef<Probe> other = ref("a");
		Gate gate = this.probes.gate();
		CompletableFuture<Integer> unlinked = ref("b").ask(new Probe.Do((context) -> {
			gate.pass();
			context.unlink(other);
		}));
		gate.awaitEntered();
		crash("a");
		ping(ref("a"));
		gate.open();
		get(unlinked);
		settle(group());
		assertThat(ping(ref("b"))).isOne();
	}

	@Test
	void spawnedActorIsLinkedBeforeItHasStarted() throws Exception {
		start((builder) -> builder.actor(this.probes.permanent("a")));
		Gate gate = this.probes.hangStart("child");
		CompletableFuture<ActorRef<Probe>> spawned = new CompletableFuture<>();
		get(ref("a").ask(new Probe.Do((context) -> {
			ActorRef<Probe> child = context.spawn(this.probes.temporary("child"));
			context.link(child);
			spawned.complete(child);
		})));
		gate.awaitEntered();
		gate.open();
		crash(get(spawned));
		await().untilAsserted(() -> assertThat(ping(ref("a"))).isEqualTo(2));
	}

	@Test
	void whoLinksWithOneThatDoesNotRunEnds() {
		startTwo();
		ActorRef<Probe> gone = ref("a");
		get(group().terminate("a"));
		await().untilAsserted(() -> assertThat(ping(ref("b"))).isEqualTo(2));
		link("b", gone);
		await().untilAsserted(() -> assertThat(ping(ref("b"))).isEqualTo(3));
		trap(gone);
		await().untilAsserted(() -> assertThat(trapped()).hasSize(1));
		assertThat(trapped().getFirst().reason()).isInstanceOfSatisfying(ExitReason.Error.class,
				(error) -> assertThat(error.cause())
					.hasMessage("group/a is not running, so that group/trapper cannot be linked with it"));
	}

	/** Has two link each other, each in a turn that is over when both have. */
	private static void linkAtTheSameMoment(ActorContext<?> context, ActorRef<?> other, CyclicBarrier moment) {
		try {
			moment.await();
			context.link(other);
			moment.await();
		}
		catch (InterruptedException | BrokenBarrierException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "a", "b" })
	void linksThatCrossAreUndoneByEitherOfTheTwo(String who) {
		startTwo();
		ActorRef<Probe> a = ref("a");
		ActorRef<Probe> b = ref("b");
		get(a.ask(new Probe.Do((context) -> context.unlink(b))));
		CyclicBarrier moment = new CyclicBarrier(2);
		CompletableFuture<Integer> one = a.ask(new Probe.Do((context) -> linkAtTheSameMoment(context, b, moment)));
		get(b.ask(new Probe.Do((context) -> linkAtTheSameMoment(context, a, moment))));
		get(one);
		ping(a);
		ping(b);
		ActorRef<Probe> other = who.equals("a") ? b : a;
		get(ref(who).ask(new Probe.Do((context) -> context.unlink(other))));
		crash("a");
		assertThat(ping(a)).isEqualTo(2);
		settle(group());
		assertThat(ping(b)).isOne();
		crash("b");
		assertThat(ping(b)).isEqualTo(2);
		settle(group());
		assertThat(ping(a)).isEqualTo(2);
	}

	@Test
	void linksThatCrossAreTrappedOnceAndCanBeMadeAgain() {
		startTwo();
		ActorRef<Probe> a = ref("a");
		ActorRef<Trapper> trapper = this.system.actor(Trapper.class);
		CyclicBarrier moment = new CyclicBarrier(2);
		CompletableFuture<Boolean> one = trapper.ask(new Trapper.LinkAtTheSameMoment(a, moment));
		get(a.ask(new Probe.Do((context) -> linkAtTheSameMoment(context, trapper, moment))));
		get(one);
		ping(a);
		trapped();
		crash("a");
		assertThat(ping(a)).isEqualTo(2);
		await().untilAsserted(() -> assertThat(trapped()).hasSize(1));
		trap(a);
		ping(a);
		crash("a");
		assertThat(ping(a)).isEqualTo(3);
		await().untilAsserted(() -> assertThat(trapped()).hasSize(2));
	}

	/** Dead-man switch: who is linked with its owner ends when the owner is gone. */
	@Test
	void actorEndsWithItsOwner() {
		startTwo();
		ActorRef<Probe> owner = ref("a");
		ActorRef<Probe> switched = this.system.spawn(ActorSpec.of("switch", Probe.class, (context) -> {
			context.link(owner);
			return new Probe(context, this.probes);
		}).withRestart(RestartType.TEMPORARY));
		CompletableFuture<ExitReason> end = this.system.whenTerminated(switched);
		ping(switched);
		get(group().terminate("a"));
		assertThat(get(end)).isEqualTo(new ExitReason.Linked("group/a", new ExitReason.Shutdown()));
	}

	@Test
	void keyIsLinkedWhileItIsActive() {
		start((builder) -> builder.actor(this.probes.permanent("a")).actor(this.probes.keyed("family")));
		ActorRef<Probe> key = this.system.keyed("family", Probe.class).get("key");
		ping(key);
		link("a", key);
		ping(key);
		crash(key);
		await().untilAsserted(() -> assertThat(ping(ref("a"))).isEqualTo(2));
		link("a", this.system.keyed("family", Probe.class).get("inactive"));
		await().untilAsserted(() -> assertThat(ping(ref("a"))).isEqualTo(3));
	}

	@Test
	void refsOfOtherSystemsAreRefused() {
		startTwo();
		try (ActorSystem other = ActorSystem.builder().actor(this.probes.permanent("x")).build()) {
			ActorRef<Probe> foreign = other.actor("x", Probe.class);
			assertThat(failure(ref("a").ask(new Probe.Do((context) -> context.link(foreign))))).rootCause()
				.isInstanceOf(IllegalArgumentException.class)
				.hasMessage("x is not a ref of this actor system");
		}
	}

	@Test
	void childrenAreTheRefsOfWhatWasSpawned() {
		start((builder) -> builder.actor(this.probes.permanent("a")));
		get(ref("a").ask(new Probe.Do((context) -> {
			assertThat(context.children()).isEmpty();
			ActorRef<Probe> one = context.spawn(this.probes.permanent("one"));
			ActorRef<Probe> two = context.spawn(this.probes.temporary("two"));
			assertThat(context.children()).<Object>containsExactlyInAnyOrder(one, two);
			two.tell(Probe.exit());
		})));
		await().untilAsserted(() -> {
			get(ref("a").ask(new Probe.Do(
					(context) -> context.children().forEach((child) -> this.probes.note("child " + child.path())))));
			assertThat(this.probes.journal()).endsWith("child a/one", "child a/one");
		});
	}

	/**
	 * Traps exits.
	 */
	static final class Trapper {

		record Link(ActorRef<?> other) implements Request<Trapper, Boolean> {

		}

		record LinkAtTheSameMoment(ActorRef<?> other, CyclicBarrier moment) implements Request<Trapper, Boolean> {

		}

		record Ping() implements Request<Trapper, Boolean> {

		}

		private final ActorContext<Trapper> context;

		private final Queue<Exited> trapped;

		Trapper(ActorContext<Trapper> context, Queue<Exited> trapped) {
			this.context = context;
			this.trapped = trapped;
		}

		@Receive
		boolean link(Link request) {
			this.context.link(request.other());
			return true;
		}

		@Receive
		boolean link(LinkAtTheSameMoment request) {
			linkAtTheSameMoment(this.context, request.other(), request.moment());
			return true;
		}

		@Receive
		boolean ping(Ping ping) {
			return true;
		}

		@Receive
		void on(Exited exited) {
			this.trapped.add(exited);
		}

	}

}
