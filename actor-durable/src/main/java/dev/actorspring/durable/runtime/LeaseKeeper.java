package dev.actorspring.durable.runtime;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

import dev.actorspring.durable.StateUnavailableException;
import dev.actorspring.durable.store.Lease;
import dev.actorspring.durable.store.StateStore;
import dev.actorspring.durable.store.StoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the right to load and write states, of which only one instance of an application
 * has it at a time. Others stand by: they refuse requests until it is theirs.
 * <p>
 * The lease counts as held for as long as it lasts from the moment at which the store was
 * asked, by the clock of this machine. So an instance that was paused knows by itself
 * that it must show nothing any more. That it must write nothing any more is seen to by
 * the store, which knows the epoch of the lease.
 */
final class LeaseKeeper implements Tenure {

	private static final Logger log = LoggerFactory.getLogger(LeaseKeeper.class);

	private static final String NAME = "actors";

	private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

	private final StateStore store;

	private final Background closing;

	private final StoreBreaker breaker;

	private final Duration time;

	private final Owner owner;

	private final String id = UUID.randomUUID().toString();

	private final AtomicReference<@Nullable Held> held = new AtomicReference<>();

	private final AtomicReference<CompletableFuture<Boolean>> next = new AtomicReference<>(new CompletableFuture<>());

	private volatile boolean handingOver;

	/**
	 * Creates a keeper.
	 * @param time how long the lease lasts if it is not renewed
	 * @param owner told what happens to it
	 */
	LeaseKeeper(StateStore store, Background closing, StoreBreaker breaker, Duration time, Owner owner) {
		this.store = store;
		this.closing = closing;
		this.breaker = breaker;
		this.time = time;
		this.owner = owner;
	}

	@Override
	public boolean isServing() {
		return !this.handingOver && isHeld();
	}

	@Override
	public CompletableFuture<?> whenServing(String path) {
		return (isServing() && fence() != null) ? CompletableFuture.completedFuture(true)
				: CompletableFuture.failedFuture(refusal(path));
	}

	@Override
	public boolean isHeld() {
		Held known = this.held.get();
		return known != null && this.closing.nanos() - known.until() < 0;
	}

	@Override
	public Lease.@Nullable Fence fence() {
		Held known = this.held.get();
		return (known != null) ? known.fence() : null;
	}

	@Override
	public CompletableFuture<?> whenHeld() {
		return this.next.get();
	}

	@Override
	public StateUnavailableException refusal(String path) {
		return new StateUnavailableException(path,
				path + " was not asked: "
						+ (this.handingOver ? "this instance hands its actors over to another"
								: "another instance has the lease of the durable actors, or its owner is not known"),
				null);
	}

	/**
	 * Takes the lease and renews it, and gives it back when it is time to end.
	 */
	void run() {
		boolean ask = true;
		Duration pause = Duration.ZERO;
		while (!this.closing.await(pause)) {
			long asked = this.closing.nanos();
			try {
				Held known = this.held.get();
				boolean wanting = ask;
				Optional<Lease> lease = this.breaker
					.ask(() -> (known != null) ? this.store.renew(known.fence(), this.time)
							: this.store.acquire(NAME, this.id, this.time, wanting));
				ask = false;
				this.breaker.succeeded();
				seen(known, lease, asked);
			}
			catch (StoreException | RuntimeException | Error ex) {
				this.breaker.failed(ex);
			}
			Duration third = this.time.dividedBy(3);
			boolean soon = this.held.get() == null && third.compareTo(LONGEST_PAUSE) > 0;
			pause = soon ? LONGEST_PAUSE : third;
		}
		release();
	}

	private void seen(@Nullable Held known, Optional<Lease> lease, long asked) {
		if (lease.isEmpty()) {
			if (known != null) {
				lost(known.fence());
			}
			return;
		}
		Lease now = lease.get();
		this.held.set(new Held(now.fence(), asked + now.left().toNanos()));
		this.next.getAndSet(new CompletableFuture<>()).complete(true);
		if (known == null) {
			log.info("This instance has the lease of the durable actors, with epoch {}", now.fence().epoch());
		}
		if (now.wanted()) {
			handOver(now.fence());
		}
	}

	@Override
	public void lost(Lease.Fence fence) {
		Held known = this.held.get();
		if (known != null && known.fence().equals(fence) && this.held.compareAndSet(known, null)) {
			log.warn("Another instance has taken the lease of the durable actors. This one stands by");
			end();
		}
	}

	private void handOver(Lease.Fence fence) {
		log.info("Another instance wants the lease of the durable actors, and gets it when all is written");
		this.handingOver = true;
		try {
			this.closing.await(this.time.dividedBy(2), this.owner::isSettled);
			this.held.set(null);
			end();
			this.store.release(fence);
			// Let the other be the first to ask.
			this.closing.await(this.time);
		}
		catch (StoreException ex) {
			this.breaker.failed(ex);
		}
		finally {
			this.handingOver = false;
		}
	}

	private void end() {
		this.next.getAndSet(new CompletableFuture<>()).completeExceptionally(refusal("A durable actor"));
		this.owner.lost();
	}

	/**
	 * Gives the lease back, if it is held.
	 */
	private void release() {
		Held known = this.held.getAndSet(null);
		if (known != null) {
			try {
				this.store.release(known.fence());
			}
			catch (StoreException | RuntimeException | Error ex) {
				log.warn("The lease of the durable actors was not given back, and runs out by itself", ex);
			}
		}
	}

	/**
	 * Whose states they are.
	 */
	interface Owner {

		/**
		 * Whether nothing is on its way to the store.
		 */
		boolean isSettled();

		/**
		 * What is in memory does not count any more.
		 */
		void lost();

	}

	/**
	 * The lease as it was seen last.
	 *
	 * @param fence what is written under
	 * @param until when it runs out, by the clock of the background
	 */
	private record Held(Lease.Fence fence, long until) {

	}

}
