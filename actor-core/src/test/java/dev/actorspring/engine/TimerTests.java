package dev.actorspring.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import dev.actorspring.engine.time.Timer;
import dev.actorspring.system.TimeSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The timer's thread.
 */
class TimerTests {

	private final Clock clock = new Clock();

	@Test
	void threadIsWokenWhenItRestsAndLeftAloneWhenItIsAboutToLookAnyway() {
		Timer timer = new Timer(this.clock);
		timer.start();
		await().until(() -> this.clock.parks() == 1);
		add(timer);
		await().until(() -> this.clock.parks() == 2);
		for (int i = 0; i < 10_000; i++) {
			add(timer);
			while (!this.clock.isParked()) {
				Thread.onSpinWait();
			}
		}
		// A thread may come back from waiting for no reason.
		assertThat(this.clock.parks()).isLessThan(10);
		timer.stop();
	}

	@Test
	void timeOfDayGoesOnWithTheClock() {
		Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
		Timer timer = new Timer(this.clock);
		Instant begun = timer.timeOfDay(this.clock.nanos());
		assertThat(begun).isBetween(before, Instant.now());
		assertThat(timer.timeOfDay(Duration.ofSeconds(5).toNanos())).isEqualTo(begun.plusSeconds(5));
	}

	private static void add(Timer timer) {
		timer.schedule(Duration.ofHours(1), () -> {
		});
	}

	/**
	 * Stands still, and counts how often the timer waits for it.
	 */
	private static final class Clock implements TimeSource {

		private final AtomicInteger parks = new AtomicInteger();

		private volatile @Nullable Thread timer;

		@Override
		public long nanos() {
			return 0;
		}

		@Override
		public void parkUntil(long nanos) {
			this.timer = Thread.currentThread();
			this.parks.incrementAndGet();
			LockSupport.park(this);
		}

		int parks() {
			return this.parks.get();
		}

		boolean isParked() {
			Thread thread = this.timer;
			return thread != null && thread.getState() == Thread.State.WAITING;
		}

	}

}
