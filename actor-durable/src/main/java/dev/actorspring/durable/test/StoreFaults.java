package dev.actorspring.durable.test;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import dev.actorspring.durable.store.StateKey;
import dev.actorspring.durable.store.StateLimits;
import dev.actorspring.durable.store.StateWrite;
import dev.actorspring.durable.store.StoreException;
import dev.actorspring.durable.store.WriteOutcome;
import org.jspecify.annotations.Nullable;

/**
 * What is to go wrong in a store. Not thread-safe, but for {@code volatile} fields.
 */
final class StoreFaults {

	private static final StateLimits LIMITS = new StateLimits(Integer.MAX_VALUE);

	volatile @Nullable Supplier<StoreException> everything;

	volatile @Nullable Supplier<StoreException> writes;

	volatile @Nullable Supplier<StoreException> loads;

	private int lostBefore;

	private int lostAfter;

	private final Set<StateKey> refused = new HashSet<>();

	private final Map<StateKey, Integer> locked = new HashMap<>();

	static void check(@Nullable Supplier<StoreException> fault) throws StoreException {
		if (fault != null) {
			throw fault.get();
		}
	}

	void loseBefore(int times) {
		this.lostBefore = times;
	}

	void loseAfter(int times) {
		this.lostAfter = times;
	}

	void beforeCommit() throws StoreException {
		if (this.lostBefore > 0) {
			this.lostBefore--;
			throw new StoreException("The connection was lost before the commit, as the test wants", null);
		}
	}

	void afterCommit() throws StoreException {
		if (this.lostAfter > 0) {
			this.lostAfter--;
			throw new StoreException("The connection was lost after the commit, as the test wants", null);
		}
	}

	void refuse(StateKey key) {
		this.refused.add(key);
	}

	void accept(StateKey key) {
		this.refused.remove(key);
		this.locked.remove(key);
	}

	void lock(StateKey key, int times) {
		this.locked.put(key, times);
	}

	/**
	 * What becomes of a write whatever is in the store.
	 */
	Optional<WriteOutcome> outcome(StateWrite write) {
		StateKey key = write.key();
		Optional<String> problem = LIMITS.problem(write);
		if (problem.isPresent()) {
			return Optional.of(new WriteOutcome.Refused(new StoreException(problem.get(), null)));
		}
		if (this.refused.contains(key)) {
			return Optional.of(new WriteOutcome.Refused(
					new StoreException("The row of '" + key + "' is refused, as the test wants", null)));
		}
		if (this.locked.computeIfPresent(key, (same, left) -> (left > 0) ? left - 1 : null) != null) {
			return Optional.of(new WriteOutcome.Again(
					new StoreException("The row of '" + key + "' is locked, as the test wants", null)));
		}
		return Optional.empty();
	}

}
