package dev.actorspring.engine;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class IntensityTests {

	private static final Duration PERIOD = Duration.ofNanos(100);

	/** First few, so that the ring has gone on before it has to grow. */
	private final Random random = new Random(7);

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 3, 4, 5, 20, Integer.MAX_VALUE })
	void windowIsThatOfTheRule(int restarts) {
		Intensity intensity = new Intensity(restarts, PERIOD);
		Deque<Long> window = new ArrayDeque<>();
		long now = Long.MAX_VALUE - 5_000;
		for (int i = 0; i < 10_000; i++) {
			now += this.random.nextInt((i % 1_000 < 500) ? 60 : 3);
			long time = now;
			window.removeIf((attempt) -> time - attempt > PERIOD.toNanos());
			window.add(now);
			boolean allowed = window.size() <= restarts;
			if (!allowed) {
				window.removeFirst();
			}
			assertThat(intensity.record(now)).isEqualTo(allowed);
			assertThat(intensity.count()).isEqualTo(window.size());
			if (this.random.nextInt(500) == 0) {
				intensity.clear();
				window.clear();
			}
		}
	}

}
