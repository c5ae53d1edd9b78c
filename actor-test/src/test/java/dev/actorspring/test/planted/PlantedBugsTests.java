package dev.actorspring.test.planted;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import dev.actorspring.test.simulation.Failure;
import dev.actorspring.test.simulation.SimulationOptions;
import dev.actorspring.test.simulation.SimulationReport;
import dev.actorspring.test.simulation.Simulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * The simulator finds what ordinary tests miss, and cries for nothing else.
 */
class PlantedBugsTests {

	private static final SimulationOptions OPTIONS = SimulationOptions.DEFAULT;

	/** How often an ordinary test is run. */
	private static final int ORDINARY = 20;

	static List<PlantedBug> bugs() {
		return PlantedBug.ALL;
	}

	@ParameterizedTest
	@MethodSource("bugs")
	void isFoundAndReplayedByItsSeedEachTime(PlantedBug bug) {
		Simulator simulator = bug.simulator(OPTIONS, false);
		Failure found = simulator.run().failure().orElseThrow();
		assertThat(found.seed()).isLessThan(1_000);
		for (int i = 0; i < 100; i++) {
			Failure again = bug.simulator(OPTIONS, false).run(found.seed()).failure().orElseThrow();
			assertThat(again.finding()).hasToString(found.finding().toString());
			assertThat(again.steps()).isEqualTo(found.steps());
			assertThat(again.choices()).isEqualTo(found.choices());
			assertThat(again.diagram()).isEqualTo(found.diagram());
		}
	}

	@ParameterizedTest
	@MethodSource("bugs")
	void isNotFoundWhereThereIsNone(PlantedBug bug) {
		SimulationReport report = bug.simulator(OPTIONS.schedules(300), true).run();
		assertThat(report.failure().map((failure) -> failure.finding() + "\n" + failure.diagram())).isEmpty();
		assertThat(report.schedules()).isEqualTo(300);
	}

	@Test
	void pageShowsTheDiagramOfOneOfThem() throws IOException {
		Failure failure = new TwoSenders().simulator(OPTIONS, false).run().failure().orElseThrow();
		assertThat(Files.readString(Path.of("../docs/testing.md")))
			.contains("```\n" + failure.diagram().replaceAll(" +\n", "\n") + "```\n")
			.contains("@Simulated(seed = " + failure.seed() + ")");
	}

	/**
	 * Prints the table of the documentation, of which only the last column is chance.
	 */
	@Test
	void halfOfThemOrMoreSurviveAnOrdinaryTest() throws IOException {
		String page = Files.readString(Path.of("../docs/testing.md"));
		int survivors = 0;
		StringBuilder table = new StringBuilder(
				"\nbug | found with seed | steps | shortest | ordinary tests that fail\n");
		for (PlantedBug bug : bugs()) {
			Failure found = bug.simulator(OPTIONS, false).run().failure().orElseThrow();
			int failed = 0;
			for (int i = 0; i < ORDINARY; i++) {
				failed += (catchThrowable(() -> bug.play(false)) != null) ? 1 : 0;
			}
			survivors += (failed * 2 < ORDINARY) ? 1 : 0;
			String row = String.format(Locale.ROOT, "| %s | %d | %d | ", bug.title(), found.seed(), found.steps());
			assertThat(page).contains(row);
			table.append(row).append(failed).append(" of ").append(ORDINARY).append(" |\n");
		}
		System.out.println(table);
		assertThat(survivors).isGreaterThanOrEqualTo(bugs().size() / 2);
	}

}
