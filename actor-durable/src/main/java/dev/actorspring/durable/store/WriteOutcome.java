package dev.actorspring.durable.store;

/**
 * What has become of a {@link StateWrite}.
 */
public sealed interface WriteOutcome {

	/**
	 * It is in the store for good: by this call, or by an earlier one that was cut off.
	 */
	record Written() implements WriteOutcome {

	}

	/**
	 * The row is not what the writer has seen last, and this write is not in it, nor was
	 * it ever.
	 */
	record Conflict() implements WriteOutcome {

	}

	/**
	 * Others have written since, perhaps upon this write: nobody can say.
	 */
	record Unknown() implements WriteOutcome {

	}

	/**
	 * The store will not have this one, however often it is tried; others in the batch
	 * are not concerned.
	 *
	 * @param cause why, with what to change
	 */
	record Refused(Exception cause) implements WriteOutcome {

	}

	/**
	 * It was not applied, but may be when tried again, as a lock was held for too long.
	 *
	 * @param cause why
	 */
	record Again(Exception cause) implements WriteOutcome {

	}

}
