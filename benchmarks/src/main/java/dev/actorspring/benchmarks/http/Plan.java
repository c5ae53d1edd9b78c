package dev.actorspring.benchmarks.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How much is measured.
 *
 * @param rounds how often all servers are started anew
 * @param cycles how many slices each system gets in a round, of each kind of load
 * @param warmUp how many requests each server gets before anything is measured: time
 * would leave a server colder than the others that had less of a busy machine
 * @param warmUpLimit after how long it has to be enough
 * @param slice how long a slice is
 * @param systems who takes part; the others are compared with the first
 * @param rates of the open loops, as shares of the saturation of the first system
 * @param flags of the servers' JVMs, besides those that are always there
 */
record Plan(int rounds, int cycles, int warmUp, Duration warmUpLimit, Duration slice, List<HttpSystem> systems,
		List<Double> rates, List<String> flags) {

	/** How many connections a client keeps. */
	static final int CONNECTIONS = 64;

	private static final Plan FULL = new Plan(3, 7, 200_000, Duration.ofMinutes(2), Duration.ofSeconds(3),
			List.of(HttpSystem.values()), List.of(0.3, 0.6), List.of());

	private static final Plan QUICK = new Plan(1, 5, 40_000, Duration.ofSeconds(15), Duration.ofMillis(500),
			List.of(HttpSystem.values()), List.of(0.3, 0.6), List.of());

	/**
	 * Reads a command line.
	 * @param args any of {@code --quick}, {@code --rounds=1},
	 * {@code --systems=BARE,VIRTUAL} and, once for each flag, {@code --jvm=-XX:...}
	 * @throws IllegalArgumentException if there is anything else
	 */
	static Plan of(List<String> args) {
		Plan plan = args.contains("--quick") ? QUICK : FULL;
		for (String arg : args) {
			if (arg.startsWith("--rounds=")) {
				plan = plan.with(Integer.parseInt(value(arg)));
			}
			else if (arg.startsWith("--systems=")) {
				plan = plan.with(Arrays.stream(value(arg).split(",")).map(HttpSystem::valueOf).toList());
			}
			else if (arg.startsWith("--jvm=")) {
				plan = plan.with(value(arg));
			}
			else if (!arg.equals("--quick")) {
				throw new IllegalArgumentException("Not an option: " + arg);
			}
		}
		return plan;
	}

	private static String value(String arg) {
		return arg.substring(arg.indexOf('=') + 1);
	}

	private Plan with(int rounds) {
		return new Plan(rounds, this.cycles, this.warmUp, this.warmUpLimit, this.slice, this.systems, this.rates,
				this.flags);
	}

	private Plan with(List<HttpSystem> systems) {
		return new Plan(this.rounds, this.cycles, this.warmUp, this.warmUpLimit, this.slice, systems, this.rates,
				this.flags);
	}

	private Plan with(String flag) {
		List<String> flags = new ArrayList<>(this.flags);
		flags.add(flag);
		return new Plan(this.rounds, this.cycles, this.warmUp, this.warmUpLimit, this.slice, this.systems, this.rates,
				flags);
	}

}
