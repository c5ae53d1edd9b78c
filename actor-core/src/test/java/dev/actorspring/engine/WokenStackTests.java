package dev.actorspring.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What was woken last comes first for the worker, and last for all others.
 */
class WokenStackTests {

	private final WokenStack<Integer> stack = new WokenStack<>();

	private final ArrayedQueue<Integer> queue = new ArrayedQueue<>(16);

	private void push(int count) {
		IntStream.range(0, count).forEach((i) -> assertThat(this.stack.push(i)).isTrue());
	}

	private static List<Integer> all(Supplier<@Nullable Integer> source) {
		List<Integer> all = new ArrayList<>();
		for (Integer next = source.get(); next != null; next = source.get()) {
			all.add(next);
		}
		return all;
	}

	@Test
	void theLatestComesFirst() {
		push(3);
		assertThat(all(this.stack::takeLatest)).containsExactly(2, 1, 0);
		assertThat(this.stack.isEmpty()).isTrue();
	}

	@Test
	void othersTakeTheOldest() {
		push(4);
		assertThat(this.stack.takeOldest()).isEqualTo(0);
		assertThat(this.stack.takeLatest()).isEqualTo(3);
		assertThat(all(this.stack::takeOldest)).containsExactly(1, 2);
	}

	@Test
	void moreThanThereIsRoomForIsRefused() {
		push(WokenStack.CAPACITY);
		assertThat(this.stack.push(-1)).isFalse();
		assertThat(this.stack.takeOldest()).isEqualTo(0);
		assertThat(this.stack.push(WokenStack.CAPACITY)).isTrue();
		assertThat(this.stack.takeLatest()).isEqualTo(WokenStack.CAPACITY);
		assertThat(all(this.stack::takeOldest)).hasSize(WokenStack.CAPACITY - 1).first().isEqualTo(1);
	}

	@Test
	void theOldestIsPassedOnWhileTheWorkerComesToTheLatest() {
		push(4);
		this.stack.takeLatest();
		this.stack.passOn(this.queue);
		assertThat(all(this.queue::poll)).containsExactly(0);
		assertThat(all(this.stack::takeLatest)).containsExactly(2, 1);
	}

	@Test
	void allArePassedOnIfTheWorkerHasComeToNone() {
		push(4);
		this.stack.takeLatest();
		this.stack.passOn(this.queue);
		this.stack.passOn(this.queue);
		assertThat(all(this.queue::poll)).containsExactly(0, 1, 2);
		assertThat(this.stack.isEmpty()).isTrue();
	}

	@Test
	void nothingIsPassedOnOfNothing() {
		push(1);
		this.stack.takeLatest();
		this.stack.passOn(this.queue);
		assertThat(this.queue.poll()).isNull();
	}

	@Test
	void eachIsTakenOnceWhoeverTakesIt() throws InterruptedException {
		int count = 100_000;
		Set<Integer> taken = ConcurrentHashMap.newKeySet();
		AtomicBoolean twice = new AtomicBoolean();
		AtomicBoolean over = new AtomicBoolean();
		List<Thread> thieves = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			thieves.add(Thread.ofPlatform().start(() -> {
				while (!over.get() || !this.stack.isEmpty()) {
					take(this.stack.takeOldest(), taken, twice);
				}
			}));
		}
		for (int i = 0; i < count; i++) {
			while (!this.stack.push(i)) {
				take(this.stack.takeLatest(), taken, twice);
			}
			if (i % 3 == 0) {
				take(this.stack.takeLatest(), taken, twice);
			}
			if (i % 64 == 0) {
				this.stack.passOn(this.queue);
			}
		}
		over.set(true);
		for (Thread thief : thieves) {
			thief.join();
		}
		all(this.queue::poll).forEach((element) -> take(element, taken, twice));
		assertThat(twice).isFalse();
		assertThat(taken).hasSize(count);
	}

	private static void take(@Nullable Integer element, Set<Integer> taken, AtomicBoolean twice) {
		if (element != null && !taken.add(element)) {
			twice.set(true);
		}
	}

}
