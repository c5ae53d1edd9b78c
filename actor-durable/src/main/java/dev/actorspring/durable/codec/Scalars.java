package dev.actorspring.durable.codec;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/**
 * The single values that a state may hold: times as ISO 8601, enums by their names.
 */
final class Scalars {

	private static final Map<Class<?>, ScalarShape<?>> BY_TYPE = Stream
		.<ScalarShape<?>>of(Numbers.bytes(), Numbers.shorts(), Numbers.ints(), Numbers.longs(), Numbers.floats(),
				Numbers.doubles(), Numbers.bigIntegers(), Numbers.bigDecimals(), booleans(),
				ScalarShape.text(Character.class, String::valueOf, Scalars::character),
				ScalarShape.text(String.class, Function.identity(), Function.identity()),
				ScalarShape.text(UUID.class, UUID::toString, Scalars::uuid),
				ScalarShape.text(Instant.class, Instant::toString, Instant::parse),
				ScalarShape.text(LocalDate.class, LocalDate::toString, LocalDate::parse),
				ScalarShape.text(LocalTime.class, LocalTime::toString, LocalTime::parse),
				ScalarShape.text(LocalDateTime.class, LocalDateTime::toString, LocalDateTime::parse),
				ScalarShape.text(OffsetTime.class, OffsetTime::toString, OffsetTime::parse),
				ScalarShape.text(OffsetDateTime.class, OffsetDateTime::toString, OffsetDateTime::parse),
				ScalarShape.text(ZonedDateTime.class, ZonedDateTime::toString, ZonedDateTime::parse),
				ScalarShape.text(Duration.class, Duration::toString, Duration::parse),
				ScalarShape.text(Period.class, Period::toString, Period::parse),
				ScalarShape.text(Year.class, Year::toString, (text) -> Year.of(Integer.parseInt(text))),
				ScalarShape.text(YearMonth.class, Scalars::format, YearMonth::parse),
				ScalarShape.text(MonthDay.class, MonthDay::toString, MonthDay::parse),
				ScalarShape.text(ZoneId.class, ZoneId::getId, ZoneId::of),
				ScalarShape.text(ZoneOffset.class, ZoneOffset::getId, ZoneOffset::of))
		.collect(Collectors.toUnmodifiableMap(ScalarShape::type, Function.identity()));

	private Scalars() {
	}

	/**
	 * Finds a form.
	 * @param type no primitive
	 * @return the form, or {@code null} if these are not single values
	 */
	static @Nullable ScalarShape<?> find(Class<?> type) {
		return type.isEnum() ? enums(type.asSubclass(Enum.class)) : BY_TYPE.get(type);
	}

	@SuppressWarnings("rawtypes")
	private static <E extends Enum> ScalarShape<E> enums(Class<E> type) {
		Map<String, E> byName = Stream.of(type.getEnumConstants())
			.collect(Collectors.toUnmodifiableMap(Enum::name, Function.identity()));
		return ScalarShape.text(type, Enum::name, (name) -> {
			E constant = byName.get(name);
			if (constant == null) {
				throw new MisfitException("is not the name of a constant of " + type.getSimpleName()
						+ ": if it was renamed or removed, have an @Upcast method replace it");
			}
			return constant;
		});
	}

	private static ScalarShape<Boolean> booleans() {
		return new ScalarShape<>(Boolean.class, JsonGenerator::writeBoolean, Scalars::bool, null);
	}

	private static boolean bool(JsonNode json) {
		if (!json.isBoolean()) {
			throw Shape.expected("true or false", json);
		}
		return json.booleanValue();
	}

	private static char character(String text) {
		if (text.length() != 1) {
			throw new MisfitException("is not a single character");
		}
		return text.charAt(0);
	}

	/**
	 * As it is parsed: {@link YearMonth#toString} has no sign for years of five digits.
	 */
	private static String format(YearMonth month) {
		return (month.getYear() > 9999) ? "+" + month : month.toString();
	}

	/**
	 * Without the lenience of {@link UUID#fromString}.
	 */
	private static UUID uuid(String text) {
		UUID uuid = UUID.fromString(text);
		if (!uuid.toString().equalsIgnoreCase(text)) {
			throw new IllegalArgumentException("Not a UUID");
		}
		return uuid;
	}

}
