package dev.actorspring.otp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorFactory;
import dev.actorspring.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * What the workers of one script share: which starts are to fail, what has happened so
 * far, and who is who.
 */
final class Workers {

	private final List<String> events = new ArrayList<>();

	private final Map<String, Integer> failures = new HashMap<>();

	private final Map<String, Hold> holds = new HashMap<>();

	private final Map<String, ActorRef<Worker>> refs = new HashMap<>();

	ActorFactory<Worker> factory(String id) {
		return new ActorFactory<>() {

			@Override
			public Worker create(ActorContext<Worker> context) throws Exception {
				return start(id, context);
			}

			@Override
			public void destroy(Worker worker) {
				if (!worker.hasEnded()) {
					stopped(id);
				}
			}

		};
	}

	private Worker start(String id, ActorContext<Worker> context) throws InterruptedException {
		Hold hold = takeHold(id);
		if (hold != null) {
			hold.entered().countDown();
			hold.released().await();
		}
		synchronized (this) {
			if (hold != null || this.failures.merge(id, -1, Integer::sum) >= 0) {
				this.events.add("!" + id);
				throw new IllegalStateException("planned");
			}
			this.failures.remove(id);
			this.events.add("+" + id);
			this.refs.put(id, context.self());
			return new Worker(context);
		}
	}

	private synchronized @Nullable Hold takeHold(String id) {
		return this.holds.remove(id);
	}

	private synchronized void stopped(String id) {
		this.events.add("-" + id);
	}

	/**
	 * Lets the next starts of a child fail.
	 */
	synchronized void fail(String id, int times) {
		this.failures.merge(id, times, Integer::sum);
	}

	/**
	 * Lets the next start of a child wait, and fail when it is released.
	 */
	synchronized Hold hold(String id) {
		Hold hold = new Hold(new CountDownLatch(1), new CountDownLatch(1));
		this.holds.put(id, hold);
		return hold;
	}

	/**
	 * Finds a child that has been started.
	 */
	synchronized ActorRef<Worker> ref(String id) {
		return Objects.requireNonNull(this.refs.get(id), id);
	}

	synchronized List<String> eventsFrom(int position) {
		return List.copyOf(this.events.subList(position, this.events.size()));
	}

	/**
	 * A start that hangs.
	 *
	 * @param entered when it has begun
	 * @param released when it may go on
	 */
	record Hold(CountDownLatch entered, CountDownLatch released) {

	}

}
