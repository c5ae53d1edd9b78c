package dev.actorspring.benchmarks.harness;

import java.util.Arrays;
import java.util.List;

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
			Contestant contestant = system.start(args[2]);
			run(system, contestant, workload, effort);
			if (workload != workloads.getLast()) {
				contestant.close();
			}
		}
		// Not in good order: to stop a million actors takes time.
		System.out.flush();
		Runtime.getRuntime().halt(0);
	}

	private static void print(Line line) {
		System.out.println(line.json());
	}

	private static void run(JvmSystem system, Contestant contestant, Workload workload, Effort effort) {
		String config = contestant.config();
		try {
			workload.measure(contestant, effort, (name, value) -> print(new Line(name, system.label(), config, value)));
		}
		catch (NotOfferedException ex) {
			print(new Line(workload.id(), system.label(), "", new NotOffered(String.valueOf(ex.getMessage()))));
		}
		catch (RuntimeException | OutOfMemoryError ex) {
			print(new Line(workload.id(), system.label(), config, new Failed(String.valueOf(ex))));
		}
	}

}
