package dev.actorspring.boot.http;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.temporal.Temporal;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.deser.bean.BeanDeserializer;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.ClassUtils;

/**
 * Reads a record straight from the bytes of a body, without the tree that
 * {@link MessageBinder} makes of it else. That can be done where all components are
 * single values, and it is only done well or not at all: whatever is not right is left to
 * the tree, which knows what to tell the client.
 */
final class FlatReader {

	private static final Set<Class<?>> SINGLE = Set.of(String.class, BigDecimal.class, UUID.class, Duration.class);

	private final ObjectReader reader;

	private FlatReader(ObjectReader reader) {
		this.reader = reader;
	}

	/**
	 * Makes a reader of a record.
	 * @param type the record
	 * @param mapper as for {@link MessageBinder}
	 * @param aliases the names in JSON by all the names that Jackson takes for them
	 * @return {@code null} if such records need the tree
	 */
	static @Nullable FlatReader of(Class<?> type, JsonMapper mapper, Map<String, String> aliases) {
		if (!type.isRecord()) {
			return null;
		}
		for (RecordComponent component : type.getRecordComponents()) {
			if (!isSingle(component.getType())) {
				return null;
			}
		}
		// One property could come under two names.
		boolean renamed = aliases.isEmpty()
				|| !aliases.entrySet().stream().allMatch((alias) -> alias.getKey().equals(alias.getValue()));
		if (renamed || mapper.isEnabled(MapperFeature.ACCEPT_CASE_INSENSITIVE_PROPERTIES)
				|| mapper._deserializationContext()
					.findRootValueDeserializer(mapper.constructType(type))
					.getClass() != BeanDeserializer.class) {
			return null;
		}
		return new FlatReader(mapper.readerFor(type)
			.with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
			.with(StreamReadFeature.STRICT_DUPLICATE_DETECTION));
	}

	private static boolean isSingle(Class<?> type) {
		return ClassUtils.isPrimitiveOrWrapper(type) || type.isEnum() || SINGLE.contains(type)
				|| Temporal.class.isAssignableFrom(type);
	}

	/**
	 * Reads a record.
	 * @param body not in UTF-16
	 * @return {@code null} if the body is not such a record, or is empty
	 */
	@Nullable Object read(byte[] body) {
		if (body.length == 0 || body[0] != '{' || hasExponent(body)) {
			return null;
		}
		try {
			return this.reader.readValue(body);
		}
		catch (RuntimeException ex) {
			return null;
		}
	}

	/**
	 * A number with an exponent can be huge, also where the record has no place for it.
	 */
	private static boolean hasExponent(byte[] body) {
		boolean text = false;
		for (int i = 1; i < body.length; i++) {
			switch (body[i]) {
				case '"' -> text = !text;
				case '\\' -> i++;
				case 'e', 'E' -> {
					if (!text && body[i - 1] >= '0' && body[i - 1] <= '9') {
						return true;
					}
				}
				default -> {
					// Nothing that matters here.
				}
			}
		}
		return false;
	}

}
