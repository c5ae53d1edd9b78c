package dev.actorspring.benchmarks.harness;

import java.util.List;

import dev.actorspring.benchmarks.ours.MetricsCost;

/**
 * Our own with and without metrics, in one process.
 *
 * @param jvm how it is started
 */
record MetricsEntrant(Jvm jvm) implements Entrant {

	@Override
	public String label() {
		return "actor-spring";
	}

	@Override
	public List<String> command(String effort, String variant, List<String> workloads) {
		return this.jvm.command(MetricsCost.class.getName(), List.of(effort));
	}

}
