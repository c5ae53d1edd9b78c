package dev.actorspring.benchmarks.durable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Every workload, as small as can be: each compares what was acknowledged with what is in
 * the database.
 */
class DurableBenchmarkTests {

	private static final Workload HOT = new Workload(Kind.HOT, Database.H2);

	private final List<String> output = new ArrayList<>();

	private final Session session = new Session(Plan.named("tiny"), this.output::add);

	@ParameterizedTest
	@EnumSource
	void everyWorkload_onH2_givesTheRightAnswer(Kind kind) {
		givesTheRightAnswer(new Workload(kind, Database.H2));
	}

	@ParameterizedTest
	@EnumSource
	void everyWorkload_onPostgres_givesTheRightAnswer(Kind kind) {
		Assumptions.assumeTrue(Database.POSTGRESQL.missing() == null, "PostgreSQL is not installed");
		givesTheRightAnswer(new Workload(kind, Database.POSTGRESQL));
	}

	private void givesTheRightAnswer(Workload workload) {
		this.session.run(workload);
		assertThat(this.output).contains("# " + workload.id()).noneMatch((line) -> line.contains("failed"));
		List<String> systems = systems(workload.kind());
		for (String system : systems) {
			assertThat(lines(workload.id(), system)).as(system).hasSize(2);
			assertThat(lines(workload.id() + "-ratio", system)).as(system).hasSize(2);
		}
	}

	private static List<String> systems(Kind kind) {
		if (kind.isActivation()) {
			return List.of(DurableSystem.ACTORS.label(), Activations.TOGETHER, Activations.EACH);
		}
		return Arrays.stream(DurableSystem.values())
			.filter((system) -> system != DurableSystem.PEKKO || !kind.isIdempotent())
			.map(DurableSystem::label)
			.toList();
	}

	private List<String> lines(String workload, String system) {
		return this.output.stream()
			.filter((line) -> line.contains("\"" + workload + "\"") && line.contains("\"" + system + "\"")
					&& line.contains("\"value\""))
			.toList();
	}

	@Test
	void counters_thatLoseARequest_haveFailed() {
		this.session.add(HOT, List.of(contender("honest", 10, 10, 0), contender("forgetful", 10, 9, 0)));
		assertThat(lines(HOT.id(), "honest")).hasSize(2);
		assertThat(lines(HOT.id(), "forgetful")).isEmpty();
		assertThat(this.output)
			.anyMatch((line) -> line.contains("forgetful") && line.contains("The sum of the counters is 9 and not 10"));
	}

	@Test
	void counters_thatStoreNoOutcome_haveFailedIfTheyShould() {
		this.session.add(new Workload(Kind.HOT_IDEMPOTENT, Database.H2),
				List.of(new Contender("forgetful", true, new Fixed(10, 10, 9))));
		assertThat(this.output).singleElement()
			.asString()
			.contains("\"failed\"", "The number of outcomes is 9 and not 10");
	}

	private static Contender contender(String label, long acknowledged, long written, long outcomes) {
		return new Contender(label, false, new Fixed(acknowledged, written, outcomes));
	}

	@Test
	void workloads_haveTheDatabaseInTheirNames() {
		assertThat(DurableBenchmark.workloads()).contains("durable-hot-h2", "durable-spread-idempotent-postgresql")
			.allMatch((id) -> id.startsWith("durable-"));
		assertThat(Workload.named("durable-activations-h2")).isEqualTo(new Workload(Kind.ACTIVATIONS, Database.H2));
		assertThatIllegalArgumentException().isThrownBy(() -> Workload.named("durable-hot"));
	}

	@Test
	void latestNumbers_areKept() {
		Count count = Count.zero("a");
		for (int i = 0; i < 20; i++) {
			count = count.next();
		}
		assertThat(count.number()).isEqualTo(20);
		assertThat(count.latest()).containsExactly(13L, 14L, 15L, 16L, 17L, 18L, 19L, 20L);
	}

	/**
	 * Counters whose requests always come to the same.
	 */
	private static final class Fixed implements Counters {

		private final long acknowledged;

		private final long written;

		private final long outcomes;

		private int runs;

		Fixed(long acknowledged, long written, long outcomes) {
			this.acknowledged = acknowledged;
			this.written = written;
			this.outcomes = outcomes;
		}

		@Override
		public String config() {
			return "";
		}

		@Override
		public long warmUp(Duration time) {
			return run(time).requests();
		}

		@Override
		public Slice run(Duration time) {
			this.runs++;
			return new Slice(this.acknowledged, 1_000);
		}

		@Override
		public long sum() {
			return this.runs * this.written;
		}

		@Override
		public long outcomes() {
			return this.runs * this.outcomes;
		}

		@Override
		public void close() {
		}

	}

}
