package dev.actorspring.durable.codec;

import java.util.Map;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;

/**
 * The form of a sealed set of records: that of the record, with its simple name.
 */
final class SealedShape implements Shape {

	private Map<Class<?>, RecordShape> byClass = Map.of();

	private Map<String, RecordShape> byName = Map.of();

	/**
	 * Completes it: records may hold themselves.
	 */
	void records(Map<String, RecordShape> records) {
		this.byName = records;
		this.byClass = records.values().stream().collect(Collectors.toUnmodifiableMap(RecordShape::type, (it) -> it));
	}

	@Override
	public void write(Output output, Object value) {
		RecordShape shape = this.byClass.get(value.getClass());
		if (shape == null) {
			throw new IllegalArgumentException("Not permitted: " + value.getClass().getName());
		}
		shape.write(output, value, value.getClass().getSimpleName());
	}

	@Override
	public Object read(JsonNode json) {
		if (!json.isObject()) {
			throw Shape.expected("an object", json);
		}
		JsonNode tag = json.get(RecordShape.TAG);
		if (tag == null || !tag.isString()) {
			throw new MisfitException("has no \"" + RecordShape.TAG + "\" that says which record it is");
		}
		RecordShape shape = this.byName.get(tag.stringValue());
		if (shape == null) {
			throw new MisfitException("has a \"" + RecordShape.TAG + "\" that is none of "
					+ this.byName.keySet().stream().sorted().toList()
					+ ": if a record was renamed or removed, have an @Upcast method replace it");
		}
		return shape.readTagged(json);
	}

}
