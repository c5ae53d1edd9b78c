package dev.actorspring.boot.actuate.metrics;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.actorspring.system.AskOutcome;
import dev.actorspring.system.MessageProbe;
import dev.actorspring.system.SamplingProbe;
import dev.actorspring.system.TurnOutcome;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who gets timers, and who the same numbers at less cost.
 */
class ActorTimersTests {

	private final OwnMeters own = new OwnMeters();

	private final PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	private MessageProbe probe(MeterRegistry registry) {
		MessageProbe probe = new ActorTimers(() -> registry, this.own, (actor) -> true, () -> {
		}).create("worker", "Work");
		assertThat(probe).isNotNull();
		return probe;
	}

	private static CompositeMeterRegistry composite(MeterRegistry... members) {
		CompositeMeterRegistry composite = new CompositeMeterRegistry();
		List.of(members).forEach(composite::add);
		return composite;
	}

	static Stream<DistributionStatisticConfig> distributions() {
		return Stream.of(DistributionStatisticConfig.builder().percentilesHistogram(true).build(),
				DistributionStatisticConfig.builder()
					.serviceLevelObjectives(Duration.ofMillis(10).toNanos(), Duration.ofMillis(100).toNanos())
					.build(),
				DistributionStatisticConfig.builder().percentiles(0.5, 0.99).build());
	}

