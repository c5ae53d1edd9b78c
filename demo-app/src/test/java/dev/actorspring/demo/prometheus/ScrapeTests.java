package dev.actorspring.demo.prometheus;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.actorspring.demo.AuctionHouseTest;
import dev.actorspring.demo.House;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the auction house lets itself be scraped.
 */
@AuctionHouseTest
class ScrapeTests {

	private static final Pattern ACTORS = Pattern.compile("^(?:# (?:HELP|TYPE) )?actor_");

	private final House house;

	@TempDir
	private Path directory;

	ScrapeTests(@Autowired WebTestClient client) {
		this.house = new House(client);
	}

	@BeforeEach
	void makeTraffic() {
		this.house.get("/payments/ledger", HttpStatus.OK);
	}

	@Test
	void everyMetricThatIsAskedForIsThere() throws Exception {
		Set<String> wanted = new TreeSet<>();
		new Dashboard().queries().forEach((query) -> wanted.addAll(PromQl.metrics(query.expression())));
		Alerts.expressions().values().forEach((expression) -> wanted.addAll(PromQl.metrics(expression)));
		Page.queries().forEach((query) -> wanted.addAll(PromQl.metrics(query)));
		// The demo has no cluster: ActorClusterMetricsAutoConfigurationTests looks for
		// these.
		wanted.removeIf((metric) -> metric.startsWith("actor_cluster_"));
		// Nor a pool: PoolMetersTests looks for these.
		wanted.removeIf((metric) -> metric.startsWith("actor_pool_"));
		Set<String> there = scrape().lines()
			.filter((line) -> !line.startsWith("#"))
			.map((line) -> line.split("[{ ]", 2)[0])
			.collect(Collectors.toSet());
		assertThat(wanted).isNotEmpty().isSubsetOf(there);
	}

	@Test
	void promtoolFindsNothing() throws Exception {
		Prometheus.requireInstalled();
		// What others measure is theirs.
		String actors = scrape().lines()
			.filter((line) -> ACTORS.matcher(line).find())
			.collect(Collectors.joining("\n", "", "\n"));
		assertThat(actors).contains("actor_mailbox_depth{");
		Path file = Files.writeString(this.directory.resolve("scrape"), actors);
		assertThat(Promtool.runWithInput(file, "check", "metrics", "--extended")).contains("actor_mailbox_depth");
	}

	private String scrape() {
		return this.house.text("/actuator/prometheus");
	}

}
