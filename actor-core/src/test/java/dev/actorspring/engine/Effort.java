package dev.actorspring.engine;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

/**
 * How much Lincheck tries.
 */
final class Effort {

	private static final int FACTOR = Integer.getInteger("lincheck.effort", 1);

	private Effort() {
	}

	/**
	 * Explores the interleavings of generated scenarios, one instruction at a time.
	 * @param threads how many threads a scenario has
	 * @param actorsPerThread how many operations each of them runs
	 * @param invocations how many interleavings of each scenario are tried
	 * @return options that fit into the ordinary build
	 */
	static ModelCheckingOptions modelChecking(int threads, int actorsPerThread, int invocations) {
		return new ModelCheckingOptions().iterations(5 * FACTOR)
			.invocationsPerIteration(invocations * FACTOR)
			.threads(threads)
			.actorsBefore(2)
			.actorsPerThread(actorsPerThread)
			.actorsAfter(2);
	}

}
