package dev.actorspring.benchmarks.durable;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What it costs that a state survives, beside other ways to have it do so. Prints a line
 * for each result, of which there is one for each slice of time.
 */
public final class DurableBenchmark {

	private DurableBenchmark() {
	}

	/**
	 * What there is to measure.
	 * @return the names of the workloads
	 */
	public static List<String> workloads() {
		return Workload.all().stream().map(Workload::id).toList();
	}

	/**
	 * Who takes part.
	 * @return their names, as in the results
	 */
	public static List<String> systems() {
		return Stream
			.concat(Arrays.stream(DurableSystem.values()).map(DurableSystem::label),
					Stream.of(Activations.TOGETHER, Activations.EACH))
			.toList();
	}

	/**
	 * Runs it.
	 * @param args {@code full}, {@code quick} or {@code tiny}; and the workloads
	 */
	public static void main(String[] args) {
		Session session = new Session(Plan.named(args[0]), System.out::println);
		Arrays.stream(args).skip(1).map(Workload::named).forEach(session::run);
		System.exit(0);
	}

}
