package dev.actorspring.engine;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

/**
 * A queue without a bound, first in, first out, for any threads. It consists of arrays,
 * as one of links has an object and two compare-and-sets more for each element.
 * <p>
 * Whoever adds or takes draws a number, which is its place in an array, so that nobody
 * tries in vain, but for who takes before the other has put: then the place is lost, and
 * both draw again. The algorithm is the <em>FAA array queue</em> of Ramalhete and
 * Correia.
 *
 * @param <E> what is in it
 */
final class ArrayedQueue<E> {

	/** Stands where something was taken, or somebody has come too early to take it. */
	private static final Object TAKEN = new Object();

	private final int size;

	private final AtomicReference<Chunk> head;

	private final AtomicReference<Chunk> tail;

	/**
	 * Creates an empty queue.
	 * @param size how many an array has
	 */
	ArrayedQueue(int size) {
		this.size = size;
		Chunk first = new Chunk(size);
		this.head = new AtomicReference<>(first);
		this.tail = new AtomicReference<>(first);
	}

	/**
	 * Adds something. Any thread.
	 * @param element what
	 */
	void add(E element) {
		for (;;) {
			Chunk last = this.tail.get();
			if (last.put(element)) {
				return;
			}
			if (last.next.get() == null) {
				Chunk fresh = new Chunk(this.size);
				fresh.put(element);
				if (last.next.compareAndSet(null, fresh)) {
					this.tail.compareAndSet(last, fresh);
					return;
				}
			}
			this.tail.compareAndSet(last, Objects.requireNonNull(last.next.get()));
		}
	}

	/**
	 * Takes the oldest. Any thread.
	 * @return {@code null} if there is none
	 */
	@SuppressWarnings("unchecked") // nothing else is put
	@Nullable E poll() {
		for (;;) {
			Chunk first = this.head.get();
			Object taken = first.take();
			if (taken != null) {
				return (E) taken;
			}
			Chunk next = first.next.get();
			if (next == null || !first.isUsedUp()) {
				return null;
			}
			// Nobody may add to the first any more when it lets go of the next.
			this.tail.compareAndSet(first, next);
			if (this.head.compareAndSet(first, next)) {
				// An old one must not keep young ones alive in the eyes of a generational
				// GC.
				first.next.set(first);
			}
		}
	}

	/**
	 * Whether there is nothing to take. Any thread.
	 * @return {@code false} also while something is about to be added
	 */
	boolean isEmpty() {
		Chunk chunk = this.head.get();
		while (chunk != null) {
			if (chunk.mayHaveAny()) {
				return false;
			}
			Chunk next = chunk.next.get();
			chunk = (next != chunk) ? next : this.head.get();
		}
		return true;
	}

	/**
	 * An array of places.
	 */
	private static final class Chunk {

		/** The number to draw to put something. */
		private static final int PUT = 0;

		/** That to take something, in another line of the cache. */
		private static final int TAKE = 32;

		private final AtomicReferenceArray<@Nullable Object> places;

		private final AtomicIntegerArray drawn = new AtomicIntegerArray(TAKE + 32);

		/** The array after this one, and this one itself once it is left behind. */
		private final AtomicReference<@Nullable Chunk> next = new AtomicReference<>();

		Chunk(int size) {
			this.places = new AtomicReferenceArray<>(size);
		}

		/**
		 * Puts something.
		 * @return {@code false} if there is no place left
		 */
		boolean put(Object element) {
			// Not to draw for ever, as numbers would begin anew.
			while (this.drawn.get(PUT) < this.places.length()) {
				int place = this.drawn.getAndIncrement(PUT);
				if (place < this.places.length() && this.places.compareAndSet(place, null, element)) {
					return true;
				}
			}
			return false;
		}

		/**
		 * Takes something.
		 * @return {@code null} if there is nothing
		 */
		@Nullable Object take() {
			while (mayHaveAny()) {
				int place = this.drawn.getAndIncrement(TAKE);
				Object taken = (place < this.places.length()) ? this.places.getAndSet(place, TAKEN) : null;
				if (taken != null) {
					return taken;
				}
			}
			return null;
		}

		boolean mayHaveAny() {
			return !isUsedUp() && this.drawn.get(TAKE) < this.drawn.get(PUT);
		}

		boolean isUsedUp() {
			return this.drawn.get(TAKE) >= this.places.length();
		}

	}

}
