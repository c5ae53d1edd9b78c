package dev.actorspring.demo.readme;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The documents lead nowhere but into the repository, and the decisions say from when
 * they are.
 */
class DocumentsTests {

	/** The name of a document, and not a part of an address. */
	private static final Pattern DOCUMENT = Pattern.compile("(?<![\\w./:-])[\\w./-]*\\w\\.md\\b");

	private static final Pattern STATUS = Pattern.compile(
			"# .+\n\nStatus: (Proposed|Accepted|Superseded by \\[.+]\\(.+\\.md\\)), \\d{4}-\\d{2}-\\d{2}\n\n\\S(?s:.)+");

	static List<Page> pages() {
		return Page.all();
	}

	static List<Page> decisions() {
		return Page.all()
			.stream()
			.filter((page) -> page.toString().startsWith("docs/decisions/"))
			.filter((page) -> !page.toString().endsWith("README.md"))
			.toList();
	}

	@ParameterizedTest
	@MethodSource("pages")
	void linksLeadSomewhere(Page page) {
		assertThat(page.links()).allSatisfy((link) -> assertThat(page.file().resolveSibling(link)).exists());
	}

	@ParameterizedTest
	@MethodSource("pages")
	void anchorsAreHeadings(Page page) {
		assertThat(Pattern.compile("]\\(([^):#]*)#([^)]+)\\)").matcher(page.text()).results().toList())
			.allSatisfy((link) -> {
				Path file = link.group(1).isEmpty() ? page.file() : page.file().resolveSibling(link.group(1));
				assertThat(new Page(file).text()
					.lines()
					.filter((line) -> line.startsWith("#"))
					.map(DocumentsTests::anchor)).as("headings of %s", file).contains(link.group(2));
			});
	}

	@ParameterizedTest
	@MethodSource("pages")
	void citedDocumentsAreInTheRepository(Page page) {
		assertCited(page.file());
	}

	@Test
	void documentsCitedBySourcesAreInTheRepository() {
		List<Path> sources = Stream.of(".java", ".erl", ".js", "pom.xml").flatMap(Page::files).toList();
		assertThat(sources).hasSizeGreaterThan(300).allSatisfy(DocumentsTests::assertCited);
	}

	@ParameterizedTest
	@MethodSource("decisions")
	void decisionHasStatusAndDate(Page decision) {
		assertThat(decision.text()).matches(STATUS);
	}

	@Test
	void everyDecisionIsListed() {
		assertThat(Page.of("docs/decisions/README.md").links()).filteredOn((link) -> !link.contains("/"))
			.isNotEmpty()
			.containsExactlyInAnyOrderElementsOf(
					decisions().stream().map((page) -> page.file().getFileName().toString()).toList());
	}

	private static void assertCited(Path file) {
		if (file.endsWith("DocumentsTests.java")) {
			return;
		}
		String text = new Page(file).text();
		assertThat(text).as("%s cites a section of what is not here", file).doesNotContain("\u00a7");
		assertThat(DOCUMENT.matcher(text).results().map((match) -> match.group()))
			.allSatisfy((name) -> assertThat(Stream.of(Page.ROOT, Page.ROOT.resolve("docs"), file.getParent())
				.anyMatch((directory) -> Files.exists(directory.resolve(name))))
				.as("%s is there, which %s cites", name, file)
				.isTrue());
	}

	/** As the usual hosts make it of a heading. */
	private static String anchor(String heading) {
		return heading.replaceFirst("^#+ ", "")
			.toLowerCase(Locale.ROOT)
			.replaceAll("[^\\p{L}\\p{N}_ -]", "")
			.replace(' ', '-');
	}

}
