package dev.actorspring.cluster.routing;

/**
 * Knows where partitions live, and lets each live on one node at a time.
 */
@FunctionalInterface
public interface Directory {

	/**
	 * Asks for the home of a partition, which is found one if it has none. The answer
	 * goes to {@link Router#located}; if none comes it is asked again. Any thread; does
	 * not block.
	 * @param partition its number
	 */
	void locate(int partition);

}
