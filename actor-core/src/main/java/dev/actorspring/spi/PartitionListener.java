package dev.actorspring.spi;

/**
 * Is told which partitions of keyed families live here, as who has to say who else may
 * write what belongs to them. What it throws is logged. Must not block.
 */
public interface PartitionListener {

	/**
	 * A partition lives here from now on. Its first message may come at once.
	 * @param partition its number
	 */
	void opened(int partition);

	/**
	 * A partition does not live here any more: its actors have ended, or are stopped as
	 * they live elsewhere already.
	 * @param partition its number
	 */
	void closed(int partition);

}
