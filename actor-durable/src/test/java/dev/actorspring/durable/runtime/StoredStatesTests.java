package dev.actorspring.durable.runtime;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

import dev.actorspring.durable.DurableStates;
import dev.actorspring.durable.StateUnavailableException;
import dev.actorspring.durable.StateUnreadableException;
import dev.actorspring.durable.codec.StateType;
import dev.actorspring.durable.store.StateKey;
import dev.actorspring.durable.store.StateStore;
import dev.actorspring.durable.store.StateWrite;
import dev.actorspring.durable.store.StoredState;
import dev.actorspring.durable.test.InMemoryStateStore;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Whoever asks for states that are stored may be interrupted, and the store may not. One
 * state that cannot be read hides no other.
 */
class StoredStatesTests {

	private final InMemoryStateStore memory = new InMemoryStateStore();

	private final CountDownLatch release = new CountDownLatch(1);

	private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();

	private final DurableStates<Level> states = new StoredStates<>((StateStore) Proxy.newProxyInstance(
			StateStore.class.getClassLoader(), new Class<?>[] { StateStore.class }, (proxy, method, arguments) -> {
				this.release.await();
				this.threads.add(Thread.currentThread());
				return method.invoke(this.memory, arguments);
			}), "stock", StateType.of(Level.class, "level", 1), new Background());

	@Test
	void storeIsAskedByAThreadOfItsOwn() {
		this.release.countDown();
		assertThat(this.states.count()).isZero();
		assertThat(this.states.find("a")).isEmpty();
		assertThat(this.threads).hasSize(2).doesNotContain(Thread.currentThread());
	}

	@Test
	void interruptEndsTheWaitAndNotWhatIsWaitedFor() {
		Thread.currentThread().interrupt();
		try {
			assertThatExceptionOfType(StateUnavailableException.class).isThrownBy(() -> this.states.find("a"))
				.withMessageContaining("interrupted");
		}
		finally {
			assertThat(Thread.interrupted()).isTrue();
		}
		this.release.countDown();
		// It would not come so far if it were interrupted.
		await().until(() -> this.threads.size() == 1);
	}

	@Test
	void stateThatCannotBeReadIsAmongTheOthersAndCanBeDeleted() throws Exception {
		this.release.countDown();
		write("a", 1, "{\"number\":1}");
		write("b", 1, "{");
		write("c", 2, "{\"number\":3}");
		write("d", 1, "{\"number\":4}");
		List<DurableStates.Entry<Level>> all = this.states.stream().toList();
		assertThat(all).extracting(DurableStates.Entry::key).containsExactly("a", "b", "c", "d");
		assertThat(all).filteredOn(DurableStates.Entry.Readable.class::isInstance)
			.extracting(DurableStates.Entry::state)
			.containsExactly(new Level(1), new Level(4));
		assertThatExceptionOfType(StateUnreadableException.class).isThrownBy(all.get(1)::state)
			.withMessageContaining("stock/b");
		assertThatExceptionOfType(StateUnreadableException.class).isThrownBy(all.get(2)::state)
			.withMessageContainingAll("stock/c", "has version 2");
		assertThatExceptionOfType(StateUnreadableException.class).isThrownBy(() -> this.states.find("b"));
		assertThat(this.states.delete("b")).isTrue();
		assertThat(this.states.list("a", 2)).extracting(DurableStates.Entry::key).containsExactly("c", "d");
	}

	private void write(String key, int version, String json) throws Exception {
		StateWrite.Mark first = new StateWrite.Mark(1, UUID.randomUUID());
		this.memory.write(List.of(new StateWrite(new StateKey("stock", key), null, first,
				new StoredState.Value("level", version, json, null, null), List.of())), Set.of());
	}

	record Level(int number) {

	}

}
