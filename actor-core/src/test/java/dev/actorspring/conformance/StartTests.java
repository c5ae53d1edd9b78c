package dev.actorspring.conformance;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorFactory;
import dev.actorspring.ActorSpec;
import dev.actorspring.ActorTerminatedException;
import dev.actorspring.supervision.ChildState;
import dev.actorspring.supervision.Supervisor;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorStartException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * The rule: <em>Start: children start in order; if one fails, those before it are stopped
 * in reverse and the start fails naming the child and the cause.</em>
 */
class StartTests extends ConformanceTest {

	@Test
	void childrenStartInTheOrderOfTheSpec() {
		start((builder) -> builder.supervisor(SupervisorSpec.named("group")
			.child(this.probes.permanent("a"))
			.child(this.probes.permanent("b"))
			.child(this.probes.permanent("c"))
			.build()));
		assertJournal("+a1", "+b1", "+c1");
	}

	@Test
	void nestedSupervisorStartsAllItsChildrenBeforeTheNextSiblingStarts() {
		startNested();
		assertJournal("+a1", "+b1", "+c1", "+z1");
	}

	private void startNested() {
		start((builder) -> builder.supervisor(SupervisorSpec.named("outer")
			.child(this.probes.permanent("a"))
			.child(SupervisorSpec.named("inner")
				.child(this.probes.permanent("b"))
				.child(this.probes.permanent("c"))
				.build())
			.child(this.probes.permanent("z"))
			.build()));
	}

	@Test
	void childStartsOnlyWhenTheOneBeforeItRuns() throws Exception {
		Gate gate = this.probes.hangStart("a");
		CompletableFuture<Void> starting = startGroupLater(
				(group) -> group.child(this.probes.permanent("a")).child(this.probes.permanent("b")));
		gate.awaitEntered();
		assertThat(states(group())).containsEntry("a", ChildState.RESTARTING).containsEntry("b", ChildState.STOPPED);
		assertThat(starting).isNotDone();
		gate.open();
		get(starting);
		assertJournal("+a1", "+b1");
		assertThat(states(group()).values()).containsOnly(ChildState.RUNNING);
	}

	@Test
	void failedStartStopsThoseBeforeInReverseOrderAndNamesTheChildAndTheCause() {
		this.probes.failStarts("c", 1);
		ActorStartException failure = catchThrowableOfType(ActorStartException.class,
				() -> startGroup((group) -> group.child(this.probes.permanent("a"))
					.child(this.probes.permanent("b"))
					.child(this.probes.permanent("c"))
					.child(this.probes.permanent("d"))));
		assertThat(failure).hasMessageContaining("'group/c'");
		assertThat(failure.getPath()).isEqualTo("group/c");
		assertThat(failure.getCause()).isInstanceOf(IllegalStateException.class).hasMessage("c cannot start");
		assertJournal("+a1", "+b1", "!c1", "-b1", "-a1");
	}

	@Test
	void failureInANestedSupervisorIsNamedByItsWholePathAndUndoesAllAboveIt() {
		this.probes.failStarts("c", 1);
		assertThatExceptionOfType(ActorStartException.class).isThrownBy(this::startNested)
			.withMessageContaining("'outer/inner/c'")
			.satisfies((failure) -> assertThat(failure.getPath()).isEqualTo("outer/inner/c"))
			.havingCause()
			.withMessage("c cannot start");
		assertJournal("+a1", "+b1", "!c1", "-b1", "-a1");
	}

	@Test
	void failedStartIsNotRetriedWhateverTheRestartType() {
		this.probes.failStarts("a", 1);
		assertThatExceptionOfType(ActorStartException.class)
			.isThrownBy(() -> startGroup((group) -> group.child(this.probes.temporary("a"))));
		assertJournal("!a1");
		assertThat(events(ActorEvent.Escalated.class)).isEmpty();
	}

	@Test
	void anErrorFailsTheStartAsAnExceptionDoes() {
		ActorFactory<Probe> broken = (context) -> {
			throw new NoClassDefFoundError("Missing");
		};
		assertThatExceptionOfType(ActorStartException.class)
			.isThrownBy(() -> startGroup((group) -> group.child(ActorSpec.of("a", Probe.class, broken))))
			.withCauseInstanceOf(NoClassDefFoundError.class);
	}

