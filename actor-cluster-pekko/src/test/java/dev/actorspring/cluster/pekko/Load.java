package dev.actorspring.cluster.pekko;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

import dev.actorspring.cluster.pekko.Till.Add;

import static org.awaitility.Awaitility.await;

/**
 * Asks through several nodes without a pause, and notes what became of each request.
 */
final class Load implements AutoCloseable {

	static final int KEYS = 500;

	private static final Duration LONG = Duration.ofSeconds(120);

	private static final int AT_ONCE = 64;

	private final AtomicInteger ids = new AtomicInteger();

	private final Set<String> asked = ConcurrentHashMap.newKeySet();

	private final Set<String> answered = ConcurrentHashMap.newKeySet();

	private final Map<String, Throwable> failures = new ConcurrentHashMap<>();

	private final List<Thread> threads = new ArrayList<>();

	private volatile boolean stopped;

	Load(LocalNode... through) {
		for (LocalNode node : through) {
			this.threads.add(Thread.ofPlatform().start(() -> run(node)));
		}
	}

	private void run(LocalNode node) {
		Semaphore room = new Semaphore(AT_ONCE);
		while (!this.stopped) {
			room.acquireUninterruptibly();
			int number = this.ids.incrementAndGet();
			String id = "id" + number;
			this.asked.add(id);
			node.till("key" + number % KEYS).ask(new Add(id, 1, null), LONG).whenComplete((reply, failure) -> {
				if (failure != null) {
					this.failures.put(id, failure);
				}
				else {
					this.answered.add(id);
				}
				room.release();
			});
		}
		room.acquireUninterruptibly(AT_ONCE);
	}

	void awaitMore(int count) {
		int before = this.answered.size();
		await().atMost(LONG).until(() -> this.answered.size() - before > count);
	}

	/**
	 * Waits until everything that was asked has come to something.
	 */
	void stop() throws InterruptedException {
		this.stopped = true;
		for (Thread each : this.threads) {
			each.join();
		}
	}

	Set<String> asked() {
		return this.asked;
	}

	Set<String> answered() {
		return this.answered;
	}

	Map<String, Throwable> failures() {
		return this.failures;
	}

	@Override
	public void close() throws Exception {
		stop();
	}

}
