package dev.actorspring.benchmarks.ours;

import java.util.ArrayList;
import java.util.List;

import dev.actorspring.Dispatcher;
import dev.actorspring.benchmarks.trial.Asking;
import dev.actorspring.benchmarks.trial.Effort;
import dev.actorspring.benchmarks.trial.Line;
import dev.actorspring.benchmarks.trial.Line.Value;

/**
 * What the meters cost: two systems in one process, one with them and one without, are
 * asked in turn, so that whatever else disturbs the machine disturbs both.
 */
public final class MetricsCost {

	private static final int ROUNDS = 21;

	private MetricsCost() {
	}

	/**
	 * Runs it.
	 * @param args the effort; what follows does not matter
	 */
	public static void main(String[] args) {
		Effort effort = Effort.named(args[0]);
		for (Dispatcher dispatcher : Dispatcher.values()) {
			for (int outstanding : new int[] { 1, 64 }) {
				System.out.println(measure(dispatcher, outstanding, effort).json());
			}
		}
		System.exit(0);
	}

	private static Line measure(Dispatcher dispatcher, int outstanding, Effort effort) {
		String system = "actor-spring " + dispatcher;
		try (ActorSpring metered = new ActorSpring(dispatcher, true, false);
				ActorSpring plain = new ActorSpring(dispatcher, false, false);
				Asking askMetered = new Asking(metered, outstanding, false);
				Asking askPlain = new Asking(plain, outstanding, false)) {
			return new Line("metrics-ask-" + outstanding, system, "throughput with metrics, of that without",
					new Value(ratio(askMetered, askPlain, effort), "ratio"));
		}
	}

	private static double ratio(Asking metered, Asking plain, Effort effort) {
		metered.rate(effort.fixedWarmUp());
		plain.rate(effort.fixedWarmUp());
		List<Double> ratios = new ArrayList<>();
		for (int i = 0; i < ROUNDS; i++) {
			// Now one first, now the other.
			boolean first = i % 2 == 0;
			double one = (first ? metered : plain).rate(effort.measure().dividedBy(ROUNDS));
			double other = (first ? plain : metered).rate(effort.measure().dividedBy(ROUNDS));
			ratios.add(first ? one / other : other / one);
		}
		ratios.sort(null);
		return ratios.get(ROUNDS / 2);
	}

}
