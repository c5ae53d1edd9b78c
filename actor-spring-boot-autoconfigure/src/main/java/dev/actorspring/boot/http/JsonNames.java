package dev.actorspring.boot.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.SettableBeanProperty;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.introspect.AnnotatedConstructor;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finds out what Jackson calls the components of a record: a naming strategy or a
 * {@code @JsonProperty} may rename them, and a path variable has the component's name.
 */
final class JsonNames {

	private JsonNames() {
	}

	/**
	 * The names in JSON by the names of the components.
	 */
	static Map<String, String> of(Class<?> type, JsonMapper mapper) {
		List<MessageComponent> components = MessageComponent.of(type);
		Map<String, String> names = new LinkedHashMap<>();
		for (MessageComponent component : components) {
			names.put(component.name(), component.name());
		}
		for (SettableBeanProperty property : properties(type, mapper)) {
			if (property.getMember() instanceof AnnotatedParameter parameter
					&& parameter.getOwner() instanceof AnnotatedConstructor constructor
					&& constructor.getParameterCount() == components.size()) {
				names.put(components.get(parameter.getIndex()).name(), property.getName());
			}
		}
		return names;
	}

	/**
	 * The names in JSON by the other names that Jackson takes for them.
	 */
	static Map<String, String> aliases(Class<?> type, JsonMapper mapper) {
		boolean anyCase = mapper.isEnabled(MapperFeature.ACCEPT_CASE_INSENSITIVE_PROPERTIES);
		Map<String, String> aliases = anyCase ? new TreeMap<>(String.CASE_INSENSITIVE_ORDER) : new HashMap<>();
		for (SettableBeanProperty property : properties(type, mapper)) {
			aliases.put(property.getName(), property.getName());
			property.findAliases(mapper.deserializationConfig())
				.forEach((alias) -> aliases.put(alias.getSimpleName(), property.getName()));
		}
		return aliases;
	}

	private static List<SettableBeanProperty> properties(Class<?> type, JsonMapper mapper) {
		ValueDeserializer<Object> deserializer = mapper._deserializationContext()
			.findRootValueDeserializer(mapper.constructType(type));
		List<SettableBeanProperty> properties = new ArrayList<>();
		if (deserializer instanceof BeanDeserializerBase bean) {
			bean.creatorProperties().forEachRemaining(properties::add);
		}
		return properties;
	}

}
