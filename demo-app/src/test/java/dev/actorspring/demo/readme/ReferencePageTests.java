package dev.actorspring.demo.readme;

import java.lang.annotation.Annotation;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.actorspring.Backlog;
import dev.actorspring.Becomes;
import dev.actorspring.Ignore;
import dev.actorspring.Postpone;
import dev.actorspring.Receive;
import dev.actorspring.States;
import dev.actorspring.demo.AuctionHouseTest;
import dev.actorspring.demo.House;
import dev.actorspring.durable.State;
import dev.actorspring.stereotype.Actor;
import dev.actorspring.stereotype.KeyedActor;
import dev.actorspring.stereotype.Pool;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.endpoint.annotation.DiscoveredEndpoint;
import org.springframework.boot.actuate.endpoint.web.WebEndpointsSupplier;
import org.springframework.boot.actuate.endpoint.web.WebOperation;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The tables of docs/reference.md are those of the code.
 */
@AuctionHouseTest
@TestPropertySource(properties = "management.endpoint.actors.access=unrestricted")
class ReferencePageTests {

	private static final Page PAGE = Page.of("docs/reference.md");

	private static final Pattern OURS = Pattern.compile(
			"actor\\..+|management\\.(endpoint|health|info)\\.(actors|actorcluster|actorstate|actortopics|observer)\\..+");

	private static final String DURABLE = "actor.durable.";

	@Autowired
	private WebTestClient client;

	@Autowired
	private MeterRegistry registry;

	@Autowired
	private WebEndpointsSupplier endpoints;

	@ParameterizedTest
	@ValueSource(classes = { Actor.class, KeyedActor.class, Pool.class, Receive.class, Backlog.class, States.class,
			Postpone.class, Ignore.class, Becomes.class, State.class })
	void attributesAreThoseOfTheAnnotation(Class<? extends Annotation> annotation) {
		Map<String, String> documented = withDefaults(PAGE.table(heading("`@" + annotation.getSimpleName() + "`")));
		Map<String, String> actual = new TreeMap<>();
		for (Method attribute : annotation.getDeclaredMethods()) {
			actual.put(attribute.getName(), source(attribute.getDefaultValue()));
		}
		assertThat(documented).containsExactlyEntriesOf(actual);
	}

	/** Some annotations share one. */
	private static String heading(String name) {
		return PAGE.text()
			.lines()
			.filter((line) -> line.startsWith("### ") && List.of(line.substring(4).split(", ")).contains(name))
			.findFirst()
			.orElseThrow()
			.substring(4);
	}

	@Test
	void propertiesAreThoseOfTheMetadata() throws Exception {
		Map<String, String> actual = new TreeMap<>(ConfigurationProperties.all());
		actual.keySet().removeIf((name) -> !OURS.matcher(name).matches());
		assertThat(withDefaults(PAGE.table("Properties"))).containsExactlyEntriesOf(actual);
	}

	@Test
	void everyRowSaysWhatItIsFor() {
		assertThat(PAGE.text().lines().filter((line) -> line.startsWith("| `"))).isNotEmpty()
			.noneMatch((line) -> line.matches(".*\\|\\s*\\|"));
	}

	@Test
	void metersAreThoseThatExist() {
		Map<String, MeterRow> actual = meters();
		actual.keySet().removeIf((name) -> name.startsWith(DURABLE) || name.startsWith("actor.topic."));
		assertThat(meters("Meters")).containsExactlyEntriesOf(actual);
	}

	/** Those of what has not happened are not there. */
	@Test
	void metersOfDurableActorsAreOnThePage() {
		await().untilAsserted(() -> {
			Map<String, MeterRow> actual = meters();
			actual.keySet().removeIf((name) -> !name.startsWith(DURABLE));
			assertThat(actual).isNotEmpty();
			assertThat(meters("Meters of durable actors")).containsAllEntriesOf(actual);
		});
	}

	private Map<String, MeterRow> meters() {
		new House(this.client).open("measured-" + UUID.randomUUID(), "PT10M");
		Map<String, MeterRow> actual = new TreeMap<>();
		for (Meter meter : this.registry.getMeters()) {
			Meter.Id id = meter.getId();
			if (id.getName().startsWith("actor.")) {
				actual.put(id.getName(), new MeterRow(id.getType().name().toLowerCase(Locale.ROOT).replace('_', ' '),
						id.getTags().stream().map(Tag::getKey).collect(Collectors.toCollection(TreeSet::new))));
			}
		}
		return actual;
	}

	private static Map<String, MeterRow> meters(String heading) {
		Map<String, MeterRow> documented = new TreeMap<>();
		for (List<String> row : PAGE.table(heading)) {
			documented.put(row.get(0),
					new MeterRow(row.get(1), StringUtils.commaDelimitedListToSet(row.get(2).replace(" ", ""))));
		}
		return documented;
	}

	@Test
	void endpointsAreThoseThatExist() {
		assertThat(PAGE.table("Endpoints")).extracting((row) -> row.get(0))
			.containsExactlyInAnyOrderElementsOf(this.endpoints.getEndpoints()
				.stream()
				.filter((endpoint) -> endpoint instanceof DiscoveredEndpoint<?> discovered
						&& discovered.getEndpointBean().getClass().getName().startsWith("dev.actorspring."))
				.flatMap((endpoint) -> endpoint.getOperations().stream())
				.map(WebOperation::getRequestPredicate)
				.map((request) -> request.getHttpMethod() + " /actuator/" + request.getPath().replace("{*", "{"))
				.toList());
	}

	private static Map<String, String> withDefaults(List<List<String>> table) {
		return new TreeMap<>(table.stream().collect(Collectors.toMap((row) -> row.get(0), (row) -> row.get(1))));
	}

	/** As one writes it, or nothing for what is empty. */
	private static String source(@Nullable Object value) {
		if (value == null) {
			return "";
		}
		if (value.getClass().isArray()) {
			return (Array.getLength(value) > 0) ? Arrays.deepToString((Object[]) value) : "";
		}
		return value.toString();
	}

	private record MeterRow(String kind, Set<String> tags) {

	}

}
