package dev.actorspring.engine;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import dev.actorspring.spi.Placement.Partitions;

/**
 * The cells of a family by partition. Any thread.
 */
final class PartitionedCells {

	private final KeyedFamily<?> family;

	private final Partitions partitions;

	private final ConcurrentMap<Integer, Partition> known = new ConcurrentHashMap<>();

	PartitionedCells(KeyedFamily<?> family, Partitions partitions) {
		this.family = family;
		this.partitions = partitions;
	}

	Partitions partitions() {
		return this.partitions;
	}

	/**
	 * Finds a partition, whether or not there are cells in it.
	 * @param number as of {@link Partitions#partition}
	 */
	Partition at(int number) {
		return this.known.computeIfAbsent(number, (missing) -> new Partition(this.family));
	}

	Partition of(String key) {
		return at(this.partitions.partition(key));
	}

}
