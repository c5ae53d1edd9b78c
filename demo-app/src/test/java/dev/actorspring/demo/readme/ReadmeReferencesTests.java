package dev.actorspring.demo.readme;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

import static org.assertj.core.api.Assertions.assertThat;

class ReadmeReferencesTests {

	private static final Path DECISIONS = Readme.ROOT.resolve("docs/decisions");

	@Test
	void dependencyHasTheCoordinatesOfTheStarter() throws Exception {
		Element parent = (Element) pom().getElementsByTagName("parent").item(0);
		List<Readme.Block> blocks = Readme.blocks("xml");
		assertThat(blocks).hasSize(1);
		Element dependency = xml(blocks.getFirst().text());
		assertThat(dependency.getTagName()).isEqualTo("dependency");
		assertThat(text(dependency, "groupId")).isEqualTo(text(parent, "groupId"));
		assertThat(text(dependency, "artifactId")).isEqualTo("actor-spring-boot-starter");
		assertThat(text(dependency, "version")).isEqualTo(text(parent, "version"));
	}

	@Test
	void commandsOfMavenAreThoseThatWereTried() {
		assertThat(Readme.blocks("console").stream().flatMap((block) -> Command.parse(block.text()).stream()))
			.filteredOn(Command::isMaven)
			.extracting(Command::line)
			.containsExactly("mvn -pl demo-app -am spring-boot:run", "mvn verify", "mvn install -DskipTests");
	}

	@Test
	void everyBlockOfCodeIsChecked() {
		assertThat(Pattern.compile("(?m)^```(\\w+)$").matcher(Readme.text()).results())
			.extracting((match) -> match.group(1))
			.isSubsetOf("java", "console", "text", "xml", "yaml");
	}

	@Test
	void linksLeadSomewhere() {
		assertThat(links(Readme.ROOT.resolve("README.md"))).isNotEmpty()
			.allSatisfy((link) -> assertThat(Readme.ROOT.resolve(link)).exists());
	}

	@Test
	void everyDecisionIsListed() throws IOException {
		try (Stream<Path> files = Files.list(DECISIONS)) {
			assertThat(links(DECISIONS.resolve("README.md")))
				.containsExactlyInAnyOrderElementsOf(files.map((file) -> file.getFileName().toString())
					.filter((name) -> name.endsWith(".md") && !name.equals("README.md"))
					.toList());
		}
	}

	private static List<String> links(Path file) {
		return Pattern.compile("]\\(([^):#]+)\\)")
			.matcher(Readme.read(file))
			.results()
			.map((MatchResult match) -> match.group(1))
			.toList();
	}

	private static Element pom() throws Exception {
		return xml(Readme.read(Readme.ROOT.resolve("actor-spring-boot-starter/pom.xml")));
	}

	private static Element xml(String text) throws Exception {
		return DocumentBuilderFactory.newInstance()
			.newDocumentBuilder()
			.parse(new InputSource(new StringReader(text)))
			.getDocumentElement();
	}

	private static String text(Element element, String child) {
		return element.getElementsByTagName(child).item(0).getTextContent();
	}

}
