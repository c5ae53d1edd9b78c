package dev.actorspring.benchmarks.http;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * What an HTTP request through an actor costs, beside the same endpoint made in other
 * ways. Prints a line for each result, of which there is one for each slice of time.
 * <p>
 * The process that runs this generates the load, and should do nothing else. It starts
 * the servers as processes of their own.
 */
public final class HttpBenchmark {

	private HttpBenchmark() {
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
		return Arrays.stream(HttpSystem.values()).map(HttpSystem::label).toList();
	}

	/**
	 * Runs it.
	 * @param args {@code full}, {@code quick} or {@code tiny}; the workloads; and, to
	 * look at something more closely, {@code --systems=BARE,VIRTUAL,...} for only some
	 * and {@code --jvm=...} for a flag of the servers' JVMs, as often as needed
	 * @throws IOException if the first system, with which the others are compared, does
	 * not work
	 */
	public static void main(String[] args) throws IOException {
		new Session(Plan.of(List.of(args)), System.out::println).run();
	}

}
