package dev.actorspring.benchmarks.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

import dev.actorspring.benchmarks.trial.Line;
import dev.actorspring.benchmarks.trial.Line.Failed;
import dev.actorspring.benchmarks.trial.Line.Value;

/**
 * Measures by a plan. Where requests are measured, the nodes of all systems are there,
 * but the systems take turns in short slices, in another order each time: whatever else
 * the machine does hits all alike, and ratios are taken between neighbours in time.
 */
final class Session {

	private final Plan plan;

	private final Consumer<String> output;

	/**
	 * Creates a session.
	 * @param plan how much to measure
	 * @param output gets lines: the results as JSON, and before those of a workload one
	 * that says its name
	 */
	Session(Plan plan, Consumer<String> output) {
		this.plan = plan;
		this.output = output;
	}

	/**
	 * Measures a workload.
	 */
	void run(Workload workload) {
		this.output.accept("# " + workload.id());
		switch (workload) {
			case LOCAL -> ask(workload, 0);
			case REMOTE -> ask(workload, 1);
			case HANDOFF -> depart(workload, this::leave);
			case RECOVER -> depart(workload, this::kill);
		}
	}

	// Requests.

	/**
	 * Has the first node of each system ask accounts.
	 * @param home on which node they live
	 */
	private void ask(Workload workload, int home) {
		for (int fork = 0; fork < this.plan.forks(); fork++) {
			List<Nodes> order = new ArrayList<>();
			try {
				for (ClusterSystem system : workload.systems()) {
					attempt(workload, system, () -> order.add(prepared(system, home)));
				}
				Collections.rotate(order, fork);
				for (int cycle = 0; cycle < this.plan.cycles(); cycle++) {
					ask(workload, order);
					Collections.rotate(order, 1);
				}
			}
			finally {
				order.forEach(Nodes::close);
			}
		}
	}

	private void ask(Workload workload, List<Nodes> order) {
		Map<String, Double> micros = new LinkedHashMap<>();
		Map<String, Double> rates = new LinkedHashMap<>();
		Map<String, Double> cpu = new LinkedHashMap<>();
		Map<String, Double> chain = new LinkedHashMap<>();
		Map<String, Double> idle = new LinkedHashMap<>();
		boolean local = workload == Workload.LOCAL;
		for (Nodes each : order) {
			attempt(workload, each.system(), () -> {
				micros.put(each.label(), one(each, this.plan.slice()));
				if (local) {
					chain.put(each.label(), 1e6 / many(each, 1, this.plan.slice()).perSecond());
				}
				Many many = many(each, this.plan.underWay(), this.plan.slice());
				rates.put(each.label(), many.perSecond());
				cpu.put(each.label(), many.cpuMicros(local ? many.asker() : many.all()));
				if (local && each.size() > 1) {
					idle.put(each.label(), many.millisPerSecond(many.all().minus(many.asker())));
				}
			});
		}
		String times = "times " + workload.base().label();
		print(workload, "-p50", "one at a time", micros, "us", times);
		print(workload, "-chain", "one at a time, each made where the one before was answered", chain, "us", times);
		String underWay = this.plan.underWay() + " under way";
		print(workload, "-throughput", underWay, rates, "requests/s", "ratio");
		print(workload, "-cpu",
				underWay + (local ? ", of the node that is asked" : ", of all nodes") + ", for each request", cpu, "us",
				times);
		idle.forEach(
				(label, number) -> print(workload.id() + "-idle", label, "of a node that nobody asks", number, "ms/s"));
	}

	private Nodes prepared(ClusterSystem system, int home) {
		Nodes nodes = Nodes.start(system, (system != ClusterSystem.ALONE) ? 2 : 1, this.plan.stableAfter());
		try {
			nodes.get(0).call("choose", this.plan.accounts(), NodeSettings.name(home));
			long requests = 0;
			for (int i = 0; i < this.plan.warmUpSlices() || requests < this.plan.warmUp(); i++) {
				requests += many(nodes, this.plan.underWay(), this.plan.slice()).requests();
			}
			one(nodes, this.plan.slice());
			return nodes;
		}
		catch (RuntimeException ex) {
			nodes.close();
			throw ex;
		}
	}

	private double one(Nodes nodes, Duration time) {
		return Long.parseLong(nodes.get(0).call("one", time)) / 1e3;
	}

