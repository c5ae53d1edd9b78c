package dev.actorspring.boot.actuate.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.boot.actors.ActorAutoConfiguration;
import dev.actorspring.stereotype.Actor;
import dev.actorspring.stereotype.Pool;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is asked for of pools. The demo, where most meters are looked for, has none.
 */
class PoolMetersTests {

	@Test
	void whatTheDashboardAndThePageAskFor_isThere() {
		PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(ActorAutoConfiguration.class, ActorMetricsAutoConfiguration.class,
					MetricsAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class))
			.withBean(MeterRegistry.class, () -> prometheus)
			.withUserConfiguration(Clerk.class)
			.run((context) -> {
				Set<String> there = prometheus.scrape()
					.lines()
					.filter((line) -> line.contains("actor=\"clerk\""))
					.map((line) -> line.split("[{ ]", 2)[0])
					.collect(Collectors.toSet());
				for (String document : new String[] { "grafana-dashboard.json", "prometheus.md" }) {
					assertThat(wanted(document)).as(document).hasSize(2).isSubsetOf(there);
				}
			});
	}

	private static Set<String> wanted(String document) throws IOException {
		return Pattern.compile("\\bactor_pool_\\w+")
			.matcher(Files.readString(Path.of("..", "docs", document)))
			.results()
			.map(MatchResult::group)
			.collect(Collectors.toCollection(TreeSet::new));
	}

	@Actor("clerk")
	@Pool(size = 2)
	static class Clerk {

		record Stamp() implements Message<Clerk> {

		}

		@Receive
		void stamp(Stamp stamp) {
		}

	}

}
