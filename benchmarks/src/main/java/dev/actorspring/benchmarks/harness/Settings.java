package dev.actorspring.benchmarks.harness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import dev.actorspring.benchmarks.trial.Workload;

/**
 * What the command line says.
 *
 * @param quick whether short measurements are enough
 * @param rounds how often each is measured
 * @param only the beginnings of the workloads to run; empty for all
 * @param systems parts of the names of the systems to run; empty for all
 * @param heap the largest heap of each JVM, as in {@code 6g}
 */
record Settings(boolean quick, int rounds, List<String> only, List<String> systems, String heap) {

	/** What a quick pass measures unless it is told: all that it has time to do well. */
	private static final Set<String> QUICK = Set.of(Workload.TELL_1_1.id(), Workload.ASK_1.id(),
			Workload.PING_PONG_1.id(), Workload.RESTART.id(), Workload.NEIGHBOUR.id(), "http-closed");

	/**
	 * Whom it leaves out unless it is told: ours without metrics, and what is no actor.
	 */
	private static final Set<String> NOT_QUICK = Set.of(JvmSystem.COMPUTE_PLAIN.label(), JvmSystem.JDK_QUEUE.label(),
			JvmSystem.JDK_LOCK.label());

	/** What it measures in one process: there systems take turns, or there is but one. */
	private static final Set<String> ONCE = Set.of(Workload.NEIGHBOUR.id(), "http-closed");

	static final String USAGE = """
			benchmarks/run [--quick] [--only workload,...] [--systems system,...] [--rounds n] [--heap 6g] [--list]
			  --quick    short measurements of some workloads, in under six minutes
			  --only     workloads whose names begin like this
			  --systems  systems in whose names this stands, in any case
			  --rounds   how often each is measured: 3 times, or twice if quick
			  --heap     the largest heap of each JVM
			  --list     names all workloads and systems, and does nothing""";

	static Settings parse(List<String> arguments) {
		boolean quick = arguments.contains("--quick");
		int rounds = Integer.parseInt(value(arguments, "--rounds", quick ? "2" : "3"));
		return new Settings(quick, rounds, list(arguments, "--only"), list(arguments, "--systems"),
				value(arguments, "--heap", "6g"));
	}

	private static List<String> list(List<String> arguments, String name) {
		List<String> values = new ArrayList<>();
		for (String value : value(arguments, name, "").toLowerCase(Locale.ROOT).split(",")) {
			if (!value.isBlank()) {
				values.add(value.strip());
			}
		}
		return values;
	}

	private static String value(List<String> arguments, String name, String otherwise) {
		int at = arguments.indexOf(name);
		if (at < 0) {
			return otherwise;
		}
		if (at + 1 == arguments.size()) {
			throw new IllegalArgumentException(name + " needs a value");
		}
		return arguments.get(at + 1);
	}

	/**
	 * Whether a workload is to be measured in a round.
	 * @param workload its name
	 * @param round which, from zero
	 * @return {@code true} if so
	 */
	boolean includesWorkload(String workload, int round) {
		if (this.quick && round > 0 && ONCE.contains(workload)) {
			return false;
		}
		if (this.only.isEmpty()) {
			return !this.quick || QUICK.contains(workload);
		}
		return this.only.stream().anyMatch(workload::startsWith);
	}

	/**
	 * Whether a system is to be measured.
	 * @param system its label
	 * @return {@code true} if so
	 */
	boolean includesSystem(String system) {
		if (this.systems.isEmpty()) {
			return !this.quick || !NOT_QUICK.contains(system);
		}
		String name = system.toLowerCase(Locale.ROOT);
		return this.systems.stream().anyMatch(name::contains);
	}

	/**
	 * How long a process may take.
	 * @param workloads how many workloads it measures
	 * @return several times as long as it should
	 */
	Duration limit(int workloads) {
		return this.quick ? Duration.ofSeconds(40 + 20L * workloads) : Duration.ofMinutes(5L * workloads);
	}

	/**
	 * The name of the effort of each measurement.
	 * @return as {@link dev.actorspring.benchmarks.trial.Effort#named} takes it
	 */
	String effort() {
		return this.quick ? "quick" : "full";
	}

}
