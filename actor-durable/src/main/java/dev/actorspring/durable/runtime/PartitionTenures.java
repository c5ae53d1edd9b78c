package dev.actorspring.durable.runtime;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.function.IntConsumer;

import dev.actorspring.durable.store.Lease;
import dev.actorspring.durable.store.StateStore;
import dev.actorspring.durable.store.StoreException;
import dev.actorspring.spi.Placement;
import org.jspecify.annotations.Nullable;

/**
 * The partitions that live here, and the threads that raise their epochs: first of those
 * that somebody waits for.
 */
final class PartitionTenures implements PartitionTenure.Owner {

	private static final Duration PAUSE = Duration.ofMillis(200);

	private final StateStore store;

	private final Background closing;

	private final StoreBreaker breaker;

	private final IntConsumer lost;

	private final String id = UUID.randomUUID().toString();

	private final ConcurrentMap<Integer, PartitionTenure> open = new ConcurrentHashMap<>();

	private final BlockingDeque<PartitionTenure> wanted = new LinkedBlockingDeque<>();

	/**
	 * Creates them.
	 * @param lost told of which partition nothing in memory counts any more
	 */
	PartitionTenures(StateStore store, Background closing, StoreBreaker breaker, IntConsumer lost) {
		this.store = store;
		this.closing = closing;
		this.breaker = breaker;
		this.lost = lost;
	}

	/**
	 * By which right the states of a partition are held.
	 * @return {@code null} if it does not live here
	 */
	@Nullable PartitionTenure find(int partition) {
		return this.open.get(partition);
	}

	/**
	 * Of which partitions states may be loaded.
	 */
	Set<Integer> held() {
		Set<Integer> held = new TreeSet<>();
		this.open.forEach((partition, tenure) -> {
			if (tenure.isHeld()) {
				held.add(partition);
			}
		});
		return held;
	}

	void opened(int partition, Placement.Partitions placement) {
		PartitionTenure fresh = new PartitionTenure(partition, placement, this);
		PartitionTenure before = this.open.put(partition, fresh);
		if (before != null) {
			before.close();
		}
		this.wanted.addLast(fresh);
	}

	void closed(int partition) {
		PartitionTenure tenure = this.open.remove(partition);
		if (tenure != null) {
			this.wanted.remove(tenure);
			tenure.close();
		}
	}

	@Override
	public void wanted(PartitionTenure tenure) {
		this.wanted.remove(tenure);
		this.wanted.addFirst(tenure);
	}

	@Override
	public void lost(PartitionTenure tenure) {
		this.lost.accept(tenure.partition());
	}

	/**
	 * Raises epochs until it is time to end.
	 */
	void run() {
		while (!this.closing.isClosed()) {
			PartitionTenure next = this.closing.poll(this.wanted);
			if (next != null && next.isWanted() && !(next.isCurrent() && raise(next))) {
				this.wanted.addLast(next);
				this.closing.await(PAUSE);
			}
		}
	}

	private boolean raise(PartitionTenure tenure) {
		try {
			Lease.Fence fence = this.breaker.ask(() -> this.store.seize("partition/" + tenure.partition(), this.id));
			this.breaker.succeeded();
			tenure.took(fence);
			return true;
		}
		catch (StoreException | RuntimeException | Error ex) {
			this.breaker.failed(ex);
			return false;
		}
	}

}
