package dev.actorspring.engine;

import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * What the handlers of a worker have woken beside what it keeps. The worker goes on with
 * the latest: a tree of actors is served branch by branch then, and not level by level,
 * which would have all of them alive at once. Others take the oldest, from which most is
 * to come.
 * <p>
 * Any thread may do all of it, as a worker can lose its place while it is at work here.
 *
 * @param <E> what is woken
 */
final class WokenStack<E> {

	/** What comes beyond that is to queue. A power of two. */
	static final int CAPACITY = 256;

	private final ReentrantLock lock = new ReentrantLock();

	private final @Nullable Object[] places = new Object[CAPACITY];

	/** Where the oldest stands. */
	private int oldest;

	/** Read without the lock by those who need not be sure. */
	private volatile int size;

	/** Whether the latest was taken since {@link #passOn} was called. */
	private boolean used;

	/**
	 * Adds what was woken last.
	 * @param element what
	 * @return {@code false} if there is no room
	 */
	boolean push(E element) {
		this.lock.lock();
		try {
			int count = this.size;
			if (count == CAPACITY) {
				return false;
			}
			this.places[index(count)] = element;
			this.size = count + 1;
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Takes what was woken last.
	 * @return {@code null} if there is nothing
	 */
	@Nullable E takeLatest() {
		return isEmpty() ? null : take(true);
	}

	/**
	 * Takes what was woken first.
	 * @return {@code null} if there is nothing
	 */
	@Nullable E takeOldest() {
		return isEmpty() ? null : take(false);
	}

	private @Nullable E take(boolean latest) {
		this.lock.lock();
		try {
			int count = this.size;
			if (count == 0) {
				return null;
			}
			this.used |= latest;
			return latest ? remove(count - 1, count) : removeOldest(count);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Has the oldest queue, so that nothing waits here for ever; or all, if the worker
	 * has come to none of them since the last time.
	 * @param queue where to
	 */
	void passOn(ArrayedQueue<E> queue) {
		if (isEmpty()) {
			return;
		}
		this.lock.lock();
		try {
			int left = this.used ? Math.max(0, this.size - 1) : 0;
			for (int count = this.size; count > left; count--) {
				queue.add(removeOldest(count));
			}
			this.used = false;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Whether there is nothing to take. Any thread.
	 */
	boolean isEmpty() {
		return this.size == 0;
	}

	private E removeOldest(int count) {
		E first = remove(0, count);
		this.oldest = index(1);
		return first;
	}

	@SuppressWarnings("unchecked") // nothing else is pushed
	private E remove(int place, int count) {
		int index = index(place);
		E removed = (E) Objects.requireNonNull(this.places[index]);
		this.places[index] = null;
		this.size = count - 1;
		return removed;
	}

	private int index(int place) {
		return (this.oldest + place) & (CAPACITY - 1);
	}

}
