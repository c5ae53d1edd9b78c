package dev.actorspring.benchmarks.harness;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A program that measures one system, and prints a line of JSON for each result.
 */
interface Entrant {

	/**
	 * The name of the system, as in the lines that it prints.
	 * @return the name
	 */
	String label();

	/**
	 * The configurations to try for a workload, of which the best is kept.
	 * @param workload its name
	 * @return one or more, first the one to take without a trial
	 */
	default List<String> variants(String workload) {
		return List.of("");
	}

	/**
	 * Why it cannot run here.
	 * @return the reason, or {@code null} if it can
	 */
	default @Nullable String missing() {
		return null;
	}

	/**
	 * How many systems it measures, and so how many times as long as others it may take.
	 * @return one or more
	 */
	default int patience() {
		return 1;
	}

	/**
	 * The command that runs it.
	 * @param effort as {@link dev.actorspring.benchmarks.trial.Effort#named} takes it
	 * @param variant one of {@link #variants}
	 * @param workloads what to measure
	 * @return the program and its arguments
	 */
	List<String> command(String effort, String variant, List<String> workloads);

}
