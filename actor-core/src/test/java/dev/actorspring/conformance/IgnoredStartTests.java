package dev.actorspring.conformance;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorFactory;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.ActorTerminatedException;
import dev.actorspring.ExitReason;
import dev.actorspring.Handling;
import dev.actorspring.RestartType;
import dev.actorspring.StartIgnoredException;
import dev.actorspring.Terminated;
import dev.actorspring.supervision.AutoShutdown;
import dev.actorspring.supervision.ChildCounts;
import dev.actorspring.supervision.ChildException;
import dev.actorspring.supervision.ChildException.Reason;
import dev.actorspring.supervision.ChildState;
import dev.actorspring.supervision.GiveUp;
import dev.actorspring.supervision.RestartStrategy;
import dev.actorspring.supervision.Supervisor;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorEvent.DeadLetter;
import dev.actorspring.system.NodeSnapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rule: <em>An actor whose init says {@code ignore} is not started, and that is no
 * failure: its supervisor goes on. The child is kept, stopped, unless it is temporary or
 * the supervisor is dynamic.</em>
 */
class IgnoredStartTests extends ConformanceTest {

	/** Who is not to run. */
	private final Set<String> ignoring = ConcurrentHashMap.newKeySet();

	private ActorSpec<Probe> permanent(String name) {
		return mayIgnore(this.probes.permanent(name));
	}

	private ActorSpec<Probe> mayIgnore(ActorSpec<Probe> spec) {
		ActorFactory<Probe> factory = spec.factory();
		return spec.withFactory(new ActorFactory<>() {

			@Override
			public Probe create(ActorContext<Probe> context) throws Exception {
				String own = spec.keyed() ? context.key() : spec.name();
				if (IgnoredStartTests.this.ignoring.contains(own)) {
					IgnoredStartTests.this.probes.note("?" + own + context.incarnation());
					// As a container does.
					throw new IllegalStateException("cannot make it", new StartIgnoredException("no licence"));
				}
				return factory.create(context);
			}

			@Override
			public void destroy(Probe actor) throws Exception {
				factory.destroy(actor);
			}

		});
	}

	@Test
	void supervisorGoesOnWithTheNextChild() {
		this.ignoring.add("b");
		start((builder) -> builder.supervisor(SupervisorSpec.named("group")
			.child(permanent("a"))
			.child(permanent("b"))
			.child(permanent("c"))
			.build()));
		assertJournal("+a1", "?b1", "+c1");
		assertThat(states(group())).containsEntry("a", ChildState.RUNNING)
			.containsEntry("b", ChildState.STOPPED)
			.containsEntry("c", ChildState.RUNNING);
		assertThat(group().counts()).isEqualTo(new ChildCounts(3, 2, 0, 3));
		assertThat(events(ActorEvent.Restarted.class)).isEmpty();
	}

	@Test
	void itSaysWhyItDoesNotRun() {
		this.ignoring.add("a");
		startGroup((group) -> group.child(permanent("a")));
		NodeSnapshot.Actor snapshot = (NodeSnapshot.Actor) this.system.find("group/a").orElseThrow();
		assertThat(snapshot.state()).isEqualTo(ChildState.STOPPED);
		assertThat(snapshot.lastFailure()).isInstanceOf(StartIgnoredException.class).hasMessage("no licence");
	}

	@Test
	void whoAsksItIsToldAtOnce() {
		this.ignoring.add("a");
		build((builder) -> builder.supervisor(SupervisorSpec.named("group").child(permanent("a")).build()));
		CompletableFuture<Integer> early = ref("a").ask(Probe.ping());
		this.system.start();
		assertThat(failure(early)).isInstanceOfSatisfying(ActorTerminatedException.class, (failure) -> {
			assertThat(failure).hasMessage("group/a cannot answer Do: it does not run now: no licence");
			assertThat(failure.getHandling()).isEqualTo(Handling.NOT_HANDLED);
		});
		assertThat(failure(ref("a").ask(Probe.ping()))).isInstanceOf(ActorTerminatedException.class);
		ref("a").tell(new Terminated(ref("a"), new ExitReason.Normal()));
		await().until(() -> events(DeadLetter.class).size() == 1);
	}

	@Test
	void restartByNameTriesAgain() {
		this.ignoring.add("a");
		Supervisor group = startGroup((builder) -> builder.child(permanent("a")));
		assertThat(failure(group.restart("a"))).isInstanceOf(StartIgnoredException.class).hasMessage("no licence");
		assertThat(states(group)).containsEntry("a", ChildState.STOPPED);
		this.ignoring.clear();
		assertThat(get(group.restart("a")).state()).isEqualTo(ChildState.RUNNING);
		assertThat(ping(ref("a"))).isEqualTo(3);
		assertThat(((NodeSnapshot.Actor) this.system.find("group/a").orElseThrow()).lastFailure()).isNull();
	}

	@ParameterizedTest
	@EnumSource(GiveUp.class)
	void restartThatIsIgnoredLeavesItStopped(GiveUp giveUp) {
		Supervisor group = startGroup((builder) -> builder.giveUp(giveUp).child(permanent("a")).child(permanent("b")));
		this.ignoring.add("a");
		crash("a");
		await().until(() -> states(group).get("a") == ChildState.STOPPED);
		assertJournal("-a1", "?a2");
		assertThat(ping(ref("b"))).isOne();
		this.time.advance(Duration.ofMinutes(1));
		assertJournal("-a1", "?a2");
	}

