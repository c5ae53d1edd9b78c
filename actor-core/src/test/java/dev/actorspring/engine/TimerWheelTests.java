package dev.actorspring.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.actorspring.engine.time.Timed;
import dev.actorspring.engine.time.Timer;
import dev.actorspring.engine.time.TimerWheel;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When the timer's entries run, and how many it has to look at for that.
 */
class TimerWheelTests {

	private static final int MILLION = 1_000_000;

	private static final long SPREAD = Duration.ofSeconds(5).toNanos();

	private final TimerWheel wheel = new TimerWheel(0);

	private long now;

	private int looks;

	private final List<Entry> ran = new ArrayList<>();

	private void tick() {
		this.now += Timer.TICK;
		this.wheel.advance(this.now);
	}

	@Test
	void amongAMillionPendingEachRunsInTheTickAfterItsDeadlineAndNoTickLooksAtManyOthers() {
		List<Entry> entries = new ArrayList<>();
		for (int i = 0; i < MILLION; i++) {
			Entry entry = new Entry(SPREAD / MILLION * i);
			entries.add(entry);
			this.wheel.add(entry);
		}
		int most = 0;
		int first = 0;
		while (this.now < SPREAD + Timer.TICK) {
			int before = this.looks;
			tick();
			// The first ticks also sweep, as many were added.
			most = (first++ < 2) ? 0 : Math.max(most, this.looks - before);
		}
		assertThat(this.wheel.isEmpty()).isTrue();
		assertThat(entries).allMatch((entry) -> entry.ranAt - entry.deadline >= 0)
			.allMatch((entry) -> entry.ranAt - entry.deadline <= Timer.TICK);
		assertThat(most).isLessThan(MILLION / 100);
	}

	@Test
	void whatIsDueInOneTickRunsInTheOrderOfItsDeadline() {
		List<Entry> entries = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			Entry entry = new Entry(1_000 - i * 10);
			entries.addFirst(entry);
			this.wheel.add(entry);
		}
		tick();
		assertThat(this.ran).isEqualTo(entries);
	}

	@Test
	void entriesThatAreDoneDoNotPileUpUntilTheyAreDue() {
		List<Entry> pending = new ArrayList<>();
		int most = 0;
		for (int i = 0; i < 100; i++) {
			for (int j = 0; j < 1_000; j++) {
				Entry entry = new Entry(this.now + SPREAD + j * Timer.TICK / 10);
				this.wheel.add(entry);
				pending.add(entry);
			}
			tick();
			if (pending.size() > 2_000) {
				pending.subList(0, 1_000).forEach((entry) -> entry.done = true);
				pending.subList(0, 1_000).clear();
			}
			most = Math.max(most, this.wheel.size());
		}
		assertThat(most).isLessThan(8_000);
	}

	@Test
	void entryFarBeyondTheWheelRunsInItsTime() {
		Entry entry = new Entry(4 * SPREAD);
		this.wheel.add(entry);
		while (this.now < 4 * SPREAD - Timer.TICK) {
			tick();
		}
		assertThat(entry.ranAt).isZero();
		tick();
		assertThat(entry.ranAt).isEqualTo(4 * SPREAD);
	}

	private final class Entry implements Timed {

		private final long deadline;

		private boolean done;

		private long ranAt;

		Entry(long deadline) {
			this.deadline = deadline;
		}

		@Override
		public long deadline() {
			TimerWheelTests.this.looks++;
			return this.deadline;
		}

		@Override
		public boolean isDone() {
			TimerWheelTests.this.looks++;
			return this.done;
		}

		@Override
		public void expire() {
			this.ranAt = TimerWheelTests.this.now;
			TimerWheelTests.this.ran.add(this);
		}

		@Override
		public void abort() {
			this.done = true;
		}

	}

}
