package dev.actorspring.durable.runtime;

import java.util.concurrent.CompletableFuture;

import dev.actorspring.durable.StateUnavailableException;
import dev.actorspring.durable.store.Lease;
import dev.actorspring.spi.Placement;
import org.jspecify.annotations.Nullable;

/**
 * The right to the states of one partition while that lives here. It is there from the
 * moment at which the epoch of the partition was raised in the store: who had the
 * partition before can write nothing any more. If the store says later that somebody else
 * has raised it, as one who was asleep and is late, it is raised again, and what is in
 * memory is loaded again.
 */
final class PartitionTenure implements Tenure {

	private final int partition;

	private final Placement.Partitions placement;

	private final Owner owner;

	private volatile Term term = new Term();

	private volatile boolean closed;

	PartitionTenure(int partition, Placement.Partitions placement, Owner owner) {
		this.partition = partition;
		this.placement = placement;
		this.owner = owner;
	}

	int partition() {
		return this.partition;
	}

	/**
	 * Whether the epoch is to be raised.
	 */
	boolean isWanted() {
		return !this.closed && !this.term.taken().isDone();
	}

	/**
	 * Whether it is certain that the partition lives here, so that raising the epoch
	 * takes nothing away from anybody.
	 */
	boolean isCurrent() {
		return this.placement.isCurrent();
	}

	/**
	 * The epoch was raised.
	 */
	void took(Lease.Fence fence) {
		if (!this.closed) {
			this.term.taken().complete(fence);
		}
	}

	@Override
	public boolean isServing() {
		return !this.closed;
	}

	@Override
	public CompletableFuture<?> whenServing(String path) {
		CompletableFuture<Lease.Fence> waiting = this.term.taken();
		if (!waiting.isDone()) {
			this.owner.wanted(this);
		}
		return waiting;
	}

	@Override
	public boolean isHeld() {
		return fence() != null && this.placement.isCurrent();
	}

	@Override
	public CompletableFuture<?> whenHeld() {
		return CompletableFuture.anyOf(this.placement.whenCurrent(), this.term.over());
	}

	@Override
	public Lease.@Nullable Fence fence() {
		CompletableFuture<Lease.Fence> known = this.term.taken();
		return (known.isDone() && !known.isCompletedExceptionally()) ? known.join() : null;
	}

	@Override
	public void lost(Lease.Fence fence) {
		Term lost;
		synchronized (this) {
			if (this.closed || !fence.equals(fence())) {
				return;
			}
			lost = this.term;
			this.term = new Term();
		}
		lost.end(refusal("A durable actor"));
		this.owner.lost(this);
		this.owner.wanted(this);
	}

	/**
	 * The partition lives elsewhere.
	 */
	void close() {
		Term last;
		synchronized (this) {
			this.closed = true;
			last = this.term;
			this.term = new Term();
			this.term.end(refusal("A durable actor"));
		}
		last.end(refusal("A durable actor"));
		this.owner.lost(this);
	}

	@Override
	public StateUnavailableException refusal(String path) {
		return new Elsewhere(this.partition).refusal(path);
	}

	/**
	 * The time under one epoch.
	 *
	 * @param taken done when the epoch is raised
	 * @param over fails when another one has to be
	 */
	private record Term(CompletableFuture<Lease.Fence> taken, CompletableFuture<?> over) {

		Term() {
			this(new CompletableFuture<>(), new CompletableFuture<>());
		}

		void end(StateUnavailableException failure) {
			this.taken.completeExceptionally(failure);
			this.over.completeExceptionally(failure);
		}

	}

	/**
	 * Who has the states.
	 */
	interface Owner {

		/**
		 * Its epoch is to be raised before that of others.
		 */
		void wanted(PartitionTenure tenure);

		/**
		 * What is in memory of it does not count any more.
		 */
		void lost(PartitionTenure tenure);

	}

}
