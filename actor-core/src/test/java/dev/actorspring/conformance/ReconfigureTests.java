package dev.actorspring.conformance;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

import dev.actorspring.ActorInBackoffException;
import dev.actorspring.ActorConfigurationException;
import dev.actorspring.ActorSpec;
import dev.actorspring.Backoff;
import dev.actorspring.supervision.ChildException.Reason;
import dev.actorspring.supervision.ChildSpec;
import dev.actorspring.supervision.ChildState;
import dev.actorspring.supervision.GiveUp;
import dev.actorspring.supervision.RestartStrategy;
import dev.actorspring.supervision.Supervisor;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.NodeSnapshot;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rule: <em>{@code code_change} of a supervisor, and {@code get_childspec}: the
 * intensity and the strategy of a supervisor change while it runs, and its spec and those
 * of its children can be read</em>.
 */
class ReconfigureTests extends ConformanceTest {

	private static final Duration PERIOD = Duration.ofHours(1);

	private Supervisor startTwo() {
		return startGroup((group) -> group.intensity(1, PERIOD)
			.child(this.probes.permanent("a"))
			.child(this.probes.permanent("b")));
	}

	private void crashAndAwait(String name) {
		int before = ping(ref(name));
		crash(name);
		assertThat(ping(ref(name))).isEqualTo(before + 1);
		awaitAllRunning(group());
	}

	private void reconfigure(UnaryOperator<SupervisorSpec> change) {
		SupervisorSpec changed = get(group().reconfigure(change));
		assertThat(group().spec()).isEqualTo(changed);
	}

	@Test
	void moreRestartsAreAllowed() {
		startTwo();
		crashAndAwait("a");
		reconfigure((spec) -> spec.withIntensity(3, PERIOD));
		crashAndAwait("a");
		crashAndAwait("a");
		crash("a");
		awaitEscalations(1);
	}

	@Test
	void fewerRestartsAreAllowed() {
		startTwo();
		reconfigure((spec) -> spec.withIntensity(5, PERIOD));
		crashAndAwait("a");
		crashAndAwait("a");
		reconfigure((spec) -> spec.withIntensity(1, PERIOD));
		crash("a");
		awaitEscalations(1);
	}

	@Test
	void strategyChanges() {
		startTwo();
		reconfigure((spec) -> spec.withStrategy(RestartStrategy.ONE_FOR_ALL).withIntensity(9, PERIOD));
		crash("a");
		awaitJournal("+b2");
		assertThat(((NodeSnapshot.Supervisor) this.system.find("group").orElseThrow()).strategy())
			.isEqualTo(RestartStrategy.ONE_FOR_ALL);
	}

	@Test
	void supervisorBacksOffInsteadOfEscalatingAndTheOtherWayRound() {
		startTwo();
		reconfigure((spec) -> spec.withGiveUp(GiveUp.BACKOFF)
			.withIntensity(0, PERIOD)
			.withBackoff(Backoff.between(Duration.ofSeconds(7), Duration.ofSeconds(7)).withJitter(0)));
		crash("a");
		awaitState(group(), "a", ChildState.BACKOFF);
		assertThat(events(ActorEvent.BackedOff.class)).singleElement()
			.extracting(ActorEvent.BackedOff::delay)
			.isEqualTo(Duration.ofSeconds(7));
		reconfigure((spec) -> spec.withGiveUp(GiveUp.ESCALATE));
		this.time.advance(Duration.ofSeconds(8));
		awaitAllRunning(group());
		crash("b");
		awaitEscalations(1);
	}

	@Test
	void childInBackoffGoesOnWaiting() {
		startTwo();
		reconfigure((spec) -> spec.withGiveUp(GiveUp.BACKOFF)
			.withIntensity(0, PERIOD)
			.withBackoff(Backoff.between(Duration.ofSeconds(7), Duration.ofSeconds(7)).withJitter(0)));
		crash("a");
		awaitState(group(), "a", ChildState.BACKOFF);
		reconfigure((spec) -> spec.withIntensity(2, PERIOD));
		assertThat(failure(ref("a").ask(Probe.ping(), Duration.ofSeconds(5))))
			.isInstanceOf(ActorInBackoffException.class);
		this.time.advance(Duration.ofSeconds(8));
		assertThat(ping(ref("a"))).isEqualTo(2);
		crashAndAwait("a");
	}

	@Test
	void limitOnChildrenChanges() {
		Supervisor group = startTwo();
		reconfigure((spec) -> spec.withMaxChildren(2));
		assertThat(refusal(group.start(this.probes.permanent("c")))).isEqualTo(Reason.TOO_MANY_CHILDREN);
		reconfigure((spec) -> spec.withMaxChildren(3));
		get(group.start(this.probes.permanent("c")));
	}

	@Test
	void groupRestartEndsByTheRulesByWhichItHasBegun() throws Exception {
		startTwo();
		reconfigure((spec) -> spec.withStrategy(RestartStrategy.ONE_FOR_ALL).withIntensity(9, PERIOD));
		Gate gate = this.probes.hangStop("b");
		crash("a");
		gate.awaitEntered();
		CompletableFuture<SupervisorSpec> changed = group()
			.reconfigure((spec) -> spec.withStrategy(RestartStrategy.ONE_FOR_ONE));
		gate.open();
		get(changed);
		awaitJournal("+b2");
		crash("a");
		assertThat(ping(ref("a"))).isEqualTo(3);
		assertThat(ping(ref("b"))).isEqualTo(2);
	}

	@Test
	void changesOutliveARestartOfTheSupervisor() {
		startTwo();
		reconfigure((spec) -> spec.withIntensity(0, PERIOD));
		crash("a");
		awaitEscalations(1);
		assertThat(ping(ref("a"))).isEqualTo(2);
		awaitAllRunning(group());
		crash("a");
		awaitEscalations(2);
	}

	@Test
	void whatCannotChangeIsRefusedAndNothingHasChanged() {
		Supervisor group = startTwo();
		SupervisorSpec before = group.spec();
		assertThat(failure(group.reconfigure((spec) -> SupervisorSpec.named("other").build())))
			.isInstanceOf(ActorConfigurationException.class)
			.hasMessageContaining("of supervisor 'group' cannot change while it runs");
		assertThat(failure(group.reconfigure((spec) -> spec.withIntensity(-1, PERIOD))))
			.isInstanceOf(ActorConfigurationException.class);
		assertThat(failure(group.reconfigure((spec) -> {
			throw new IllegalStateException("no");
		}))).hasMessage("no");
		assertThat(group.spec()).isSameAs(before);
	}

	@Test
	void specsOfChildrenCanBeRead() {
		Supervisor group = startTwo();
		get(group.start(this.probes.temporary("c")));
		get(group.start(this.probes.temporary("d")));
		get(group.start(SupervisorSpec.named("inner").build()));
		assertThat(group.childSpec("a")).contains(new ChildSpec.Actor(this.probesOf(group, "a")));
		assertThat(group.childSpec("d")).get()
			.isInstanceOfSatisfying(ChildSpec.Actor.class, (child) -> assertThat(child.spec().name()).isEqualTo("d"));
		assertThat(group.childSpec("inner")).contains(new ChildSpec.Supervisor(SupervisorSpec.named("inner").build()));
		assertThat(group.childSpec("nobody")).isEmpty();
	}

	private ActorSpec<?> probesOf(Supervisor group, String name) {
		return group.spec()
			.children()
			.stream()
			.map((child) -> ((ChildSpec.Actor) child).spec())
			.filter((spec) -> spec.name().equals(name))
			.findFirst()
			.orElseThrow();
	}

}
