package dev.actorspring.benchmarks.harness;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

import dev.actorspring.benchmarks.trial.Contestant;
import dev.actorspring.benchmarks.trial.Effort;
import dev.actorspring.benchmarks.trial.Line;
import dev.actorspring.benchmarks.trial.Line.Failed;
import dev.actorspring.benchmarks.trial.Line.NotOffered;
import dev.actorspring.benchmarks.trial.NotOfferedException;
import dev.actorspring.benchmarks.trial.Workload;

/**
 * Measures one system in a process of its own, and prints a line for each result.
 */
final class Trial {

	/** Written before each workload, so that it is known which one a process died of. */
	static final String BEGIN = "# ";

	private Trial() {
	}

	/**
	 * Runs it.
	 * @param args the effort, the label of the system, its variant, and the workloads
	 */
	public static void main(String[] args) {
		Effort effort = Effort.named(args[0]);
		JvmSystem system = JvmSystem.labelled(args[1]);
		List<Workload> workloads = Arrays.stream(args).skip(3).map(Workload::named).toList();
		for (Workload workload : workloads) {
			System.out.println(BEGIN + workload.id());
			run(system, args[2], workload, effort, Trial::print);
		}
		// Whatever threads a peer leaves behind.
		System.exit(0);
	}

	private static void print(Line line) {
		System.out.println(line.json());
	}

	/**
	 * Measures one workload.
	 * @param system of whom
	 * @param variant how it is configured
	 * @param workload what
	 * @param effort how long and how large
	 * @param lines gets the results as they come, the last of which may be a failure
	 */
	static void run(JvmSystem system, String variant, Workload workload, Effort effort, Consumer<Line> lines) {
		try (Contestant contestant = system.start(variant)) {
			String config = contestant.config();
			try {
				workload.measure(contestant, effort,
						(name, value) -> lines.accept(new Line(name, system.label(), config, value)));
			}
			catch (NotOfferedException ex) {
				lines.accept(
						new Line(workload.id(), system.label(), "", new NotOffered(String.valueOf(ex.getMessage()))));
			}
			catch (RuntimeException | OutOfMemoryError ex) {
				lines.accept(new Line(workload.id(), system.label(), config, new Failed(String.valueOf(ex))));
			}
		}
	}

}
