package dev.actorspring.durable.codec;

import java.util.function.BiConsumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/**
 * The form of single values.
 *
 * @param <T> of which type
 * @param writer writes a value
 * @param reader reads a value
 * @param key the form as key of a map, or {@code null} if it cannot be one
 */
record ScalarShape<T>(Class<T> type, BiConsumer<JsonGenerator, T> writer, Function<JsonNode, T> reader,
		@Nullable Key<T> key) implements Shape {

	/**
	 * The form as text.
	 *
	 * @param <T> of which type
	 * @param format makes the text
	 * @param parse reads the text; may throw any exception
	 */
	record Key<T>(Function<T, String> format, Function<String, T> parse) {

	}

	/**
	 * The form of values that are written as text.
	 */
	static <T> ScalarShape<T> text(Class<T> type, Function<T, String> format, Function<String, T> parse) {
		return new ScalarShape<>(type, (json, value) -> json.writeString(format.apply(value)), (json) -> {
			if (!json.isString()) {
				throw Shape.expected("text", json);
			}
			return parse(type, json.stringValue(), parse);
		}, new Key<>(format, parse));
	}

	private static <T> T parse(Class<T> type, String text, Function<String, T> parse) {
		try {
			return parse.apply(text);
		}
		catch (MisfitException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			throw new MisfitException("is not the text of a value of " + type.getSimpleName(), ex);
		}
	}

	@Override
	public void write(Output output, Object value) {
		this.writer.accept(output.json(), this.type.cast(value));
	}

	@Override
	public Object read(JsonNode json) {
		return this.reader.apply(json);
	}

	String formatKey(Object value) {
		return key(this.key).format().apply(this.type.cast(value));
	}

	Object parseKey(String text) {
		Object value = parse(this.type, text, key(this.key).parse());
		if (!formatKey(value).equals(text)) {
			throw new MisfitException("is a key that is not written as " + this.type.getSimpleName() + " is");
		}
		return value;
	}

	private static <T> Key<T> key(@Nullable Key<T> key) {
		if (key == null) {
			throw new IllegalStateException("Not a key");
		}
		return key;
	}

}
