package dev.actorspring.boot.openapi;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import dev.actorspring.boot.http.MessageComponent;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Adds to the schema of a record what the gateway knows better: the names that the
 * application's mapper uses, that a primitive component must be given, and what may be
 * {@code null}.
 */
@SuppressWarnings({ "rawtypes", "unchecked" })
final class RecordSchemas implements ModelConverter {

	private final boolean openapi31;

	private final Function<Class<?>, Map<String, String>> jsonNames;

	RecordSchemas(boolean openapi31, Function<Class<?>, Map<String, String>> jsonNames) {
		this.openapi31 = openapi31;
		this.jsonNames = jsonNames;
	}

	@Override
	public @Nullable Schema resolve(AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
		Schema schema = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
		Class<?> raw = Json.mapper().constructType(type.getType()).getRawClass();
		List<MessageComponent> components = (schema != null) ? MessageComponent.of(raw) : List.of();
		if (schema != null && !components.isEmpty()) {
			Schema definition = (schema.get$ref() != null)
					? context.getDefinedModels().get(Schemas.nameOf(schema.get$ref())) : schema;
			if (definition != null && definition.getProperties() != null) {
				complete(raw, components, definition);
			}
		}
		return schema;
	}

	/**
	 * Completes a schema. That it is asked to do so several times makes no difference.
	 */
	private void complete(Class<?> type, List<MessageComponent> components, Schema<?> schema) {
		Map<String, String> names = this.jsonNames.apply(type);
		rename(names, schema);
		for (MessageComponent component : components) {
			String name = names.getOrDefault(component.name(), component.name());
			Schema property = schema.getProperties().get(name);
			if (property == null) {
				continue;
			}
			if (this.openapi31) {
				excludeBounds(property);
			}
			if (component.required() && !isRequired(schema, name)) {
				schema.addRequiredItem(name);
			}
			if (component.nullable()) {
				schema.getProperties().put(name, nullable(property));
			}
		}
	}

	private static void rename(Map<String, String> names, Schema<?> schema) {
		Map<String, Schema> properties = schema.getProperties();
		if (properties.keySet().stream().noneMatch((name) -> isOldName(name, names, properties))) {
			return;
		}
		Map<String, Schema> renamed = new LinkedHashMap<>();
		properties.forEach((name, property) -> renamed
			.put(isOldName(name, names, properties) ? names.getOrDefault(name, name) : name, property));
		List<String> required = (schema.getRequired() != null) ? schema.getRequired() : List.of();
		List<String> renamedRequired = required.stream()
			.map((name) -> isOldName(name, names, properties) ? names.getOrDefault(name, name) : name)
			.toList();
		schema.setProperties(renamed);
		schema.setRequired(renamedRequired.isEmpty() ? null : renamedRequired);
	}

	private static boolean isOldName(String name, Map<String, String> names, Map<String, Schema> properties) {
		String newName = names.getOrDefault(name, name);
		return !newName.equals(name) && !properties.containsKey(newName);
	}

	private static boolean isRequired(Schema<?> schema, String name) {
		return schema.getRequired() != null && schema.getRequired().contains(name);
	}

	/**
	 * In JSON Schema an exclusive bound is a number of its own; the flag of OpenAPI 3.0
	 * would not be written, and {@code @Positive} would allow zero.
	 */
	private static void excludeBounds(Schema property) {
		if (Boolean.TRUE.equals(property.getExclusiveMinimum()) && property.getMinimum() != null) {
			property.exclusiveMinimumValue(property.getMinimum()).minimum(null).exclusiveMinimum(null);
		}
		if (Boolean.TRUE.equals(property.getExclusiveMaximum()) && property.getMaximum() != null) {
			property.exclusiveMaximumValue(property.getMaximum()).maximum(null).exclusiveMaximum(null);
		}
	}

	private Schema nullable(Schema property) {
		if (!this.openapi31) {
			return (property.get$ref() != null) ? new Schema().nullable(true).addAllOfItem(property)
					: property.nullable(true);
		}
		if (property.get$ref() != null) {
			Schema none = new Schema();
			none.addType("null");
			return new Schema().addAnyOfItem(property).addAnyOfItem(none);
		}
		if (property.getAnyOf() == null) {
			if (property.getTypes() == null && property.getType() != null) {
				property.addType(property.getType());
			}
			property.addType("null");
			if (property.getEnum() != null && !property.getEnum().contains(null)) {
				property.addEnumItemObject(null);
			}
		}
		return property;
	}

}
