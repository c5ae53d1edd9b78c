package dev.actorspring.boot.durable;

import java.time.Duration;

import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.boot.actors.ActorSystemBuilderCustomizer;
import dev.actorspring.durable.Alarms;
import dev.actorspring.durable.Durable;
import dev.actorspring.durable.DurableStates;
import dev.actorspring.durable.runtime.DurableActors;
import dev.actorspring.durable.store.StateKey;
import dev.actorspring.durable.store.StateStore;
import dev.actorspring.durable.test.InMemoryStateStore;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorSystem;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Actors that are declared as specs have states too.
 */
class SpecStateTests {

	private final InMemoryStateStore store = new InMemoryStateStore();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(DurableAutoConfigurations.withoutDatabase())
		.withBean(StateStore.class, () -> this.store);

	@Test
	void childOfASupervisor_hasStateAndAlarms() {
		this.runner.withUserConfiguration(Clocks.class).run((context) -> {
			ActorRef<Clock> clock = context.getBean(ActorSystem.class).actor("clock", Clock.class);
			assertThat(clock.call(new Clock.Wind())).isZero();
			assertThat(this.store.row(new StateKey("clock", ""))).isPresent();
			await().until(() -> clock.call(new Clock.Read()) == 1);
			assertThat(context.getBean(Strokes.class).states().find("")).contains(new Clock.Count(1));
		});
		this.runner.withUserConfiguration(Clocks.class)
			.run((context) -> assertThat(
					context.getBean(ActorSystem.class).actor("clock", Clock.class).call(new Clock.Read()))
				.isEqualTo(1));
	}

	@Test
	void familyOfACustomizer_hasStates() {
		this.runner.withUserConfiguration(Customized.class).run((context) -> {
			ActorRef<Clock> clock = context.getBean(ActorSystem.class).keyed("clock", Clock.class).get("a");
			assertThat(clock.call(new Clock.Wind())).isZero();
			assertThat(this.store.row(new StateKey("clock", "a"))).isPresent();
		});
	}

	@Test
	void besideActorsThatAreFound() {
		this.runner.withUserConfiguration(Clocks.class, Ledger.class).run((context) -> {
			@SuppressWarnings("unchecked")
			ActorRef<Ledger> ledger = (ActorRef<Ledger>) context.getBean("ledger");
			ledger.call(new Ledger.Add(5));
			context.getBean(ActorSystem.class).actor("clock", Clock.class).call(new Clock.Wind());
			assertThat(this.store.row(new StateKey("ledger", ""))).isPresent();
			assertThat(this.store.row(new StateKey("clock", ""))).isPresent();
			assertThat(context.getBean(DurableActors.class).actors()).containsExactlyInAnyOrder("ledger", "clock");
		});
	}

	@Test
	void stateThatNobodyHasRegistered_saysWhatToDo() {
		this.runner.withUserConfiguration(Forgotten.class).run((context) -> {
			ActorRef<Clock> clock = context.getBean(ActorSystem.class).keyed("clock", Clock.class).get("a");
			assertThat(clock.ask(new Clock.Read()).toCompletableFuture().handle((reply, failure) -> failure).join())
				.rootCause()
				.hasMessageContaining("No state of " + Clock.Count.class.getName() + " was loaded for clock/a")
				.hasMessageContaining("register it before the actor system is built");
		});
	}

	@Test
	void durableActorsWithoutAState_areNotStarted() {
		this.runner.withBean(DurableActors.class, () -> DurableActors.builder(this.store).build()).run((context) -> {
			assertThat(context.getBean(DurableActors.class).actors()).isEmpty();
			assertThat(context.getBean(DurableActorsSupplier.class).get()).isNull();
			assertThat(context.getBean(DurableActorsLifecycle.class).isRunning()).isFalse();
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class Clocks {

		@Bean
		SupervisorSpec clocks(DurableActors durable) {
			durable.register("clock", Clock.Count.class, "clock-count", 1);
			return SupervisorSpec.named("clocks")
				.child(ActorSpec.of("clock", Clock.class,
						(context) -> new Clock(durable.state("clock", false, context, Clock.Count.class),
								durable.alarms("clock", false, context))))
				.build();
		}

		@Bean
		Strokes strokes(DurableActors durable, SupervisorSpec clocks) {
			return new Strokes(durable.states("clock", Clock.Count.class));
		}

	}

	record Strokes(DurableStates<Clock.Count> states) {

	}

	@Configuration(proxyBeanMethods = false)
	static class Customized {

		@Bean
		ActorSystemBuilderCustomizer clocks(DurableActors durable) {
			return (builder) -> {
				durable.register("clock", Clock.Count.class, "clock-count", 1);
				builder.actor(ActorSpec.keyed("clock", Clock.class,
						(context) -> new Clock(durable.state("clock", true, context, Clock.Count.class),
								durable.alarms("clock", true, context))));
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Forgotten {

		@Bean
		ActorSystemBuilderCustomizer clocks(DurableActors durable) {
			return (builder) -> builder.actor(ActorSpec.keyed("clock", Clock.class,
					(context) -> new Clock(durable.state("clock", true, context, Clock.Count.class),
							durable.alarms("clock", true, context))));
		}

	}

	static class Clock {

		private final Durable<Count> count;

		private final Alarms<Clock> alarms;

		Clock(Durable<Count> count, Alarms<Clock> alarms) {
			this.count = count;
			this.alarms = alarms;
		}

		@Receive
		Integer wind(Wind wind) {
			this.alarms.set("strike", Duration.ZERO, new Strike());
			return this.count.set(new Count(0)).strokes();
		}

		@Receive
		void strike(Strike strike) {
			this.count.set(new Count(this.count.get().strokes() + 1));
		}

		@Receive
		Integer read(Read read) {
			return this.count.orElse(new Count(-1)).strokes();
		}

		record Count(int strokes) {

		}

		record Wind() implements Request<Clock, Integer> {

		}

		record Strike() implements Message<Clock> {

		}

		record Read() implements Request<Clock, Integer> {

		}

	}

}
