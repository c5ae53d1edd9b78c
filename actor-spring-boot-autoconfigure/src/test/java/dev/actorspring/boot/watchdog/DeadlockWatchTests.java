package dev.actorspring.boot.watchdog;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.actorspring.system.ActorEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class DeadlockWatchTests {

	private static final ActorEvent STUCK = new ActorEvent.Stuck("one", "one", "Message", Duration.ofSeconds(10),
			List.of());

	private final List<Object> published = new ArrayList<>();

	@Test
	void threadsThatWaitForEachOtherAreACycle() {
		WaitingThread one = new WaitingThread(1, "one", "a", Set.of("b", "x"));
		WaitingThread two = new WaitingThread(2, "two", "b", Set.of("c"));
		WaitingThread three = new WaitingThread(3, "three", "c", Set.of("a"));
		WaitingThread behind = new WaitingThread(4, "behind", "x", Set.of("y"));
		WaitingThread free = new WaitingThread(5, "free", null, Set.of("z"));
		WaitingThread last = new WaitingThread(6, "last", "z", Set.of());
		assertThat(WaitingThread.cycles(List.of(behind, one, two, three, free, last)))
			.containsExactly(List.of(one, three, two));
		assertThat(WaitingThread.cycles(List.of(behind, two, three, free, last))).isEmpty();
	}

	@Test
	void platformThreadsAreNamedWithTheirActorsAndOnce() throws Exception {
		ReentrantLock first = new ReentrantLock();
		ReentrantLock second = new ReentrantLock();
		CountDownLatch both = new CountDownLatch(2);
		Thread one = Thread.ofPlatform().daemon().name("one").start(() -> lock(first, second, both));
		Thread two = Thread.ofPlatform().daemon().name("two").start(() -> lock(second, first, both));
		try {
			await().until(() -> first.hasQueuedThread(two) && second.hasQueuedThread(one));
			DeadlockWatch watch = watch(one, false);
			List<KeyValuePair> facts = facts(() -> watch.onEvent(STUCK));
			assertThat(facts).containsExactly(new KeyValuePair("actor.event", "deadlock"),
					new KeyValuePair("actor.path", "accounts/7"));
			assertThat(this.published).singleElement().satisfies((event) -> {
				DeadlockFound found = (DeadlockFound) event;
				assertThat(found.participants()).extracting(DeadlockFound.Participant::actor)
					.containsExactlyInAnyOrder("accounts/7", null);
				assertThat(found.participants()).extracting(DeadlockFound.Participant::thread)
					.containsExactlyInAnyOrder("one #" + one.threadId(), "two #" + two.threadId());
			});
		}
		finally {
			one.interrupt();
			two.interrupt();
			one.join();
			two.join();
		}
	}

	/**
	 * Those of the line that is written meanwhile.
	 */
	private static List<KeyValuePair> facts(Runnable action) {
		Logger logger = (Logger) LoggerFactory.getLogger(DeadlockWatch.class);
		ListAppender<ILoggingEvent> appender = new ListAppender<>();
		appender.start();
		logger.addAppender(appender);
		try {
			action.run();
		}
		finally {
			logger.detachAppender(appender);
		}
		assertThat(appender.list).hasSize(1);
		return appender.list.getFirst().getKeyValuePairs();
	}

	private DeadlockWatch watch(Thread actors, boolean dumps) {
		return new DeadlockWatch(
				(thread) -> (thread == actors.threadId()) ? Optional.of("accounts/7") : Optional.empty(),
				this.published::add, dumps);
	}

	private static void lock(ReentrantLock first, ReentrantLock second, CountDownLatch both) {
		try {
			first.lockInterruptibly();
			both.countDown();
			both.await();
			second.lockInterruptibly();
		}
		catch (InterruptedException ex) {
			first.unlock();
		}
	}

	/**
	 * Whoever waits for a monitor cannot be interrupted: these threads stay until the JVM
	 * ends, and hold no carrier.
	 */
	@Test
	@EnabledForJreRange(min = JRE.JAVA_25)
	void virtualThreadsAreFoundInADump() {
		Object first = new Object();
		Object second = new Object();
		CountDownLatch both = new CountDownLatch(2);
		Thread one = Thread.ofVirtual().name("one").start(() -> enter(first, second, both));
		Thread two = Thread.ofVirtual().name("two").start(() -> enter(second, first, both));
		await().until(() -> one.getState() == Thread.State.BLOCKED && two.getState() == Thread.State.BLOCKED);
		watch(one, false).onEvent(STUCK);
		assertThat(this.published).isEmpty();
		watch(one, true).onEvent(STUCK);
		assertThat(this.published).singleElement().satisfies((event) -> {
			DeadlockFound found = (DeadlockFound) event;
			assertThat(found.participants()).extracting(DeadlockFound.Participant::actor)
				.containsExactlyInAnyOrder("accounts/7", null);
			assertThat(found.participants()).extracting(DeadlockFound.Participant::lock)
				.allMatch((lock) -> lock.startsWith("java.lang.Object@"));
		});
	}

	private static void enter(Object first, Object second, CountDownLatch both) {
		synchronized (first) {
			both.countDown();
			try {
				both.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			synchronized (second) {
				throw new IllegalStateException("not to be reached");
			}
		}
	}

}
