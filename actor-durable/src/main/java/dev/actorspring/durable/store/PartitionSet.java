package dev.actorspring.durable.store;

import java.util.Collection;
import java.util.List;

/**
 * Some of all partitions. A row belongs to that whose number is left of its
 * {@linkplain StateKey#placedHash() hash}, divided by how many there are.
 *
 * @param count how many there are in all
 * @param numbers which of them
 */
public record PartitionSet(int count, Collection<Integer> numbers) {

	/**
	 * Creates a set.
	 */
	public PartitionSet {
		if (count < 1) {
			throw new IllegalArgumentException("There is at least one partition, not " + count);
		}
		numbers = List.copyOf(numbers);
	}

	/**
	 * Whether a row is in one of them.
	 * @param key whose row
	 * @return {@code true} if it is
	 */
	public boolean contains(StateKey key) {
		return this.numbers.contains(key.placedHash() % this.count);
	}

}
