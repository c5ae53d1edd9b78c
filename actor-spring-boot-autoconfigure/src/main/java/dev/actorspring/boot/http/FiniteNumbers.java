package dev.actorspring.boot.http;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.std.DelegatingDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.ArrayType;

/**
 * Keeps out numbers that are short to write and huge to hold. {@code 1e999999999} is a
 * {@link BigDecimal} of a few bytes until somebody makes an integer or plain text of it,
 * and a {@code double} without a value. Keeps out, too, what Jackson would make another
 * number of: a fraction where a whole number is wanted, and a time in seconds that
 * overflows.
 */
final class FiniteNumbers {

	private static final Set<Class<?>> FLOATING = Set.of(BigDecimal.class, Double.class, double.class, Float.class,
			float.class, double[].class, float[].class);

	private static final Set<Class<?>> WHOLE = Set.of(Integer.class, int.class, Long.class, long.class, Short.class,
			short.class, Byte.class, byte.class, BigInteger.class);

	private static final BigDecimal MAX_SECONDS = BigDecimal.valueOf(Long.MAX_VALUE);

	private FiniteNumbers() {
	}

	/**
	 * A mapper as the given one, but for such numbers, which it refuses.
	 */
	static JsonMapper in(JsonMapper mapper) {
		int maxDigits = mapper.tokenStreamFactory().streamReadConstraints().getMaxNumberLength();
		SimpleModule module = new SimpleModule(FiniteNumbers.class.getName());
		module.setDeserializerModifier(new Modifier(maxDigits));
		return mapper.rebuild().addModule(module).build();
	}

	/**
	 * Whether a number, written without an exponent, has at most as many digits.
	 */
	static boolean isShort(BigDecimal number, int maxDigits) {
		return Math.abs((long) number.scale()) <= maxDigits;
	}

	/**
	 * Whether a number would have to be cut to become one of the given type.
	 */
	static boolean isCut(BigDecimal number, Class<?> type) {
		return WHOLE.contains(type) && number.stripTrailingZeros().scale() > 0;
	}

	private static boolean isTime(Class<?> type) {
		return type == Duration.class || Temporal.class.isAssignableFrom(type);
	}

	private static final class Modifier extends ValueDeserializerModifier {

		private static final long serialVersionUID = 1L;

		private final int maxDigits;

		Modifier(int maxDigits) {
			this.maxDigits = maxDigits;
		}

		@Override
		public ValueDeserializer<?> modifyDeserializer(DeserializationConfig config, BeanDescription.Supplier type,
				ValueDeserializer<?> deserializer) {
			return modify(type.getBeanClass(), deserializer);
		}

		@Override
		public ValueDeserializer<?> modifyArrayDeserializer(DeserializationConfig config, ArrayType type,
				BeanDescription.Supplier description, ValueDeserializer<?> deserializer) {
			return modify(type.getRawClass(), deserializer);
		}

		private ValueDeserializer<?> modify(Class<?> type, ValueDeserializer<?> deserializer) {
			return (FLOATING.contains(type) || WHOLE.contains(type) || isTime(type))
					? new Deserializer(deserializer, this.maxDigits) : deserializer;
		}

	}

	private static final class Deserializer extends DelegatingDeserializer {

		private final int maxDigits;

		Deserializer(ValueDeserializer<?> delegate, int maxDigits) {
			super(delegate);
			this.maxDigits = maxDigits;
		}

		@Override
		protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> delegate) {
			return new Deserializer(delegate, this.maxDigits);
		}

		@Override
		public Object deserialize(JsonParser parser, DeserializationContext context) {
			if (parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT) {
				BigDecimal number = parser.getDecimalValue();
				if (isCut(number, handledType())
						|| (isTime(handledType()) && number.abs().compareTo(MAX_SECONDS) > 0)) {
					throw context.weirdNumberException(number, handledType(), "out of range");
				}
			}
			Object value = super.deserialize(parser, context);
			if (!isFine(value)) {
				throw context.weirdNumberException((value instanceof Number number) ? number : Double.NaN,
						(value instanceof Number) ? handledType() : double.class, "out of range");
			}
			return value;
		}

		private boolean isFine(@Nullable Object value) {
			return switch (value) {
				case BigDecimal decimal -> isShort(decimal, this.maxDigits);
				case Double floating -> Double.isFinite(floating);
				case Float floating -> Float.isFinite(floating);
				case double[] all -> Arrays.stream(all).allMatch(Double::isFinite);
				case float[] all -> areFinite(all);
				case null, default -> true;
			};
		}

		private static boolean areFinite(float[] all) {
			for (float each : all) {
				if (!Float.isFinite(each)) {
					return false;
				}
			}
			return true;
		}

	}

}
