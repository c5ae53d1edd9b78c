package dev.actorspring.benchmarks.harness;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.actorspring.benchmarks.trial.Line;

/**
 * What came out of the variants of a system that were tried at one workload.
 */
final class Tryout {

	private final Map<String, List<Line>> tried = new LinkedHashMap<>();

	void add(String variant, Line line) {
		this.tried.computeIfAbsent(variant, (key) -> new ArrayList<>()).add(line);
	}

	/**
	 * Keeps the best variants only, each by the median of what came out.
	 * @param count how many at the most
	 * @return the best first; ones without a number only if there are too few with one
	 */
	List<String> keep(int count) {
		List<String> best = this.tried.keySet()
			.stream()
			.sorted(Comparator
				.comparingDouble((variant) -> badness(Summary.of(this.tried.getOrDefault(variant, List.of())))))
			.limit(count)
			.toList();
		this.tried.keySet().retainAll(best);
		return best;
	}

	private static double badness(Summary summary) {
		Double median = summary.median();
		if (median == null) {
			return Double.POSITIVE_INFINITY;
		}
		return summary.moreIsBetter() ? -median : median;
	}

}
