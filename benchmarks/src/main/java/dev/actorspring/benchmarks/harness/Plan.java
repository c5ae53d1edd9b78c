package dev.actorspring.benchmarks.harness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import dev.actorspring.benchmarks.cluster.ClusterBenchmark;
import dev.actorspring.benchmarks.durable.DurableBenchmark;
import dev.actorspring.benchmarks.http.HttpBenchmark;
import dev.actorspring.benchmarks.ours.MetricsCost;
import dev.actorspring.benchmarks.trial.Workload;

/**
 * All groups of workloads, and who takes part in them.
 */
final class Plan {

	private Plan() {
	}

	/**
	 * Makes the plan.
	 * @param jvm how JVMs are started
	 * @param others those that do not run in a JVM
	 * @return the groups, in the order in which they are run
	 */
	static List<Group> groups(Jvm jvm, List<? extends Entrant> others) {
		List<Entrant> onTheJvm = Arrays.stream(JvmSystem.values())
			.<Entrant>map((system) -> new JvmEntrant(jvm, system))
			.toList();
		List<Entrant> all = Stream.concat(onTheJvm.stream(), others.stream()).toList();
		// What metrics cost is seen well enough where there are messages and nothing
		// else.
		List<Entrant> metered = all.stream()
			.filter((entrant) -> !entrant.label().equals(JvmSystem.COMPUTE_PLAIN.label()))
			.toList();
		List<Group> groups = new ArrayList<>();
		groups.add(new Group("Messages", ids(Workload.TELL_1_1, Workload.RING), all));
		groups.add(new Group("Many actors", ids(Workload.SKYNET, Workload.GROWTH), metered));
		groups.add(new Group("Faults and waiting", ids(Workload.RESTART, Workload.BLOCKING), metered));
		groups.add(new Group("Neighbours of who blocks", ids(Workload.NEIGHBOUR, Workload.NEIGHBOUR),
				onTheJvm.stream().filter((entrant) -> entrant.label().equals(JvmSystem.VIRTUAL.label())).toList()));
		groups.add(new Group("Allocation", ids(Workload.ALLOCATION_TELL, Workload.ALLOCATION_ASK), onTheJvm));
		groups.add(new Group("Metrics", List.of("metrics"),
				List.of(new ProgramEntrant(jvm, MetricsCost.class, List.of("actor-spring")))));
		groups.add(new Group("HTTP", HttpBenchmark.workloads(),
				List.of(new ProgramEntrant(jvm, HttpBenchmark.class, HttpBenchmark.systems()))));
		groups.add(new Group("Durable actors", DurableBenchmark.workloads(),
				List.of(new ProgramEntrant(jvm, DurableBenchmark.class, DurableBenchmark.systems()))));
		groups.add(new Group("Several nodes", ClusterBenchmark.workloads(),
				List.of(new ProgramEntrant(jvm, ClusterBenchmark.class, ClusterBenchmark.systems()))));
		return groups;
	}

	private static List<String> ids(Workload first, Workload last) {
		return Arrays.stream(Workload.values())
			.filter((workload) -> workload.compareTo(first) >= 0 && workload.compareTo(last) <= 0)
			.map(Workload::id)
			.toList();
	}

}
