package dev.actorspring.demo.readme;

import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What docs/compared.md says of us leads to a test. That the tests are there is seen by
 * {@link DocumentsTests}.
 */
class ComparedPageTests {

	private static final Pattern OURS = Pattern.compile("\\[[^]]+]\\(\\.\\./[^)]+Tests\\.(java|kt)\\)");

	private static final int SYSTEMS = 8;

	private static final List<String> HEAD = List.of("", "here", "OTP", "Pekko", "Orleans", "Ergo", "Ractor", "Actix",
			"Dapr", "Durable Objects");

	@Test
	void eachCellOfOursLeadsToATest() {
		List<List<String>> tables = Page.of("docs/compared.md")
			.text()
			.lines()
			.filter((line) -> line.startsWith("|") && !line.startsWith("|--"))
			.map((line) -> List.of(line.substring(1).split("(?<!\\\\)\\|")).stream().map(String::strip).toList())
			.filter((cells) -> cells.size() == 2 + SYSTEMS)
			.toList();
		assertThat(tables).filteredOn(HEAD::equals).hasSizeGreaterThan(3);
		assertThat(tables).filteredOn((cells) -> !HEAD.equals(cells)).hasSizeGreaterThan(25).allSatisfy((cells) -> {
			assertThat(cells.get(1)).matches(OURS);
			assertThat(cells).as("all systems").doesNotContain("");
		});
	}

}
