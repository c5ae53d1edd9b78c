package dev.actorspring.demo.readme;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

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
		Element parent = (Element) pom("actor-spring-boot-starter").getElementsByTagName("parent").item(0);
		List<Page.Block> blocks = Page.README.blocks("xml");
		assertThat(blocks).hasSize(1);
		Element dependency = xml(blocks.getFirst().text());
		assertThat(dependency.getTagName()).isEqualTo("dependency");
		assertThat(text(dependency, "groupId")).isEqualTo(text(parent, "groupId"));
		assertThat(text(dependency, "artifactId")).isEqualTo("actor-spring-boot-starter");
		assertThat(text(dependency, "version")).isEqualTo(text(parent, "version"));
	}

	@Test
	void commandsOfMavenAreThoseThatWereTried() {
		assertThat(Page.README.commands()).filteredOn(Command::isMaven)
			.extracting(Command::line)
			.containsExactly("mvn -pl demo-app -am spring-boot:run", "mvn install -DskipTests", "mvn verify");
	}

	@ParameterizedTest
	@ValueSource(strings = { "README.md", "docs/demo.md", "docs/guide.md", "docs/reference.md" })
	void everyBlockOfCodeIsChecked(String file) {
		assertThat(Pattern.compile("(?m)^```(\\w*)$").matcher(Page.of(file).text()).results())
			.extracting((match) -> match.group(1))
			.isSubsetOf("", "java", "console", "text", "xml", "yaml");
	}

	@Test
	void bomHasEveryModuleThatIsPublished() {
		List<String> managed = elements(pom("actor-spring-boot-bom"), "dependency")
			.map((each) -> text(each, "artifactId"))
			.toList();
		assertThat(managed)
			.containsExactlyInAnyOrderElementsOf(modules().filter(ReadmeReferencesTests::isPublishedJar).toList());
	}

	@Test
	void everyPublishedJarHasTheNameOfAModule() {
		assertThat(modules().filter(ReadmeReferencesTests::isPublishedJar)).isNotEmpty()
			.allSatisfy(
					(module) -> assertThat(Files.exists(Page.ROOT.resolve(module + "/src/main/java/module-info.java"))
							|| Page.of(module + "/pom.xml").text().contains("<Automatic-Module-Name>dev.actorspring"))
						.isTrue());
	}

	private static Stream<String> modules() {
		return elements(pom("."), "module").map(Element::getTextContent);
	}

	private static boolean isPublishedJar(String module) {
		String pom = Page.of(module + "/pom.xml").text();
		return !pom.contains("<maven.deploy.skip>true") && !pom.contains("<packaging>pom");
	}

	private static Stream<Element> elements(Element parent, String name) {
		NodeList nodes = parent.getElementsByTagName(name);
		return IntStream.range(0, nodes.getLength()).mapToObj((i) -> (Element) nodes.item(i));
	}

	private static Element pom(String module) {
		return xml(Page.of(Path.of(module, "pom.xml").normalize().toString()).text());
	}

	private static Element xml(String text) {
		try {
			return DocumentBuilderFactory.newInstance()
				.newDocumentBuilder()
				.parse(new InputSource(new StringReader(text)))
				.getDocumentElement();
		}
		catch (Exception ex) {
			throw new IllegalStateException(text, ex);
		}
	}

	private static String text(Element element, String child) {
		return element.getElementsByTagName(child).item(0).getTextContent();
	}

}
