package dev.actorspring.benchmarks.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Measures by a plan. In a round all servers are there at the same time, but only one has
 * something to do: the systems take turns in short slices, so that whatever else the
 * machine does hits all alike and each slice has one of the first system close to it.
 */
final class Session {

	private final Plan plan;

	private final Map<Workload, Map<HttpSystem, List<Slice>>> slices = new LinkedHashMap<>();

	private final Set<HttpSystem> cold = EnumSet.noneOf(HttpSystem.class);

	private List<Workload> rates = List.of();

	Session(Plan plan) {
		this.plan = plan;
	}

	/**
	 * Runs the whole plan.
	 * @return for each load and system its slices, those of the same place being
	 * neighbours in time
	 * @throws IOException if a server cannot be started or does not answer
	 * @throws IllegalStateException if an answer is wrong
	 */
	Map<Workload, Map<HttpSystem, List<Slice>>> run() throws IOException {
		for (int round = 0; round < this.plan.rounds(); round++) {
			List<Server> servers = new ArrayList<>();
			try {
				for (HttpSystem system : this.plan.systems()) {
					servers.add(Server.start(system, this.plan));
				}
				round(servers);
			}
			finally {
				for (Server server : servers) {
					server.close();
				}
			}
		}
		return this.slices;
	}

	/**
	 * Who was measured before it had all of its warm-up.
	 */
	Set<HttpSystem> cold() {
		return this.cold;
	}

	private void round(List<Server> servers) throws IOException {
		for (Server server : servers) {
			if (!server.load().warmUp(this.plan.warmUp(), this.plan.warmUpLimit())) {
				this.cold.add(server.system());
			}
		}
		Map<HttpSystem, List<Slice>> saturated = cycles(new Workload.Saturation(), servers);
		if (this.rates.isEmpty()) {
			this.rates = rates(saturated.getOrDefault(this.plan.systems().getFirst(), List.of()));
		}
		for (Workload rate : this.rates) {
			cycles(rate, servers);
		}
	}

	private Map<HttpSystem, List<Slice>> cycles(Workload workload, List<Server> servers) throws IOException {
		Map<HttpSystem, List<Slice>> all = this.slices.computeIfAbsent(workload,
				(key) -> new EnumMap<>(HttpSystem.class));
		List<Server> order = new ArrayList<>(servers);
		for (int cycle = 0; cycle < this.plan.cycles(); cycle++) {
			for (Server server : order) {
				all.computeIfAbsent(server.system(), (key) -> new ArrayList<>())
					.add(workload.run(server.load(), this.plan.slice()));
			}
			Collections.rotate(order, 1);
		}
		return all;
	}

	private List<Workload> rates(List<Slice> saturated) {
		double saturation = Spread.of(saturated.stream().map(Slice::perSecond).toList()).median();
		return this.plan.rates()
			.stream()
			.<Workload>map((share) -> new Workload.Constant(Math.max(1, (int) (saturation * share)), share))
			.toList();
	}

}
