package dev.actorspring.durable.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.actorspring.durable.StateUnreadableException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HostileJsonTests {

	private final StateType<Target> type = StateType.of(Target.class, "target", 1);

	@ParameterizedTest
	@ValueSource(
			strings = { "", " ", "null", "[]", "1", "\"{}\"", "{", "{}{}", "{} x", "{'i':1}", "{i:1}", "{\"i\":01}",
					"{\"i\":NaN}", "{\"i\":1,}", "{/**/}", "{\"i\":1,\"i\":1}", "{\"s\":\"\\x\"}", "{\"s\":\"\n\"}" })
	void whatIsNoObjectIsRefused(String json) {
		assertThatExceptionOfType(StateUnreadableException.class).isThrownBy(() -> this.type.decode(json, "target", 1));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			{"i":1.0}             | 'i' should be a whole number, but is of type number
			{"i":2147483648}      | 'i' is a number too large for Integer
			{"i":"1"}             | 'i' should be a whole number, but is of type string
			{"i":true}            | 'i' should be a whole number, but is of type boolean
			{"d":1e999}           | 'd' is a number too large for Double
			{"d":1e999999999}     | 'd' is a number too large for Double
			{"d":"NaN"}           | 'd' should be a number
			{"big":1e999999999}   | 'big' should be a whole number
			{"s":1}               | 's' should be text, but is of type number
			{"s":["a"]}           | 's' should be text, but is of type array
			{"id":"1-1-1-1-1"}    | 'id' is not the text of a value of UUID
			{"at":"yesterday"}    | 'at' is not the text of a value of Instant
			{"at":0}              | 'at' should be text
			{"list":{}}           | 'list' should be an array
			{"list":[1,"2"]}      | 'list[1]' should be a whole number
			{"list":[null]}       | 'list[0]' should be a whole number, but is of type null
			{"set":[1,1]}         | 'set' is a set, but holds an element twice
			{"map":[]}            | 'map' should be an object
			{"map":{"01":"a"}}    | 'map[*]' is a key that is not written as Integer is
			{"map":{"x":"a"}}     | 'map[*]' is not the text of a value of Integer
			{"@class":"x"}        | '@class' is no component of Target
			{"@type":"Target"}    | '@type' is no component of Target
			""")
	void aValueOfAnotherTypeIsRefused(String json, String problem) {
		assertThatExceptionOfType(StateUnreadableException.class).isThrownBy(() -> this.type.decode(json, "target", 1))
			.withMessageContaining(problem);
	}

	@Test
	void hugeExponentsOfDecimalsCostNothing() {
		assertThat(this.type.decode("{\"decimal\":1E+999999999}", "target", 1).decimal())
			.isEqualTo(new BigDecimal("1E+999999999"));
		assertThatExceptionOfType(StateUnreadableException.class)
			.isThrownBy(() -> this.type.decode("{\"decimal\":1e99999999999}", "target", 1));
	}

	@Test
	void deepNestingDoesNotOverflowTheStack() {
		for (String json : List.of("[".repeat(1_000_000), "{\"self\":".repeat(1_000_000),
				"{\"self\":".repeat(501) + "{}" + "}".repeat(501))) {
			assertThatExceptionOfType(StateUnreadableException.class)
				.isThrownBy(() -> this.type.decode(json, "target", 1));
		}
		assertThat(this.type.decode("{\"self\":".repeat(499) + "{}" + "}".repeat(499), "target", 1)).isNotNull();
	}

	@Test
	void hugeNumbersAreRefused() {
		assertThatExceptionOfType(StateUnreadableException.class)
			.isThrownBy(() -> this.type.decode("{\"big\":" + "9".repeat(100_000) + "}", "target", 1));
		assertThatExceptionOfType(StateUnreadableException.class)
			.isThrownBy(() -> this.type.decode("{\"numbers\":{\"" + "9".repeat(100_000) + "\":\"\"}}", "target", 1));
	}

	@Test
	void keysWithOneHashAreNotTakenForAnAttack() {
		StringBuilder json = new StringBuilder("{\"texts\":{");
		for (int i = 0; i < 4096; i++) {
			StringBuilder key = new StringBuilder();
			for (int bit = 0; bit < 12; bit++) {
				key.append(((i >> bit) & 1) == 0 ? "Aa" : "BB");
			}
			json.append((i > 0) ? "," : "").append('"').append(key).append("\":1");
		}
		assertThat(this.type.decode(json.append("}}").toString(), "target", 1).texts()).hasSize(4096);
	}

	@Test
	void theMessageDoesNotShowTheContent() {
		assertThatThrownBy(() -> this.type.decode("{\"id\":\"secret-value\"}", "target", 1)).message()
			.doesNotContain("secret-value");
		assertThatThrownBy(() -> this.type.decode("{\"map\":{\"secret-value\":1}}", "target", 1)).message()
			.doesNotContain("secret-value");
	}

	record Target(@Nullable Integer i, @Nullable Double d, @Nullable BigInteger big, @Nullable BigDecimal decimal,
			@Nullable String s, @Nullable UUID id, @Nullable Instant at, @Nullable Duration duration,
			@Nullable List<Integer> list, @Nullable Set<Integer> set, @Nullable Map<Integer, String> map,
			@Nullable Map<BigInteger, String> numbers, @Nullable Map<String, Integer> texts, @Nullable Target self) {
	}

}