	private Many many(Nodes nodes, int underWay, Duration time) {
		Duration all = nodes.cpu();
		Duration asker = nodes.get(0).cpu();
		String[] done = nodes.get(0).call("many", underWay, time).split(" ", -1);
		return new Many(Long.parseLong(done[0]), Long.parseLong(done[1]), nodes.cpu().minus(all),
				nodes.get(0).cpu().minus(asker));
	}

	private void print(Workload workload, String kind, String config, Map<String, Double> numbers, String unit,
			String ratio) {
		numbers.forEach((label, number) -> print(workload.id() + kind, label, config, number, unit));
		Double base = numbers.get(workload.base().label());
		if (base != null && base > 0) {
			numbers.forEach((label, number) -> print(workload.id() + kind + "-ratio", label, "", number / base, ratio));
		}
	}

	// Nodes that go.

	private void depart(Workload workload, Departure departure) {
		for (ClusterSystem system : workload.systems()) {
			for (int i = 0; i < this.plan.departures(); i++) {
				attempt(workload, system, () -> departure.run(workload, system));
			}
		}
	}

	private void leave(Workload workload, ClusterSystem system) {
		try (Nodes nodes = Nodes.start(system, 2, this.plan.stableAfter())) {
			NodeProcess asker = nodes.get(0);
			asker.call("choose", this.plan.moving(), NodeSettings.name(1));
			asker.call("pursue", this.plan.underWay(), false);
			long begun = System.nanoTime();
			nodes.get(1).write("leave");
			String[] found = asker.read().split(" ", -1);
			double seconds = secondsSince(begun);
			int failures = Integer.parseInt(found[0]);
			if (failures > 0) {
				throw new IllegalStateException(failures + " requests have failed");
			}
			String config = String.format(Locale.ROOT, "%,d accounts without durable state, %d requests under way",
					this.plan.moving(), this.plan.underWay());
			print(workload.id(), system.label(), config, seconds, "s");
			print(workload.id() + "-longest", system.label(), config, Long.parseLong(found[1]) / 1e9, "s");
			nodes.get(1).read();
		}
	}

	private void kill(Workload workload, ClusterSystem system) {
		try (Nodes nodes = Nodes.start(system, 3, this.plan.stableAfter())) {
			List<NodeProcess> askers = List.of(nodes.get(0), nodes.get(1));
			for (NodeProcess each : askers) {
				each.call("choose", this.plan.accounts(), NodeSettings.name(2));
				each.call("pursue", this.plan.underWay() / 2, true);
			}
			long begun = System.nanoTime();
			nodes.get(2).kill();
			String config = String.format(Locale.ROOT, "%,d accounts, stable-after %d s", this.plan.accounts(),
					this.plan.stableAfter().toSeconds());
			askers.forEach(NodeProcess::read);
			print(workload.id() + "-failed", system.label(), config, secondsSince(begun), "s");
			askers.forEach(NodeProcess::read);
			print(workload.id(), system.label(), config, secondsSince(begun), "s");
		}
	}

	private static double secondsSince(long begun) {
		return (System.nanoTime() - begun) / 1e9;
	}

	private void print(String name, String label, String config, double value, String unit) {
		this.output.accept(new Line(name, label, config, new Value(value, unit)).json());
	}

	/**
	 * Does something, and prints why if it fails.
	 */
	private void attempt(Workload workload, ClusterSystem system, Runnable action) {
		try {
			action.run();
		}
		catch (RuntimeException ex) {
			this.output.accept(
					new Line(workload.id(), system.label(), "", new Failed(String.valueOf(ex.getMessage()))).json());
		}
	}

	/**
	 * Many requests at a time.
	 *
	 * @param requests how many were answered
	 * @param nanos how long that took
	 * @param all CPU time that all nodes have used meanwhile
	 * @param asker what of it the node has used where the requests are made
	 */
	private record Many(long requests, long nanos, Duration all, Duration asker) {

		double perSecond() {
			return this.requests * 1e9 / this.nanos;
		}

		double cpuMicros(Duration cpu) {
			return cpu.toNanos() / 1e3 / this.requests;
		}

		double millisPerSecond(Duration cpu) {
			return cpu.toNanos() * 1e3 / this.nanos;
		}

	}

	/**
	 * Has one of the nodes of a system go.
	 */
	private interface Departure {

		void run(Workload workload, ClusterSystem system);

	}

}
