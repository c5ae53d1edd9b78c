package dev.actorspring.durable.runtime;

import java.util.concurrent.CompletableFuture;

import dev.actorspring.durable.StateUnavailableException;
import dev.actorspring.durable.store.Lease;
import org.jspecify.annotations.Nullable;

/**
 * By what right states are loaded, written and shown here and nowhere else. Any thread.
 */
interface Tenure {

	/**
	 * Whether requests are handled.
	 */
	boolean isServing();

	/**
	 * When states may be loaded.
	 * @param path whose
	 * @return done when they may; fails with what to refuse with if that will not be soon
	 */
	CompletableFuture<?> whenServing(String path);

	/**
	 * Whether what is in memory may be shown.
	 */
	boolean isHeld();

	/**
	 * When that is known again.
	 * @return fails if it is not so any more
	 */
	CompletableFuture<?> whenHeld();

	/**
	 * What is written under.
	 * @return {@code null} while it is somebody else's
	 */
	Lease.@Nullable Fence fence();

	/**
	 * The store says that somebody else has it.
	 * @param fence what was to be written under
	 */
	void lost(Lease.Fence fence);

	/**
	 * What a request is refused with while it is not handled.
	 * @param path whom was asked
	 */
	StateUnavailableException refusal(String path);

}
