package dev.actorspring.demo.readme;

import java.nio.file.Files;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is published is complete.
 */
class PublishedModulesTests {

	@Test
	void bomHasEveryModule() {
		assertThat(Xml.pom("actor-spring-boot-bom").all("dependency").map((each) -> each.text("artifactId")))
			.containsExactlyInAnyOrderElementsOf(jars().toList());
	}

	@Test
	void everyJarHasTheNameOfAModule() {
		assertThat(jars()).isNotEmpty()
			.allSatisfy(
					(module) -> assertThat(Files.exists(Page.ROOT.resolve(module + "/src/main/java/module-info.java"))
							|| Xml.pom(module).text("Automatic-Module-Name").startsWith("dev.actorspring"))
						.isTrue());
	}

	@Test
	void everyModuleSaysWhatItIs() {
		assertThat(jars()).allSatisfy((module) -> {
			assertThat(Xml.pom(module).text("name")).isNotBlank();
			assertThat(Xml.pom(module).text("description")).isNotBlank();
		});
		assertThat(Stream.of("url", "licenses", "developers", "scm").map(Xml.pom(".")::text)).doesNotContain("");
	}

	private static Stream<String> jars() {
		return Xml.pom(".")
			.all("module")
			.map((module) -> module.element().getTextContent())
			.filter((module) -> Xml.pom(module).all("maven.deploy.skip").findAny().isEmpty())
			.filter((module) -> Xml.pom(module).all("packaging").findAny().isEmpty());
	}

}