	private static void configure(MeterRegistry registry, String name, DistributionStatisticConfig distribution) {
		registry.config().meterFilter(new MeterFilter() {

			@Override
			public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
				return id.getName().equals(name) ? distribution.merge(config) : config;
			}

		});
	}

	@Test
	void nothingExported_areTimers() {
		SimpleMeterRegistry simple = new SimpleMeterRegistry();
		MessageProbe probe = probe(simple);
		assertThat(probe).isInstanceOf(TimedMessages.class);
		probe.handled(TurnOutcome.SUCCESS, 1_000);
		assertThat(simple.get("actor.messages").timer().count()).isOne();
		assertThat(probe(composite(new SimpleMeterRegistry(), composite(new SimpleMeterRegistry()))))
			.isInstanceOf(TimedMessages.class);
	}

	@Test
	void exported_areSampled() {
		MessageProbe probe = probe(this.prometheus);
		assertThat(probe).isInstanceOf(SamplingProbe.class);
		probe.asked(AskOutcome.REPLY, TimeUnit.SECONDS.toNanos(2));
		FunctionTimer timer = this.prometheus.get("actor.asks").functionTimer();
		assertThat(timer.count()).isOne();
		assertThat(timer.totalTime(TimeUnit.SECONDS)).isEqualTo(2);
		assertThat(this.prometheus.get("actor.asks.seconds.max").gauge().value()).isEqualTo(2);
		assertThat(probe(composite(new SimpleMeterRegistry(), this.prometheus))).isInstanceOf(SamplingProbe.class);
	}

	@ParameterizedTest
	@MethodSource("distributions")
	void distributionOfOneMeter_areTimers(DistributionStatisticConfig distribution) {
		for (String name : List.of("actor.messages", "actor.asks")) {
			MeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
			configure(registry, name, distribution);
			MessageProbe probe = probe(registry);
			assertThat(probe).as(name).isInstanceOf(TimedMessages.class);
			probe.asked(AskOutcome.REPLY, 1_000);
			assertThat(registry.get("actor.asks").timer().count()).isOne();
		}
	}

	@Test
	void classesOfTheSameName_shareTheirMeters() {
		ActorTimers timers = new ActorTimers(() -> this.prometheus, this.own, (actor) -> true, () -> {
		});
		for (int i = 0; i < 2; i++) {
			assertThat(timers.create("worker", "Work")).isInstanceOfSatisfying(SamplingProbe.class,
					(probe) -> probe.handled(1));
		}
		assertThat(this.prometheus.get("actor.messages").functionTimer().count()).isEqualTo(2);
	}

	@Test
	void distributionOfSomethingElse_isNoReasonForTimers() {
		configure(this.prometheus, "http.server.requests", distributions().findFirst().orElseThrow());
		assertThat(probe(this.prometheus)).isInstanceOf(SamplingProbe.class);
	}

	@ParameterizedTest
	@MethodSource("distributions")
	void distributionInOneOfSeveralRegistries_areTimers(DistributionStatisticConfig distribution) {
		configure(this.prometheus, "actor.asks", distribution);
		// Whichever comes first.
		for (int i = 0; i < 10; i++) {
			MeterRegistry other = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
			assertThat(probe(composite(new SimpleMeterRegistry(), other, this.prometheus)))
				.isInstanceOf(TimedMessages.class);
		}
	}

	@Test
	void distributionOfTheComposite_areTimers() {
		CompositeMeterRegistry composite = composite(this.prometheus);
		configure(composite, "actor.asks", distributions().findFirst().orElseThrow());
		assertThat(probe(composite)).isInstanceOf(TimedMessages.class);
	}

	@Test
	void denied_isSampledAndNowhere() {
		this.prometheus.config().meterFilter(MeterFilter.denyNameStartsWith("actor.asks"));
		MessageProbe probe = probe(this.prometheus);
		probe.handled(TurnOutcome.SUCCESS, 1);
		probe.asked(AskOutcome.REPLY, 1);
		assertThat(this.prometheus.scrape()).contains("actor_messages_seconds_count").doesNotContain("actor_asks");
	}

	@Test
	void prometheus_seesTheSameNamesInBothCases() {
		SamplingProbe sampled = (SamplingProbe) probe(this.prometheus);
		PrometheusMeterRegistry other = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		MessageProbe timed = new TimedMessages(other, this.own,
				Tags.of(ActorMeters.ACTOR, "worker", ActorMeters.MESSAGE, "Work"));
		for (MessageProbe probe : List.of(sampled, timed)) {
			probe.handled(TurnOutcome.CRASHED, TimeUnit.SECONDS.toNanos(3));
			probe.asked(AskOutcome.CRASHED, TimeUnit.SECONDS.toNanos(4));
			probe.handled(TurnOutcome.SUCCESS, TimeUnit.SECONDS.toNanos(1));
			probe.asked(AskOutcome.REPLY, TimeUnit.SECONDS.toNanos(2));
		}
		assertThat(series(this.prometheus)).isEqualTo(series(other))
			.contains("actor_messages_seconds_count{actor=\"worker\",message=\"Work\",outcome=\"success\"} 1",
					"actor_messages_seconds_sum{actor=\"worker\",message=\"Work\",outcome=\"success\"} 1.0",
					"actor_messages_seconds_max{actor=\"worker\",message=\"Work\",outcome=\"success\"} 1.0",
					"actor_asks_seconds_max{actor=\"worker\",message=\"Work\",outcome=\"crashed\"} 4.0");
	}

	private static Set<String> series(PrometheusMeterRegistry registry) {
		return registry.scrape().lines().filter((line) -> !line.startsWith("#")).collect(Collectors.toSet());
	}

	@Test
	void sampled_countEachMessageAndRequestOnce() {
		SamplingProbe probe = (SamplingProbe) probe(this.prometheus);
		probe.handled(60);
		probe.handled(TurnOutcome.SUCCESS, 1_000);
		probe.handledSample(1_000);
		probe.replied();
		probe.replied();
		probe.repliedSample(1_000, 3_000);
		probe.handled(TurnOutcome.DECLINED, 1_000);
		probe.asked(AskOutcome.DECLINED, 1_000);
		probe.asked(AskOutcome.TIMEOUT, 1_000);
		assertThat(series(this.prometheus)).contains(
				"actor_messages_seconds_count{actor=\"worker\",message=\"Work\",outcome=\"success\"} 65",
				"actor_messages_seconds_count{actor=\"worker\",message=\"Work\",outcome=\"declined\"} 1",
				"actor_asks_seconds_count{actor=\"worker\",message=\"Work\",outcome=\"reply\"} 3",
				"actor_asks_seconds_count{actor=\"worker\",message=\"Work\",outcome=\"declined\"} 1",
				"actor_asks_seconds_count{actor=\"worker\",message=\"Work\",outcome=\"timeout\"} 1");
		assertThat(this.prometheus.get("actor.asks")
			.tag("outcome", "reply")
			.functionTimer()
			.totalTime(TimeUnit.NANOSECONDS)).isEqualTo(9_000);
	}

	@Test
	void destroy_leavesNothingInTheRegistry() {
		for (MeterRegistry registry : List.of(this.prometheus, new SimpleMeterRegistry(),
				composite(new SimpleMeterRegistry(), new PrometheusMeterRegistry(PrometheusConfig.DEFAULT)))) {
			MessageProbe probe = probe(registry);
			probe.handled(TurnOutcome.SUCCESS, 1);
			probe.asked(AskOutcome.REPLY, 1);
			assertThat(registry.getMeters()).isNotEmpty();
		}
		this.own.destroy();
		assertThat(this.prometheus.getMeters()).isEmpty();
		assertThat(this.prometheus.scrape()).isBlank();
	}

	@Test
	void lookForADistribution_leavesNothing() {
		probe(this.prometheus);
		assertThat(this.prometheus.getMeters()).isEmpty();
	}

}
