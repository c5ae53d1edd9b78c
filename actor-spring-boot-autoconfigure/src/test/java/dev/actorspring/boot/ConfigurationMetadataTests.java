package dev.actorspring.boot;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.context.properties.ConfigurationProperties;

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
			if (name.startsWith("management.endpoint.actors.") || name.startsWith("management.endpoint.observer.")) {
				// Generated for the endpoints, like those of Spring Boot's own.
				continue;
			}
			softly.assertThat(name).matches("(actor|management\\.(health|info)\\.actors)\\..+");
			softly.assertThat(property.path("description").asString(""))
				.as("description of %s", name)
				.isNotBlank()
				.endsWith(".");
		}
		softly.assertAll();
	}

	private static List<JsonNode> properties() {
		if (!Files.exists(METADATA)) {
			return List.of();
		}
		JsonNode metadata = JsonMapper.builder().build().readTree(METADATA);
		return StreamSupport.stream(metadata.path("properties").spliterator(), false).toList();
	}

}
