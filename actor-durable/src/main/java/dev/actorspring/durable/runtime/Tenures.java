package dev.actorspring.durable.runtime;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

import dev.actorspring.durable.store.PartitionSet;
import dev.actorspring.durable.store.StateKey;
import dev.actorspring.spi.Hosting;
import dev.actorspring.spi.Placement;
import org.jspecify.annotations.Nullable;

/**
 * By which right each state is held: that of its partition, if its family is spread over
 * nodes, or the lease that all others have in common. Any thread.
 */
final class Tenures {

	/** In no partition. */
	static final int NOWHERE = -1;

	/** Everything is always allowed. */
	static final Tenures NONE = new Tenures(null, null);

	private final @Nullable LeaseKeeper lease;

	private final @Nullable PartitionTenures partitions;

	private final Map<String, Optional<Placement.Partitions>> placements = new ConcurrentHashMap<>();

	private volatile @Nullable Hosting hosting;

	/**
	 * Creates them.
	 * @param lease {@code null} if there is none
	 * @param partitions those that live here; {@code null} if there are none
	 */
	Tenures(@Nullable LeaseKeeper lease, @Nullable PartitionTenures partitions) {
		this.lease = lease;
		this.partitions = partitions;
	}

	void start(Hosting of) {
		this.hosting = of;
	}

	/**
	 * How the actors of a family are spread.
	 * @return {@code null} if all of them live here
	 */
	Placement.@Nullable Partitions placement(String actor) {
		Hosting known = this.hosting;
		Placement placement = (known != null) ? known.placement() : null;
		return (placement != null)
				? this.placements.computeIfAbsent(actor, (name) -> Optional.ofNullable(placement.of(name))).orElse(null)
				: null;
	}

	boolean isSpread(String actor) {
		return placement(actor) != null;
	}

	/**
	 * In which partition a state is.
	 * @return {@link #NOWHERE} if its family has none
	 */
	int partition(StateKey key) {
		Placement.Partitions placement = placement(key.actor());
		return (placement != null) ? placement.partition(key.placedKey()) : NOWHERE;
	}

	/**
	 * By which right a state is held.
	 * @return {@code null} if that needs none
	 */
	@Nullable Tenure of(StateSlot<?> slot) {
		if (slot.partition() == NOWHERE) {
			return this.lease;
		}
		PartitionTenure here = (this.partitions != null) ? this.partitions.find(slot.partition()) : null;
		return (here != null) ? here : new Elsewhere(slot.partition());
	}

	/**
	 * When something may leave that shows a state. A write proves that its tenure is
	 * held. Without one it has to be known.
	 * @param gate of a write, or {@code null} if there is none to wait for
	 */
	@Nullable CompletableFuture<?> orWhenHeld(StateSlot<?> slot, @Nullable CompletableFuture<?> gate) {
		Tenure tenure = (gate != null) ? null : of(slot);
		if (tenure == null) {
			return gate;
		}
		// In this order, or one that is confirmed in between would not be noticed.
		CompletableFuture<?> next = tenure.whenHeld();
		return tenure.isHeld() ? null : next;
	}

	/**
	 * Whose alarms are to be looked for here.
	 * @param actors who have some
	 */
	List<Share> shares(Collection<String> actors) {
		Predicate<String> spread = this::isSpread;
		List<String> single = actors.stream().filter(spread.negate()).toList();
		List<String> shared = actors.stream().filter(spread).toList();
		boolean leads = this.lease == null || this.lease.isServing();
		return List.of(new Share(leads ? single : List.of(), null), new Share(shared, held(shared)));
	}

	/** All have the same partitions. */
	private PartitionSet held(List<String> shared) {
		Placement.Partitions placement = shared.isEmpty() ? null : placement(shared.getFirst());
		return (placement == null || this.partitions == null) ? new PartitionSet(1, List.of())
				: new PartitionSet(placement.count(), this.partitions.held());
	}

	/**
	 * Alarms to look for.
	 *
	 * @param actors whose
	 * @param partitions in which partitions, or {@code null} if they have none
	 */
	record Share(List<String> actors, @Nullable PartitionSet partitions) {

		boolean isEmpty() {
			return this.actors.isEmpty() || (this.partitions != null && this.partitions.numbers().isEmpty());
		}

	}

}
