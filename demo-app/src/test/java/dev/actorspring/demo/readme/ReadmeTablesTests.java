package dev.actorspring.demo.readme;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.actorspring.demo.AuctionHouseTest;
import dev.actorspring.demo.House;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@AuctionHouseTest
class ReadmeTablesTests {

	@Autowired
	private WebTestClient client;

	@Autowired
	private MeterRegistry registry;

	@Test
	void propertiesAreThoseOfTheMetadata() throws Exception {
		Map<String, String> documented = Readme.table("Properties")
			.stream()
			.collect(Collectors.toMap((row) -> unquoted(row.get(0)), (row) -> unquoted(row.get(1))));
		Map<String, String> actual = new TreeMap<>(ConfigurationProperties.all());
		actual.keySet().removeIf((name) -> !name.startsWith("actor."));
		assertThat(new TreeMap<>(documented)).containsExactlyEntriesOf(actual);
	}

	@Test
	void metersAreThoseThatExist() {
		new House(this.client).open("measured", "PT10M");
		Map<String, MeterRow> actual = new TreeMap<>();
		for (Meter meter : this.registry.getMeters()) {
			Meter.Id id = meter.getId();
			if (id.getName().startsWith("actor.")) {
				actual.put(id.getName(), new MeterRow(id.getType().name().toLowerCase(Locale.ROOT),
						id.getTags().stream().map(Tag::getKey).collect(Collectors.toCollection(TreeSet::new))));
			}
		}
		Map<String, MeterRow> documented = new TreeMap<>();
		for (List<String> row : Readme.table("Meters")) {
			documented.put(unquoted(row.get(0)),
					new MeterRow(row.get(1),
							Arrays.stream(row.get(2).split(", "))
								.map(ReadmeTablesTests::unquoted)
								.collect(Collectors.toSet())));
		}
		assertThat(documented).containsExactlyEntriesOf(actual);
	}

	private static String unquoted(String cell) {
		return cell.replace("`", "");
	}

	private record MeterRow(String kind, Set<String> tags) {

	}

}
