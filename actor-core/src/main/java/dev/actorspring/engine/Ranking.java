package dev.actorspring.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * The few cells with the highest values of all that are considered.
 */
final class Ranking {

	static final int SIZE = 10;

	private final List<Entry> best = new ArrayList<>(SIZE);

	/** What the next one has to exceed. */
	private float threshold;

	/**
	 * Considers a cell.
	 * @param cell the cell
	 * @param value with zero it has no place
	 */
	void consider(ActorCell<?> cell, float value) {
		if (value > this.threshold) {
			insert(new Entry(cell, value));
		}
	}

	private void insert(Entry entry) {
		if (this.best.size() == SIZE) {
			this.best.removeLast();
		}
		int place = this.best.size();
		while (place > 0 && this.best.get(place - 1).value() < entry.value()) {
			place--;
		}
		this.best.add(place, entry);
		if (this.best.size() == SIZE) {
			this.threshold = this.best.getLast().value();
		}
	}

	/**
	 * Considers those that have a place in another.
	 * @param other the other
	 */
	void addAll(Ranking other) {
		other.best.forEach((entry) -> consider(entry.cell(), entry.value()));
	}

	/**
	 * The best.
	 * @return the highest value first
	 */
	List<ActorCell<?>> best() {
		return this.best.stream().<ActorCell<?>>map(Entry::cell).toList();
	}

	/**
	 * A cell that has a place.
	 *
	 * @param cell the cell
	 * @param value its value
	 */
	private record Entry(ActorCell<?> cell, float value) {

	}

}
