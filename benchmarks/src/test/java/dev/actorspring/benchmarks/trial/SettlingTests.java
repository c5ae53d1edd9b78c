package dev.actorspring.benchmarks.trial;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When a warm-up is over.
 */
class SettlingTests {

	private final Settling settling = new Settling();

	private List<Boolean> looks(double... rates) {
		return Arrays.stream(rates).mapToObj(this.settling::hasSettled).toList();
	}

	@Test
	void isOverWhenNothingHasBecomeFasterForAWhile() {
		assertThat(looks(10, 20, 20.5, 19, 12, 20)).containsExactly(false, false, false, false, false, true);
	}

	@Test
	void goesOnWhenItBecomesFasterAfterAPause() {
		assertThat(looks(10, 10, 10, 10, 30, 30, 30, 30, 30)).containsExactly(false, false, false, false, false, false,
				false, false, true);
	}

	@Test
	void endsOnAMachineWhoseSpeedOnlyGrows() {
		int looks = 1;
		for (double rate = 1; !this.settling.hasSettled(rate); rate *= 2) {
			looks++;
		}
		assertThat(looks).isEqualTo(20);
	}

}
