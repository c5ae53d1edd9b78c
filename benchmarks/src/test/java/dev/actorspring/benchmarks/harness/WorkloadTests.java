package dev.actorspring.benchmarks.harness;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import dev.actorspring.benchmarks.harness.Programs.Outcome;
import dev.actorspring.benchmarks.trial.Contestant;
import dev.actorspring.benchmarks.trial.Effort;
import dev.actorspring.benchmarks.trial.Line;
import dev.actorspring.benchmarks.trial.Line.NotOffered;
import dev.actorspring.benchmarks.trial.Line.Value;
import dev.actorspring.benchmarks.trial.NotOfferedException;
import dev.actorspring.benchmarks.trial.Workload;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every workload on every system, as small as can be: each checks its own sums and
 * counts.
 */
class WorkloadTests {

	@ParameterizedTest
	@EnumSource
	void everyWorkload_ofASystemInAJvm_givesTheRightAnswer(JvmSystem system) {
		Set<Workload> notOffered = EnumSet.noneOf(Workload.class);
		List<String> variants = system.variants(Workload.SPAWN);
		for (String variant : new LinkedHashSet<>(List.of(variants.getFirst(), variants.getLast()))) {
			try (Contestant contestant = system.start(variant)) {
				for (Workload workload : Workload.values()) {
					if (!measure(workload, contestant)) {
						notOffered.add(workload);
					}
				}
			}
		}
		assertThat(notOffered).isEqualTo(notOfferedBy(system));
	}

	private static boolean measure(Workload workload, Contestant contestant) {
		List<Value> values = new ArrayList<>();
		try {
			workload.measure(contestant, Effort.TINY, (name, value) -> values.add(value));
		}
		catch (NotOfferedException ex) {
			return false;
		}
		assertThat(values).isNotEmpty().allSatisfy((value) -> assertThat(value.value()).isFinite());
		return true;
	}

	private static Set<Workload> notOfferedBy(JvmSystem system) {
		return switch (system) {
			case COMPUTE, COMPUTE_PLAIN -> EnumSet.of(Workload.BLOCKING, Workload.NEIGHBOUR);
			case VIRTUAL -> EnumSet.noneOf(Workload.class);
			case PEKKO, CAJUN -> EnumSet.of(Workload.NEIGHBOUR);
			case VERTX -> EnumSet.of(Workload.RESTART, Workload.NEIGHBOUR);
			case JDK_QUEUE -> EnumSet.of(Workload.RESTART, Workload.STOP_TREE, Workload.NEIGHBOUR);
			case JDK_LOCK -> EnumSet.of(Workload.PING_PONG_1, Workload.PING_PONG_16, Workload.RING, Workload.SKYNET,
					Workload.RESTART, Workload.STOP_TREE, Workload.ASK_BEHIND_QUEUE, Workload.BLOCKING,
					Workload.NEIGHBOUR);
		};
	}

	@Test
	void everyWorkload_onErlang_givesTheRightAnswer() {
		ErlangEntrant erlang = ErlangEntrant.prepare(Path.of(""));
		Assumptions.assumeTrue(erlang.missing() == null, "Erlang is not installed");
		measureAll(erlang, "");
	}

	@ParameterizedTest
	@EnumSource
	void everyWorkload_ofACompiledSystem_givesTheRightAnswer(CompiledSystem system) {
		CompiledEntrant entrant = new CompiledEntrant(system, Path.of(""));
		String missing = entrant.missing();
		Assumptions.assumeTrue(missing == null, () -> system.label() + ": " + missing);
		system.variants().forEach((variant) -> measureAll(entrant, variant));
	}

	private static void measureAll(Entrant entrant, String variant) {
		List<String> workloads = Plan.groups(new Jvm("1g"), List.of(entrant))
			.stream()
			.filter((group) -> group.entrants().contains(entrant))
			.flatMap((group) -> group.workloads().stream())
			.toList();
		Outcome outcome = Programs.run(entrant.command("tiny", variant, workloads), Duration.ofMinutes(2));
		List<Line> lines = outcome.output().stream().flatMap(Results::parse).toList();
		assertThat(outcome.problem()).isNull();
		assertThat(lines).filteredOn((line) -> !isNotOffered(line))
			.extracting(Line::result)
			.hasOnlyElementsOfType(Value.class);
		assertThat(lines).extracting(Line::system).containsOnly(entrant.label());
		assertThat(workloads)
			.allSatisfy((workload) -> assertThat(lines).anyMatch((line) -> line.workload().startsWith(workload)));
	}

	/**
	 * The supervisor of Actix does not notice a crash.
	 */
	private static boolean isNotOffered(Line line) {
		return line.system().equals(CompiledSystem.ACTIX.label()) && line.workload().equals("restart")
				&& line.result() instanceof NotOffered;
	}

}
