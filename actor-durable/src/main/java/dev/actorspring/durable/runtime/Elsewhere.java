package dev.actorspring.durable.runtime;

import java.util.concurrent.CompletableFuture;

import dev.actorspring.durable.StateUnavailableException;
import dev.actorspring.durable.store.Lease;
import org.jspecify.annotations.Nullable;

/**
 * No right at all: the partition lives on another node, or is on its way there.
 *
 * @param partition its number
 */
record Elsewhere(int partition) implements Tenure {

	@Override
	public boolean isServing() {
		return false;
	}

	@Override
	public CompletableFuture<?> whenServing(String path) {
		return CompletableFuture.failedFuture(refusal(path));
	}

	@Override
	public boolean isHeld() {
		return false;
	}

	@Override
	public CompletableFuture<?> whenHeld() {
		return CompletableFuture.failedFuture(refusal("A durable actor"));
	}

	@Override
	public Lease.@Nullable Fence fence() {
		return null;
	}

	@Override
	public void lost(Lease.Fence fence) {
		// It was not here.
	}

	@Override
	public StateUnavailableException refusal(String path) {
		return new StateUnavailableException(path,
				path + " was not asked: partition " + this.partition + " of its family moves to another node", null);
	}

}
