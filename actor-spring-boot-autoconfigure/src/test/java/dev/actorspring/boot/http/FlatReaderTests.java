package dev.actorspring.boot.http;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What it reads has to be what {@link MessageBinder} would make of the tree; that it is
 * right where it reads is what {@link MessageBinderTests} and
 * {@link BindingContractTests} show.
 */
class FlatReaderTests {

	private final JsonMapper mapper = FiniteNumbers.in(JsonMapper.builder().build());

	@Test
	void read_singleValues_areThere() {
		String body = """
				{"n":1,"x":1.5,"yes":true,"name":"ann","price":1.10,"color":"RED","time":"PT1M",
				"at":"2020-01-01T00:00:00Z","id":"00000000-0000-0001-0000-000000000002"}""";
		assertThat(read(Singles.class, body)).isEqualTo(new Singles(1, 1.5, true, "ann", new BigDecimal("1.10"),
				Color.RED, Duration.ofMinutes(1), Instant.parse("2020-01-01T00:00:00Z"), new UUID(1, 2)));
	}

	@Test
	void read_renamedComponent_hasItsNameInJson() {
		assertThat(read(Renamed.class, "{\"other\":1}")).isEqualTo(new Renamed(1));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"n\":1,\"m\":\"1e9\"}", "{\"n\":1,\"m\":\"\\\"1e9\"}", "{\"n\":1,\"1e\":false}" })
	void read_exponentInAText_isNone(String body) {
		assertThat(read(Lenient.class, body)).isEqualTo(new Lenient(1));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "[1]", "1", "null", "{", "{\"n\":1}x", "{\"n\":1,\"n\":1}", "{\"n\":1.5}",
			"{\"n\":1e2000}", "{\"n\":0e2000}", "{\"n\":\"x\"}", "{\"n\":9999999999}", "{\"n\":-1}", " {\"n\":1}",
			"{\"n\":1,\"m\":{\"a\":1,\"a\":1}}", "{\"n\":1,\"m\":1E9}" })
	void read_whatNeedsACloserLook_isLeftToTheTree(String body) {
		assertThat(read(Number.class, body)).isNull();
	}

	@ParameterizedTest
	@ValueSource(classes = { Listed.class, Nested.class, Aliased.class, AsArray.class, Untyped.class, Wrapped.class })
	void of_whatNeedsTheTree_isNull(Class<?> type) {
		assertThat(reader(type, this.mapper)).isNull();
	}

	@Test
	void of_anyCase_isNull() {
		JsonMapper anyCase = this.mapper.rebuild().enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_PROPERTIES).build();
		assertThat(reader(Number.class, anyCase)).isNull();
	}

	private @Nullable Object read(Class<?> type, String body) {
		FlatReader reader = reader(type, this.mapper);
		assertThat(reader).isNotNull();
		return reader.read(body.getBytes(StandardCharsets.UTF_8));
	}

	private static @Nullable FlatReader reader(Class<?> type, JsonMapper mapper) {
		return FlatReader.of(type, mapper, JsonNames.aliases(type, mapper));
	}

	enum Color {

		RED

	}

	record Singles(int n, double x, boolean yes, String name, BigDecimal price, Color color, Duration time, Instant at,
			UUID id) {

	}

	record Renamed(@JsonProperty("other") int n) {

	}

	record Number(int n) {

		Number {
			if (n < 0) {
				throw new IllegalArgumentException("must not be negative");
			}
		}

	}

	@JsonIgnoreProperties(ignoreUnknown = true)
	record Lenient(int n) {

	}

	record Listed(List<Integer> n) {

	}

	record Nested(Number n) {

	}

	record Aliased(@JsonAlias("m") int n) {

	}

	@JsonFormat(shape = JsonFormat.Shape.ARRAY)
	record AsArray(int n) {

	}

	record Untyped(Object n) {

	}

	record Wrapped(Optional<Integer> n) {

	}

}
