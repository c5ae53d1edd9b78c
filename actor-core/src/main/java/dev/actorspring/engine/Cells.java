package dev.actorspring.engine;

import java.util.AbstractCollection;
import java.util.Arrays;
import java.util.Iterator;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The actors of a group by name. Any thread.
 * <p>
 * A hash table that needs no entries beside its cells: each cell is itself the link to
 * the next with the same hash, as a cell is only ever in one group. That saves 32 bytes
 * for each actor. Finding one takes no lock.
 * <p>
 * Names come from outside, so the hash depends on a random number: nobody can choose keys
 * that all have the same.
 */
final class Cells extends AbstractCollection<ActorCell<?>> {

	private static final long SEED = ThreadLocalRandom.current().nextLong();

	private static final long FACTOR = new SplittableRandom(SEED).nextLong() | 1;

	/** Each with a lock of its own. */
	private final CellTable[] parts;

	private final int shift;

	/**
	 * Creates an empty table.
	 * @param parts how many threads may add at a time, a power of two
	 */
	Cells(int parts) {
		this.parts = new CellTable[parts];
		this.shift = Integer.SIZE - Integer.numberOfTrailingZeros(parts);
		Arrays.setAll(this.parts, (i) -> new CellTable());
	}

	/**
	 * The hash of a name, which another run of the program will not repeat.
	 * @param name the name
	 * @return the hash
	 */
	static int hash(String name) {
		long hash = SEED;
		for (int i = 0; i < name.length(); i++) {
			hash = (hash ^ name.charAt(i)) * FACTOR;
			hash ^= hash >>> 32;
		}
		return (int) (hash ^ (hash >>> 15));
	}

	private CellTable part(int hash) {
		return this.parts[(this.parts.length == 1) ? 0 : hash >>> this.shift];
	}

	/**
	 * Finds a cell.
	 * @param name its name
	 * @return the cell, or {@code null} if there is none
	 */
	@Nullable ActorCell<?> get(String name) {
		int hash = hash(name);
		return part(hash).get(hash, name);
	}

	/**
	 * Adds a cell, unless there is one of the same name that is open.
	 * @param cell the cell, which has never been added before
	 * @return the cell itself, or the one that is there
	 */
	ActorCell<?> addUnlessOpen(ActorCell<?> cell) {
		int hash = hash(cell.name());
		return part(hash).add(hash, cell, true);
	}

	/**
	 * Adds a cell, unless there is one of the same name.
	 * @param cell the cell, which has never been added before
	 * @return the cell itself, or the one that is there
	 */
	ActorCell<?> addUnlessPresent(ActorCell<?> cell) {
		int hash = hash(cell.name());
		return part(hash).add(hash, cell, false);
	}

	/**
	 * Removes a cell, and not another of the same name.
	 * @param cell the cell
	 * @return {@code false} if it is not there
	 */
	boolean remove(ActorCell<?> cell) {
		int hash = hash(cell.name());
		return part(hash).remove(hash, cell);
	}

	@Override
	public int size() {
		int size = 0;
		for (CellTable part : this.parts) {
			size += part.size();
		}
		return size;
	}

	/**
	 * All at some moment; with several parts each at its own.
	 */
	@Override
	public Stream<ActorCell<?>> stream() {
		return Arrays.stream(this.parts).flatMap((part) -> part.copy().stream());
	}

	@Override
	public Stream<ActorCell<?>> parallelStream() {
		return stream().parallel();
	}

	@Override
	public Iterator<ActorCell<?>> iterator() {
		return stream().iterator();
	}

}
