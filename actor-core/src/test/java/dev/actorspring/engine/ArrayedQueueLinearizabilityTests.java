package dev.actorspring.engine;

import java.util.ArrayDeque;
import java.util.Queue;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The queue behaves as if each operation happened in one instant, also where one array
 * ends and the next begins.
 */
@Tag("lincheck")
@Param(name = "element", gen = IntGen.class, conf = "1:9")
public class ArrayedQueueLinearizabilityTests {

	private final ArrayedQueue<Integer> queue = new ArrayedQueue<>(2);

	@Test
	void behavesLikeItsSequentialModel() {
		Effort.modelChecking(3, 3, 400).sequentialSpecification(Model.class).check(getClass());
	}

	@Operation
	public void add(@Param(name = "element") int element) {
		this.queue.add(element);
	}

	@Operation
	public @Nullable Integer poll() {
		return this.queue.poll();
	}

	/**
	 * What the queue promises.
	 */
	public static class Model {

		private final Queue<Integer> queue = new ArrayDeque<>();

		public void add(int element) {
			this.queue.add(element);
		}

		public @Nullable Integer poll() {
			return this.queue.poll();
		}

	}

}
