package dev.actorspring.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.actorspring.engine.TurnClock.Timing;
import dev.actorspring.system.AskOutcome;
import dev.actorspring.system.SamplingProbe;
import dev.actorspring.system.TurnOutcome;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which of many turns are timed that are alone, each of another actor.
 */
class TurnTallyTests {

	private final TurnTally tally = new TurnTally();

	private final List<Integer> told = new ArrayList<>();

	private final SamplingProbe probe = new SamplingProbe() {

		@Override
		public void handled(int count) {
			TurnTallyTests.this.told.add(count);
		}

		@Override
		public void replied() {
			throw new UnsupportedOperationException();
		}

		@Override
		public void handledSample(long nanos) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void repliedSample(long nanos, long sinceAsk) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void handled(TurnOutcome outcome, long nanos) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void asked(AskOutcome outcome, long nanos) {
			throw new UnsupportedOperationException();
		}

	};

	private List<Timing> next(int count) {
		return Stream.generate(this.tally::ofOneAlone).limit(count).toList();
	}

	@Test
	void firstOnesOfATickAreEachTimedForThemselves() {
		for (long tick : new long[] { 10, 20, 35 }) {
			this.tally.onTick(tick);
			assertThat(next(64)).containsOnly(Timing.EXACT);
		}
	}

	@Test
	void oneInAsManyIsTimedForTheOthersIfThereAreMore() {
		this.tally.onTick(10);
		next(64);
		for (int i = 0; i < 10; i++) {
			this.tally.onTick(10);
			assertThat(next(63)).containsOnly(Timing.NONE);
			assertThat(next(1)).containsExactly(Timing.SAMPLE);
		}
		this.tally.onTick(20);
		assertThat(next(64)).containsOnly(Timing.EXACT);
	}

	@Test
	void whatWasHandledIsToldWithTheNextTick() {
		this.tally.onTick(10);
		for (int i = 0; i < 5; i++) {
			this.tally.handled(this.probe);
		}
		this.tally.onTick(10);
		assertThat(this.told).isEmpty();
		this.tally.onTick(20);
		this.tally.onTick(30);
		assertThat(this.told).containsExactly(5);
	}

}
