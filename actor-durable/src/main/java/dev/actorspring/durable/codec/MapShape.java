package dev.actorspring.durable.codec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The form of maps: an object. The entries of a plain map are sorted by key, so that
 * equal maps have equal JSON.
 *
 * @param key the form of each key
 * @param value the form of each value
 * @param sequenced whether the order of the entries is kept
 */
record MapShape(ScalarShape<?> key, Shape value, boolean sequenced) implements Shape {

	@Override
	public void write(Output output, Object value) {
		Map<?, ?> map = (Map<?, ?>) value;
		Map<String, Object> entries = (this.sequenced || map.size() < 2) ? new LinkedHashMap<>() : new TreeMap<>();
		map.forEach((key, entry) -> put(entries, key, entry));
		output.startObject();
		entries.forEach((key, entry) -> {
			output.json().writeName(key);
			try {
				this.value.write(output, entry);
			}
			catch (MisfitException ex) {
				throw ex.in("[*]");
			}
		});
		output.json().writeEndObject();
	}

	private void put(Map<String, Object> entries, @Nullable Object key, @Nullable Object value) {
		if (key == null || value == null) {
			throw new MisfitException("has a key or value that is null, which a map must not hold");
		}
		entries.put(this.key.formatKey(key), value);
	}

	@Override
	public Object read(JsonNode json) {
		if (!json.isObject()) {
			throw Shape.expected("an object", json);
		}
		SequencedMap<Object, Object> map = new LinkedHashMap<>();
		for (Map.Entry<String, JsonNode> property : json.properties()) {
			try {
				map.put(this.key.parseKey(property.getKey()), this.value.read(property.getValue()));
			}
			catch (MisfitException ex) {
				throw ex.in("[*]");
			}
		}
		return Collections.unmodifiableSequencedMap(map);
	}

}
