package dev.actorspring.boot.actuate.metrics;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.actorspring.ActorRef;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.boot.actors.ActorAutoConfiguration;
import dev.actorspring.durable.Durable;
import dev.actorspring.durable.State;
import dev.actorspring.durable.runtime.DurableListener;
import dev.actorspring.durable.store.StateKey;
import dev.actorspring.durable.store.StateStore;
import dev.actorspring.durable.test.InMemoryStateStore;
import dev.actorspring.stereotype.Actor;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ActorStateMetricsAutoConfigurationTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final InMemoryStateStore store = new InMemoryStateStore();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ActorAutoConfiguration.class,
				ClassUtils.resolveClassName("dev.actorspring.boot.durable.ActorDurableAutoConfiguration", null),
				ActorMetricsAutoConfiguration.class, ActorStateMetricsAutoConfiguration.class))
		.withBean(StateStore.class, () -> this.store);

	private final ApplicationContextRunner withRegistry = this.runner.withBean(MeterRegistry.class,
			() -> this.registry);

	@Test
	@SuppressWarnings("unchecked")
	void writes_areMeasured_untilTheSystemEnds() {
		this.withRegistry.withUserConfiguration(Counter.class).run((context) -> {
			((ActorRef<Counter>) context.getBean("counter")).ask(new Count()).toCompletableFuture().join();
			await().until(() -> this.registry.find("actor.durable.turns").summary() != null
					&& this.registry.get("actor.durable.turns").summary().count() == 1);
			assertThat(this.registry.get("actor.durable.write").timer().count()).isOne();
			assertThat(this.registry.get("actor.durable.write").timer().totalTime(TimeUnit.NANOSECONDS)).isPositive();
			assertThat(this.registry.get("actor.durable.rows").summary().totalAmount()).isOne();
			assertThat(this.registry.get("actor.durable.turns").summary().totalAmount()).isOne();
			assertThat(this.registry.get("actor.durable.size").tag("actor", "counter").summary().totalAmount())
				.isEqualTo("{\"number\":1}".length());
			for (String timer : List.of("actor.durable.load", "actor.durable.gate")) {
				assertThat(this.registry.get(timer).tag("actor", "counter").timer().count()).as(timer).isOne();
				assertThat(this.registry.get(timer).timer().totalTime(TimeUnit.NANOSECONDS)).as(timer).isPositive();
			}
		});
		assertThat(this.registry.find("actor.durable.write").timer()).isNull();
	}

	@Test
	void allMeters_areThereFromTheStart() {
		this.runner
			.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
					CompositeMeterRegistryAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class))
			.withUserConfiguration(Counter.class)
			.run((context) -> {
				MeterRegistry meters = context.getBean(MeterRegistry.class);
				assertThat(meters.get("actor.durable.conflicts").tag("actor", "counter").counter().count()).isZero();
				assertThat(meters.get("actor.durable.alarm.delay").tag("actor", "counter").timer().count()).isZero();
				assertThat(meters.get("actor.durable.write").timer().count()).isZero();
				assertThat(meters.get("actor.durable.away").gauge().value()).isZero();
				this.store.failEverything(true);
				await().until(() -> meters.get("actor.durable.away").gauge().value() == 1);
				this.store.failEverything(false);
				await().until(() -> meters.get("actor.durable.away").gauge().value() == 0);
			});
	}

	@Test
	void noActorWithAState_hasNoMeters() {
		this.runner
			.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
					CompositeMeterRegistryAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class))
			.run((context) -> {
				assertThat(context.getBean(MeterRegistry.class).find("actor.durable.away").meter()).isNull();
				assertThat(context.getBeanFactory().containsSingleton("durableActors")).isFalse();
			});
	}

	@Test
	void alarms_areMeasuredByHowLateTheyAre() {
		this.withRegistry.run((context) -> {
			context.getBean(DurableListener.class).alarmSent(new StateKey("stock", "bolt"), Duration.ofSeconds(3));
			assertThat(this.registry.get("actor.durable.alarm.delay")
				.tag("actor", "stock")
				.timer()
				.totalTime(TimeUnit.SECONDS)).isEqualTo(3);
		});
	}

	@Test
	void conflicts_areCountedByActor() {
		this.withRegistry.run((context) -> {
			context.getBean(DurableListener.class).conflict(new StateKey("stock", "bolt"));
			assertThat(this.registry.get("actor.durable.conflicts").tag("actor", "stock").counter().count()).isOne();
		});
	}

	@Test
	void noRegistry_isNotThere() {
		this.runner.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(DurableListener.class));
	}

	@Test
	void metricsDisabled_isNotThere() {
		this.withRegistry.withPropertyValues("actor.metrics.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(DurableListener.class));
	}

	@Test
	void durableActorsDisabled_isNotThere() {
		this.withRegistry.withPropertyValues("actor.durable.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(DurableListener.class));
	}

	@Actor("counter")
	static class Counter {

		private final Durable<Value> value;

		Counter(@State(name = "counter") Durable<Value> value) {
			this.value = value;
		}

		@Receive
		Value count(Count count) {
			return this.value.set(new Value(this.value.find().map(Value::number).orElse(0) + 1));
		}

	}

	record Count() implements Request<Counter, Value> {

	}

	record Value(int number) {

	}

}
