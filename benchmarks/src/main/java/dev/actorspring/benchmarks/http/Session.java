package dev.actorspring.benchmarks.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import dev.actorspring.benchmarks.trial.Line;
import dev.actorspring.benchmarks.trial.Line.Failed;

/**
 * Measures by a plan. All servers are there at the same time, but only one has something
 * to do: the systems take turns in short slices, so that whatever else the machine does
 * hits all alike and each slice has one of the first system close to it.
 */
final class Session {

	private final Plan plan;

	private final Consumer<String> output;

	private final List<Server> servers = new ArrayList<>();

	private final Set<HttpSystem> cold = EnumSet.noneOf(HttpSystem.class);

	/** What the first system can do. */
	private double saturation;

	/**
	 * Creates a session.
	 * @param plan what to measure
	 * @param output gets lines: the results as JSON, and before those of a workload one
	 * that says its name
	 */
	Session(Plan plan, Consumer<String> output) {
		this.plan = plan;
		this.output = output;
	}

	/**
	 * Runs the whole plan.
	 * @throws IOException if the first system does not work
	 */
	void run() throws IOException {
		try {
			this.servers.addAll(Server.start(this.plan));
			warmUp();
			for (Workload workload : this.plan.workloads()) {
				this.output.accept("# " + workload.id());
				run(workload);
			}
		}
		finally {
			for (Server server : this.servers) {
				server.close();
			}
		}
	}

	/**
	 * In turns too: while one has work, what the others have done is compiled.
	 */
	private void warmUp() throws IOException {
		long end = System.nanoTime() + this.plan.warmUpLimit().toNanos();
		List<Server> cold = new ArrayList<>(this.servers);
		while (!cold.isEmpty() && System.nanoTime() < end) {
			for (Server server : cold) {
				server.load().warmUp();
			}
			cold.removeIf((server) -> server.load().answered() >= this.plan.warmUp());
		}
		cold.forEach((server) -> this.cold.add(server.system()));
	}

	private void run(Workload workload) throws IOException {
		if (workload != Workload.CLOSED && this.saturation == 0) {
			this.saturation = median(slices(this.servers.getFirst()));
		}
		int rate = workload.rate(this.saturation);
		List<Double> base = new ArrayList<>();
		List<Server> order = new ArrayList<>(this.servers);
		for (int cycle = 0; cycle < this.plan.cycles(); cycle++) {
			Map<HttpSystem, Slice> slices = new EnumMap<>(HttpSystem.class);
			for (Server server : List.copyOf(order)) {
				try {
					slices.put(server.system(), Workload.run(server.load(), rate, this.plan.slice()));
				}
				catch (IOException | IllegalStateException ex) {
					order.remove(server);
					failed(workload, server, ex);
				}
			}
			Slice first = slices.get(this.plan.systems().getFirst());
			if (first == null) {
				throw new IOException("There is nothing to compare with");
			}
			base.add(first.perSecond());
			slices.forEach((system, slice) -> Measures
				.of(workload, rate, system, slice, slices.getOrDefault(system.base(), first), remark(system))
				.forEach((line) -> this.output.accept(line.json())));
			Collections.rotate(order, 1);
		}
		if (workload == Workload.CLOSED) {
			this.saturation = median(base);
		}
	}

	private void failed(Workload workload, Server server, Exception failure) throws IOException {
		this.servers.remove(server);
		server.close();
		this.output.accept(
				new Line(workload.id(), server.system().label(), "", new Failed(String.valueOf(failure.getMessage())))
					.json());
	}

	private String remark(HttpSystem system) {
		List<String> remarks = new ArrayList<>(this.plan.flags());
		if (this.cold.contains(system)) {
			remarks.add("less warm-up than planned");
		}
		return String.join("; ", remarks);
	}

	private List<Double> slices(Server server) throws IOException {
		List<Double> rates = new ArrayList<>();
		for (int cycle = 0; cycle < this.plan.cycles(); cycle++) {
			rates.add(server.load().closed(this.plan.slice()).perSecond());
		}
		return rates;
	}

	private static double median(List<Double> values) {
		List<Double> sorted = values.stream().sorted().toList();
		return IntStream.of((sorted.size() - 1) / 2, sorted.size() / 2)
			.mapToDouble(sorted::get)
			.average()
			.orElseThrow();
	}

}
