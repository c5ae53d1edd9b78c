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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Random states, the extremes among them.
 */
final class Examples {

	private static final List<String> ZONES = ZoneId.getAvailableZoneIds().stream().sorted().toList();

	private final Random random;

	Examples(long seed) {
		this.random = new Random(seed);
	}

	Example next() {
		return new Example(numbers(), texts(), times(), collections(), shape(), tree(4), maybe(this::text),
				Optional.ofNullable(maybe(this.random::nextInt)), Optional.ofNullable(maybe(this::shape)),
				new Example.Pair<>(uuid(), list(this::color)));
	}

	private Example.Numbers numbers() {
		return new Example.Numbers((byte) this.random.nextInt(), (short) this.random.nextInt(), integer(), longs(),
				floats(), doubles(), Byte.MIN_VALUE, Short.MAX_VALUE, integer(), longs(), floats(), doubles(),
				new BigInteger(this.random.nextInt(400), this.random).negate(), decimal(), maybe(this::longs));
	}

	private int integer() {
		return pick(0, Integer.MIN_VALUE, Integer.MAX_VALUE, this.random.nextInt());
	}

	private long longs() {
		return pick(0L, Long.MIN_VALUE, Long.MAX_VALUE, this.random.nextLong());
	}

	private float floats() {
		float any = Float.intBitsToFloat(this.random.nextInt());
		return pick(-0.0F, 0F, 0.1F, Float.MIN_VALUE, -Float.MAX_VALUE, Float.isFinite(any) ? any : 1F);
	}

	private double doubles() {
		double any = Double.longBitsToDouble(this.random.nextLong());
		return pick(-0.0, 0.0, 0.1, 1e23, Double.MIN_VALUE, -Double.MAX_VALUE, Double.isFinite(any) ? any : 1);
	}

	private BigDecimal decimal() {
		return pick(new BigDecimal("1.10"), new BigDecimal("0.000"), new BigDecimal("1E+5"), new BigDecimal("-0E-9"),
				new BigDecimal(new BigInteger(this.random.nextInt(300), this.random),
						this.random.nextInt(-2000, 2000)));
	}

	private Example.Texts texts() {
		return new Example.Texts(this.random.nextBoolean(), this.random.nextBoolean(),
				(char) this.random.nextInt(0x10000), pick('"', '\u0000', '\ud800', '\udfff', 'x'), text(), uuid(),
				color());
	}

	private String text() {
		StringBuilder text = new StringBuilder();
		for (int i = this.random.nextInt(12); i > 0; i--) {
			text.appendCodePoint(pick(this.random.nextInt(0x80), this.random.nextInt(0x10000),
					this.random.nextInt(0x110000), (int) '"', (int) '\\', 0xD83D, 0xDE00));
		}
		return text.toString();
	}

	private UUID uuid() {
		return pick(new UUID(0, 0), new UUID(this.random.nextLong(), this.random.nextLong()));
	}

	private Example.Color color() {
		return pick(Example.Color.values());
	}

	private Example.Times times() {
		Instant instant = Instant.ofEpochSecond(this.random.nextLong(-100_000_000_000L, 200_000_000_000L),
				this.random.nextInt(1_000_000_000));
		ZonedDateTime zoned = instant.atZone(ZoneId.of(pick(ZONES.toArray(String[]::new))));
		OffsetDateTime offset = instant
			.atOffset(ZoneOffset.ofTotalSeconds(this.random.nextInt(-18 * 3600, 18 * 3600 + 1)));
		return new Example.Times(pick(Instant.MIN, Instant.MAX, instant),
				pick(LocalDate.MIN, LocalDate.MAX, zoned.toLocalDate()), pick(LocalTime.MIDNIGHT, zoned.toLocalTime()),
				pick(LocalDateTime.MAX, zoned.toLocalDateTime()), pick(OffsetTime.MIN, offset.toOffsetTime()),
				pick(OffsetDateTime.MIN, offset), zoned,
				pick(Duration.ZERO, Duration.ofNanos(longs()), Duration.ofSeconds(this.random.nextLong(), 1)),
				Period.of(integer(), this.random.nextInt(), -1), Year.of(pick(-5, 2024, 12_345)),
				pick(YearMonth.of(12_345, 1), YearMonth.from(zoned)), pick(MonthDay.of(2, 29), MonthDay.from(zoned)),
				pick(zoned.getZone(), ZoneOffset.UTC, ZoneId.of("UTC+01:00")), offset.getOffset(),
				pick(DayOfWeek.values()));
	}

	private Example.Collections collections() {
		return new Example.Collections(list(this::text), set(this::integer),
				set(() -> new Example.Pair<>(text(), integer())), new LinkedHashSet<>(list(this::text)),
				map(this::text, () -> list(this::longs)), map(this::uuid, this::shape),
				map(this::color, () -> map(this::integer, this::text)),
				new LinkedHashMap<>(map(this::longs, this::color)), map(this::decimal, LocalDate::now));
	}

	private Example.Shape shape() {
		return pick(new Example.Circle(doubles()), new Example.Square(integer()), new Example.Unknown());
	}

	private Example.Tree tree(int depth) {
		return new Example.Tree(integer(), (depth > 0) ? list(() -> tree(depth - 2)) : List.of(),
				(depth > 0) ? maybe(() -> tree(depth - 1)) : null);
	}

	private <T> List<T> list(Supplier<T> element) {
		List<T> list = new ArrayList<>();
		for (int i = this.random.nextInt(4); i > 0; i--) {
			list.add(element.get());
		}
		return list;
	}

	private <T> Set<T> set(Supplier<T> element) {
		return new HashSet<>(list(element));
	}

	private <K, V> Map<K, V> map(Supplier<K> key, Supplier<V> value) {
		Map<K, V> map = new HashMap<>();
		list(key).forEach((it) -> map.put(it, value.get()));
		return map;
	}

	private <T> @Nullable T maybe(Supplier<T> value) {
		return this.random.nextBoolean() ? value.get() : null;
	}

	@SafeVarargs
	private <T> T pick(T... values) {
		return values[this.random.nextInt(values.length)];
	}

}
