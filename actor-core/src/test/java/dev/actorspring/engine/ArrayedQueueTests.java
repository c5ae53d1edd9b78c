package dev.actorspring.engine;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ArrayedQueueTests {

	private final ArrayedQueue<Integer> queue = new ArrayedQueue<>(4);

	@Test
	void firstInIsFirstOutOverManyArrays() {
		for (int length : new int[] { 1, 3, 4, 5, 8, 100 }) {
			IntStream.range(0, length).forEach(this.queue::add);
			for (int i = 0; i < length; i++) {
				assertThat(this.queue.isEmpty()).isFalse();
				assertThat(this.queue.poll()).isEqualTo(i);
			}
			assertThat(this.queue.isEmpty()).isTrue();
			assertThat(this.queue.poll()).isNull();
		}
	}

	@Test
	void whatIsTakenFromIsNotUsedUp() {
		for (int i = 0; i < 100; i++) {
			assertThat(this.queue.poll()).isNull();
			this.queue.add(i);
			assertThat(this.queue.isEmpty()).isFalse();
			assertThat(this.queue.poll()).isEqualTo(i);
		}
	}

	@Test
	void whatWasUsedUpKeepsNothing() throws Exception {
		Object first = get(this.queue, "head");
		for (int i = 0; i < 100; i++) {
			this.queue.add(i);
			this.queue.poll();
		}
		assertThat(get(this.queue, "head")).isNotSameAs(first);
		assertThat(get(first, "next")).isSameAs(first);
	}

	private static Object get(Object owner, String name) throws ReflectiveOperationException {
		Field field = owner.getClass().getDeclaredField(name);
		field.setAccessible(true);
		return ((AtomicReference<?>) field.get(owner)).get();
	}

	@Test
	void nothingIsLostOrTakenTwice_andThatOfOneThreadStaysInOrder() throws Exception {
		int threads = 3;
		int each = 50_000;
		AtomicInteger left = new AtomicInteger(threads * each);
		ConcurrentLinkedQueue<List<Integer>> taken = new ConcurrentLinkedQueue<>();
		try (ExecutorService executor = Executors.newCachedThreadPool()) {
			List<Future<?>> all = new ArrayList<>();
			for (int i = 0; i < threads; i++) {
				int first = i * each;
				all.add(executor.submit(() -> IntStream.range(first, first + each).forEach(this.queue::add)));
				all.add(executor.submit(() -> taken.add(takeUntilNoneIsLeft(left))));
			}
			for (Future<?> one : all) {
				one.get();
			}
		}
		assertThat(taken.stream().flatMap(List::stream).sorted())
			.containsExactlyElementsOf(IntStream.range(0, threads * each).boxed().toList());
		for (List<Integer> byOne : taken) {
			for (int i = 0; i < threads; i++) {
				int from = i;
				assertThat(byOne.stream().filter((element) -> element / each == from).toList()).isSorted();
			}
		}
		assertThat(this.queue.isEmpty()).isTrue();
	}

	private List<Integer> takeUntilNoneIsLeft(AtomicInteger left) {
		List<Integer> taken = new ArrayList<>();
		while (left.get() > 0) {
			Integer element = this.queue.poll();
			if (element != null) {
				taken.add(element);
				left.decrementAndGet();
			}
		}
		return taken;
	}

}
