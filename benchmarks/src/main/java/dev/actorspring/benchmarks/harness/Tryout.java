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

	/** How many times as good as another the best has to be to settle it. */
	private static final double CLEARLY = 2;

	private final Map<String, List<Line>> tried = new LinkedHashMap<>();

	void add(String variant, Line line) {
		this.tried.computeIfAbsent(variant, (key) -> new ArrayList<>()).add(line);
	}

	/**
	 * The variants that may be the best, each by the median of what came out, the best
	 * first.
	 * @param count how many at the most
	 * @return that which seems the best, and those that come near
	 */
	List<String> best(int count) {
		List<String> ranked = this.tried.keySet()
			.stream()
			.sorted(Comparator.comparingDouble((variant) -> badness(summary(variant))))
			.limit(count)
			.toList();
		Summary best = summary(ranked.getFirst());
		return ranked.stream()
			.filter((variant) -> variant.equals(ranked.getFirst()) || isNear(summary(variant), best))
			.toList();
	}

	/**
	 * Forgets all variants but some.
	 */
	void keep(List<String> variants) {
		this.tried.keySet().retainAll(variants);
	}

	private Summary summary(String variant) {
		return Summary.of(this.tried.getOrDefault(variant, List.of()));
	}

	private static boolean isNear(Summary summary, Summary best) {
		Double times = summary.timesAsGoodIs(best);
		return times != null && times < CLEARLY;
	}

	private static double badness(Summary summary) {
		Double median = summary.median();
		if (median == null) {
			return Double.POSITIVE_INFINITY;
		}
		return summary.moreIsBetter() ? -median : median;
	}

}
