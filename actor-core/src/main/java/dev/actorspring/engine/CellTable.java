package dev.actorspring.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

/**
 * One part of {@link Cells}. What changes it holds its lock.
 * <p>
 * Who looks for a name follows the links without the lock. While the table grows the
 * links change under its feet, so it may miss a cell, but never finds a wrong one; so who
 * finds none looks again with the lock.
 */
final class CellTable {

	private static final int SMALLEST = 4;

	/** More than twice, as to hash all names again takes longer than to add them. */
	private static final int GROWTH = 4;

	private volatile AtomicReferenceArray<@Nullable ActorCell<?>> slots = new AtomicReferenceArray<>(SMALLEST);

	private int size;

	@Nullable ActorCell<?> get(int hash, String name) {
		ActorCell<?> found = find(hash, name);
		return (found != null) ? found : findAgain(hash, name);
	}

	private @Nullable ActorCell<?> find(int hash, String name) {
		AtomicReferenceArray<@Nullable ActorCell<?>> present = this.slots;
		ActorCell<?> cell = present.get(hash & (present.length() - 1));
		while (cell != null && !cell.name().equals(name)) {
			cell = cell.nextInSlot;
		}
		return cell;
	}

	private synchronized @Nullable ActorCell<?> findAgain(int hash, String name) {
		return find(hash, name);
	}

	/**
	 * Adds a cell as the first in its slot, before one of the same name that is closed.
	 */
	synchronized ActorCell<?> add(int hash, ActorCell<?> cell, boolean unlessOpen) {
		ActorCell<?> same = find(hash, cell.name());
		if (same != null && !(unlessOpen && same.isClosed())) {
			return same;
		}
		if (same != null) {
			remove(hash, same);
		}
		if (this.size >= this.slots.length()) {
			grow();
		}
		insert(this.slots, hash, cell);
		this.size++;
		return cell;
	}

	private static void insert(AtomicReferenceArray<@Nullable ActorCell<?>> into, int hash, ActorCell<?> cell) {
		int slot = hash & (into.length() - 1);
		cell.nextInSlot = into.get(slot);
		into.set(slot, cell);
	}

	private void grow() {
		AtomicReferenceArray<@Nullable ActorCell<?>> small = this.slots;
		AtomicReferenceArray<@Nullable ActorCell<?>> large = new AtomicReferenceArray<>(GROWTH * small.length());
		for (int i = 0; i < small.length(); i++) {
			ActorCell<?> cell = small.get(i);
			while (cell != null) {
				ActorCell<?> next = cell.nextInSlot;
				insert(large, Cells.hash(cell.name()), cell);
				cell = next;
			}
		}
		this.slots = large;
	}

	synchronized boolean remove(int hash, ActorCell<?> cell) {
		int slot = hash & (this.slots.length() - 1);
		ActorCell<?> before = null;
		ActorCell<?> present = this.slots.get(slot);
		while (present != null && present != cell) {
			before = present;
			present = present.nextInSlot;
		}
		if (present == null) {
			return false;
		}
		if (before != null) {
			before.nextInSlot = cell.nextInSlot;
		}
		else {
			this.slots.set(slot, cell.nextInSlot);
		}
		cell.nextInSlot = null;
		this.size--;
		return true;
	}

	synchronized int size() {
		return this.size;
	}

	/**
	 * All of them. The first of each slot, and then what follows on each of those that
	 * are known: so the memory of many cells is fetched at once, and not one after
	 * another.
	 */
	synchronized List<ActorCell<?>> copy() {
		@Nullable ActorCell<?>[] all = new ActorCell<?>[this.size + 1];
		int count = 0;
		for (int i = 0; i < this.slots.length(); i++) {
			ActorCell<?> cell = this.slots.get(i);
			all[count] = cell;
			count += (cell != null) ? 1 : 0;
		}
		for (int i = 0; i < count; i++) {
			ActorCell<?> next = Objects.requireNonNull(all[i]).nextInSlot;
			all[count] = next;
			count += (next != null) ? 1 : 0;
		}
		return Arrays.asList(Arrays.copyOf(all, count));
	}

}
