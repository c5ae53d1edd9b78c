package dev.actorspring.conformance;

import java.time.Duration;
import java.util.List;

import dev.actorspring.ExitReason;
import dev.actorspring.supervision.Restart;
import dev.actorspring.supervision.RestartStrategy;
import dev.actorspring.supervision.Supervisor;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.NodeSnapshot;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rule: <em>At run time: … the last 50 restarts with time, reason and duration.</em>
 */
class RestartHistoryTests extends ConformanceTest {

	private Supervisor start(RestartStrategy strategy) {
		return startGroup((group) -> group.strategy(strategy)
			.intensity(1_000, Duration.ofSeconds(5))
			.child(this.probes.permanent("a"))
			.child(this.probes.permanent("b")));
	}

	private List<Restart> history() {
		return ((NodeSnapshot.Supervisor) this.system.find("group").orElseThrow()).restarts();
	}

	private void awaitHistory(int size) {
		await().untilAsserted(() -> assertThat(history()).hasSize(size));
	}

	@Test
	void restartIsRememberedWithWhoWhyAndHowLongItTook() throws Exception {
		start(RestartStrategy.ONE_FOR_ONE);
		Gate gate = this.probes.hangStart("b");
		crash("b");
		gate.awaitEntered();
		this.time.advance(Duration.ofSeconds(3));
		gate.open();
		awaitHistory(1);
		Restart restart = history().getFirst();
		assertThat(restart.path()).isEqualTo("group/b");
		assertThat(restart.incarnation()).isEqualTo(2);
		assertThat(restart.duration()).isEqualTo(Duration.ofSeconds(3));
		assertThat(restart.time()).isNotNull();
		assertThat(restart.reason()).isInstanceOfSatisfying(ExitReason.Error.class,
				(reason) -> assertThat(reason.cause()).hasMessage("boom"));
	}

	@Test
	void everyMemberOfAGroupRestartIsRememberedTheBystandersAsShutDown() {
		start(RestartStrategy.ONE_FOR_ALL);
		crash("b");
		awaitHistory(2);
		assertThat(history()).extracting(Restart::path).containsExactly("group/a", "group/b");
		assertThat(history().get(0).reason()).isEqualTo(new ExitReason.Shutdown());
		assertThat(history().get(1).reason()).isInstanceOf(ExitReason.Error.class);
	}

	@Test
	void onlyTheLastFiftyAreRememberedOldestFirst() {
		start(RestartStrategy.ONE_FOR_ONE);
		for (int i = 1; i <= 60; i++) {
			crash("a");
			assertThat(ping(ref("a"))).isEqualTo(i + 1);
		}
		await().untilAsserted(() -> assertThat(events(ActorEvent.Restarted.class)).hasSize(60));
		assertThat(history()).hasSize(50);
		assertThat(history()).extracting(Restart::incarnation).first().isEqualTo(12);
		assertThat(history()).extracting(Restart::incarnation).last().isEqualTo(61);
	}

	@Test
	void startsByHandAreNoRestarts() {
		Supervisor group = start(RestartStrategy.ONE_FOR_ONE);
		get(group.terminate("a"));
		get(group.restart("a"));
		get(group.start(this.probes.permanent("c")));
		settle(group);
		assertThat(history()).isEmpty();
		assertThat(events(ActorEvent.Restarted.class)).isEmpty();
	}

}
