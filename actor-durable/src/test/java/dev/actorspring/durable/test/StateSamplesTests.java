package dev.actorspring.durable.test;

import java.util.Map;

import dev.actorspring.durable.Upcast;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class StateSamplesTests {

	private final StateSamples<Counter> samples = StateSamples.of(Counter.class, "counter", 2);

	@Test
	void samplesInAFolderLoad() {
		assertThat(this.samples.load("states/counter")).containsExactly(new Counter(5), new Counter(0), new Counter(7));
	}

	@Test
	void samplesInAMapLoad() {
		assertThat(this.samples.load(Map.of(1, "{\"count\":1}", 2, "{\"total\":2}"))).containsExactly(new Counter(1),
				new Counter(2));
	}

	@Test
	void aSampleThatDoesNotLoadIsNamed() {
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> this.samples.load(Map.of(1, "{\"count\":1}", 2, "{\"totals\":2}")))
			.withMessageStartingWith("The sample of version 2 does not load.")
			.withMessageContaining("'total' is missing");
	}

	@Test
	void aVersionWithoutASampleIsNamed() {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.samples.load(Map.of(2, "{\"total\":2}")))
			.withMessage("There is no sample of version 1 of 'counter' in the map: add a state as it is stored");
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> StateSamples.of(Counter.class, "counter", 3).load("states/counter"))
			.withMessageContaining("no sample of version 3 of 'counter' in states/counter");
	}

	@Test
	void aSampleNewerThanTheCodeFails() {
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> this.samples.load(Map.of(1, "{\"count\":1}", 2, "{\"total\":2}", 3, "{}")))
			.withMessageContaining("has version 3, but the code has version 2");
	}

	@Test
	void aFolderThatIsNotThereIsNamed() {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.samples.load("states/nobody"))
			.withMessageContaining("There is no folder 'states/nobody' in the class path");
	}

	@Test
	void aFileOfAnotherNameIsNamed() {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.samples.load("states"))
			.withMessageContaining("is not named after a version");
	}

	record Counter(int total) {

		@Upcast(from = 1)
		static ObjectNode fromOne(ObjectNode old) {
			old.set("total", old.remove("count"));
			return old;
		}

	}

}
