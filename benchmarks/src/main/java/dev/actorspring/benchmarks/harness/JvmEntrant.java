package dev.actorspring.benchmarks.harness;

import java.util.ArrayList;
import java.util.List;

import dev.actorspring.benchmarks.trial.Workload;

/**
 * A system that runs in a JVM.
 *
 * @param jvm how it is started
 * @param system the system
 */
record JvmEntrant(Jvm jvm, JvmSystem system) implements Entrant {

	@Override
	public String label() {
		return this.system.label();
	}

	@Override
	public List<String> variants(String workload) {
		return this.system.variants(Workload.named(workload));
	}

	@Override
	public List<String> command(String effort, String variant, List<String> workloads) {
		List<String> arguments = new ArrayList<>(List.of(effort, this.system.label(), variant));
		arguments.addAll(workloads);
		return this.jvm.command(Trial.class.getName(), arguments);
	}

}
