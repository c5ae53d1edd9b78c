package dev.actorspring.demo.readme;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.actorspring.boot.actuate.endpoint.NodeDescriptor;
import dev.actorspring.boot.watchdog.CarrierPinned;
import dev.actorspring.boot.watchdog.DeadlockFound;
import dev.actorspring.spi.LogLine;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorEvent.DeadLetter.Reason;
import dev.actorspring.system.AskOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
		List<String> meters = Stream
			.of("Meters", "Meters of pools", "Meters of topics", "Meters of durable actors", "Meters of a cluster")
			.flatMap((table) -> Page.of("docs/reference.md").table(table).stream())
			.map((row) -> row.get(0))
			.toList();
		assertThat(meters).isNotEmpty();
		assertThat(EXPLAINED).containsAll(meters);
	}

	@ParameterizedTest
	@ValueSource(classes = { NodeDescriptor.Actor.class, NodeDescriptor.Supervisor.class, NodeDescriptor.Family.class })
	void everyFieldOfANodeIsExplained(Class<?> node) {
		assertThat(EXPLAINED)
			.containsAll(Arrays.stream(node.getRecordComponents()).map(RecordComponent::getName).toList());
	}

	/** But for those that are told to listeners only. */
	@Test
	void everyApplicationEventIsListed() {
		assertThat(
				PAGE.table("Events").stream().map((row) -> row.get(0)))
			.containsExactlyInAnyOrderElementsOf(
					Stream
						.concat(Arrays.stream(ActorEvent.class.getPermittedSubclasses())
							.filter((type) -> type != ActorEvent.DeadLetter.class && type != ActorEvent.Ended.class)
							.map((type) -> "ActorEvent." + type.getSimpleName()),
								Stream.of(DeadlockFound.class, CarrierPinned.class).map(Class::getSimpleName))
						.toList());
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
