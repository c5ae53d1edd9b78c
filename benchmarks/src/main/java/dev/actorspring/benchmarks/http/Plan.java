package dev.actorspring.benchmarks.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How much is measured.
 *
 * @param cycles how many slices each system gets of each kind of load
 * @param warmUp how many requests each server gets before anything is measured: time
 * would leave a server colder than the others that had less of a busy machine
 * @param warmUpLimit after how long it has to be enough for all of them
 * @param slice how long a slice is
 * @param systems who takes part; the others are compared with the first
 * @param workloads kinds of load
 * @param flags of the servers' JVMs, besides those that are always there
 */
record Plan(int cycles, int warmUp, Duration warmUpLimit, Duration slice, List<HttpSystem> systems,
		List<Workload> workloads, List<String> flags) {

	/** How many connections a client keeps. */
	static final int CONNECTIONS = 64;

	/**
	 * Reads a command line.
	 * @param args {@code full}, {@code quick} or {@code tiny}; the workloads; then any of
	 * {@code --systems=BARE,VIRTUAL} and, once for each flag, {@code --jvm=-XX:...}
	 * @throws IllegalArgumentException if there is anything else
	 */
	static Plan of(List<String> args) {
		List<HttpSystem> systems = new ArrayList<>();
		List<Workload> workloads = new ArrayList<>();
		List<String> flags = new ArrayList<>();
		for (String arg : args.subList(1, args.size())) {
			String value = arg.substring(arg.indexOf('=') + 1);
			if (arg.startsWith("--systems=")) {
				Arrays.stream(value.split(",")).map(HttpSystem::valueOf).forEach(systems::add);
			}
			else if (arg.startsWith("--jvm=")) {
				flags.add(value);
			}
			else {
				workloads.add(Workload.named(arg));
			}
		}
		Plan plan = named(args.getFirst());
		return new Plan(plan.cycles, plan.warmUp, plan.warmUpLimit, plan.slice,
				systems.isEmpty() ? plan.systems : systems, workloads, flags);
	}

	private static Plan named(String effort) {
		List<HttpSystem> all = List.of(HttpSystem.values());
		List<HttpSystem> quick = List.of(HttpSystem.BARE, HttpSystem.VIRTUAL, HttpSystem.COMPUTE);
		return switch (effort) {
			case "full" ->
				new Plan(7, 200_000, Duration.ofMinutes(3), Duration.ofMillis(1_500), all, List.of(), List.of());
			case "quick" ->
				new Plan(5, 100_000, Duration.ofSeconds(90), Duration.ofMillis(700), quick, List.of(), List.of());
			case "tiny" -> new Plan(2, 100, Duration.ofMinutes(1), Duration.ofMillis(50), all, List.of(), List.of());
			default -> throw new IllegalArgumentException("There is no effort '" + effort + "'");
		};
	}

}