	@ParameterizedTest
	@EnumSource(names = { "ONE_FOR_ALL", "REST_FOR_ONE" })
	void groupRestartGoesOnWithTheNextChild(RestartStrategy strategy) {
		Supervisor group = startGroup((builder) -> builder.strategy(strategy)
			.child(permanent("a"))
			.child(permanent("b"))
			.child(permanent("c")));
		this.ignoring.add("b");
		crash("a");
		assertJournal("-a1", "-c1", "-b1", "+a2", "?b2", "+c2");
		await().until(() -> states(group).get("b") == ChildState.STOPPED);
		this.ignoring.clear();
		crash("a");
		await().until(() -> states(group).get("b") == ChildState.RUNNING);
	}

	@Test
	void siblingThatIsIgnoredIsStartedWithItsGroupAgain() {
		this.ignoring.add("b");
		Supervisor group = startGroup(
				(builder) -> builder.strategy(RestartStrategy.ONE_FOR_ALL).child(permanent("a")).child(permanent("b")));
		this.ignoring.clear();
		crash("a");
		assertJournal("-a1", "+a2", "+b2");
		await().until(() -> states(group).get("b") == ChildState.RUNNING);
	}

	@Test
	void temporaryChildIsForgotten() {
		this.ignoring.add("a");
		Supervisor group = startGroup(
				(builder) -> builder.child(mayIgnore(this.probes.temporary("a"))).child(permanent("b")));
		await().until(() -> ids(group).equals(List.of("b")));
	}

	@Test
	void childThatIsAddedIsKeptAndItsNameTaken() {
		Supervisor group = startGroup((builder) -> builder.child(permanent("a")));
		this.ignoring.add("b");
		assertThat(failure(group.start(permanent("b")))).isInstanceOf(StartIgnoredException.class);
		await().until(() -> states(group).get("b") == ChildState.STOPPED);
		assertThat(failure(group.start(permanent("b")))).isInstanceOfSatisfying(ChildException.class,
				(failure) -> assertThat(failure.getReason()).isEqualTo(Reason.ALREADY_PRESENT));
		get(group.delete("b"));
		this.ignoring.clear();
		assertThat(ping(get(group.start(permanent("b"))))).isOne();
	}

	@Test
	void dynamicSupervisorDoesNotKeepIt() {
		Supervisor group = startGroup(SupervisorSpec.Builder::dynamic);
		this.ignoring.add("a");
		assertThat(failure(group.start(permanent("a")))).isInstanceOf(StartIgnoredException.class);
		assertThat(ids(group)).isEmpty();
		this.ignoring.clear();
		assertThat(ping(get(group.start(permanent("a"))))).isOne();
	}

	@Test
	void ignoredStartIsNoEndOfASignificantChild() {
		this.ignoring.add("a");
		Supervisor group = startGroup((builder) -> builder.autoShutdown(AutoShutdown.ANY_SIGNIFICANT)
			.child(mayIgnore(this.probes.transientOne("a")).withSignificant(true))
			.child(permanent("b")));
		assertThat(states(group)).containsEntry("b", ChildState.RUNNING);
	}

	@Test
	void spawnedActorIsForgottenAndItsWatcherTold() {
		startGroup((builder) -> builder.child(permanent("watcher")));
		this.ignoring.add("child");
		get(ref("watcher").ask(new Probe.Do((context) -> context.watch(context.spawn(permanent("child"))))));
		await().until(() -> !this.probes.heard.isEmpty());
		assertThat(this.probes.heard.peek().reason()).isEqualTo(new ExitReason.Normal());
		assertThat(this.system.find("group/watcher/child")).isEmpty();
	}

	@Test
	void keyIsRefusedAndForgottenAndTheNextMessageTriesAgain() {
		start((builder) -> builder.actor(mayIgnore(this.probes.keyed("keyed"))));
		this.ignoring.add("k");
		ActorRef<Probe> key = this.system.keyed("keyed", Probe.class).get("k");
		assertThat(failure(key.ask(Probe.ping()))).isInstanceOf(ActorTerminatedException.class)
			.hasMessage("keyed/k cannot answer Do: it does not run now: no licence");
		await().until(() -> this.system.keys("keyed", null, 10).isEmpty());
		this.ignoring.clear();
		assertThat(ping(key)).isOne();
		assertThat(events(ActorEvent.BackedOff.class)).isEmpty();
	}

	@Test
	void keyThatCrashedMayBeIgnored() {
		start((builder) -> builder.actor(mayIgnore(this.probes.keyed("keyed"))));
		ActorRef<Probe> key = this.system.keyed("keyed", Probe.class).get("k");
		ping(key);
		this.ignoring.add("k");
		crash(key);
		await().until(() -> this.system.keys("keyed", null, 10).isEmpty());
		this.ignoring.clear();
		assertThat(ping(key)).isOne();
	}

	@Test
	void stopOfATreeWithOneThatIsIgnored() {
		this.ignoring.add("a");
		startGroup((builder) -> builder.child(permanent("a")).child(permanent("b")));
		this.system.stop(Duration.ZERO);
		assertJournal("-b1");
	}

	@Test
	void transientOneIsKeptAsWell() {
		this.ignoring.add("a");
		Supervisor group = startGroup(
				(builder) -> builder.child(mayIgnore(this.probes.permanent("a")).withRestart(RestartType.TRANSIENT)));
		assertThat(states(group)).containsEntry("a", ChildState.STOPPED);
	}

}
