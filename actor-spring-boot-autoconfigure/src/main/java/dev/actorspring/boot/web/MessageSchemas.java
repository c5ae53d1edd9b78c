package dev.actorspring.boot.web;

import java.lang.reflect.Type;

import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import com.github.victools.jsonschema.module.jackson.JacksonSchemaModule;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationModule;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationOption;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Describes messages in JSON Schema, draft 2020-12, as the mapper reads them.
 */
final class MessageSchemas {

	private final JsonMapper mapper;

	private final SchemaGenerator generator;

	/**
	 * Creates it.
	 * @param mapper reads the messages
	 * @param constraints whether those of Bean Validation apply
	 */
	MessageSchemas(JsonMapper mapper, boolean constraints) {
		this.mapper = mapper;
		SchemaGeneratorConfigBuilder builder = new SchemaGeneratorConfigBuilder(mapper, SchemaVersion.DRAFT_2020_12,
				OptionPreset.PLAIN_JSON);
		builder.with(Option.FLATTENED_OPTIONALS, Option.EXTRA_OPEN_API_FORMAT_VALUES,
				Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES, Option.PLAIN_DEFINITION_KEYS);
		builder.without(Option.SCHEMA_VERSION_INDICATOR);
		// Before the module, which knows the annotations but not what the mapper is told.
		builder.forFields()
			.withPropertyNameOverrideResolver(this::name)
			.withRequiredCheck((field) -> field.getType().isPrimitive());
		builder.with(new JacksonSchemaModule(JacksonOption.FLATTENED_ENUMS_FROM_JSONVALUE,
				JacksonOption.FLATTENED_ENUMS_FROM_JSONPROPERTY));
		if (constraints) {
			builder.with(new JakartaValidationModule(JakartaValidationOption.NOT_NULLABLE_FIELD_IS_REQUIRED,
					JakartaValidationOption.INCLUDE_PATTERN_EXPRESSIONS));
		}
		this.generator = new SchemaGenerator(builder.build());
	}

	private @Nullable String name(FieldScope field) {
		Class<?> declaring = field.getDeclaringType().getErasedType();
		return declaring.isRecord() ? JsonNames.of(declaring, this.mapper).get(field.getDeclaredName()) : null;
	}

	/**
	 * The schema of the JSON object that makes a message.
	 * @param type the record
	 * @param given the name of a component that comes from the path, or {@code null}
	 */
	ObjectNode of(Class<?> type, @Nullable String given) {
		ObjectNode schema = this.generator.generateSchema(type);
		String name = (given != null) ? JsonNames.of(type, this.mapper).get(given) : null;
		if (name != null && schema.get("properties") instanceof ObjectNode properties) {
			properties.remove(name);
			if (schema.get("required") instanceof ArrayNode required) {
				required.removeIf((each) -> each.asString().equals(name));
			}
		}
		return schema;
	}

	/**
	 * The schema of a reply.
	 */
	ObjectNode of(Type type) {
		return this.generator.generateSchema(type);
	}

}
