package dev.actorspring.benchmarks.trial;

/**
 * Whether something still becomes faster, as code does until it has been compiled.
 */
final class Settling {

	/** By how much it has to be faster than ever before to count. */
	private static final double NOTICEABLY = 1.05;

	/** It pauses now and then, while the compiler is at something else. */
	static final int IN_VAIN = 4;

	/** Then it is as fast as it becomes, or the machine is too busy to tell. */
	private static final int MOST = 20;

	private double best;

	private int vain;

	private int looks;

	/**
	 * Takes the speed of the latest time.
	 * @param rate the higher the faster
	 * @return {@code true} once it has not been faster for some times
	 */
	boolean hasSettled(double rate) {
		if (rate > this.best * NOTICEABLY) {
			this.best = rate;
			this.vain = 0;
		}
		else {
			this.vain++;
		}
		return ++this.looks >= MOST || this.vain >= IN_VAIN;
	}

}
