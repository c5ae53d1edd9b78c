package dev.actorspring.conformance;

import java.time.Duration;

import dev.actorspring.supervision.ChildState;
import dev.actorspring.supervision.RestartStrategy;
import dev.actorspring.supervision.Supervisor;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rule: <em>Intensity: at most I restarts within a period P, one window per
 * supervisor. At each restart attempt drop entries older than P (exactly P old still
 * counts), add now; attempt I+1 exceeds. A failed attempt counts and is retried.
 * Temporary exits, normal transient exits, siblings restarted as bystanders and explicit
 * termination do not count. I = 0 is allowed.</em>
 */
class IntensityTests extends ConformanceTest {

	private static final Duration PERIOD = Duration.ofSeconds(5);

	private Supervisor startTwo(int intensity) {
		return startGroup((group) -> group.intensity(intensity, PERIOD)
			.child(this.probes.permanent("a"))
			.child(this.probes.permanent("b")));
	}

	private void crashAndAwaitRestart(String child) {
		Supervisor group = group();
		int before = ping(ref(child));
		crash(child);
		awaitJournal("+" + child + (before + 1));
		awaitAllRunning(group);
	}

	private void assertEscalates(String child) {
		int before = events(ActorEvent.Escalated.class).size();
		crash(child);
		awaitEscalations(before + 1);
	}

	private void assertNoEscalation() {
		settle(group());
		assertThat(events(ActorEvent.Escalated.class)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 5 })
	void asManyRestartsAsTheIntensityAreAllowedAndOneMoreIsTooMany(int intensity) {
		startTwo(intensity);
		for (int i = 0; i < intensity; i++) {
			crashAndAwaitRestart("a");
		}
		assertNoEscalation();
		assertEscalates("a");
	}

	@Test
	void restartExactlyAsOldAsThePeriodStillCounts() {
		startTwo(1);
		crashAndAwaitRestart("a");
		this.time.advance(PERIOD);
		assertEscalates("a");
	}

	@Test
	void restartOlderThanThePeriodIsForgotten() {
		startTwo(1);
		for (int i = 0; i < 5; i++) {
			crashAndAwaitRestart("a");
			this.time.advance(PERIOD.plusNanos(1));
		}
		assertNoEscalation();
	}

	@Test
	void windowSlidesSoThatEachRestartIsForgottenForItself() {
		startTwo(2);
		crashAndAwaitRestart("a");
		this.time.advance(Duration.ofSeconds(3));
		crashAndAwaitRestart("a");
		this.time.advance(Duration.ofSeconds(2).plusNanos(1));
		crashAndAwaitRestart("a");
		assertNoEscalation();
		this.time.advance(Duration.ofSeconds(1).minusNanos(1));
		assertEscalates("a");
	}

	@Test
	void windowIsOfTheSupervisorNotOfTheChild() {
		startTwo(2);
		crashAndAwaitRestart("a");
		crashAndAwaitRestart("b");
		assertEscalates("a");
	}

	@Test
	void windowBeginsAnewWhenTheSupervisorIsRestarted() {
		startTwo(1);
		crashAndAwaitRestart("a");
		assertEscalates("a");
		awaitJournal("+b2");
		awaitAllRunning(group());
		crashAndAwaitRestart("a");
		settle(group());
		assertThat(events(ActorEvent.Escalated.class)).hasSize(1);
	}

	@Test
	void restartsInANestedSupervisorDoNotCountAbove() {
		startGroup((group) -> group.intensity(0, PERIOD)
			.child(SupervisorSpec.named("inner").intensity(5, PERIOD).child(this.probes.permanent("a")).build()));
		for (int i = 0; i < 5; i++) {
			crashAndAwaitRestart("a");
		}
		assertNoEscalation();
	}

	@Test
	void normalExitOfAPermanentChildCounts() {
		startTwo(1);
		exit("a");
		awaitJournal("+a2");
		awaitAllRunning(group());
		exit("a");
		awaitEscalations(1);
	}

	@Test
	void endsOfTemporaryChildrenDoNotCount() {
		Supervisor group = startTwo(0);
		for (int i = 0; i < 5; i++) {
			crash(get(group.start(this.probes.temporary("t"))));
			await().untilAsserted(() -> assertThat(ids(group)).containsExactly("a", "b"));
		}
		assertNoEscalation();
	}

	@Test
	void normalExitsOfTransientChildrenDoNotCount() {
		Supervisor group = startGroup((builder) -> builder.intensity(0, PERIOD).child(this.probes.transientOne("a")));
		for (int i = 0; i < 5; i++) {
			exit("a");
			awaitState(group, "a", ChildState.STOPPED);
			get(group.restart("a"));
		}
		assertNoEscalation();
	}

	@Test
	void terminatingAndRestartingByHandDoNotCount() {
		Supervisor group = startTwo(0);
		for (int i = 0; i < 5; i++) {
			get(group.terminate("a"));
			get(group.restart("a"));
		}
		assertNoEscalation();
	}

	@Test
	void startsByHandThatFailDoNotCount() {
		Supervisor group = startTwo(0);
		this.probes.failStarts("c", 2);
		assertThat(failure(group.start(this.probes.permanent("c")))).isNotNull();
		assertThat(failure(group.start(this.probes.permanent("c")))).isNotNull();
		get(group.terminate("a"));
		this.probes.failStarts("a", 1);
		assertThat(failure(group.restart("a"))).isNotNull();
		assertNoEscalation();
		assertThat(ping(ref("b"))).isOne();
	}

	@Test
	void bystandersDoNotCount() {
		startGroup((group) -> group.strategy(RestartStrategy.ONE_FOR_ALL)
			.intensity(2, PERIOD)
			.child(this.probes.permanent("a"))
			.child(this.probes.permanent("b"))
			.child(this.probes.permanent("c"))
			.child(this.probes.permanent("d")));
		crashAndAwaitRestart("a");
		crashAndAwaitRestart("d");
		assertNoEscalation();
	}

	@Test
	void attemptsThatFailCountAndAreRetriedUpToTheIntensity() {
		startTwo(3);
		this.probes.failStarts("a", 2);
		crash("a");
		assertJournal("-a1", "!a2", "!a3", "+a4");
		awaitAllRunning(group());
		assertNoEscalation();
		assertEscalates("b");
	}

	@Test
	void attemptThatFailsOnceTooOftenEscalates() {
		startTwo(3);
		this.probes.failStarts("a", 3);
		crash("a");
		awaitEscalations(1);
		assertJournal("-a1", "!a2", "!a3", "!a4", "-b1", "+a5", "+b2");
	}

	@Test
	void attemptsThatFailAreForgottenAfterThePeriodAsOthersAre() {
		startTwo(2);
		this.probes.failStarts("a", 1);
		crash("a");
		awaitJournal("+a3");
		awaitAllRunning(group());
		this.time.advance(PERIOD.plusNanos(1));
		crashAndAwaitRestart("a");
		crashAndAwaitRestart("b");
		assertNoEscalation();
	}

}
