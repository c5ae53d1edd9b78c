package dev.actorspring.demo.prometheus;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class DashboardTests {

	private static final int WIDTH = 24;

	private final Dashboard dashboard = new Dashboard();

	@Test
	void importingItOverwritesNoOtherAndAsksForADataSource() {
		assertThat(this.dashboard.json().path("id").isNull()).isTrue();
		assertThat(this.dashboard.json().path("uid").asString()).isEqualTo("actor-spring-boot");
		assertThat(this.dashboard.json().path("schemaVersion").asInt()).isPositive();
		assertThat(this.dashboard.variables()).first()
			.satisfies((variable) -> assertThat(variable.path("type").asString()).isEqualTo("datasource"))
			.satisfies((variable) -> assertThat(variable.path("query").asString()).isEqualTo("prometheus"))
			.satisfies((variable) -> assertThat(variable.path("name").asString()).isEqualTo("datasource"));
	}

	@Test
	void everythingComesFromTheDataSourceThatIsChosen() {
		List<JsonNode> sources = this.dashboard.json().findValues("datasource");
		assertThat(sources).hasSizeGreaterThan(this.dashboard.queries().size())
			.allSatisfy((source) -> assertThat(source.path("uid").asString()).isEqualTo("${datasource}"));
	}

	@Test
	void variablesThatAreUsedExist() {
		Set<String> known = new HashSet<>(Set.of("__rate_interval"));
		this.dashboard.variables().forEach((variable) -> known.add(variable.path("name").asString()));
		assertThat(this.dashboard.queries()).isNotEmpty()
			.flatExtracting((query) -> Pattern.compile("\\$(\\w+)")
				.matcher(query.expression())
				.results()
				.map((variable) -> variable.group(1))
				.toList())
			.isNotEmpty()
			.isSubsetOf(known);
	}

	@Test
	void everyPanelSaysWhatItShowsAndInWhichUnit() {
		assertThat(this.dashboard.panels()).isNotEmpty().allSatisfy((panel) -> {
			assertThat(panel.path("title").asString()).isNotBlank();
			if (!panel.path("type").asString().equals("row")) {
				assertThat(panel.path("description").asString()).isNotBlank();
				assertThat(panel.path("fieldConfig").path("defaults").path("unit").asString()).isNotBlank();
				assertThat(panel.path("targets").size()).isPositive();
			}
		});
		assertThat(this.dashboard.panels()).extracting((panel) -> panel.path("id").asInt()).doesNotHaveDuplicates();
	}

	@Test
	void noPanelCoversAnother() {
		Set<List<Integer>> taken = new HashSet<>();
		for (JsonNode panel : this.dashboard.panels()) {
			JsonNode place = panel.path("gridPos");
			int left = place.path("x").asInt();
			int top = place.path("y").asInt();
			assertThat(left + place.path("w").asInt()).isLessThanOrEqualTo(WIDTH);
			for (int x = left; x < left + place.path("w").asInt(); x++) {
				for (int y = top; y < top + place.path("h").asInt(); y++) {
					assertThat(taken.add(List.of(x, y))).as(panel.path("title").asString()).isTrue();
				}
			}
		}
	}

}
