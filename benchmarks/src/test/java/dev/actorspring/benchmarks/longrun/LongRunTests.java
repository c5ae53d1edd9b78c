package dev.actorspring.benchmarks.longrun;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LongRunTests {

	@Test
	void everythingEndsAndNothingIsLeft() {
		assertThat(new LongRun().run(Duration.ofMillis(500), Duration.ofSeconds(3))).isEmpty();
	}

}
