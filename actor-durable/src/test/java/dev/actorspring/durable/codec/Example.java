package dev.actorspring.durable.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A state that has everything in it.
 */
record Example(Numbers numbers, Texts texts, Times times, Collections collections, Shape shape, Tree tree,
		@Nullable String nothing, Optional<Integer> some, Optional<Shape> none, Pair<UUID, List<Color>> pair) {

	record Numbers(byte b, short s, int i, long l, float f, double d, Byte boxedByte, Short boxedShort,
			Integer boxedInt, Long boxedLong, Float boxedFloat, Double boxedDouble, BigInteger bigInteger,
			BigDecimal bigDecimal, @Nullable Long noLong) {
	}

	record Texts(boolean bool, Boolean boxedBool, char c, Character boxedChar, String string, UUID uuid, Color color) {
	}

	record Times(Instant instant, LocalDate date, LocalTime time, LocalDateTime dateTime, OffsetTime offsetTime,
			OffsetDateTime offsetDateTime, ZonedDateTime zoned, Duration duration, Period period, Year year,
			YearMonth yearMonth, MonthDay monthDay, ZoneId zone, ZoneOffset offset, DayOfWeek day) {
	}

	record Collections(List<String> list, Set<Integer> set, Set<Pair<String, Integer>> records,
			SequencedSet<String> sequenced, Map<String, List<Long>> map, Map<UUID, Shape> byId,
			Map<Color, Map<Integer, String>> nested, SequencedMap<Long, Color> ordered,
			Map<BigDecimal, LocalDate> exact) {
	}

	sealed interface Shape permits Circle, Polygon {

	}

	record Circle(double radius) implements Shape {
	}

	sealed interface Polygon extends Shape {

	}

	record Square(int side) implements Polygon {
	}

	record Unknown() implements Polygon {
	}

	record Tree(int value, List<Tree> children, @Nullable Tree link) {
	}

	record Pair<A, B>(A first, B second) {
	}

	enum Color {

		RED, GREEN {
			@Override
			public String toString() {
				return "grass";
			}
		}

	}

}
