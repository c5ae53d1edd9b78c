package dev.actorspring.durable.store;

import java.time.Duration;

/**
 * The right to load and write some rows, for a time.
 *
 * @param fence of this lease
 * @param left how long it lasts from the moment at which the store was asked
 * @param wanted whether another has asked for it
 */
public record Lease(Fence fence, Duration left, boolean wanted) {

	/**
	 * What a write says for itself. It is refused if there is a newer epoch.
	 *
	 * @param name of the lease
	 * @param epoch raised whenever the lease has another owner
	 */
	public record Fence(String name, long epoch) {

	}

}