	@Test
	void factoryThatReturnsNothingFailsTheStart() {
		ActorFactory<Probe> empty = (ActorContext<Probe> context) -> null;
		assertThatExceptionOfType(ActorStartException.class)
			.isThrownBy(() -> startGroup((group) -> group.child(ActorSpec.of("a", Probe.class, empty))))
			.withMessageContaining("'group/a'");
	}

	@Test
	void systemWhoseStartFailedDoesNotRunAndCannotBeStartedAgain() {
		this.probes.failStarts("a", 1);
		assertThatExceptionOfType(ActorStartException.class)
			.isThrownBy(() -> startGroup((group) -> group.child(this.probes.permanent("a"))));
		assertThat(this.system.isRunning()).isFalse();
		assertThatIllegalStateException().isThrownBy(this.system::start);
	}

	@Test
	void messagesSentBeforeTheStartAreHandledAfterIt() {
		build((builder) -> builder.supervisor(SupervisorSpec.named("group").child(this.probes.permanent("a")).build()));
		ref("a").tell(Probe.ping());
		CompletableFuture<Integer> early = ref("a").ask(Probe.ping());
		assertThat(early).isNotDone();
		this.system.start();
		assertThat(get(early)).isOne();
		assertThat(this.probes.handled).hasValue(2);
	}

	@Test
	void messagesToAChildThatIsStillToStartWaitForIt() throws Exception {
		Gate gate = this.probes.hangStart("a");
		CompletableFuture<Void> starting = startGroupLater(
				(group) -> group.child(this.probes.permanent("a")).child(this.probes.permanent("b")));
		gate.awaitEntered();
		CompletableFuture<Integer> early = ref("b").ask(Probe.ping());
		assertThat(early).isNotDone();
		gate.open();
		get(starting);
		assertThat(get(early)).isOne();
	}

	@Test
	void messagesThatWaitFailWithTheStart() {
		build((builder) -> builder.supervisor(SupervisorSpec.named("group")
			.child(this.probes.permanent("a"))
			.child(this.probes.permanent("b"))
			.build()));
		this.probes.failStarts("a", 1);
		CompletableFuture<Integer> first = ref("a").ask(Probe.ping());
		CompletableFuture<Integer> second = ref("b").ask(Probe.ping());
		ref("b").tell(Probe.ping());
		assertThatExceptionOfType(ActorStartException.class).isThrownBy(this.system::start);
		assertThat(failure(first)).isInstanceOf(ActorTerminatedException.class);
		assertThat(failure(second)).isInstanceOf(ActorTerminatedException.class);
		assertThat(events(ActorEvent.DeadLetter.class)).singleElement()
			.satisfies((letter) -> assertThat(letter.reason()).isEqualTo(ActorEvent.DeadLetter.Reason.TERMINATED));
		assertThat(this.probes.handled).hasValue(0);
	}

	@Test
	void childThatCrashesWhileOthersStillStartIsRestartedWhenTheStartIsOver() throws Exception {
		Gate gate = this.probes.hangStart("b");
		CompletableFuture<Void> starting = startGroupLater(
				(group) -> group.child(this.probes.permanent("a")).child(this.probes.permanent("b")));
		gate.awaitEntered();
		crash("a");
		awaitJournal("-a1");
		Supervisor group = group();
		awaitState(group, "a", ChildState.RESTARTING);
		assertJournal("+a1", "-a1");
		gate.open();
		get(starting);
		assertJournal("+a1", "-a1", "+b1", "+a2");
	}

	@Test
	void laterStartFailureAlsoUndoesAStartWhoseChildHasCrashedMeanwhile() throws Exception {
		Gate gate = this.probes.hangStart("b");
		this.probes.failStarts("b", 1);
		CompletableFuture<Void> starting = startGroupLater(
				(group) -> group.child(this.probes.permanent("a")).child(this.probes.permanent("b")));
		gate.awaitEntered();
		crash("a");
		awaitJournal("-a1");
		gate.open();
		assertThatExceptionOfType(CompletionException.class).isThrownBy(starting::join)
			.withCauseInstanceOf(ActorStartException.class);
		assertJournal("+a1", "-a1", "!b1");
	}

}
