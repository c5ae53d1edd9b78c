package dev.actorspring.durable.test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import dev.actorspring.durable.store.FencedException;
import dev.actorspring.durable.store.Lease;
import dev.actorspring.durable.store.PartitionSet;
import dev.actorspring.durable.store.StateKey;
import dev.actorspring.durable.store.StateStore;
import dev.actorspring.durable.store.StateWrite;
import dev.actorspring.durable.store.StoreException;
import dev.actorspring.durable.store.StoredReply;
import dev.actorspring.durable.store.StoredState;
import dev.actorspring.durable.store.WriteOutcome;
import org.jspecify.annotations.Nullable;

/**
 * A store for tests, which fails on demand. It does what a database does, and outlives an
 * actor system if the test hands it to the next. It has a clock of its own, which goes
 * like that of the machine until a test sets it. Thread-safe.
 */
public final class InMemoryStateStore implements StateStore {

	private final Object monitor = new Object();

	private final InMemoryRows rows = new InMemoryRows();

	private final InMemoryLeases leases = new InMemoryLeases();

	private final StoreFaults faults = new StoreFaults();

	private Clock clock = Clock.systemUTC();

	private boolean holding;

	private int held;

	private long batches;

	private long writes;

	private long loads;

	/**
	 * Creates an empty store.
	 */
	public InMemoryStateStore() {
	}

	@Override
	public boolean isShared() {
		return false;
	}

	@Override
	public List<StoredState> load(Collection<StateKey> keys) throws StoreException {
		synchronized (this.monitor) {
			this.loads++;
			checkLoads();
			return this.rows.find(keys);
		}
	}

	@Override
	public List<StoredReply> replies(Collection<StoredReply.Id> ids) throws StoreException {
		synchronized (this.monitor) {
			checkLoads();
			return this.rows.findReplies(ids);
		}
	}

	@Override
	public List<WriteOutcome> write(List<StateWrite> writes, Set<Lease.Fence> fences)
			throws FencedException, StoreException {
		checkKeys(writes);
		synchronized (this.monitor) {
			this.batches++;
			awaitRelease();
			StoreFaults.check(this.faults.everything);
			StoreFaults.check(this.faults.writes);
			for (Lease.Fence fence : fences) {
				if (!this.leases.holds(fence)) {
					throw new FencedException(fence);
				}
			}
			this.faults.beforeCommit();
			Instant now = this.clock.instant();
			List<WriteOutcome> outcomes = new ArrayList<>(writes.size());
			for (StateWrite write : writes) {
				outcomes.add(this.faults.outcome(write).orElseGet(() -> this.rows.write(write, now)));
			}
			this.writes += outcomes.stream().filter((it) -> it instanceof WriteOutcome.Written).count();
			this.faults.afterCommit();
			return List.copyOf(outcomes);
		}
	}

	private static void checkKeys(List<StateWrite> writes) {
		Set<StateKey> keys = new HashSet<>();
		for (StateWrite write : writes) {
			if (!keys.add(write.key())) {
				throw new IllegalArgumentException("Two writes of '" + write.key() + "' in one batch");
			}
		}
	}

