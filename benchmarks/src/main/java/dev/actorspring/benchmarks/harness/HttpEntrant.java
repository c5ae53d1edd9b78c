package dev.actorspring.benchmarks.harness;

import java.util.ArrayList;
import java.util.List;

import dev.actorspring.benchmarks.http.HttpBenchmark;

/**
 * An HTTP endpoint, made in all ways, with and without actors: one process makes load for
 * the servers of all systems in turn.
 *
 * @param jvm how it is started
 */
record HttpEntrant(Jvm jvm) implements Entrant {

	@Override
	public String label() {
		return String.join(", ", HttpBenchmark.systems());
	}

	@Override
	public int patience() {
		return HttpBenchmark.systems().size();
	}

	@Override
	public List<String> command(String effort, String variant, List<String> workloads) {
		List<String> arguments = new ArrayList<>(List.of(effort));
		arguments.addAll(workloads);
		return this.jvm.command(HttpBenchmark.class.getName(), arguments);
	}

}
