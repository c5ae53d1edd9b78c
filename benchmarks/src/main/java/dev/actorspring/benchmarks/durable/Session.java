package dev.actorspring.benchmarks.durable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import dev.actorspring.benchmarks.trial.Line;
import dev.actorspring.benchmarks.trial.Line.Failed;
import dev.actorspring.benchmarks.trial.Line.NotOffered;
import dev.actorspring.benchmarks.trial.Line.Value;
import dev.actorspring.benchmarks.trial.NotOfferedException;

/**
 * Measures by a plan. The systems of a workload are all there, but take turns in short
 * slices, in another order each time: whatever else the machine does hits all alike, and
 * ratios are taken between neighbours in time.
 */
final class Session {

	private static final String OURS = DurableSystem.ACTORS.label();

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
		String missing = workload.database().missing();
		if (missing != null) {
			print(workload.id(), OURS, "", new NotOffered("skipped: " + missing));
		}
		else if (workload.kind().isActivation()) {
			attempt(workload, OURS, () -> activate(workload));
		}
		else {
			add(workload);
		}
	}

	private void add(Workload workload) {
		List<Contender> contenders = new ArrayList<>();
		try {
			for (DurableSystem system : DurableSystem.values()) {
				attempt(workload, system.label(), () -> contenders.add(Contender.start(system, workload)));
			}
			add(workload, contenders);
		}
		finally {
			contenders.forEach(Contender::close);
		}
	}

	/**
	 * Has counters added to. One that fails takes no further part.
	 */
	void add(Workload workload, List<Contender> contenders) {
		List<Contender> order = new ArrayList<>(contenders);
		order.removeIf((each) -> !attempt(workload, each.label(), () -> each.warmUp(this.plan.warmUp())));
		for (int cycle = 0; cycle < this.plan.cycles(); cycle++) {
			Map<String, Double> rates = new LinkedHashMap<>();
			order.removeIf((each) -> !attempt(workload, each.label(), () -> {
				double rate = each.run(this.plan.slice()).perSecond();
				print(workload.id(), each.label(), each.config(), new Value(rate, "requests/s"));
				rates.put(each.label(), rate);
			}));
			ratios(workload.id() + "-ratio", DurableSystem.ROW_LOCK.label(), rates, "ratio");
			Collections.rotate(order, 1);
		}
	}

	private void activate(Workload workload) throws Exception {
		try (Activations activations = new Activations(workload, this.plan.rows())) {
			long end = System.nanoTime() + this.plan.warmUp().toNanos();
			do {
				activations.run(1);
			}
			while (System.nanoTime() - end < 0);
			for (int cycle = 0; cycle < this.plan.cycles(); cycle++) {
				Map<String, Double> nanos = activations.run(this.plan.activations());
				nanos.forEach((label, time) -> print(workload.id(), label, activations.config(),
						new Value(time / 1_000, "us")));
				ratios(workload.id() + "-ratio", Activations.EACH, nanos, "times bare");
			}
		}
	}

	/**
	 * Prints how many times as much as that of another each number is.
	 */
	private void ratios(String name, String base, Map<String, Double> numbers, String unit) {
		Double one = numbers.get(base);
		if (one != null) {
			numbers.forEach((label, number) -> print(name, label, "", new Value(number / one, unit)));
		}
	}

	private void print(String name, String label, String config, Line.Result result) {
		this.output.accept(new Line(name, label, config, result).json());
	}

	/**
	 * Does something, and prints why if it fails.
	 * @return whether it has not
	 */
	private boolean attempt(Workload workload, String label, Attempt attempt) {
		try {
			attempt.run();
			return true;
		}
		catch (NotOfferedException ex) {
			print(workload.id(), label, "", new NotOffered(String.valueOf(ex.getMessage())));
			return false;
		}
		catch (Exception ex) {
			print(workload.id(), label, "", new Failed(String.valueOf(ex)));
			return false;
		}
	}

	/**
	 * What may fail.
	 */
	private interface Attempt {

		void run() throws Exception;

	}

}
