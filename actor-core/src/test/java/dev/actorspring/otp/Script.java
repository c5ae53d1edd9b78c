package dev.actorspring.otp;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What both sides do: start a tree, and one step after another.
 *
 * @param seed what it was generated from
 * @param failures before the tree is started
 * @param tree what to start
 * @param steps what to do then
 */
record Script(long seed, List<Step.Fail> failures, Tree.Supervisor tree, List<Step> steps) {

	Script {
		failures = List.copyOf(failures);
		steps = List.copyOf(steps);
	}

	/**
	 * The script as the Erlang side reads it.
	 * @return an Erlang term
	 */
	String term() {
		return "{%d,[%s],%s,[%s]}.".formatted(this.seed, terms(this.failures), this.tree.term(), terms(this.steps));
	}

	/**
	 * What the observation of a number is about.
	 * @param number zero for the start of the tree
	 * @return in words
	 */
	String describe(int number) {
		if (number == 0) {
			return "start";
		}
		return (number <= this.steps.size()) ? this.steps.get(number - 1).term() : "stop";
	}

	private static String terms(List<? extends Step> steps) {
		return steps.stream().map(Step::term).collect(Collectors.joining(","));
	}

}
