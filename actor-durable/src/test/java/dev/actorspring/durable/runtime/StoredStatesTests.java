package dev.actorspring.durable.runtime;

import java.lang.reflect.Proxy;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

import dev.actorspring.durable.DurableStates;
import dev.actorspring.durable.StateUnavailableException;
import dev.actorspring.durable.codec.StateType;
import dev.actorspring.durable.store.StateStore;
import dev.actorspring.durable.test.InMemoryStateStore;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Who asks for states that are stored may be interrupted, and the store may not.
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
			}), "stock", StateType.of(Level.class, "level", 1));

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

	record Level(int number) {

	}

}
