package dev.actorspring.boot;

import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;

class ConfigurationMetadataTests {

	private static final Path METADATA = Path.of("target/classes/META-INF/spring-configuration-metadata.json");

	@Test
	void everyClassOfPropertiesHasMetadata() {
		boolean hasProperties = ModuleClasses.get()
			.stream()
			.anyMatch((javaClass) -> javaClass.isAnnotatedWith(ConfigurationProperties.class));
		assertThat(properties().isEmpty()).as("no metadata").isEqualTo(!hasProperties);
	}

	@Test
	void everyPropertyIsDescribedAndBelongsToActor() {
		SoftAssertions softly = new SoftAssertions();
		for (JsonNode property : properties()) {
			String name = property.path("name").asString();
			if (name.matches("management\\.endpoint\\.(actors|actorcluster|actortopics|observer)\\..+")) {
				// Generated for the endpoints, like those of Spring Boot's own.
				continue;
			}
			softly.assertThat(name)
				.matches("(actor|management\\.(health|info)\\.(actors|actorcluster|actorstate))\\..+");
			softly.assertThat(property.path("description").asString(""))
				.as("description of %s", name)
				.isNotBlank()
				.endsWith(".");
		}
		softly.assertAll();
	}

	@ParameterizedTest
	@MethodSource("classesOfProperties")
	void everyDefaultIsInTheMetadata(Class<?> type) {
		String prefix = type.getAnnotation(ConfigurationProperties.class).value();
		Object unset = new Binder(new MapConfigurationPropertySource()).bindOrCreate(prefix, Bindable.of(type));
		Map<String, String> documented = properties().stream()
			.filter((property) -> property.has("defaultValue"))
			.collect(Collectors.toMap((property) -> property.path("name").asString(),
					(property) -> property.path("defaultValue").asString()));
		Set<String> withDefault = namesWithDefault(prefix, unset).collect(Collectors.toSet());
		assertThat(documented.keySet()).containsAll(withDefault);
		Map<String, String> asDocumented = documented.entrySet()
			.stream()
			.filter((entry) -> withDefault.contains(entry.getKey()))
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
		assertThat(new Binder(new MapConfigurationPropertySource(asDocumented)).bindOrCreate(prefix, Bindable.of(type)))
			.as("with the defaults of the metadata")
			.isEqualTo(unset);
	}

	@Test
	void everyHintIsAboutAPropertyThatExists() {
		Map<String, String> types = properties().stream()
			.collect(Collectors.toMap((property) -> property.path("name").asString(),
					(property) -> property.path("type").asString()));
		List<JsonNode> hints = metadata("hints");
		assertThat(hints).isNotEmpty().allSatisfy((hint) -> {
			String name = hint.path("name").asString();
			String property = name.replaceFirst("\\.(keys|values)$", "");
			assertThat(types).containsKey(property);
			assertThat(!property.equals(name)).as("of a map")
				.isEqualTo(types.get(property).startsWith("java.util.Map<"));
			assertThat(hint.path("providers").size() + hint.path("values").size()).as(name).isPositive();
			assertThat(hint.path("providers")).allSatisfy((provider) -> {
				String target = provider.path("parameters").path("target").asString("");
				assertThat(target.isEmpty() || ClassUtils.isPresent(target, null)).as(target).isTrue();
			});
		});
	}

	static Stream<Class<?>> classesOfProperties() {
		return ModuleClasses.get()
			.stream()
			.filter((javaClass) -> javaClass.isAnnotatedWith(ConfigurationProperties.class))
			.map((javaClass) -> javaClass.reflect());
	}

	/** Of the properties of a record that have a value, though nobody has set one. */
	private static Stream<String> namesWithDefault(String prefix, Object properties) {
		return Stream.of(properties.getClass().getRecordComponents()).flatMap((component) -> {
			String name = prefix + "." + DataObjectPropertyName.toDashedForm(component.getName());
			Object value = value(component, properties);
			if (value == null || value instanceof Collection<?> || value instanceof Map<?, ?>) {
				return Stream.empty();
			}
			return value.getClass().isRecord() ? namesWithDefault(name, value) : Stream.of(name);
		});
	}

	private static Object value(RecordComponent component, Object properties) {
		component.getAccessor().setAccessible(true);
		return ReflectionUtils.invokeMethod(component.getAccessor(), properties);
	}

	private static List<JsonNode> properties() {
		return metadata("properties");
	}

	private static List<JsonNode> metadata(String part) {
		if (!Files.exists(METADATA)) {
			return List.of();
		}
		JsonNode metadata = JsonMapper.builder().build().readTree(METADATA);
		return StreamSupport.stream(metadata.path(part).spliterator(), false).toList();
	}

}
