package dev.actorspring.boot.openapi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.swagger.v3.oas.models.media.Schema;

/**
 * What is known of a type.
 *
 * @param schema its schema, a reference where it has a name
 * @param named the schemas that it needs, itself included, by their names
 */
@SuppressWarnings("rawtypes")
record ResolvedType(Schema<?> schema, Map<String, Schema> named) {

	/**
	 * The properties of an object, by their names in JSON.
	 */
	Map<String, Schema<?>> properties() {
		Map<String, Schema<?>> properties = new LinkedHashMap<>();
		Map<String, Schema> raw = definition(this.schema).getProperties();
		if (raw != null) {
			raw.forEach(properties::put);
		}
		return properties;
	}

	/**
	 * The names of the properties that must be given.
	 */
	List<String> required() {
		List<String> required = definition(this.schema).getRequired();
		return (required != null) ? required : List.of();
	}

	/**
	 * What it needs beside itself.
	 */
	Map<String, Schema> parts() {
		Map<String, Schema> parts = new LinkedHashMap<>(this.named);
		if (this.schema.get$ref() != null) {
			parts.remove(Schemas.nameOf(this.schema.get$ref()));
		}
		return parts;
	}

	/**
	 * Whether a single string can be a value of a property, or of an item of it.
	 */
	boolean isSimple(Schema<?> property) {
		Schema<?> definition = definition(property);
		Set<String> types = types(definition);
		if (types.contains("array")) {
			return definition.getItems() != null && isSimple(definition.getItems());
		}
		return types.stream().anyMatch((type) -> !type.equals("object") && !type.equals("null"));
	}

	private Schema<?> definition(Schema<?> schema) {
		Schema<?> found = (schema.get$ref() != null) ? this.named.get(Schemas.nameOf(schema.get$ref())) : null;
		return (found != null) ? found : schema;
	}

	private static Set<String> types(Schema<?> schema) {
		if (schema.getTypes() != null) {
			return schema.getTypes();
		}
		return (schema.getType() != null) ? Set.of(schema.getType()) : Set.of();
	}

}
