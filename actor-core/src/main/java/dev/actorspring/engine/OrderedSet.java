package dev.actorspring.engine;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A set in the order in which its elements came, so that what is done with each of them
 * is done in the same order in every run. To change it takes a lock; to go through it
 * does not, until somebody has changed it. Any thread.
 *
 * @param <T> the elements
 */
final class OrderedSet<T> {

	private final Set<T> elements = new LinkedHashSet<>();

	/** A copy, until somebody comes or goes. */
	private volatile @Nullable List<T> list;

	/**
	 * Adds an element behind the others.
	 * @param element which may be there already, and then stays where it is
	 * @return whether it was not
	 */
	synchronized boolean add(T element) {
		boolean added = this.elements.add(element);
		if (added) {
			this.list = null;
		}
		return added;
	}

	/**
	 * Removes an element.
	 * @param element which may not be there
	 * @return whether it was
	 */
	synchronized boolean remove(T element) {
		boolean removed = this.elements.remove(element);
		if (removed) {
			this.list = null;
		}
		return removed;
	}

	synchronized boolean contains(T element) {
		return this.elements.contains(element);
	}

	synchronized boolean isEmpty() {
		return this.elements.isEmpty();
	}

	/**
	 * All elements at this moment.
	 * @return the first that came first
	 */
	List<T> list() {
		List<T> copy = this.list;
		return (copy != null) ? copy : copy();
	}

	private synchronized List<T> copy() {
		List<T> copy = List.copyOf(this.elements);
		this.list = copy;
		return copy;
	}

}
