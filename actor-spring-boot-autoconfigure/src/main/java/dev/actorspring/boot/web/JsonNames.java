package dev.actorspring.boot.web;

import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

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
		RecordComponent[] components = type.getRecordComponents();
		Map<String, String> names = new LinkedHashMap<>();
		for (RecordComponent component : components) {
			names.put(component.getName(), component.getName());
		}
		ValueDeserializer<Object> deserializer = mapper._deserializationContext()
			.findRootValueDeserializer(mapper.constructType(type));
		if (deserializer instanceof BeanDeserializerBase bean) {
			Iterator<SettableBeanProperty> properties = bean.creatorProperties();
			while (properties.hasNext()) {
				SettableBeanProperty property = properties.next();
				if (property.getMember() instanceof AnnotatedParameter parameter
						&& parameter.getOwner() instanceof AnnotatedConstructor constructor
						&& constructor.getParameterCount() == components.length) {
					names.put(components[parameter.getIndex()].getName(), property.getName());
				}
			}
		}
		return names;
	}

}
