package dev.actorspring.boot.web;

import java.math.BigDecimal;
import java.util.Set;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.std.DelegatingDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Keeps out numbers that are short to write and huge to hold. {@code 1e999999999} is a
 * {@link BigDecimal} of a few bytes until somebody makes an integer or plain text of it,
 * and a {@code double} without a value.
 */
final class FiniteNumbers {

	private static final Set<Class<?>> FLOATING = Set.of(BigDecimal.class, Double.class, double.class, Float.class,
			float.class);

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

	private static final class Modifier extends ValueDeserializerModifier {

		private static final long serialVersionUID = 1L;

		private final int maxDigits;

		Modifier(int maxDigits) {
			this.maxDigits = maxDigits;
		}

		@Override
		public ValueDeserializer<?> modifyDeserializer(DeserializationConfig config, BeanDescription.Supplier type,
				ValueDeserializer<?> deserializer) {
			return FLOATING.contains(type.getBeanClass()) ? new Deserializer(deserializer, this.maxDigits)
					: deserializer;
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
			Object value = super.deserialize(parser, context);
			if (value instanceof Number number && !isFine(number)) {
				throw context.weirdNumberException(number, handledType(), "out of range");
			}
			return value;
		}

		private boolean isFine(Number number) {
			return switch (number) {
				case BigDecimal decimal -> isShort(decimal, this.maxDigits);
				case Double floating -> Double.isFinite(floating);
				case Float floating -> Float.isFinite(floating);
				default -> true;
			};
		}

	}

}
