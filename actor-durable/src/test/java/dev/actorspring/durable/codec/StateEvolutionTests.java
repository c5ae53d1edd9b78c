package dev.actorspring.durable.codec;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.actorspring.durable.StateUnreadableException;
import dev.actorspring.durable.Upcast;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class StateEvolutionTests {

	private final StateType<Level> level = StateType.of(Level.class, "level", 3);

	@Test
	void aRowOfEachOlderVersionIsTakenThroughAllSteps() {
		Level expected = new Level(5, 0, Map.of("size", "big"));
		assertThat(this.level.decode("{\"count\":5,\"big\":true}", "level", 1)).isEqualTo(expected);
		assertThat(this.level.decode("{\"pieces\":5,\"reserved\":0,\"big\":true}", "level", 2)).isEqualTo(expected);
		assertThat(this.level.decode(this.level.encode(expected), "level", 3)).isEqualTo(expected);
	}

	@Test
	void aStateMayBecomeASealedSet() {
		StateType<Door> door = StateType.of(Door.class, "door", 2);
		assertThat(door.decode("{\"code\":1.50}", "door", 1)).isEqualTo(new Door.Locked(new BigDecimal("1.50")));
	}

	@Test
	void aStepThatIsMissingIsNamed() {
		unreadable(StateType.of(Gap.class, "gap", 4), "{}", "gap", 1)
			.withMessageContaining("of version 1 where the code has version 4")
			.withMessageContaining("There is no @Upcast(from = 2) in Gap");
	}

	@Test
	void aStepThatFailsIsNamed() {
		unreadable(StateType.of(Failing.class, "failing", 3), "{}", "failing", 1)
			.withMessageContaining("@Upcast(from = 1) in Failing failed")
			.withCauseInstanceOf(IllegalStateException.class);
		unreadable(StateType.of(Failing.class, "failing", 3), "{}", "failing", 2)
			.withMessageContaining("@Upcast(from = 2) in Failing returned null");
	}

	@Test
	void aRowNewerThanTheCodeIsRefused() {
		assertThatExceptionOfType(StateUnreadableException.class)
			.isThrownBy(() -> this.level.decode("/stock/4711", "{}", "level", 4))
			.withMessage(
					"The stored state 'level' of '/stock/4711' has version 4, but the code has version 3 and cannot"
							+ " know it: run code that has version 4 or later; this was probably rolled back,"
							+ " or another instance runs newer code")
			.satisfies((ex) -> assertThat(ex.getPath()).isEqualTo("/stock/4711"));
	}

	@Test
	void aRowOfAnotherTypeIsRefused() {
		unreadable(this.level, "{}", "stock-level", 3)
			.withMessageContaining("is a 'stock-level', but the code reads a 'level'");
	}

	@Test
	void aVersionBelowOneIsRefused() {
		unreadable(this.level, "{}", "level", 0).withMessageContaining("Versions start from 1");
	}

	@Test
	void aNewComponentNeedsAnUpcast() {
		record Wider(int pieces, int reserved) {
		}
		unreadable(StateType.of(Wider.class, "level", 1), "{\"pieces\":5}", "level", 1)
			.withMessageContaining("'reserved' is missing: a new component needs a new version of the state and an "
					+ "@Upcast method that sets it, unless it is @Nullable or Optional");
	}

	@Test
	void aNewComponentThatMayBeAbsentNeedsNone() {
		record Wider(int pieces, @Nullable String note, Optional<Integer> limit) {
		}
		assertThat(StateType.of(Wider.class, "level", 1).decode("{\"pieces\":5}", "level", 1))
			.isEqualTo(new Wider(5, null, Optional.empty()));
	}

	@Test
	void aComponentThatTheCodeDoesNotKnowIsNamed() {
		record Narrow(int pieces) {
		}
		record Order(List<Narrow> lines) {
		}
		unreadable(StateType.of(Order.class, "order", 1), "{\"lines\":[{\"pieces\":5},{\"pieces\":5,\"reserved\":1}]}",
				"order", 1)
			.withMessageContaining("'lines[1].reserved' is no component of Narrow: either newer code has written the "
					+ "row without raising the version of the state");
	}

	@Test
	void nullInARowIsRefusedWhereNobodyAllowsIt() {
		record Named(int size, String name) {
		}
		StateType<Named> type = StateType.of(Named.class, "named", 1);
		unreadable(type, "{\"size\":1,\"name\":null}", "named", 1).withMessageContaining("'name' is null");
		unreadable(type, "{\"size\":null,\"name\":\"\"}", "named", 1).withMessageContaining("'size' is null");
	}

	@Test
	void aConstantThatIsGoneIsSaid() {
		record Painted(Example.Color color) {
		}
		unreadable(StateType.of(Painted.class, "painted", 1), "{\"color\":\"BLUE\"}", "painted", 1)
			.withMessageContaining("'color' is not the name of a constant of Color");
	}

	@Test
	void aRecordThatIsGoneIsSaid() {
		StateType<Example.Shape> type = StateType.of(Example.Shape.class, "shape", 1);
		unreadable(type, "{\"@type\":\"Oval\"}", "shape", 1)
			.withMessageContaining("has a \"@type\" that is none of [Circle, Square, Unknown]");
		unreadable(type, "{\"radius\":1}", "shape", 1).withMessageContaining("has no \"@type\"");
		unreadable(type, "{\"@type\":\"Square\",\"side\":1,\"x\":1}", "shape", 1)
			.withMessageContaining("'x' is no component of Square");
	}

	@Test
	void whatTheConstructorRefusesIsSaid() {
		unreadable(StateType.of(Positive.class, "positive", 1), "{\"value\":-1}", "positive", 1)
			.withMessageContaining("is refused by the constructor of Positive")
			.withCauseInstanceOf(IllegalArgumentException.class);
	}

	private static ThrowableAssertAlternative<StateUnreadableException> unreadable(StateType<?> type, String json,
			String storedType, int storedVersion) {
		return assertThatExceptionOfType(StateUnreadableException.class)
			.isThrownBy(() -> type.decode(json, storedType, storedVersion));
	}

	record Level(int pieces, int reserved, Map<String, String> labels) {

		@Upcast(from = 1)
		static ObjectNode fromOne(ObjectNode old) {
			old.set("pieces", old.remove("count"));
			return old.put("reserved", 0);
		}

		@Upcast(from = 2)
		private static ObjectNode fromTwo(ObjectNode old) {
			old.putObject("labels").put("size", old.remove("big").booleanValue() ? "big" : "small");
			return old;
		}

	}

	sealed interface Door {

		@Upcast(from = 1)
		static ObjectNode fromOne(ObjectNode old) {
			return old.put("@type", "Locked");
		}

		record Locked(BigDecimal code) implements Door {
		}

		record Open() implements Door {
		}

	}

	record Gap() {

		@Upcast(from = 1)
		static ObjectNode fromOne(ObjectNode old) {
			return old;
		}

		@Upcast(from = 3)
		static ObjectNode fromThree(ObjectNode old) {
			return old;
		}

	}

	record Failing() {

		@Upcast(from = 1)
		static ObjectNode fromOne(ObjectNode old) {
			throw new IllegalStateException("no");
		}

		@Upcast(from = 2)
		static @Nullable ObjectNode fromTwo(ObjectNode old) {
			return null;
		}

	}

	record Positive(int value) {

		Positive {
			if (value < 0) {
				throw new IllegalArgumentException("negative");
			}
		}

	}

}