	private void awaitRelease() throws StoreException {
		this.held++;
		try {
			while (this.holding) {
				this.monitor.wait();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new StoreException("A thread was interrupted while the test held its write", ex);
		}
		finally {
			this.held--;
		}
	}

	private void checkLoads() throws StoreException {
		StoreFaults.check(this.faults.everything);
		StoreFaults.check(this.faults.loads);
	}

	@Override
	public Instant now() throws StoreException {
		synchronized (this.monitor) {
			StoreFaults.check(this.faults.everything);
			return this.clock.instant();
		}
	}

	@Override
	public List<StateKey> due(Collection<String> actors, @Nullable PartitionSet partitions, int limit,
			Duration notAgainFor) throws StoreException {
		synchronized (this.monitor) {
			StoreFaults.check(this.faults.everything);
			return this.rows.due(actors, partitions, limit, notAgainFor, this.clock.instant());
		}
	}

	@Override
	public void postpone(StateKey key, Duration time) throws StoreException {
		synchronized (this.monitor) {
			StoreFaults.check(this.faults.everything);
			this.rows.postpone(key, this.clock.instant().plus(time));
		}
	}

	@Override
	public List<StoredState> list(String actor, @Nullable String after, int limit) throws StoreException {
		synchronized (this.monitor) {
			checkLoads();
			return this.rows.list(actor, after).limit(limit).toList();
		}
	}

	@Override
	public long count(String actor) throws StoreException {
		synchronized (this.monitor) {
			checkLoads();
			return this.rows.list(actor, null).filter((row) -> row.value().state() != null).count();
		}
	}

	@Override
	public Optional<Lease> acquire(String name, String owner, Duration time, boolean ask) throws StoreException {
		synchronized (this.monitor) {
			StoreFaults.check(this.faults.everything);
			return this.leases.acquire(name, owner, time, ask, this.clock.instant());
		}
	}

	@Override
	public Optional<Lease> renew(Lease.Fence fence, Duration time) throws StoreException {
		synchronized (this.monitor) {
			StoreFaults.check(this.faults.everything);
			return this.leases.renew(fence, time, this.clock.instant());
		}
	}

	@Override
	public void release(Lease.Fence fence) throws StoreException {
		synchronized (this.monitor) {
			StoreFaults.check(this.faults.everything);
			this.leases.release(fence);
		}
	}

	@Override
	public Lease.Fence seize(String name, String owner) throws StoreException {
		synchronized (this.monitor) {
			StoreFaults.check(this.faults.everything);
			return this.leases.seize(name, owner);
		}
	}

	@Override
	public int purge(Duration tombstones, Duration replies, int limit) throws StoreException {
		synchronized (this.monitor) {
			StoreFaults.check(this.faults.everything);
			Instant now = this.clock.instant();
			return this.rows.purge(now.minus(tombstones), now.minus(replies), limit);
		}
	}

	/**
	 * Sets the clock.
	 * @param newClock such as one that a test moves
	 */
	public void setClock(Clock newClock) {
		synchronized (this.monitor) {
			this.clock = newClock;
		}
	}

	/**
	 * Stops the clock of the store at a time.
	 * @param now what time it is from now on
	 */
	public void setTime(Instant now) {
		synchronized (this.monitor) {
			this.clock = InstantSource.fixed(now).withZone(ZoneOffset.UTC);
		}
	}

	/**
	 * Has the clock of the store jump.
	 * @param time how far
	 */
	public void advance(Duration time) {
		synchronized (this.monitor) {
			this.clock = Clock.offset(this.clock, time);
		}
	}

	/**
	 * Has all calls fail, as if the database were away.
	 * @param fail or no longer
	 */
	public void failEverything(boolean fail) {
		this.faults.everything = fail ? fault("Nothing works") : null;
	}

	/**
	 * Has all writes fail without being applied.
	 * @param fail or no longer
	 */
	public void failWrites(boolean fail) {
		this.faults.writes = fail ? fault("Writes fail") : null;
	}

	/**
	 * Has all writes fail without being applied.
	 * @param fault with what
	 */
	public void failWrites(Supplier<StoreException> fault) {
		this.faults.writes = fault;
	}

	/**
	 * Has all that reads states or replies fail.
	 * @param fail or no longer
	 */
	public void failLoads(boolean fail) {
		this.faults.loads = fail ? fault("Loads fail") : null;
	}

	/**
	 * Has all that reads states or replies fail.
	 * @param fault with what
	 */
	public void failLoads(Supplier<StoreException> fault) {
		this.faults.loads = fault;
	}

	private static Supplier<StoreException> fault(String what) {
		return () -> new StoreException(what + ", as the test wants", null);
	}

	/**
	 * Has writes block before they are applied, and before their fences are checked.
	 */
	public void holdWrites() {
		synchronized (this.monitor) {
			this.holding = true;
		}
	}

	/**
	 * Lets all writes go on.
	 */
	public void releaseWrites() {
		synchronized (this.monitor) {
			this.holding = false;
			this.monitor.notifyAll();
		}
	}

	/**
	 * How many batches are held.
	 * @return how many threads block in {@link #write}
	 */
	public int heldBatches() {
		synchronized (this.monitor) {
			return this.held;
		}
	}

	/**
	 * Has the next batches not be applied, and fail so that nobody knows.
	 * @param times how many batches
	 */
	public void loseConnectionBeforeCommit(int times) {
		synchronized (this.monitor) {
			this.faults.loseBefore(times);
		}
	}

	/**
	 * Has the next batches be applied, and fail so that nobody knows.
	 * @param times how many batches
	 */
	public void loseConnectionAfterCommit(int times) {
		synchronized (this.monitor) {
			this.faults.loseAfter(times);
		}
	}

	/**
	 * Has the writes of one row be {@link WriteOutcome.Refused refused}.
	 * @param key whose
	 */
	public void refuse(StateKey key) {
		synchronized (this.monitor) {
			this.faults.refuse(key);
		}
	}

	/**
	 * Has the next writes of one row be put off, as {@link WriteOutcome.Again} says.
	 * @param key whose
	 * @param times how many
	 */
	public void lock(StateKey key, int times) {
		synchronized (this.monitor) {
			this.faults.lock(key, times);
		}
	}

	/**
	 * Has the writes of one row no longer be refused or put off.
	 * @param key whose
	 */
	public void accept(StateKey key) {
		synchronized (this.monitor) {
			this.faults.accept(key);
		}
	}

	/**
	 * Puts a row into the store, over what is there, as somebody else might.
	 * @param row the row
	 */
	public void put(StoredState row) {
		synchronized (this.monitor) {
			this.rows.put(row);
		}
	}

	/**
	 * Looks at a row.
	 * @param key whose
	 * @return the row, which may be a tombstone; empty if there is none
	 */
	public Optional<StoredState> row(StateKey key) {
		synchronized (this.monitor) {
			return this.rows.find(List.of(key)).stream().findFirst();
		}
	}

	/**
	 * Looks at all rows.
	 * @return in the order of their keys, with tombstones
	 */
	public List<StoredState> rows() {
		synchronized (this.monitor) {
			return this.rows.all();
		}
	}

	/**
	 * Looks at all replies.
	 * @return in any order
	 */
	public List<StoredReply> storedReplies() {
		synchronized (this.monitor) {
			return this.rows.allReplies();
		}
	}

	/**
	 * How many batches were tried, those that failed among them.
	 * @return from 0
	 */
	public long batches() {
		synchronized (this.monitor) {
			return this.batches;
		}
	}

	/**
	 * How many writes were applied, or found to be applied already.
	 * @return from 0
	 */
	public long writes() {
		synchronized (this.monitor) {
			return this.writes;
		}
	}

	/**
	 * How many loads were tried, those that failed among them.
	 * @return from 0
	 */
	public long loads() {
		synchronized (this.monitor) {
			return this.loads;
		}
	}

}
