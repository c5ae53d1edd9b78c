package dev.actorspring.boot.actuate.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.actorspring.ActorSpec;
import dev.actorspring.ExitReason;
import dev.actorspring.Message;
import dev.actorspring.boot.actuate.testing.FixedActorSystem;
import dev.actorspring.supervision.ChildState;
import dev.actorspring.supervision.Restart;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorGauge;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.AskOutcome;
import dev.actorspring.system.MessageProbe;
import dev.actorspring.system.TurnOutcome;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

class ActorMetricsAutoConfigurationTests {

	private static final FixedActorSystem SYSTEM = new FixedActorSystem();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ActorMetricsAutoConfiguration.class, MetricsAutoConfiguration.class,
				CompositeMeterRegistryAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class))
		.withUserConfiguration(SystemNeedsProbes.class);

	@BeforeEach
	void buildTree() {
		SYSTEM.nodes.clear();
		SYSTEM.gauges.clear();
		SYSTEM.nodes.add(FixedActorSystem.supervisor("payments", ChildState.RUNNING,
				FixedActorSystem.actor("payments/ledger", ChildState.RUNNING, Duration.ZERO, null),
				FixedActorSystem.supervisor("payments/cards", ChildState.RUNNING)));
		SYSTEM.nodes.add(FixedActorSystem.family("auction", 2, 5, 4));
		SYSTEM.gauges.add(new Gauge("ledger", false, 3, 3, 1));
		SYSTEM.gauges.add(new Gauge("auction", true, 5, 4, 2));
	}

	@Test
	void gauges_showTheMailboxes() {
		this.runner.run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(registry.get("actor.mailbox.depth").tag("actor", "ledger").gauge().value()).isEqualTo(3);
			assertThat(registry.get("actor.mailbox.depth").tag("actor", "auction").gauge().value()).isEqualTo(5);
			assertThat(registry.get("actor.mailbox.depth.max").tag("actor", "auction").gauge().value()).isEqualTo(4);
			assertThat(registry.find("actor.mailbox.depth.max").tag("actor", "ledger").gauge()).isNull();
			assertThat(registry.get("actor.active").tag("actor", "auction").gauge().value()).isEqualTo(2);
			assertThat(registry.get("actor.away").tag("actor", "auction").gauge().value()).isZero();
			assertThat(registry.get("actor.mailbox.capacity").tag("actor", "auction").gauge().value()).isEqualTo(1_000);
			assertThat(registry.get("actor.mailbox.oldest.age").tag("actor", "auction").timeGauge().value())
				.as("seconds")
				.isEqualTo(1.5);
		});
	}

	@Test
	void unboundedMailbox_hasNoCapacity() {
		SYSTEM.gauges.add(new Gauge("inbox", false, 3, 3, 1, ActorSpec.UNBOUNDED));
		this.runner.run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(registry.find("actor.mailbox.capacity").tag("actor", "inbox").gauge()).isNull();
			assertThat(registry.find("actor.mailbox.depth").tag("actor", "inbox").gauge()).isNotNull();
		});
	}

	@Test
	void spawnedBeforeTheRegistryWasBound_isNotNamed() {
		SYSTEM.nodes.add(FixedActorSystem.actor("made-up-42", ChildState.RUNNING, Duration.ZERO, null));
		this.runner.run((context) -> assertThat(context.getBean(MeterRegistry.class).getMeters())
			.noneMatch((meter) -> meter.getId().toString().contains("made-up-42")));
	}

	@Test
	void everyMeter_hasADescriptionAndANameByTheConventions() {
		this.runner.run((context) -> {
			MessageProbe probe = probe(context, "ledger");
			probe.handled(TurnOutcome.SUCCESS, 1_000);
			probe.asked(AskOutcome.REPLY, 1_000);
			List<Meter> own = context.getBean(MeterRegistry.class)
				.getMeters()
				.stream()
				.filter((meter) -> meter.getId().getName().startsWith("actor."))
				.toList();
			assertThat(own).extracting((meter) -> meter.getId().getName()).contains("actor.messages", "actor.away");
			assertThat(own).allSatisfy((meter) -> {
				assertThat(meter.getId().getName()).matches("[a-z]+(\\.[a-z]+)+");
				assertThat(meter.getId().getDescription()).isNotBlank();
				assertThat(meter.getId().getTags()).extracting(Tag::getKey)
					.isSubsetOf("actor", "supervisor", "message", "outcome", "reason");
			});
			// One name, one description: Prometheus has room for only one.
			assertThat(own.stream().map((meter) -> meter.getId().getName()).distinct().count())
				.isEqualTo(own.stream().map((meter) -> meter.getId().getDescription()).distinct().count());
		});
	}

	@Test
	void timersSwitchedOff_leavesGaugesAndCounters() {
		this.runner.withPropertyValues("actor.metrics.timers=false").run((context) -> {
			assertThat(context.getBean(MessageProbe.Factory.class).create("ledger", "Post")).isNull();
			assertThat(context.getBean(MeterRegistry.class).get("actor.mailbox.depth").gauges()).isNotEmpty();
			assertThat(context.getBean(MeterRegistry.class).get("actor.dead.letters").counters()).isNotEmpty();
		});
	}

	@Test
	void excluded_hasNoMeters_andTheOthersHave() {
		this.runner.withPropertyValues("actor.metrics.exclude=ledger,Spawned").run((context) -> {
			MessageProbe.Factory probes = context.getBean(MessageProbe.Factory.class);
			assertThat(probes.create("ledger", "Post")).isNull();
			assertThat(probes.create("Spawned", "Post")).isNull();
			probe(context, "auction").handled(TurnOutcome.SUCCESS, 1_000);
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(registry.get("actor.messages").timers()).singleElement()
				.satisfies((timer) -> assertThat(timer.getId().getTag("actor")).isEqualTo("auction"));
			assertThat(registry.getMeters()).extracting((meter) -> meter.getId().getTag("actor"))
				.doesNotContain("ledger", "Spawned")
				.contains("auction", "cards");
			assertThat(registry.get("actor.supervisor.escalations").counters()).isNotEmpty();
		});
	}

	@Test
	void foreseeableCounters_startAtZero() {
		this.runner.run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(registry.get("actor.supervisor.restarts")
				.tags("supervisor", "payments", "actor", "ledger")
				.counter()
				.count()).isZero();
			assertThat(registry.get("actor.supervisor.restarts")
				.tags("supervisor", "auction", "actor", "auction")
				.counter()
				.count()).isZero();
			assertThat(registry.get("actor.supervisor.escalations").tag("supervisor", "payments").counter().count())
				.isZero();
			assertThat(registry.get("actor.dead.letters")
				.tags("actor", "ledger", "reason", "mailbox-full")
				.counter()
				.count()).isZero();
			assertThat(registry.get("actor.abandoned").tag("actor", "ledger").counter().count()).isZero();
		});
	}

	@Test
	void restartsOfSupervisors_startAtZero() {
		this.runner.run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(registry.get("actor.supervisor.restarts")
				.tags("supervisor", "root", "actor", "payments")
				.counter()
				.count()).isZero();
			assertThat(registry.get("actor.supervisor.restarts")
				.tags("supervisor", "payments", "actor", "cards")
				.counter()
				.count()).isZero();
		});
	}

	@Test
	void events_areCounted() {
		this.runner.run((context) -> {
			ActorEvent.Listener listener = context.getBean(ActorEvent.Listener.class);
			Restart restart = new Restart("payments/ledger", 2, new ExitReason.Killed(), Instant.EPOCH, Duration.ZERO);
			listener.onEvent(new ActorEvent.Restarted("payments", "ledger", "payments/ledger", restart));
			listener.onEvent(new ActorEvent.Escalated("payments", "payments", new IllegalStateException()));
			listener.onEvent(new ActorEvent.Abandoned("ledger", "payments/ledger", 1));
			listener.onEvent(new ActorEvent.DeadLetter("auction", "auction/42", new Ping(),
					ActorEvent.DeadLetter.Reason.LATE_REPLY));
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(registry.get("actor.supervisor.restarts").tag("actor", "ledger").counter().count()).isOne();
			assertThat(registry.get("actor.supervisor.escalations").tag("supervisor", "payments").counter().count())
				.isOne();
			assertThat(registry.get("actor.abandoned").tag("actor", "ledger").counter().count()).isOne();
			assertThat(registry.get("actor.dead.letters")
				.tags("actor", "auction", "reason", "late-reply")
				.counter()
				.count()).isOne();
		});
	}

	@Test
	void probes_timeMessagesAndAsks() {
		this.runner.run((context) -> {
			MessageProbe probe = probe(context, "ledger");
			probe.handled(TurnOutcome.SUCCESS, 1_000);
			probe.handled(TurnOutcome.SUCCESS, 1_000);
			probe.asked(AskOutcome.TERMINATED, 1_000);
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(registry.get("actor.messages")
				.tags("actor", "ledger", "message", "Post", "outcome", "success")
				.timer()
				.count()).isEqualTo(2);
			assertThat(registry.get("actor.asks")
				.tags("actor", "ledger", "message", "Post", "outcome", "terminated")
				.timer()
				.count()).isOne();
		});
	}

	@Test
	void actorSpawnedLater_hasGaugesWithItsFirstMessage() {
		this.runner.run((context) -> {
			SYSTEM.gauges.add(new Gauge("worker", false, 9, 9, 1));
			probe(context, "worker").handled(TurnOutcome.SUCCESS, 1);
			assertThat(context.getBean(MeterRegistry.class)
				.get("actor.mailbox.depth")
				.tag("actor", "worker")
				.gauge()
				.value()).isEqualTo(9);
		});
	}

	@Test
	void disabled_measuresNothing() {
		this.runner.withPropertyValues("actor.metrics.enabled=false").run((context) -> {
			assertThat(context).doesNotHaveBean(MessageProbe.Factory.class);
			assertThat(context.getBean(MeterRegistry.class).find("actor.mailbox.depth").gauge()).isNull();
		});
	}

	@Test
	void noMicrometer_isNotThere() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(ActorMetricsAutoConfiguration.class))
			.withUserConfiguration(SystemNeedsProbes.class)
			.withClassLoader(new FilteredClassLoader(MeterRegistry.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(MessageProbe.Factory.class));
	}

	@Test
	void noRegistry_isNotThere() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(ActorMetricsAutoConfiguration.class))
			.withUserConfiguration(SystemNeedsProbes.class)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(MessageProbe.Factory.class));
	}

	@Test
	void registryThatNeedsTheSystem_isNoCycle() {
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(ActorMetricsAutoConfiguration.class, MetricsAutoConfiguration.class))
			.withUserConfiguration(SystemNeedsProbes.class, RegistryNeedsSystem.class)
			.run((context) -> {
				assertThat(context).hasNotFailed().hasSingleBean(ActorMeterBinder.class);
				probe(context, "ledger").handled(TurnOutcome.SUCCESS, 1);
				assertThat(context.getBean(MeterRegistry.class).get("actor.messages").timer().count()).isOne();
			});
	}

	private static MessageProbe probe(ApplicationContext context, String actor) {
		MessageProbe probe = context.getBean(MessageProbe.Factory.class).create(actor, "Post");
		assertThat(probe).isNotNull();
		return probe;
	}

	record Ping() implements Message<Object> {

	}

	record Gauge(String actor, boolean keyed, int depth, int maxDepth, int active, int capacity) implements ActorGauge {

		Gauge(String actor, boolean keyed, int depth, int maxDepth, int active) {
			this(actor, keyed, depth, maxDepth, active, 1_000);
		}

		@Override
		public Duration oldestAge() {
			return Duration.ofMillis(1_500);
		}

		@Override
		public int away() {
			return 0;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SystemNeedsProbes {

		@Bean
		ActorSystem actorSystem(ObjectProvider<MessageProbe.Factory> probes,
				ObjectProvider<ActorEvent.Listener> listeners) {
			// No probe yet: those are made with the first messages.
			probes.ifAvailable((factory) -> {
			});
			listeners.forEach((listener) -> {
			});
			return SYSTEM;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class RegistryNeedsSystem {

		@Bean
		MeterRegistry registry(ActorSystem system) {
			return new SimpleMeterRegistry();
		}

	}

}
