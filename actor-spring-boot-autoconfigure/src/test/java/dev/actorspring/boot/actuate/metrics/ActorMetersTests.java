package dev.actorspring.boot.actuate.metrics;

import java.time.Duration;
import java.util.Set;

import dev.actorspring.ActorCrashedException;
import dev.actorspring.ActorRef;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.boot.actors.ActorAutoConfiguration;
import dev.actorspring.stereotype.Actor;
import dev.actorspring.stereotype.KeyedActor;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorSystem;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * The meters of a real system, as Prometheus sees them.
 */
class ActorMetersTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ActorAutoConfiguration.class, ActorMetricsAutoConfiguration.class,
				MetricsAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class,
				PrometheusMetricsExportAutoConfiguration.class))
		.withUserConfiguration(Actors.class);

	@Test
	void beforeAnythingHappens_countersAreZero() {
		this.runner.run((context) -> assertThat(scrape(context.getBean(PrometheusMeterRegistry.class)).lines())
			.contains("actor_supervisor_restarts_total{actor=\"worker\",supervisor=\"pool\"} 0.0",
					"actor_supervisor_restarts_total{actor=\"each\",supervisor=\"each\"} 0.0",
					"actor_supervisor_restarts_total{actor=\"pool\",supervisor=\"root\"} 0.0",
					"actor_supervisor_escalations_total{supervisor=\"pool\"} 0.0",
					"actor_dead_letters_total{actor=\"worker\",reason=\"mailbox-full\"} 0.0",
					"actor_mailbox_depth{actor=\"worker\"} 0.0", "actor_mailbox_depth_max{actor=\"each\"} 0.0",
					"actor_active{actor=\"worker\"} 1.0"));
	}

	@Test
	void crash_isCountedAsRestartAndOutcome() {
		this.runner.run((context) -> {
			ActorRef<Worker> worker = context.getBean(ActorSystem.class).actor(Worker.class);
			assertThatExceptionOfType(ActorCrashedException.class).isThrownBy(() -> worker.call(new Worker.Work(true)));
			worker.call(new Worker.Work(false), Duration.ofSeconds(10));
			PrometheusMeterRegistry registry = context.getBean(PrometheusMeterRegistry.class);
			await().untilAsserted(() -> assertThat(scrape(registry).lines()).contains(
					"actor_supervisor_restarts_total{actor=\"worker\",supervisor=\"pool\"} 1.0",
					"actor_messages_seconds_count{actor=\"worker\",message=\"Work\",outcome=\"crashed\"} 1",
					"actor_messages_seconds_count{actor=\"worker\",message=\"Work\",outcome=\"success\"} 1",
					"actor_asks_seconds_count{actor=\"worker\",message=\"Work\",outcome=\"crashed\"} 1",
					"actor_asks_seconds_count{actor=\"worker\",message=\"Work\",outcome=\"reply\"} 1"));
		});
	}

	@Test
	void crashOfOneKey_isCountedForTheFamily() {
		this.runner.run((context) -> {
			ActorRef<Each> each = context.getBean(ActorSystem.class).keyed(Each.class).get("secret-key");
			assertThatExceptionOfType(ActorCrashedException.class).isThrownBy(() -> each.call(new Each.Work()));
			PrometheusMeterRegistry registry = context.getBean(PrometheusMeterRegistry.class);
			await().untilAsserted(() -> assertThat(scrape(registry).lines())
				.contains("actor_supervisor_restarts_total{actor=\"each\",supervisor=\"each\"} 1.0"));
			assertThat(scrape(registry)).doesNotContain("secret-key");
		});
	}

	@Test
	void severalRegistries_allHaveTheMeters() {
		this.runner.withBean("first", SimpleMeterRegistry.class, SimpleMeterRegistry::new)
			.withBean("second", SimpleMeterRegistry.class, SimpleMeterRegistry::new)
			.run((context) -> {
				assertThat(context.getBean(MeterRegistry.class)).isInstanceOf(CompositeMeterRegistry.class);
				ActorRef<Worker> worker = context.getBean(ActorSystem.class).actor(Worker.class);
				worker.call(new Worker.Work(false));
				assertThatExceptionOfType(ActorCrashedException.class)
					.isThrownBy(() -> worker.call(new Worker.Work(true)));
				Set<String> names = Set.of("actor.mailbox.depth", "actor.mailbox.depth.max", "actor.active",
						"actor.messages", "actor.asks", "actor.supervisor.restarts", "actor.supervisor.escalations",
						"actor.dead.letters", "actor.abandoned");
				for (MeterRegistry registry : context.getBeansOfType(MeterRegistry.class).values()) {
					await().untilAsserted(() -> {
						assertThat(registry.get("actor.asks").tag("outcome", "reply").timer().count()).isOne();
						assertThat(registry.get("actor.supervisor.restarts").tag("actor", "worker").counter().count())
							.isOne();
						assertThat(registry.get("actor.active").tag("actor", "worker").gauge().value()).isOne();
						assertThat(registry.getMeters()).extracting((meter) -> meter.getId().getName())
							.containsAll(names);
					});
				}
				assertThat(context.getBeansOfType(MeterRegistry.class)).hasSize(4);
			});
	}

	@Test
	void disabled_leavesNoMeter() {
		this.runner.withPropertyValues("actor.metrics.enabled=false").run((context) -> {
			context.getBean(ActorSystem.class).actor(Worker.class).call(new Worker.Work(false));
			assertThat(context.getBean(MeterRegistry.class).getMeters())
				.noneMatch((meter) -> meter.getId().getName().startsWith("actor."));
		});
	}

	private static String scrape(PrometheusMeterRegistry registry) {
		return registry.scrape();
	}

	@Configuration(proxyBeanMethods = false)
	@Import({ Worker.class, Each.class })
	static class Actors {

		@Bean
		SupervisorSpec pool() {
			return SupervisorSpec.named("pool").children(Worker.class).build();
		}

	}

	@Actor("worker")
	static class Worker {

		@Receive
		String work(Work work) {
			if (work.crash()) {
				throw new IllegalStateException("boom");
			}
			return "done";
		}

		record Work(boolean crash) implements Request<Worker, String> {

		}

	}

	@KeyedActor("each")
	static class Each {

		@Receive
		String work(Work work) {
			throw new IllegalStateException("boom");
		}

		record Work() implements Request<Each, String> {

		}

	}

}
