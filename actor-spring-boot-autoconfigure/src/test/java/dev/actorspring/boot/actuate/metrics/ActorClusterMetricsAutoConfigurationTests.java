package dev.actorspring.boot.actuate.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.actorspring.boot.actors.ActorAutoConfiguration;
import dev.actorspring.boot.actuate.testing.FixedClusterNode;
import dev.actorspring.boot.actuate.testing.SpreadActor;
import dev.actorspring.cluster.ClusterEvent;
import dev.actorspring.cluster.ClusterMember;
import dev.actorspring.cluster.ClusterNode;
import dev.actorspring.cluster.ClusterProbe;
import dev.actorspring.cluster.ClusterProbe.Outcome;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

class ActorClusterMetricsAutoConfigurationTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final FixedClusterNode node = new FixedClusterNode(4);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ActorAutoConfiguration.class,
				ClassUtils.resolveClassName("dev.actorspring.boot.cluster.ActorClusterAutoConfiguration", null),
				ActorMetricsAutoConfiguration.class, ActorClusterMetricsAutoConfiguration.class,
				MetricsAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class))
		.withBean(ClusterNode.class, () -> this.node);

	private final ApplicationContextRunner withNode = this.runner.withUserConfiguration(SpreadActor.class)
		.withBean(MeterRegistry.class, () -> this.registry);

	private double gauge(String name, String... tags) {
		return this.registry.get(name).tags(tags).gauge().value();
	}

	@Test
	void gaugesShowTheNode() {
		this.node.members.add(new ClusterMember("10.0.0.2:25520", ClusterMember.State.UNREACHABLE, false));
		this.node.homes.put(0, FixedClusterNode.ADDRESS);
		this.node.homes.put(1, "10.0.0.2:25520");
		this.node.homes.put(3, FixedClusterNode.ADDRESS);
		this.node.waiting = 7;
		this.withNode.run((context) -> {
			assertThat(gauge("actor.cluster.members", "state", "up")).isOne();
			assertThat(gauge("actor.cluster.members", "state", "unreachable")).isOne();
			assertThat(gauge("actor.cluster.members", "state", "joining")).isZero();
			assertThat(gauge("actor.cluster.members", "state", "leaving")).isZero();
			assertThat(gauge("actor.cluster.partitions")).isEqualTo(2);
			assertThat(gauge("actor.cluster.partitions.unknown")).isOne();
			assertThat(gauge("actor.cluster.waiting")).isEqualTo(7);
		});
	}

	@Test
	void whatGoesOnBetweenNodes_isMeasured_untilTheSystemEnds() {
		this.withNode.run((context) -> {
			assertThat(this.registry.get("actor.cluster.asks").timers()).hasSize(Outcome.values().length)
				.allSatisfy((timer) -> assertThat(timer.count()).isZero());
			ClusterProbe probe = context.getBean(ClusterProbe.class);
			probe.asked(Outcome.NOT_HANDLED, 5_000_000);
			probe.roundTrip(2_000_000);
			probe.returned();
			probe.resent(3);
			probe.handedOff(2, 1_000_000_000);
			context.getBean(ClusterMeters.class)
				.onEvent(new ClusterEvent.MessageLost("stock", "bolt", SpreadActor.Touch.class, "it is gone"));
			assertThat(this.registry.get("actor.cluster.asks")
				.tag("outcome", "not-handled")
				.timer()
				.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(5);
			assertThat(this.registry.get("actor.cluster.round.trip").timer().totalTime(TimeUnit.MILLISECONDS))
				.isEqualTo(2);
			assertThat(this.registry.get("actor.cluster.returned").counter().count()).isOne();
			assertThat(this.registry.get("actor.cluster.resent").counter().count()).isEqualTo(3);
			assertThat(this.registry.get("actor.cluster.lost").counter().count()).isOne();
			assertThat(this.registry.get("actor.cluster.hand.off").timer().totalTime(TimeUnit.SECONDS)).isOne();
			assertThat(this.registry.get("actor.cluster.cut.off").counter().count()).isEqualTo(2);
		});
		assertThat(this.registry.getMeters()).noneMatch((meter) -> meter.getId().getName().startsWith("actor."));
	}

	@Test
	void noFamilyThatIsSpread_hasNoMeters() {
		this.runner.withBean(MeterRegistry.class, () -> this.registry).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(this.registry.getMeters())
				.noneMatch((meter) -> meter.getId().getName().startsWith("actor.cluster"));
		});
	}

	@Test
	void metricsDisabled_isNotThere() {
		this.withNode.withPropertyValues("actor.metrics.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ClusterProbe.class));
	}

	@Test
	void clusterDisabled_isNotThere() {
		this.withNode.withPropertyValues("actor.cluster.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ClusterProbe.class));
	}

	@Test
	void noModule_isNotThere() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(ActorAutoConfiguration.class, ActorMetricsAutoConfiguration.class,
					ActorClusterMetricsAutoConfiguration.class))
			.withBean(MeterRegistry.class, () -> this.registry)
			.withClassLoader(new FilteredClassLoader(ClusterNode.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("actorClusterMeters"));
	}

	@Test
	void metersAreThoseOfTheReference() throws IOException {
		Set<String> documented = Pattern
			.compile("(?m)^\\| `(actor\\.cluster\\.[a-z.]+)` \\| (?:timer|counter|gauge) \\|")
			.matcher(Files.readString(Path.of("..", "docs", "reference.md")))
			.results()
			.map((row) -> row.group(1))
			.collect(Collectors.toCollection(TreeSet::new));
		this.withNode
			.run((context) -> assertThat(this.registry.getMeters().stream().map((meter) -> meter.getId().getName()))
				.filteredOn((name) -> name.startsWith("actor.cluster."))
				.containsOnly(documented.toArray(String[]::new)));
	}

	/** The demo, where all others are looked for, has no cluster. */
	@Test
	void whatTheDashboardAndTheAlertsAskFor_isThere() {
		PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		this.runner.withUserConfiguration(SpreadActor.class)
			.withBean(MeterRegistry.class, () -> prometheus)
			.run((context) -> {
				Set<String> there = prometheus.scrape()
					.lines()
					.filter((line) -> !line.startsWith("#"))
					.map((line) -> line.split("[{ ]", 2)[0])
					.collect(Collectors.toSet());
				for (String document : new String[] { "alerts.yml", "grafana-dashboard.json", "prometheus.md" }) {
					assertThat(wanted(document)).as(document).isNotEmpty().isSubsetOf(there);
				}
			});
	}

	private static Set<String> wanted(String document) throws IOException {
		return Pattern.compile("\\bactor_cluster_\\w+")
			.matcher(Files.readString(Path.of("..", "docs", document)))
			.results()
			.map(MatchResult::group)
			.collect(Collectors.toCollection(TreeSet::new));
	}

}
