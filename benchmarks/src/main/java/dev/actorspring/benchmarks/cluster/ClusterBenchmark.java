package dev.actorspring.benchmarks.cluster;

import java.util.Arrays;
import java.util.List;

/**
 * What it costs that actors live on several nodes, beside Pekko's sharding. Prints a line
 * for each result, of which there is one for each slice of time, or each node that goes.
 */
public final class ClusterBenchmark {

	private ClusterBenchmark() {
	}

	/**
	 * What there is to measure.
	 * @return the names of the workloads
	 */
	public static List<String> workloads() {
		return Arrays.stream(Workload.values()).map(Workload::id).toList();
	}

	/**
	 * Who takes part.
	 * @return their names, as in the results
	 */
	public static List<String> systems() {
		return Arrays.stream(ClusterSystem.values()).map(ClusterSystem::label).toList();
	}

	/**
	 * Runs it.
	 * @param args {@code full}, {@code quick} or {@code tiny}; and the workloads
	 */
	public static void main(String[] args) {
		Session session = new Session(Plan.named(args[0]), System.out::println);
		Arrays.stream(args).skip(1).map(Workload::named).forEach(session::run);
	}

}
