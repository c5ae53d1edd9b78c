package dev.actorspring.system;

/**
 * Live numbers of one actor or keyed family, read from the mailboxes themselves.
 */
public interface ActorGauge {

	/**
	 * What is measured.
	 * @return the name of the actor or family
	 */
	String actor();

	/**
	 * Whether this is a family.
	 * @return {@code true} for a family
	 */
	boolean keyed();

	/**
	 * How many messages wait, those in hand apart.
	 * @return for a family the sum
	 */
	int depth();

	/**
	 * How many messages wait for the actor with the most.
	 * @return for a single actor the same as {@link #depth()}
	 */
	int maxDepth();

	/**
	 * How many actors are running.
	 * @return for a single actor 0 or 1
	 */
	int active();

}
