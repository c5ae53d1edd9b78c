package dev.actorspring.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The cells of a group by their names. Any thread.
 * <p>
 * A hash table with open addressing: as each cell knows its name, it needs neither an
 * entry for each nor the name a second time, which among a million actors is more than a
 * tenth of what they take. The hashes stand beside the cells, so that on the way to one
 * no other is looked at, nor when the table grows.
 * <p>
 * Who changes something holds the lock of a part of the table; who only looks holds none.
 * That is safe because within its arrays nothing ever moves: a place is free until a cell
 * gets it, and is not given to another name when that cell has gone, but left behind with
 * the arrays.
 */
final class CellTable {

	/** As many parts as it takes where any thread comes with new actors. */
	static final int SHARED = 32;

	private final Part[] parts;

	/**
	 * Creates an empty table.
	 * @param parts how many threads can change it at once; a power of two
	 */
	CellTable(int parts) {
		this.parts = new Part[parts];
		Arrays.setAll(this.parts, (index) -> new Part());
	}

	/**
	 * Finds a cell.
	 * @param name its name
	 * @return {@code null} if there is none
	 */
	@Nullable ActorCell<?> get(String name) {
		int hash = hash(name);
		return part(hash).find(hash, name);
	}

	/**
	 * Adds a cell, unless its name is taken.
	 * @param cell the cell
	 * @return whether it was added
	 */
	boolean add(ActorCell<?> cell) {
		return put(cell.name(), (present) -> (present != null) ? present : cell) == cell;
	}

	/**
	 * Chooses the cell that has a name from now on.
	 * @param name the name
	 * @param choice gets the one that has it, or {@code null}, and returns that or
	 * another; called once, while nobody else can choose
	 * @return the one that was chosen
	 */
	ActorCell<?> put(String name, UnaryOperator<@Nullable ActorCell<?>> choice) {
		int hash = hash(name);
		return part(hash).put(hash, name, choice);
	}

	/**
	 * Removes a cell.
	 * @param cell the cell
	 * @return {@code false} if it is not there, whoever else has its name
	 */
	boolean remove(ActorCell<?> cell) {
		int hash = hash(cell.name());
		return part(hash).remove(hash, cell);
	}

	/**
	 * How many there are.
	 * @return a best effort while others change that
	 */
	int size() {
		int size = 0;
		for (Part part : this.parts) {
			size += part.size;
		}
		return size;
	}

	/**
	 * All cells: each that is there all the time once, others perhaps.
	 * @return in no order
	 */
	Stream<ActorCell<?>> stream() {
		return Arrays.stream(this.parts).flatMap((part) -> part.places.cells());
	}

	void forEach(Consumer<ActorCell<?>> action) {
		stream().forEach(action);
	}

	private Part part(int hash) {
		// Its lowest bits, as the highest tell the place.
		return this.parts[hash & (this.parts.length - 1)];
	}

	/**
	 * A hash that is spread over all bits, and never zero.
	 */
	private static int hash(String name) {
		int hash = name.hashCode();
		hash = (hash ^ (hash >>> 16)) * 0x9E3779B9;
		return (hash != 0) ? hash : 1;
	}

	/**
	 * One of the parts.
	 */
	private static final class Part {

		private static final Places NONE = new Places(0);

		private volatile Places places = NONE;

		private volatile int size;

		/** With those whose cells have gone. */
		private int taken;

		@Nullable ActorCell<?> find(int hash, String name) {
			Places now = this.places;
			int place = now.find(hash, name);
			return (place >= 0) ? now.cell(place) : null;
		}

		synchronized ActorCell<?> put(int hash, String name, UnaryOperator<@Nullable ActorCell<?>> choice) {
			Places now = this.places;
			int place = now.find(hash, name);
			ActorCell<?> chosen = Objects.requireNonNull(choice.apply((place >= 0) ? now.cell(place) : null));
			if (place >= 0) {
				now.set(place, chosen);
			}
			else {
				makeRoom().add(hash, chosen);
				this.taken++;
				this.size++;
			}
			return chosen;
		}

		synchronized boolean remove(int hash, ActorCell<?> cell) {
			Places now = this.places;
			int place = now.find(hash, cell.name());
			if (place < 0 || now.cell(place) != cell) {
				return false;
			}
			now.set(place, null);
			if (--this.size == 0 && now.hashes.length > Places.LEAST) {
				this.places = NONE;
				this.taken = 0;
			}
			return true;
		}

		private Places makeRoom() {
			Places now = this.places;
			if (!now.hasRoom(this.taken)) {
				now = now.copy(this.size);
				this.taken = this.size;
				this.places = now;
			}
			return now;
		}

	}

	/**
	 * Places for cells, of which some stay free. It is the lock of the part that makes
	 * sure that one thread writes.
	 */
	private static final class Places {

		private static final int LEAST = 8;

		private static final VarHandle HASH = MethodHandles.arrayElementVarHandle(int[].class);

		private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(ActorCell[].class);

		/** Zero where no cell has been yet. Written after the cell. */
		private final int[] hashes;

		/** {@code null} where there is none any more. */
		private final @Nullable ActorCell<?>[] cells;

		Places(int count) {
			this.hashes = new int[count];
			this.cells = new ActorCell<?>[count];
		}

		/**
		 * The place of a name.
		 * @return a negative number if it has none
		 */
		int find(int hash, String name) {
			if (this.hashes.length == 0) {
				return -1;
			}
			for (int place = first(hash);; place = next(place)) {
				int known = (int) HASH.getAcquire(this.hashes, place);
				if (known == 0) {
					return -1;
				}
				if (known == hash) {
					ActorCell<?> cell = cell(place);
					if (cell != null && cell.name().equals(name)) {
						return place;
					}
				}
			}
		}

		@Nullable ActorCell<?> cell(int place) {
			return (ActorCell<?>) CELL.getAcquire(this.cells, place);
		}

		void set(int place, @Nullable ActorCell<?> cell) {
			CELL.setRelease(this.cells, place, cell);
		}

		void add(int hash, ActorCell<?> cell) {
			int place = first(hash);
			while (this.hashes[place] != 0) {
				place = next(place);
			}
			set(place, cell);
			HASH.setRelease(this.hashes, place, hash);
		}

		boolean hasRoom(int taken) {
			// A fifth stays free, so that the way to a place is short.
			return 5L * (taken + 1) <= 4L * this.hashes.length;
		}

		/**
		 * A copy with room for half as many more, and without what has gone.
		 * @param size how many have not
		 */
		Places copy(int size) {
			Places copy = new Places(Math.max(LEAST, (int) Math.min(size * 15L / 8 + 1, Integer.MAX_VALUE - 8)));
			for (int place = 0; place < this.hashes.length; place++) {
				ActorCell<?> cell = cell(place);
				if (cell != null) {
					copy.add(this.hashes[place], cell);
				}
			}
			return copy;
		}

		Stream<ActorCell<?>> cells() {
			return IntStream.range(0, this.cells.length).<ActorCell<?>>mapToObj(this::cell).filter(Objects::nonNull);
		}

		private int first(int hash) {
			return (int) ((Integer.toUnsignedLong(hash) * this.hashes.length) >>> 32);
		}

		private int next(int place) {
			return (place + 1 < this.hashes.length) ? place + 1 : 0;
		}

	}

}
