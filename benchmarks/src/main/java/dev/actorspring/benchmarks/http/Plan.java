package dev.actorspring.benchmarks.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
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
	 * Without C2, which takes a minute to compile what six servers do. Controllers gain
	 * more by it than routes do: so a quick pass says little about the ratios.
	 */
	static final String WARM_SOON = "-XX:TieredStopAtLevel=1";

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
		flags.addAll(0, plan.flags);
		return new Plan(plan.cycles, plan.warmUp, plan.warmUpLimit, plan.slice,
				systems.isEmpty() ? plan.systems : systems, workloads, flags);
	}

	private static Plan named(String effort) {
		List<HttpSystem> all = List.of(HttpSystem.values());
		// How a route is declared is no question for a quick pass.
		List<HttpSystem> quick = List.copyOf(EnumSet.complementOf(EnumSet.of(HttpSystem.FUNCTIONAL)));
		return switch (effort) {
			case "full" ->
				new Plan(7, 200_000, Duration.ofMinutes(3), Duration.ofMillis(1_500), all, List.of(), List.of());
			case "quick" -> new Plan(3, 10_000, Duration.ofSeconds(12), Duration.ofMillis(200), quick, List.of(),
					List.of(WARM_SOON));
			case "tiny" -> new Plan(2, 100, Duration.ofMinutes(1), Duration.ofMillis(50), all, List.of(), List.of());
			default -> throw new IllegalArgumentException("There is no effort '" + effort + "'");
		};
	}

}
