package dev.actorspring.durable.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.function.BiConsumer;
import java.util.function.Function;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NumericNode;

/**
 * The forms of numbers: exact, and nothing is rounded or cut off.
 */
final class Numbers {

	private static final String NEGATIVE_ZERO = "-0.0";

	private Numbers() {
	}

	static ScalarShape<Byte> bytes() {
		return whole(Byte.class, JsonGenerator::writeNumber, BigInteger::byteValueExact, Byte::valueOf);
	}

	static ScalarShape<Short> shorts() {
		return whole(Short.class, JsonGenerator::writeNumber, BigInteger::shortValueExact, Short::valueOf);
	}

	static ScalarShape<Integer> ints() {
		return whole(Integer.class, JsonGenerator::writeNumber, BigInteger::intValueExact, Integer::valueOf);
	}

	static ScalarShape<Long> longs() {
		return whole(Long.class, JsonGenerator::writeNumber, BigInteger::longValueExact, Long::valueOf);
	}

	static ScalarShape<BigInteger> bigIntegers() {
		return whole(BigInteger.class, (json, value) -> json.writeNumber(checked(value.toString())),
				Function.identity(), (text) -> new BigInteger(checked(text)));
	}

	static ScalarShape<BigDecimal> bigDecimals() {
		return new ScalarShape<>(BigDecimal.class, (json, value) -> json.writeNumber(checked(value.toString())),
				Numbers::decimal, new ScalarShape.Key<>(BigDecimal::toString, (text) -> new BigDecimal(checked(text))));
	}

	/**
	 * Zero may be negative, which only text keeps.
	 */
	static ScalarShape<Double> doubles() {
		return new ScalarShape<>(Double.class, (json, value) -> {
			if (value == 0 && 1 / value < 0) {
				json.writeString(NEGATIVE_ZERO);
			}
			else if (Double.isFinite(value)) {
				json.writeNumber(value);
			}
			else {
				throw notFinite(value.toString());
			}
		}, (json) -> {
			if (isNegativeZero(json)) {
				return -0.0;
			}
			double value = decimal(json).doubleValue();
			if (!Double.isFinite(value)) {
				throw outOfRange(Double.class);
			}
			return value;
		}, null);
	}

	static ScalarShape<Float> floats() {
		return new ScalarShape<>(Float.class, (json, value) -> {
			if (value == 0 && 1 / value < 0) {
				json.writeString(NEGATIVE_ZERO);
			}
			else if (Float.isFinite(value)) {
				json.writeNumber(value);
			}
			else {
				throw notFinite(value.toString());
			}
		}, (json) -> {
			if (isNegativeZero(json)) {
				return -0.0F;
			}
			float value = decimal(json).floatValue();
			if (!Float.isFinite(value)) {
				throw outOfRange(Float.class);
			}
			return value;
		}, null);
	}

	private static <T> ScalarShape<T> whole(Class<T> type, BiConsumer<JsonGenerator, T> writer,
			Function<BigInteger, T> narrow, Function<String, T> parse) {
		return new ScalarShape<>(type, writer, (json) -> {
			if (!json.isIntegralNumber()) {
				throw Shape.expected("a whole number", json);
			}
			try {
				return narrow.apply(json.bigIntegerValue());
			}
			catch (ArithmeticException ex) {
				throw outOfRange(type);
			}
		}, new ScalarShape.Key<>(Object::toString, parse));
	}

	private static BigDecimal decimal(JsonNode json) {
		if (!json.isNumber()) {
			throw Shape.expected("a number", json);
		}
		if (json instanceof NumericNode number && number.isNaN()) {
			throw new MisfitException("is not a finite number");
		}
		return json.decimalValue();
	}

	private static boolean isNegativeZero(JsonNode json) {
		return json.isString() && NEGATIVE_ZERO.equals(json.stringValue());
	}

	private static String checked(String number) {
		if (number.length() > StateJson.MAX_DIGITS) {
			throw new MisfitException("is a number of more than " + StateJson.MAX_DIGITS + " digits");
		}
		return number;
	}

	private static MisfitException notFinite(String value) {
		return new MisfitException("is " + value + ", which JSON has no number for");
	}

	private static MisfitException outOfRange(Class<?> type) {
		return new MisfitException("is a number too large for " + type.getSimpleName());
	}

}
