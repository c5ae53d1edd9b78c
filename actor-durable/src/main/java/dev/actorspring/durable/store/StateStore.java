package dev.actorspring.durable.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Where the states of actors are kept. All methods block, and are called by threads of
 * their own, several at once; never by the thread of an actor, and never interrupted.
 * Each is one transaction at most, but for {@link #write} where it says so. A third party
 * can implement it: {@code StateStoreContract} in the tests is what has to hold.
 */
public interface StateStore {

	/**
	 * Whether other processes can reach the same rows, so that it matters who has the
	 * lease of them.
	 * @return {@code false} only if that cannot be
	 */
	default boolean isShared() {
		return true;
	}

	/**
	 * Loads rows. Tombstones are among them.
	 * @param keys whose
	 * @return those that there are, in any order
	 * @throws StoreException if the store cannot be reached
	 */
	List<StoredState> load(Collection<StateKey> keys) throws StoreException;

	/**
	 * Loads what requests came to.
	 * @param ids which
	 * @return those that there are, in any order
	 * @throws StoreException if the store cannot be reached
	 */
	List<StoredReply> replies(Collection<StoredReply.Id> ids) throws StoreException;

	/**
	 * Writes rows in one transaction, which commits only while all fences hold. If it
	 * fails because of one row, the others are written without it. What was cut off may
	 * be written again, with the same marks: then it counts once.
	 * @param writes at most one for each key
	 * @param fences what they were made under
	 * @return what has become of each, in the order of the writes
	 * @throws FencedException if a fence does not hold; nothing was written
	 * @throws StoreException if the store cannot be reached or the outcome is not known
	 */
	List<WriteOutcome> write(List<StateWrite> writes, Set<Lease.Fence> fences) throws FencedException, StoreException;

	/**
	 * What time it is there.
	 * @return the time of the store, by which alarms are due
	 * @throws StoreException if the store cannot be reached
	 */
	Instant now() throws StoreException;

	/**
	 * Finds who has an alarm that is due, the longest due first, and has them not be
	 * found again for a while.
	 * @param actors the names of actors and families
	 * @param partitions whose partitions, or {@code null} for all
	 * @param limit how many at most
	 * @param notAgainFor how long they are left alone
	 * @return who
	 * @throws StoreException if the store cannot be reached
	 */
	List<StateKey> due(Collection<String> actors, @Nullable PartitionSet partitions, int limit, Duration notAgainFor)
			throws StoreException;

	/**
	 * Leaves somebody alone for a while whose alarm is due, whatever is written
	 * meanwhile, unless that brings another next alarm.
	 * @param key whom
	 * @param time for how long
	 * @throws StoreException if the store cannot be reached
	 */
	void postpone(StateKey key, Duration time) throws StoreException;

	/**
	 * Lists rows by key, without tombstones.
	 * @param actor of which actor or family
	 * @param after only keys behind this one, in the order of their UTF-8 bytes, or
	 * {@code null} for all
	 * @param limit how many at most
	 * @return in the order of their keys
	 * @throws StoreException if the store cannot be reached
	 */
	List<StoredState> list(String actor, @Nullable String after, int limit) throws StoreException;

	/**
	 * Counts rows that have a state, and not only alarms.
	 * @param actor of which actor or family
	 * @return how many
	 * @throws StoreException if the store cannot be reached
	 */
	long count(String actor) throws StoreException;

	/**
	 * Takes a lease, if it is free, has run out, or is held by this owner already; raises
	 * its epoch then.
	 * @param name of the lease
	 * @param owner who wants it; unique for each process
	 * @param time how long it is to last
	 * @param ask whether to have its holder know that it is wanted
	 * @return empty if somebody else has it
	 * @throws StoreException if the store cannot be reached
	 */
	Optional<Lease> acquire(String name, String owner, Duration time, boolean ask) throws StoreException;

	/**
	 * Has a lease last longer, if it is still held.
	 * @param fence of the lease
	 * @param time how long it is to last from now on
	 * @return empty if somebody else has it, or had it meanwhile
	 * @throws StoreException if the store cannot be reached
	 */
	Optional<Lease> renew(Lease.Fence fence, Duration time) throws StoreException;

	/**
	 * Gives a lease back, if it is still held.
	 * @param fence of the lease
	 * @throws StoreException if the store cannot be reached
	 */
	void release(Lease.Fence fence) throws StoreException;

	/**
	 * Takes a lease away from whoever has it, and raises its epoch: what that has under
	 * way is either in the store when this returns, or never will be. For who knows by
	 * other means that it is his.
	 * @param name of the lease
	 * @param owner who takes it
	 * @return what to write under
	 * @throws StoreException if the store cannot be reached
	 */
	Lease.Fence seize(String name, String owner) throws StoreException;

	/**
	 * Removes tombstones and replies that nobody needs any more.
	 * @param tombstones how old those have to be
	 * @param replies how old those have to be
	 * @param limit how many of each at most
	 * @return how many were removed
	 * @throws StoreException if the store cannot be reached
	 */
	int purge(Duration tombstones, Duration replies, int limit) throws StoreException;

}
