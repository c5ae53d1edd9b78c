package dev.actorspring.conformance;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.ActorTerminatedException;
import dev.actorspring.supervision.ChildCounts;
import dev.actorspring.supervision.ChildException.Reason;
import dev.actorspring.supervision.Supervisor;
import dev.actorspring.supervision.SupervisorSpec;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rule: <em>a dynamic supervisor (OTP's {@code simple_one_for_one})</em>; <em>a
 * dynamic supervisor stops all its children in parallel</em>.
 */
class DynamicSupervisorTests extends ConformanceTest {

	private Supervisor startDynamic() {
		return startGroup((group) -> group.dynamic().intensity(1, Duration.ofSeconds(5)));
	}

	private ActorRef<Probe> add(Supervisor group, ActorSpec<Probe> spec) {
		return get(group.start(spec));
	}

	@Test
	void countsOneSpecHoweverManyChildrenItHas() {
		Supervisor group = startDynamic();
		assertThat(group.children()).isEmpty();
		assertThat(group.counts()).isEqualTo(new ChildCounts(1, 0, 0, 0));
		add(group, this.probes.permanent("a"));
		add(group, this.probes.permanent("b"));
		assertThat(group.counts()).isEqualTo(new ChildCounts(1, 2, 0, 2));
		get(group.start(SupervisorSpec.named("c").build()));
		assertThat(group.counts()).isEqualTo(new ChildCounts(1, 3, 1, 2));
		assertThat(ids(group)).containsExactly("a", "b", "c");
	}

	@Test
	void restartAndDeleteAreNotForDynamicSupervisors() {
		Supervisor group = startDynamic();
		add(group, this.probes.permanent("a"));
		assertThat(refusal(group.restart("a"))).isEqualTo(Reason.NOT_FOR_DYNAMIC);
		assertThat(refusal(group.delete("a"))).isEqualTo(Reason.NOT_FOR_DYNAMIC);
		assertThat(refusal(group.restart("nobody"))).isEqualTo(Reason.NOT_FOR_DYNAMIC);
		assertThat(refusal(group.terminate("nobody"))).isEqualTo(Reason.NOT_FOUND);
	}

	@Test
	void terminatedChildIsForgottenWhateverItsRestartType() {
		Supervisor group = startDynamic();
		ActorRef<Probe> ref = add(group, this.probes.permanent("a"));
		get(group.terminate("a"));
		assertThat(group.children()).isEmpty();
		assertThat(refusal(group.terminate("a"))).isEqualTo(Reason.NOT_FOUND);
		assertThat(failure(ref.ask(Probe.ping()))).isInstanceOf(ActorTerminatedException.class);
		assertThat(ping(add(group, this.probes.permanent("a")))).isOne();
	}

	@Test
	void exitedTransientChildIsForgotten() {
		Supervisor group = startDynamic();
		ActorRef<Probe> ref = add(group, this.probes.transientOne("a"));
		get(ref.ask(Probe.exit()));
		await().until(() -> group.children().isEmpty());
		assertJournal("+a1", "-a1");
	}

	@Test
	void crashedChildIsRestartedAloneBehindTheSameRef() {
		Supervisor group = startDynamic();
		ActorRef<Probe> ref = add(group, this.probes.permanent("a"));
		add(group, this.probes.permanent("b"));
		crash(ref);
		assertJournal("+a1", "+b1", "-a1", "+a2");
		assertThat(ping(ref)).isEqualTo(2);
	}

	@Test
	void oneRestartTooManyEscalatesAndAllChildrenAreForgotten() {
		Supervisor group = startDynamic();
		ActorRef<Probe> first = add(group, this.probes.permanent("a"));
		ActorRef<Probe> second = add(group, this.probes.permanent("b"));
		crash(first);
		awaitJournal("+a2");
		crash(second);
		awaitEscalations(1);
		await().until(() -> group.children().isEmpty());
		assertThat(failure(first.ask(Probe.ping()))).isInstanceOf(ActorTerminatedException.class);
		assertThat(failure(second.ask(Probe.ping()))).isInstanceOf(ActorTerminatedException.class);
		awaitAllRunning(this.system.supervisor("root"));
		assertThat(ping(add(group, this.probes.permanent("a")))).isOne();
	}

	@Test
	void restartThatFailsIsTriedAgainAndCounted() {
		Supervisor group = startDynamic();
		ActorRef<Probe> ref = add(group, this.probes.permanent("a"));
		this.probes.failStarts("a", 1);
		crash(ref);
		awaitEscalations(1);
		await().until(() -> group.children().isEmpty());
		assertJournal("+a1", "-a1", "!a2");
	}

	@Test
	void childrenStopInParallel() throws Exception {
		Supervisor group = startDynamic();
		List<String> names = IntStream.range(0, 5).mapToObj((index) -> "child" + index).toList();
		names.forEach((name) -> add(group, this.probes.permanent(name)));
		List<Gate> gates = names.stream().map(this.probes::hangStop).toList();
		var closed = closeLater();
		for (Gate gate : gates) {
			// All are in their end before any of them has ended.
			gate.awaitEntered();
		}
		assertThat(closed).isNotDone();
		gates.forEach(Gate::open);
		get(closed);
		assertThat(this.probes.mostEnding).hasValue(names.size());
	}

	@Test
	void shutdownTimeOfEachChildBeginsAtOnce() throws Exception {
		Supervisor group = startDynamic();
		List<String> names = IntStream.range(0, 5).mapToObj((index) -> "child" + index).toList();
		for (String name : names) {
			Gate gate = this.probes.gate();
			add(group, this.probes.permanent(name)).tell(Probe.pass(gate));
			gate.awaitEntered();
		}
		var terminated = this.system.supervisor("root").terminate("group");
		settle(this.system.supervisor("root"));
		await().until(() -> group.counts().active() == 0);
		this.time.advance(Duration.ofSeconds(6));
		get(terminated);
	}

}
