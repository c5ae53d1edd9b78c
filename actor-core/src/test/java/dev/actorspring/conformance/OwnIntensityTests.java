package dev.actorspring.conformance;

import java.time.Duration;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.RestartLimit;
import dev.actorspring.supervision.ChildState;
import dev.actorspring.supervision.GiveUp;
import dev.actorspring.supervision.Supervisor;
import dev.actorspring.system.ActorEvent;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The rule: <em>intensity per child: a child with an intensity of its own is counted in a
 * window of its own, and in no other</em>.
 */
class OwnIntensityTests extends ConformanceTest {

	private static final Duration PERIOD = Duration.ofHours(1);

	private Supervisor startTwo(GiveUp giveUp, int own, int shared) {
		return startGroup((group) -> group.giveUp(giveUp)
			.intensity(shared, PERIOD)
			.child(this.probes.permanent("own").withIntensity(own, PERIOD))
			.child(this.probes.permanent("shared")));
	}

	private void crash(String name, int times) {
		for (int i = 0; i < times; i++) {
			int before = ping(ref(name));
			crash(name);
			assertThat(ping(ref(name))).isEqualTo(before + 1);
			awaitState(group(), name, ChildState.RUNNING);
		}
	}

	@Test
	void childMayEndMoreOftenThanItsSiblings() {
		startTwo(GiveUp.ESCALATE, 5, 1);
		crash("own", 5);
		crash("shared", 1);
		settle(group());
		assertThat(events(ActorEvent.Escalated.class)).isEmpty();
		crash("own");
		awaitEscalations(1);
	}

	@Test
	void childMayEndLessOftenThanItsSiblings() {
		startTwo(GiveUp.ESCALATE, 0, 5);
		crash("shared", 5);
		crash("own");
		awaitEscalations(1);
	}

	@Test
	void siblingsAreCountedWithoutIt() {
		startTwo(GiveUp.ESCALATE, 5, 1);
		crash("own", 3);
		crash("shared", 1);
		crash("shared");
		awaitEscalations(1);
		assertThat(ping(ref("own"))).as("all begin again").isEqualTo(5);
		crash("own", 5);
		assertThat(events(ActorEvent.Escalated.class)).as("the windows too").hasSize(1);
	}

	@Test
	void childBacksOffByItsOwnIntensity() {
		startTwo(GiveUp.BACKOFF, 1, 3);
		crash("own", 1);
		crash("own");
		awaitState(group(), "own", ChildState.BACKOFF);
		crash("shared", 3);
		crash("shared");
		awaitState(group(), "shared", ChildState.BACKOFF);
	}

	@Test
	void whatMakesNoSenseIsRefused() {
		assertThatExceptionOfType(ActorConfigurationException.class)
			.isThrownBy(() -> this.probes.permanent("a").withIntensity(-1, PERIOD));
		assertThatExceptionOfType(ActorConfigurationException.class)
			.isThrownBy(() -> this.probes.permanent("a").withIntensity(1, Duration.ZERO));
		assertThat(this.probes.permanent("a").restartLimit()).isNull();
		assertThat(this.probes.permanent("a").withIntensity(1, PERIOD).restartLimit())
			.isEqualTo(new RestartLimit(1, PERIOD));
	}

}
