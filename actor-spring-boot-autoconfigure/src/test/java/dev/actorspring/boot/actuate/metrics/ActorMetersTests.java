package dev.actorspring.boot.actuate.metrics;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

import dev.actorspring.ActorCrashedException;
import dev.actorspring.ActorRef;
import dev.actorspring.MailboxFullException;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.boot.actors.ActorAutoConfiguration;
import dev.actorspring.stereotype.Actor;
import dev.actorspring.stereotype.KeyedActor;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.AskOutcome;
import dev.actorspring.system.MessageProbe;
import dev.actorspring.system.TurnOutcome;
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
	void probeOfTheUser_measuresToo() {
		Queue<String> handled = new ConcurrentLinkedQueue<>();
		MessageProbe own = new MessageProbe() {

			@Override
			public void handled(TurnOutcome outcome, long nanos) {
				handled.add("handled " + outcome);
			}

			@Override
			public void asked(AskOutcome outcome, long nanos) {
				handled.add("asked " + outcome);
			}

		};
		this.runner.withBean(MessageProbe.Factory.class, () -> (actor, message) -> own).run((context) -> {
			context.getBean(ActorSystem.class).actor(Worker.class).call(new Worker.Work(false));
			await()
				.untilAsserted(() -> assertThat(handled).containsExactlyInAnyOrder("handled SUCCESS", "asked REPLY"));
			await().untilAsserted(() -> assertThat(scrape(context.getBean(PrometheusMeterRegistry.class)).lines())
				.anyMatch((line) -> line.startsWith("actor_asks_seconds_count") && line.contains("worker")
						&& line.endsWith(" 1")));
		});
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
						"actor.dead.letters", "actor.abandoned", "actor.mailbox.oldest.age", "actor.mailbox.capacity",
						"actor.away");
				for (MeterRegistry registry : context.getBeansOfType(MeterRegistry.class).values()) {
					await().untilAsserted(() -> {
						assertThat(registry.get("actor.asks").tag("outcome", "reply").functionTimer().count()).isOne();
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
	void everythingThatHappens_isScrapedAsItWas() {
		this.runner
			.withPropertyValues("actor.actors.worker.mailbox-capacity=2", "actor.supervisors.pool.strategy=one-for-all")
			.run((context) -> {
				ActorRef<Worker> worker = context.getBean(ActorSystem.class).actor(Worker.class);
				CountDownLatch gate = new CountDownLatch(1);
				CountDownLatch entered = new CountDownLatch(1);
				worker.tell(new Worker.Hold(entered, gate));
				entered.await();
				CompletableFuture<String> crashing = worker.ask(new Worker.Work(true), Duration.ofSeconds(10));
				CompletableFuture<String> waiting = worker.ask(new Worker.Work(false), Duration.ofSeconds(10));
				assertThatExceptionOfType(MailboxFullException.class)
					.isThrownBy(() -> worker.call(new Worker.Work(false), Duration.ofSeconds(10)));
				worker.tell(new Worker.Hold(entered, gate));
				PrometheusMeterRegistry registry = context.getBean(PrometheusMeterRegistry.class);
				assertThat(scrape(registry).lines()).contains("actor_mailbox_depth{actor=\"worker\"} 2.0",
						"actor_mailbox_capacity{actor=\"worker\"} 2.0", "actor_active{actor=\"worker\"} 1.0",
						"actor_away{actor=\"worker\"} 0.0",
						"actor_dead_letters_total{actor=\"worker\",reason=\"mailbox-full\"} 1.0");
				gate.countDown();
				assertThat(crashing).failsWithin(Duration.ofSeconds(10));
				assertThat(waiting).succeedsWithin(Duration.ofSeconds(10));
				// The sibling comes last.
				await().untilAsserted(
						() -> assertThat(scrape(registry).lines()).contains("actor_mailbox_depth{actor=\"worker\"} 0.0",
								"actor_mailbox_oldest_age_seconds{actor=\"worker\"} 0.0",
								"actor_supervisor_restarts_total{actor=\"worker\",supervisor=\"pool\"} 1.0",
								"actor_supervisor_restarts_total{actor=\"sibling\",supervisor=\"pool\"} 1.0",
								"actor_messages_seconds_count{actor=\"worker\",message=\"Hold\",outcome=\"success\"} 1",
								"actor_messages_seconds_count{actor=\"worker\",message=\"Work\",outcome=\"crashed\"} 1",
								"actor_messages_seconds_count{actor=\"worker\",message=\"Work\",outcome=\"success\"} 1",
								"actor_asks_seconds_count{actor=\"worker\",message=\"Work\",outcome=\"crashed\"} 1",
								"actor_asks_seconds_count{actor=\"worker\",message=\"Work\",outcome=\"rejected\"} 1",
								"actor_asks_seconds_count{actor=\"worker\",message=\"Work\",outcome=\"reply\"} 1"));
			});
	}

	@Test
	void histograms_areConfiguredAsForAnyOtherTimer() {
		this.runner
			.withPropertyValues("management.metrics.distribution.percentiles-histogram.actor.asks=true",
					"management.metrics.distribution.slo.actor.messages=10ms,100ms")
			.run((context) -> {
				context.getBean(ActorSystem.class).actor(Worker.class).call(new Worker.Work(false));
				List<String> buckets = scrape(context.getBean(PrometheusMeterRegistry.class)).lines()
					.filter((line) -> line.contains("_bucket{"))
					.toList();
				assertThat(buckets).filteredOn((line) -> line.startsWith("actor_asks_seconds_bucket{"))
					.hasSizeGreaterThan(30)
					.last()
					.asString()
					.endsWith("le=\"+Inf\"} 1");
				assertThat(buckets).filteredOn((line) -> line.startsWith("actor_messages_seconds_bucket{"))
					.extracting((line) -> line.replaceAll(".*le=\"([^\"]*)\".*", "$1"))
					.containsExactly("0.01", "0.1", "+Inf");
			});
	}

	@Test
	void withoutHistograms_thereAreNoBuckets() {
		this.runner.run((context) -> {
			context.getBean(ActorSystem.class).actor(Worker.class).call(new Worker.Work(false));
			assertThat(scrape(context.getBean(PrometheusMeterRegistry.class)))
				.doesNotContain("actor_asks_seconds_bucket");
		});
	}

	@Test
	void standardSwitch_disablesOneMeter() {
		this.runner.withPropertyValues("management.metrics.enable.actor.asks=false").run((context) -> {
			context.getBean(ActorSystem.class).actor(Worker.class).call(new Worker.Work(false));
			assertThat(scrape(context.getBean(PrometheusMeterRegistry.class))).doesNotContain("actor_asks")
				.contains("actor_messages_seconds_count");
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
	@Import({ Worker.class, Sibling.class, Each.class })
	static class Actors {

		@Bean
		SupervisorSpec pool() {
			return SupervisorSpec.named("pool").children(Worker.class, Sibling.class).build();
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

		@Receive
		void hold(Hold message) throws InterruptedException {
			message.entered().countDown();
			message.gate().await();
		}

		record Work(boolean crash) implements Request<Worker, String> {

		}

		record Hold(CountDownLatch entered, CountDownLatch gate) implements Message<Worker> {

		}

	}

	@Actor("sibling")
	static class Sibling {

		@Receive
		void rest(Rest message) {
		}

		record Rest() implements Message<Sibling> {

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
