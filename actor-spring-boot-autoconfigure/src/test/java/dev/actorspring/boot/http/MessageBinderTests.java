package dev.actorspring.boot.http;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.actorspring.durable.IdempotencyKey;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class MessageBinderTests {

	private static final UUID ID = UUID.fromString("8e03978e-40d5-43e8-bc93-6894a57f9324");

	private final JsonMapper mapper = FiniteNumbers.in(JsonMapper.builder().build());

	@Test
	void bind_bodyPathAndQuery_fillTheirComponents() {
		Object bound = binder(Mixed.class).bind(bytes("{\"b\":2}"), Map.of("a", "1"), query("c", "x"));
		assertThat(bound).isEqualTo(new Mixed(1, 2, "x"));
	}

	@Test
	void bind_everyTypeFromText() {
		MultiValueMap<String, String> query = query("color", "RED");
		query.set("time", "PT10M");
		query.set("price", "1.10");
		query.set("name", "ann");
		query.set("yes", "true");
		query.addAll("all", List.of("1", "2"));
		assertThat(binder(Types.class).bind(new byte[0], Map.of(), query)).isEqualTo(new Types(Color.RED,
				Duration.ofMinutes(10), new BigDecimal("1.10"), Optional.of("ann"), true, List.of(1, 2)));
	}

	@Test
	void bind_everyTypeFromJson() {
		String body = """
				{"color":"RED","time":"PT10M","price":1.10,"name":null,"yes":true,"all":[1,2]}""";
		assertThat(binder(Types.class).bind(bytes(body), Map.of(), query())).isEqualTo(new Types(Color.RED,
				Duration.ofMinutes(10), new BigDecimal("1.10"), Optional.empty(), true, List.of(1, 2)));
	}

	@Test
	void bind_decimalWithManyDigits_isExact() {
		String digits = "0.1234567890123456789012345678901234567890";
		assertThat(binder(Price.class).bind(bytes("{\"price\":" + digits + "}"), Map.of(), query()))
			.isEqualTo(new Price(new BigDecimal(digits)));
	}

	@Test
	void bind_pathAndBodyAgree_isFine() {
		assertThat(binder(Mixed.class).bind(bytes("{\"a\":1,\"b\":2}"), Map.of("a", "1"), query()))
			.isEqualTo(new Mixed(1, 2, null));
	}

	@Test
	void bind_pathAndBodyDiffer_isViolation() {
		assertThat(violations(Mixed.class, "{\"a\":7,\"b\":2}", Map.of("a", "1"), query()))
			.containsExactly(new Violation("a", "is given in the path and differs elsewhere"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"nick\":\"b\",\"n\":1}", "{\"name\":\"a\",\"n\":1,\"nick\":\"b\"}",
			"{\"name\":\"a\",\"nick\":\"b\",\"n\":1}" })
	void bind_pathAndAliasInBodyDiffer_isViolation(String body) {
		assertThat(violations(Aliased.class, body, Map.of("name", "a"), query())).isNotEmpty();
		JsonMapper anyCase = JsonMapper.builder().enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_PROPERTIES).build();
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> new MessageBinder(anyCase, Aliased.class)
			.bind(bytes("{\"NAME\":\"b\",\"n\":1}"), Map.of("name", "a"), query()));
	}

	@Test
	void bind_alias_isRead() {
		assertThat(binder(Aliased.class).bind(bytes("{\"nick\":\"b\",\"n\":1}"), Map.of(), query()))
			.isEqualTo(new Aliased("b", 1));
	}

	@Test
	void bind_parameterTwice_isViolation() {
		MultiValueMap<String, String> query = query("c", "x");
		query.add("c", "y");
		assertThat(violations(Mixed.class, "{\"a\":1,\"b\":2}", Map.of(), query))
			.containsExactly(new Violation("c", "is given more than once in the query"));
	}

	@Test
	void bind_idempotencyKey_fillsItsComponent() {
		assertThat(binder(Keyed.class).bind(bytes("{\"n\":1}"), Map.of(), query(), "a")).isEqualTo(new Keyed("a", 1));
		assertThat(binder(Keyed.class).bind(new byte[0], Map.of("n", "1"), query(), "a")).isEqualTo(new Keyed("a", 1));
		assertThat(binder(KeyedByUuid.class).bind(new byte[0], Map.of(), query(), ID.toString()))
			.isEqualTo(new KeyedByUuid(ID));
	}

	@Test
	void bind_noIdempotencyKey_isAsWithoutTheAnnotation() {
		assertThat(binder(Keyed.class).bind(bytes("{\"identity\":\"b\",\"n\":1}"), Map.of(), query()))
			.isEqualTo(new Keyed("b", 1));
		assertThat(binder(KeyedByUuid.class).bind(new byte[0], Map.of(), query())).isEqualTo(new KeyedByUuid(null));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"identity\":\"7\",\"n\":1}", "{\"identity\":7,\"n\":1}", "{\"n\":1}" })
	void bind_idempotencyKeyAndBodyAgree_isFine(String body) {
		assertThat(binder(Keyed.class).bind(bytes(body), Map.of(), query(), "7")).isEqualTo(new Keyed("7", 1));
		assertThat(binder(Keyed.class).bind(bytes(body), Map.of("id", "7"), query("id", "7"), "7"))
			.isEqualTo(new Keyed("7", 1));
	}

	@Test
	void bind_idempotencyKeyAndNull_isTheKey() {
		assertThat(binder(Keyed.class).bind(bytes("{\"identity\":null,\"n\":1}"), Map.of(), query(), "7"))
			.isEqualTo(new Keyed("7", 1));
	}

	@Test
	void bind_idempotencyKeyInUpperCase_isTheSameUuid() {
		for (String text : List.of(ID.toString(), ID.toString().toUpperCase(Locale.ROOT))) {
			assertThat(binder(KeyedByUuid.class).bind(bytes("{\"id\":\"" + text + "\"}"), Map.of(), query(),
					ID.toString()))
				.isEqualTo(new KeyedByUuid(ID));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"identity\":\"b\"}", "{\"identity\":\"A\"}", "{\"identity\":\"\"}",
			"{\"identity\":[\"a\"]}", "{\"identity\":{\"a\":1}}", "{\"identity\":true}" })
	void bind_idempotencyKeyAndBodyDiffer_isViolation(String body) {
		assertThat(violations(() -> binder(Keyed.class).bind(bytes(body), Map.of(), query(), "a")))
			.containsExactly(new Violation("id", "is given in the header Idempotency-Key and differs elsewhere"));
	}

	@Test
	void bind_idempotencyKeyAndPathOrQueryDiffer_isViolation() {
		Violation expected = new Violation("id", "is given in the header Idempotency-Key and differs elsewhere");
		assertThat(violations(() -> binder(Keyed.class).bind(new byte[0], Map.of("id", "b"), query(), "a")))
			.containsExactly(expected);
		assertThat(violations(() -> binder(Keyed.class).bind(new byte[0], Map.of(), query("id", "b"), "a")))
			.containsExactly(expected);
		assertThat(violations(() -> binder(Keyed.class).bind(new byte[0], Map.of(), query("id", ""), "a")))
			.containsExactly(expected);
	}

	@Test
	void bind_renamedComponent_pathVariableKeepsItsName() {
		Object bound = binder(Renamed.class).bind(bytes("{\"n\":2}"), Map.of("id", "1"), query());
		assertThat(bound).isEqualTo(new Renamed(1, 2));
	}

	@Test
	void bind_namingStrategy_queryParameterKeepsItsName() {
		JsonMapper snake = JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();
		Object bound = new MessageBinder(snake, TwoNames.class).bind(bytes("{\"other_name\":2}"), Map.of(),
				query("someName", "1"));
		assertThat(bound).isEqualTo(new TwoNames(1, 2));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{", "{\"a\":1,}", "{\"a\":1}{}", "{\"a\":1,\"a\":2}", "nonsense", "{\"a\":1} x", "\u0000",
			"{\"a\":01}" })
	void bind_malformedBody_isViolation(String body) {
		assertThat(violations(Mixed.class, body, Map.of(), query())).singleElement()
			.satisfies((violation) -> assertThat(violation.message()).startsWith("is not well-formed JSON"));
	}

	@ParameterizedTest
	@CsvSource({ "UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32" })
	void bind_bodyInAnotherCharset_isViolation(String charset) {
		ProblemException thrown = catchThrowableOfType(ProblemException.class, () -> binder(Mixed.class)
			.bind("{\"a\":1,\"b\":2}".getBytes(Charset.forName(charset)), Map.of(), query()));
		assertThat(thrown.problem().properties()).containsEntry("violations",
				List.of(new Violation("", "is not well-formed JSON in UTF-8")));
	}

	@Test
	void bind_bytesThatAreNotUtf8_isViolation() {
		byte[] body = bytes("{\"a\":1,\"b\":2,\"c\":\"x\"}");
		body[body.length - 3] = (byte) 0xC3;
		ProblemException thrown = catchThrowableOfType(ProblemException.class,
				() -> binder(Mixed.class).bind(body, Map.of(), query()));
		assertThat(thrown.problem().status().value()).isEqualTo(400);
	}

	@Test
	void bind_tooDeep_isViolation() {
		assertThat(violations(Mixed.class, "{\"a\":" + "[".repeat(100_000), Map.of(), query())).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "[]", "null", "1", "\"x\"", "true" })
	void bind_bodyThatIsNoObject_isViolation(String body) {
		assertThat(violations(Mixed.class, body, Map.of(), query()))
			.containsExactly(new Violation("", "must be a JSON object"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{"b":2}                            | a           | must be given
			{"a":null,"b":2}                   | a           | must be given
			{"a":"x","b":2}                    | a           | must be a number in range
			{"a":{},"b":2}                     | a           | must be a number in range
			{"a":99999999999999999999,"b":2}   | a           | must be a number in range
			{"a":1e999999999,"b":2}            | a           | must be a number in range
			""")
	@Timeout(10)
	void bind_mismatch_namesTheField(String body, String field, String message) {
		assertThat(violations(Mixed.class, body, Map.of(), query())).containsExactly(new Violation(field, message));
	}

	@Test
	@Timeout(10)
	void bind_hugeNumberToBigInteger_isViolation() {
		assertThat(violations(Big.class, "{\"n\":1e999999999}", Map.of(), query())).hasSize(1);
	}

	@ParameterizedTest
	@Timeout(10)
	@CsvSource({ "price,1e999999999", "price,-1e-999999999", "price,1e1001", "ratio,1e999", "ratio,-1e999",
			"time,1e999999999", "at,1e999999999", "day,1e999999999", "parts[1],1e999999999", "any.x,1e999999999" })
	void bind_numberThatIsHugeOrTiny_isViolation(String field, String number) {
		String json = switch (field) {
			case "parts[1]" -> "{\"parts\":[1," + number + "]}";
			case "any.x" -> "{\"any\":{\"x\":" + number + "}}";
			default -> "{\"" + field + "\":" + number + "}";
		};
		assertThat(violations(Numbers.class, json, Map.of(), query()))
			.containsExactly(new Violation(field, "must be a number in range"));
	}

	@ParameterizedTest
	@Timeout(10)
	@CsvSource({ "price,1e999999999", "price,-1e-999999999", "ratio,1e999", "ratio,NaN", "ratio,Infinity" })
	void bind_textThatIsAHugeOrTinyNumber_isViolation(String field, String number) {
		Violation expected = new Violation(field, "must be a number in range");
		assertThat(violations(Numbers.class, "", Map.of(), query(field, number))).containsExactly(expected);
		assertThat(violations(Numbers.class, "{\"" + field + "\":\"" + number + "\"}", Map.of(), query()))
			.containsExactly(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "1e-99999999999", "1e99999999999" })
	void bind_exponentThatIsNoInt_isViolation(String number) {
		for (Class<?> type : List.of(Numbers.class, Picky.class)) {
			assertThat(violations(type, "{\"n\":1,\"price\":" + number + "}", Map.of(), query()))
				.containsExactly(new Violation("", "must be a number in range"));
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{"a":10.9,"b":1}                | a
			{"a":1,"b":-0.5}                | b
			""")
	void bind_fractionToWholeNumber_isViolation(String body, String field) {
		assertThat(violations(Mixed.class, body, Map.of(), query()))
			.containsExactly(new Violation(field, "must be a whole number"));
	}

	@Test
	void bind_wholeNumberInAnotherNotation_isFine() {
		assertThat(binder(Mixed.class).bind(bytes("{\"a\":1e3,\"b\":2.0}"), Map.of(), query()))
			.isEqualTo(new Mixed(1000, 2, null));
	}

	@ParameterizedTest
	@CsvSource({ "time,1e900", "time,1e19", "at,1e900", "at,-9e99" })
	void bind_secondsThatOverflow_isViolation(String field, String number) {
		assertThat(violations(Numbers.class, "{\"" + field + "\":" + number + "}", Map.of(), query())).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"doubles\":[1,\"NaN\"]}", "{\"floats\":[1e300]}" })
	void bind_numberWithoutValueInside_isViolation(String body) {
		assertThat(violations(Floats.class, body, Map.of(), query())).extracting(Violation::message)
			.containsExactly("must be a number in range");
	}

	@Test
	@Timeout(10)
	void bind_numberWithTooManyDigits_isViolation() {
		String digits = "1".repeat(200_000);
		for (String field : List.of("price", "ratio", "count", "time", "at")) {
			assertThat(violations(Numbers.class, "{\"" + field + "\":" + digits + "}", Map.of(), query())).hasSize(1);
			assertThat(violations(Numbers.class, "{\"" + field + "\":\"" + digits + "\"}", Map.of(), query()))
				.hasSize(1);
		}
	}

	@Test
	void bind_listFromQuery_repeatedOrWithCommas() {
		assertThat(List.of(query("n", "1,2"), query("n", "1", "2"), query("n", " 1 , 2")))
			.map((query) -> binder(Lists.class).bind(new byte[0], Map.of(), query))
			.containsOnly(new Lists(List.of(1, 2), Optional.empty()));
		assertThat(binder(Lists.class).bind(new byte[0], Map.of(), query("n", "")))
			.isEqualTo(new Lists(List.of(), Optional.empty()));
		assertThat(binder(Lists.class).bind(new byte[0], Map.of(), query("more", "a", "b,c")))
			.isEqualTo(new Lists(null, Optional.of(List.of("a", "b,c"))));
	}

	@Test
	void bind_listFromQueryAndBodyAgree_isFine() {
		assertThat(binder(Lists.class).bind(bytes("{\"n\":[1,2]}"), Map.of(), query("n", "1,2")))
			.isEqualTo(new Lists(List.of(1, 2), Optional.empty()));
		assertThat(violations(Lists.class, "{\"n\":[1,3]}", Map.of(), query("n", "1,2"))).hasSize(1);
	}

	@Test
	void bind_datesFromText_areIso() {
		MultiValueMap<String, String> query = query("day", "2026-02-28");
		query.set("at", "2026-02-28T10:00:00Z");
		query.set("local", "2026-02-28T10:00:00");
		query.set("german", "28.02.2026");
		LocalDate day = LocalDate.of(2026, 2, 28);
		assertThat(binder(Dates.class).bind(new byte[0], Map.of(), query))
			.isEqualTo(new Dates(day, Instant.parse("2026-02-28T10:00:00Z"), day.atTime(10, 0), day));
		assertThat(violations(Dates.class, "", Map.of(), query("day", "2026-02-30")))
			.containsExactly(new Violation("day", "must be a date or time in ISO format"));
	}

	@Test
	void bind_mismatchInside_namesThePath() {
		assertThat(violations(Outer.class, "{\"inner\":[{\"n\":1},{\"n\":\"x\"}]}", Map.of(), query()))
			.containsExactly(new Violation("inner[1].n", "must be a number in range"));
	}

	@Test
	void bind_wrongEnum_namesTheValues() {
		assertThat(violations(Types.class, "", Map.of(), query("color", "PINK")))
			.containsExactly(new Violation("color", "must be one of [RED, GREEN]"));
	}

	@Test
	void bind_constructorRefuses_showsItsMessage() {
		assertThat(violations(Picky.class, "{\"n\":-1}", Map.of(), query()))
			.containsExactly(new Violation("", "n must not be negative"));
	}

	@Test
	void bind_constructorFails_showsNothing() {
		assertThat(violations(Picky.class, "{\"n\":13}", Map.of(), query()))
			.containsExactly(new Violation("", "is not valid"));
	}

	@Test
	void bind_constructorNamesAClass_showsNothing() {
		assertThat(violations(Picky.class, "{\"n\":14}", Map.of(), query()))
			.containsExactly(new Violation("", "is not valid"));
	}

	@Test
	void bind_unknownProperty_followsTheMapper() {
		JsonMapper strict = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
		MessageBinder binder = new MessageBinder(strict, Picky.class);
		ProblemException thrown = catchThrowableOfType(ProblemException.class,
				() -> binder.bind(bytes("{\"n\":1,\"m\":2}"), Map.of(), query()));
		assertThat(thrown.problem().properties()).containsEntry("violations",
				List.of(new Violation("m", "is not known")));
		assertThat(binder(Picky.class).bind(bytes("{\"n\":1,\"m\":2}"), Map.of(), query())).isEqualTo(new Picky(1));
	}

	private List<Violation> violations(Class<?> type, String body, Map<String, String> path,
			MultiValueMap<String, String> query) {
		return violations(() -> binder(type).bind(bytes(body), path, query));
	}

	@SuppressWarnings("unchecked")
	private static List<Violation> violations(ThrowingCallable binding) {
		ProblemException thrown = catchThrowableOfType(ProblemException.class, binding);
		assertThat(thrown).isNotNull();
		assertThat(thrown.problem().status().value()).isEqualTo(400);
		return (List<Violation>) thrown.problem().properties().get("violations");
	}

	private MessageBinder binder(Class<?> type) {
		return new MessageBinder(this.mapper, type);
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static MultiValueMap<String, String> query() {
		return new LinkedMultiValueMap<>();
	}

	private static MultiValueMap<String, String> query(String name, String... values) {
		MultiValueMap<String, String> query = query();
		query.addAll(name, List.of(values));
		return query;
	}

	enum Color {

		RED, GREEN

	}

	record Mixed(long a, int b, String c) {

	}

	record Types(Color color, Duration time, BigDecimal price, Optional<String> name, boolean yes, List<Integer> all) {

	}

	record Price(BigDecimal price) {

	}

	record Big(BigInteger n) {

	}

	record Numbers(BigDecimal price, double ratio, BigInteger count, Duration time, Instant at, LocalDate day,
			List<BigDecimal> parts, Map<String, Object> any) {

	}

	record Floats(double[] doubles, float[] floats) {

	}

	record Aliased(@JsonAlias("nick") String name, int n) {

	}

	record Lists(List<Integer> n, Optional<List<String>> more) {

	}

	record Dates(LocalDate day, Instant at, LocalDateTime local, @JsonFormat(pattern = "dd.MM.yyyy") LocalDate german) {

	}

	record Renamed(@JsonProperty("identity") long id, int n) {

	}

	record Keyed(@IdempotencyKey @JsonProperty("identity") String id, int n) {

	}

	record KeyedByUuid(@IdempotencyKey @Nullable UUID id) {

	}

	record TwoNames(long someName, int otherName) {

	}

	record Outer(List<Inner> inner) {

		record Inner(int n) {

		}

	}

	record Picky(int n) {

		Picky {
			if (n == 13) {
				throw new IllegalStateException("secret");
			}
			if (n == 14) {
				throw new IllegalArgumentException("No enum constant com.example.Color.PINK");
			}
			if (n < 0) {
				throw new IllegalArgumentException("n must not be negative");
			}
		}

	}

}
