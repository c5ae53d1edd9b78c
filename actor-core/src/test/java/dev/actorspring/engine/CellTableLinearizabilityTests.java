package dev.actorspring.engine;

import java.util.HashSet;
import java.util.Set;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The table of cells behaves as if each operation happened in one instant, also in that
 * in which it grows.
 */
@Tag("lincheck")
@Param(name = "cell", gen = IntGen.class, conf = "0:7")
public class CellTableLinearizabilityTests {

	/** One more needs larger arrays. */
	private static final int FULL = 6;

	/** Some of them with the same hash. */
	private static final String[] NAMES = { "AaAa", "AaBB", "BBAa", "BBBB", "a", "b", "c", "d" };

	private final CellTable table = new CellTable(1);

	public CellTableLinearizabilityTests() {
		for (int cell = 0; cell < FULL; cell++) {
			add(cell);
		}
	}

	@Test
	void behavesLikeItsSequentialModel() {
		Effort.modelChecking(2, 3, 400).sequentialSpecification(Model.class).check(getClass());
	}

	@Operation
	public boolean add(@Param(name = "cell") int cell) {
		return this.table.add(Cells.cell(NAMES[cell]));
	}

	@Operation
	public boolean remove(@Param(name = "cell") int cell) {
		ActorCell<?> present = this.table.get(NAMES[cell]);
		return present != null && this.table.remove(present);
	}

	@Operation
	public boolean find(@Param(name = "cell") int cell) {
		ActorCell<?> present = this.table.get(NAMES[cell]);
		return present != null && present.name().equals(NAMES[cell]);
	}

	/**
	 * What the table promises.
	 */
	public static class Model {

		private final Set<Integer> cells = new HashSet<>();

		public Model() {
			for (int cell = 0; cell < FULL; cell++) {
				this.cells.add(cell);
			}
		}

		public boolean add(int cell) {
			return this.cells.add(cell);
		}

		public boolean remove(int cell) {
			return this.cells.remove(cell);
		}

		public boolean find(int cell) {
			return this.cells.contains(cell);
		}

	}

}
