package dev.actorspring.demo.readme;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.util.ClassUtils;

/**
 * The properties that there are, from the metadata on the class path.
 */
final class ConfigurationProperties {

	private ConfigurationProperties() {
	}

	/**
	 * Names with their defaults, which may be empty. A map of records stands for the
	 * properties of each record, as in {@code actor.actors.<name>.restart}; a record in
	 * one for those of that.
	 */
	static Map<String, String> all() throws Exception {
		Map<String, String> all = new TreeMap<>();
		for (URL url : Collections.list(ConfigurationProperties.class.getClassLoader()
			.getResources("META-INF/spring-configuration-metadata.json"))) {
			for (JsonNode property : read(url).path("properties")) {
				add(property, all);
			}
		}
		return all;
	}

	private static JsonNode read(URL url) throws IOException {
		try (InputStream stream = url.openStream()) {
			return JsonMapper.shared().readTree(stream);
		}
	}

	private static void add(JsonNode property, Map<String, String> all) throws Exception {
		String name = property.path("name").asString();
		String type = property.path("type").asString("");
		String records = "java.util.Map<java.lang.String,dev.actorspring.";
		if (!type.startsWith(records)) {
			all.put(name, property.path("defaultValue").asString(""));
			return;
		}
		Class<?> valueType = ClassUtils.forName(type.substring(type.indexOf(',') + 1, type.length() - 1), null);
		addComponents(name + ".<name>.", valueType, all);
	}

	private static void addComponents(String prefix, Class<?> type, Map<String, String> all) {
		for (RecordComponent component : type.getRecordComponents()) {
			String name = prefix + DataObjectPropertyName.toDashedForm(component.getName());
			if (component.getType().isRecord()) {
				addComponents(name + ".", component.getType(), all);
			}
			else {
				all.put(name, "");
			}
		}
	}

}
