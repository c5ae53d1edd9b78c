package dev.actorspring.test.simulation;

import java.util.function.Function;

/**
 * Looks for the shortest schedule that shows the same, and of these for one with few
 * steps out of order.
 */
final class Shrinker {

	private static final int MOST_RUNS = 500;

	private final Function<Schedule, Outcome> runner;

	private Schedule best;

	private Outcome shown;

	private int runs;

	Shrinker(Function<Schedule, Outcome> runner, Schedule schedule, Outcome outcome) {
		this.runner = runner;
		this.best = schedule;
		this.shown = outcome;
	}

	/**
	 * Looks.
	 * @return how the shortest one goes
	 */
	Outcome shrink() {
		boolean better = true;
		while (better && this.runs < MOST_RUNS) {
			better = straighten() | shorten();
		}
		return this.shown;
	}

	Schedule best() {
		return this.best;
	}

	/**
	 * Leaves choices to the order: first many at once, then each.
	 */
	private boolean straighten() {
		boolean better = false;
		for (int size = this.best.choices().size(); size > 0; size /= 2) {
			for (int from = 0; from < this.best.choices().size(); from += size) {
				int to = Math.min(from + size, this.best.choices().size());
				if (this.best.choices().subList(from, to).stream().anyMatch((choice) -> choice != 0)) {
					better |= tries(this.best.inOrder(from, to));
				}
			}
		}
		return better;
	}

	/**
	 * Leaves choices out, so that all after them come earlier.
	 */
	private boolean shorten() {
		boolean better = false;
		for (int i = this.best.choices().size() - 1; i >= 0; i--) {
			if (i < this.best.choices().size()) {
				better |= tries(this.best.without(i));
			}
		}
		return better;
	}

	private boolean tries(Schedule candidate) {
		if (this.runs++ >= MOST_RUNS) {
			return false;
		}
		Outcome outcome = this.runner.apply(candidate);
		Finding finding = this.shown.finding();
		if (finding == null || !finding.isLike(outcome.finding()) || !isBetter(candidate, outcome)) {
			return false;
		}
		this.best = candidate;
		this.shown = outcome;
		return true;
	}

	private boolean isBetter(Schedule candidate, Outcome outcome) {
		if (outcome.steps() != this.shown.steps()) {
			return outcome.steps() < this.shown.steps();
		}
		long detours = candidate.detours();
		long before = this.best.detours();
		return detours < before || (detours == before && candidate.choices().size() < this.best.choices().size());
	}

}
