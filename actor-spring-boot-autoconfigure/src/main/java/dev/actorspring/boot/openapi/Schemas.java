package dev.actorspring.boot.openapi;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.converter.ResolvedSchema;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.media.Schema;

/**
 * The schemas of a document. They are made by springdoc's own converters, so that all
 * annotations and customizations that these know count here too.
 */
@SuppressWarnings("rawtypes")
final class Schemas {

	private final Components components;

	private final boolean openapi31;

	private final ModelConverters converters;

	Schemas(Components components, boolean openapi31, Function<Class<?>, Map<String, String>> jsonNames) {
		this.components = components;
		this.openapi31 = openapi31;
		Map<String, Schema> existing = components.getSchemas();
		SchemaNames names = new SchemaNames((existing != null) ? existing.keySet() : Set.of());
		this.converters = converters(openapi31, names);
		this.converters.addConverter(new RecordSchemas(openapi31, jsonNames));
	}

	private static ModelConverters converters(boolean openapi31, SchemaNames names) {
		List<ModelConverter> shared = new ArrayList<>(ModelConverters.getInstance(openapi31).getConverters());
		ModelConverters own = new ModelConverters(openapi31);
		// Each is put before those that are there.
		for (ModelConverter converter : shared.reversed()) {
			own.addConverter((converter instanceof ModelResolver resolver)
					? new ModelResolver(resolver.objectMapper(), names).openapi31(openapi31) : converter);
		}
		return own;
	}

	/**
	 * The schema of a type, a reference where it has a name.
	 */
	Schema<?> of(Type type) {
		ResolvedType resolved = resolve(type);
		add(resolved.named());
		return resolved.schema();
	}

	/**
	 * Finds out the schema of a type without adding anything to the document.
	 */
	ResolvedType resolve(Type type) {
		ResolvedSchema resolved = this.converters.resolveAsResolvedSchema(new AnnotatedType(type).resolveAsRef(true));
		if (resolved == null || resolved.schema == null) {
			return new ResolvedType(empty(), Map.of());
		}
		return new ResolvedType(resolved.schema,
				(resolved.referencedSchemas != null) ? resolved.referencedSchemas : Map.of());
	}

	/**
	 * Adds schemas by their names.
	 */
	void add(Map<String, Schema> named) {
		named.forEach(this.components::addSchemas);
	}

	Schema<?> empty() {
		return new Schema<>(this.openapi31 ? SpecVersion.V31 : SpecVersion.V30);
	}

	/**
	 * A schema of one of JSON's types.
	 */
	Schema<?> typed(String type) {
		Schema<?> schema = empty();
		if (this.openapi31) {
			schema.addType(type);
			return schema;
		}
		return schema.type(type);
	}

	Schema<?> string() {
		return typed("string");
	}

	Schema<?> list(Schema<?> items) {
		return typed("array").items(items);
	}

	Schema<?> object(Map<String, Schema<?>> properties) {
		Schema<?> schema = typed("object");
		properties.forEach(schema::addProperty);
		return schema;
	}

	/**
	 * Adds a schema by a name of our own.
	 * @return the reference to it
	 */
	Schema<?> named(String name, Schema<?> schema) {
		this.components.addSchemas(name, schema);
		return empty().$ref("#/components/schemas/" + name);
	}

	static String nameOf(String ref) {
		return ref.substring(ref.lastIndexOf('/') + 1);
	}

}
