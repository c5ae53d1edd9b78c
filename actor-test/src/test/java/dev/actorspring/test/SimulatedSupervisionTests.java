package dev.actorspring.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorFactory;
import dev.actorspring.ActorSpec;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.supervision.RestartStrategy;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.test.simulation.FindingKind;
import org.junit.jupiter.api.Nested;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The strategies of supervisors, whichever children crash, in whatever order that comes.
 */
class SimulatedSupervisionTests {

	private static final List<String> CHILDREN = List.of("a", "b", "c");

	/** When each began, counted in starts, while it runs. */
	private final Map<String, Integer> running = new HashMap<>();

	private final List<String> log = new ArrayList<>();

	private int starts;

	private TestActors start(RestartStrategy strategy) {
		return TestActors.start((builder) -> {
			CHILDREN.forEach((name) -> builder.actor(ActorSpec.of(name, Child.class, new Childhood(name))));
			return builder.supervisor(SupervisorSpec.named("family")
				.strategy(strategy)
				.intensity(20, Duration.ofSeconds(5))
				.children(CHILDREN.toArray(String[]::new))
				.build());
		});
	}

	private void crash(TestActors actors, String... names) {
		for (String name : names) {
			actors.executor().execute(() -> actors.system().actor(name, Child.class).tell(new Crash()));
		}
		actors.awaitQuiet();
		assertThat(this.running).as(this.log::toString).containsOnlyKeys(CHILDREN);
	}

	@Invariant
	void restartsComeToAnEnd() {
		assertThat(this.starts).as("no end of restarts").isLessThanOrEqualTo(3 + 3 * 20);
	}

	private int startOf(String name) {
		return this.running.getOrDefault(name, -1);
	}

	@Nested
	class OneForOne {

		@Simulated(seeds = 300, tolerate = FindingKind.CRASH)
		void onlyWhoCrashesIsStartedAgain() {
			TestActors actors = start(RestartStrategy.ONE_FOR_ONE);
			int second = startOf("b");
			crash(actors, "a", "c", "a");
			assertThat(startOf("b")).isEqualTo(second);
			assertThat(SimulatedSupervisionTests.this.starts).isEqualTo(3 + 3);
		}

	}

	@Nested
	class OneForAll {

		@Invariant
		void nobodyRunsWithSomebodyOfAnEarlierLife() {
			Map<String, Integer> now = SimulatedSupervisionTests.this.running;
			if (now.size() == CHILDREN.size()) {
				assertThat(startOf("c") - startOf("a")).as(SimulatedSupervisionTests.this.log::toString).isEqualTo(2);
			}
		}

		@Simulated(seeds = 300, tolerate = FindingKind.CRASH)
		void allAreStartedAgainInOrder() {
			TestActors actors = start(RestartStrategy.ONE_FOR_ALL);
			crash(actors, "a", "c", "b");
			assertThat(startOf("a")).isLessThan(startOf("b"));
			assertThat(startOf("b")).isLessThan(startOf("c"));
		}

	}

	@Nested
	class RestForOne {

		@Invariant
		void nobodyRunsWithoutThoseItDependsOn() {
			if (startOf("c") >= 0) {
				assertThat(startOf("b")).as(SimulatedSupervisionTests.this.log::toString).isLessThan(startOf("c"));
			}
			if (startOf("b") >= 0) {
				assertThat(startOf("a")).as(SimulatedSupervisionTests.this.log::toString).isLessThan(startOf("b"));
			}
		}

		@Simulated(seeds = 300, tolerate = FindingKind.CRASH)
		void thoseAfterWhoCrashesAreStartedAgain() {
			TestActors actors = start(RestartStrategy.REST_FOR_ONE);
			int first = startOf("a");
			crash(actors, "b", "c", "b");
			assertThat(startOf("a")).isEqualTo(first);
		}

	}

	record Crash() implements Message<Child> {

	}

	static final class Child {

		@Receive
		void crash(Crash crash) {
			throw new IllegalStateException("told to");
		}

	}

	/**
	 * Writes down who begins and ends.
	 */
	private final class Childhood implements ActorFactory<Child> {

		private final String name;

		Childhood(String name) {
			this.name = name;
		}

		@Override
		public Child create(ActorContext<Child> context) {
			SimulatedSupervisionTests.this.log.add("+" + this.name);
			Integer other = SimulatedSupervisionTests.this.running.put(this.name,
					SimulatedSupervisionTests.this.starts++);
			assertThat(other).as("one incarnation at a time").isNull();
			return new Child();
		}

		@Override
		public void destroy(Child actor) {
			SimulatedSupervisionTests.this.log.add("-" + this.name);
			SimulatedSupervisionTests.this.running.remove(this.name);
		}

	}

}
