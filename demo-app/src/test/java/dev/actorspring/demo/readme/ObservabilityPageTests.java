package dev.actorspring.demo.readme;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.actorspring.spi.LogLine;
import dev.actorspring.system.ActorEvent.DeadLetter.Reason;
import dev.actorspring.system.AskOutcome;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page for operators explains all that there is to be seen.
 */
class ObservabilityPageTests {

	private static final Page PAGE = Page.of("docs/observability.md");

	/** What stands in code style in the first cells of the rows of tables. */
	private static final Set<String> EXPLAINED = Pattern.compile("(?m)^\\| ([^|]+) \\|")
		.matcher(PAGE.text())
		.results()
		.flatMap((row) -> Pattern.compile("`([^`]+)`").matcher(row.group(1)).results())
		.map((MatchResult word) -> word.group(1))
		.collect(Collectors.toSet());

	@Test
	void everyMeterIsExplained() {
		List<String> meters = Stream.of("Meters", "Meters of durable actors", "Meters of a cluster")
			.flatMap((table) -> Page.of("docs/reference.md").table(table).stream())
			.map((row) -> row.get(0))
			.toList();
		assertThat(meters).isNotEmpty();
		assertThat(EXPLAINED).containsAll(meters);
	}

	@Test
	void everyOutcomeOfAnAskIsExplained() {
		assertThat(EXPLAINED).containsAll(
				Arrays.stream(AskOutcome.values()).map((outcome) -> outcome.name().toLowerCase(Locale.ROOT)).toList());
	}

	@Test
	void everyReasonOfADeadLetterIsExplained() {
		assertThat(EXPLAINED).containsAll(Arrays.stream(Reason.values()).map(LogLine::label).toList());
	}

}
