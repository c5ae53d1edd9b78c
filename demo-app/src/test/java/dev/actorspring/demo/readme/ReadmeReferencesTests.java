package dev.actorspring.demo.readme;

import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the README names is there.
 */
class ReadmeReferencesTests {

	@Test
	void fitsItsPurpose() {
		assertThat(Page.README.text().lines()).hasSizeLessThan(250);
	}

	@Test
	void dependencyHasTheCoordinatesOfTheStarter() {
		Xml parent = Xml.pom("actor-spring-boot-starter").all("parent").findFirst().orElseThrow();
		List<Page.Block> blocks = Page.README.blocks("xml");
		assertThat(blocks).hasSize(1);
		Xml dependency = Xml.parse(blocks.getFirst().text());
		assertThat(dependency.element().getTagName()).isEqualTo("dependency");
		assertThat(dependency.text("groupId")).isEqualTo(parent.text("groupId"));
		assertThat(dependency.text("artifactId")).isEqualTo("actor-spring-boot-starter");
		assertThat(dependency.text("version")).isEqualTo(parent.text("version"));
	}

	@Test
	void commandsOfMavenAreThoseThatWereTried() {
		assertThat(Page.README.commands()).filteredOn(Command::isMaven)
			.extracting(Command::line)
			.containsExactly("mvn -pl demo-app -am spring-boot:run", "mvn -pl demo-app -am spring-boot:run",
					"mvn -pl demo-app -am -Pcluster spring-boot:run",
					"mvn -pl demo-app -am -Pcluster spring-boot:run -Dspring-boot.run.arguments=\"--server.port=8081 --actor.cluster.port=25521\"",
					"mvn -pl demo-app -am -Pcluster spring-boot:run -Dspring-boot.run.arguments=\"--server.port=8082 --actor.cluster.port=25522\"",
					"mvn install -DskipTests", "mvn verify");
	}

	@ParameterizedTest
	@ValueSource(strings = { "README.md", "docs/demo.md", "docs/guide.md" })
	void everyBlockOfCodeIsChecked(String file) {
		assertThat(Pattern.compile("(?m)^```(\\w+)$").matcher(Page.of(file).text()).results())
			.extracting((match) -> match.group(1))
			.isSubsetOf("java", "console", "text", "xml", "yaml");
	}

}
