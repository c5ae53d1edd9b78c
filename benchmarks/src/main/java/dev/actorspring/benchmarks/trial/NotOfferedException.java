package dev.actorspring.benchmarks.trial;

/**
 * Thrown when a system has nothing that a workload could measure.
 */
public final class NotOfferedException extends RuntimeException {

	/**
	 * Creates the exception.
	 * @param reason why not, for the report
	 */
	public NotOfferedException(String reason) {
		super(reason);
	}

}
