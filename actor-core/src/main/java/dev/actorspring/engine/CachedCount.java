package dev.actorspring.engine;

import java.util.function.IntSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Counts for everybody who asks. A few are counted each time. Of many the last count is
 * given again for a while, so that however many ask, and however often, counting goes on
 * for no more than a twentieth of the time.
 *
 * @param <T> the result
 */
final class CachedCount<T> {

	/** Up to this size a count costs little. */
	private static final int FEW = 10_000;

	private static final int SHARE = 20;

	private final Supplier<T> count;

	private final IntSupplier size;

	private @Nullable T last;

	private long validUntil;

	/**
	 * Creates the counting.
	 * @param count counts
	 * @param size how many there are, possibly more or less
	 */
	CachedCount(Supplier<T> count, IntSupplier size) {
		this.count = count;
		this.size = size;
	}

	T result() {
		return (this.size.getAsInt() <= FEW) ? this.count.get() : shared();
	}

	/** Who comes while somebody counts gets that count. */
	private synchronized T shared() {
		long begun = System.nanoTime();
		T known = this.last;
		if (known != null && begun - this.validUntil < 0) {
			return known;
		}
		T fresh = this.count.get();
		long end = System.nanoTime();
		this.last = fresh;
		this.validUntil = end + (end - begun) * SHARE;
		return fresh;
	}

}
