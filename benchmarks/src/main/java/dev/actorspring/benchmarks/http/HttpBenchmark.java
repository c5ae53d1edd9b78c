package dev.actorspring.benchmarks.http;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * What an HTTP request through an actor costs, beside the same endpoint made in other
 * ways. Prints tables.
 * <p>
 * The process that runs this generates the load, and should do nothing else. It starts
 * the servers as processes of their own.
 */
public final class HttpBenchmark {

	private static final String JSON = "--json";

	private HttpBenchmark() {
	}

	/**
	 * Runs it.
	 * @param args any of {@code --quick} for a run of about two minutes, {@code --json}
	 * for the results as lines of JSON instead of the tables, {@code --rounds=1} for how
	 * often the servers are started anew, {@code --systems=BARE,VIRTUAL,...} for only
	 * some, and {@code --jvm=...} for a flag of the servers' JVMs, as often as needed
	 * @throws IOException if a server cannot be started or does not answer
	 */
	public static void main(String[] args) throws IOException {
		List<String> options = new ArrayList<>(List.of(args));
		boolean json = options.remove(JSON);
		Plan plan = Plan.of(options);
		Report report = Report.of(plan);
		if (json) {
			report.results().forEach((result) -> System.out.println(result.toJson()));
		}
		else {
			System.out.println(report.markdown());
		}
	}

	/**
	 * Runs it within another program.
	 * @param quick whether it has to be done in about two minutes
	 * @param tables gets the tables, in Markdown
	 * @return all numbers that are in the tables
	 * @throws IOException if a server cannot be started or does not answer
	 * @throws IllegalStateException if a server answers wrongly
	 */
	public static List<HttpResult> run(boolean quick, PrintStream tables) throws IOException {
		Plan plan = Plan.of(quick ? List.of("--quick") : List.of());
		Report report = Report.of(plan);
		tables.println(report.markdown());
		return report.results();
	}

}
