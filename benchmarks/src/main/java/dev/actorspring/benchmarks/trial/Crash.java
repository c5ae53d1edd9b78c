package dev.actorspring.benchmarks.trial;

/**
 * What actors crash with. Without a stack trace, whose cost is the JVM's and the same for
 * all.
 */
public final class Crash extends RuntimeException {

	/**
	 * Creates the exception.
	 */
	public Crash() {
		super("as asked", null, false, false);
	}

}
