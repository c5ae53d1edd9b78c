package dev.actorspring.durable.test;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import dev.actorspring.durable.store.Lease;
import org.jspecify.annotations.Nullable;

/**
 * The leases of a store. Epochs are never used twice. Not thread-safe.
 */
final class InMemoryLeases {

	private final Map<String, Held> leases = new HashMap<>();

	/**
	 * A row for a lease.
	 *
	 * @param owner who has it, or {@code null} if it was given back
	 */
	private record Held(long epoch, @Nullable String owner, Instant until, boolean wanted) {

		boolean isFree(Instant now) {
			return this.owner == null || !this.until.isAfter(now);
		}

	}

	Optional<Lease> acquire(String name, String owner, Duration time, boolean ask, Instant now) {
		Held held = this.leases.get(name);
		if (held != null && !held.isFree(now) && !owner.equals(held.owner())) {
			if (ask) {
				this.leases.put(name, new Held(held.epoch(), held.owner(), held.until(), true));
			}
			return Optional.empty();
		}
		return Optional.of(new Lease(take(name, owner, now.plus(time)), time, false));
	}

	Lease.Fence seize(String name, String owner) {
		return take(name, owner, Instant.MAX);
	}

	private Lease.Fence take(String name, String owner, Instant until) {
		Held held = this.leases.get(name);
		long epoch = (held != null) ? held.epoch() + 1 : 1;
		this.leases.put(name, new Held(epoch, owner, until, false));
		return new Lease.Fence(name, epoch);
	}

	Optional<Lease> renew(Lease.Fence fence, Duration time, Instant now) {
		Held held = this.leases.get(fence.name());
		if (held == null || !holds(fence)) {
			return Optional.empty();
		}
		this.leases.put(fence.name(), new Held(held.epoch(), held.owner(), now.plus(time), held.wanted()));
		return Optional.of(new Lease(fence, time, held.wanted()));
	}

	void release(Lease.Fence fence) {
		if (holds(fence)) {
			this.leases.put(fence.name(), new Held(fence.epoch(), null, Instant.MIN, false));
		}
	}

	/**
	 * Whether nobody has taken it since. It may have run out.
	 */
	boolean holds(Lease.Fence fence) {
		Held held = this.leases.get(fence.name());
		return held != null && held.epoch() == fence.epoch() && held.owner() != null;
	}

}
