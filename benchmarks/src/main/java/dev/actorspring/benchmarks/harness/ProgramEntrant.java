package dev.actorspring.benchmarks.harness;

import java.util.ArrayList;
import java.util.List;

/**
 * A program that measures several systems, which take turns so that whatever disturbs one
 * disturbs all.
 *
 * @param jvm how it is started
 * @param main its class, which takes the effort and the workloads
 * @param systems the names of the systems
 */
record ProgramEntrant(Jvm jvm, Class<?> main, List<String> systems) implements Entrant {

	@Override
	public String label() {
		return String.join(", ", this.systems);
	}

	@Override
	public int patience() {
		return this.systems.size();
	}

	@Override
	public List<String> command(String effort, String variant, List<String> workloads) {
		List<String> arguments = new ArrayList<>(List.of(effort));
		arguments.addAll(workloads);
		return this.jvm.command(this.main.getName(), arguments);
	}

}
