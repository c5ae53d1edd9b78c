package dev.actorspring.boot.actuate.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import dev.actorspring.KeyedActors;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.boot.actors.ActorAutoConfiguration;
import dev.actorspring.durable.Durable;
import dev.actorspring.durable.State;
import dev.actorspring.durable.runtime.DurableActors;
import dev.actorspring.durable.store.StateKey;
import dev.actorspring.durable.store.StateStore;
import dev.actorspring.durable.store.StoredState;
import dev.actorspring.durable.test.InMemoryStateStore;
import dev.actorspring.stereotype.KeyedActor;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ActorStateHealthContributorAutoConfigurationTests {

	private final InMemoryStateStore store = new InMemoryStateStore();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ActorAutoConfiguration.class,
				ClassUtils.resolveClassName("dev.actorspring.boot.durable.ActorDurableAutoConfiguration", null),
				ActorStateHealthContributorAutoConfiguration.class, HealthContributorAutoConfiguration.class,
				HealthContributorRegistryAutoConfiguration.class))
		.withBean(StateStore.class, () -> this.store);

	private final ApplicationContextRunner withActors = this.runner.withUserConfiguration(Counter.class);

	@Test
	void storeIsThere_isUp() {
		this.withActors.run((context) -> assertThat(health(context)).isEqualTo(Health.up().build()));
	}

	@Test
	void storeIsAway_isDownUntilItIsBack() {
		this.withActors.run((context) -> {
			this.store.failEverything(true);
			counters(context).get("a").ask(new Count());
			await().until(() -> health(context).getStatus().equals(Status.DOWN));
			assertThat(health(context).getDetails()).containsKey("error");
			this.store.failEverything(false);
			await().until(() -> health(context).getStatus().equals(Status.UP));
		});
	}

	@Test
	void statesThatCannotBeRead_areNamed_upToTen() {
		this.withActors.run((context) -> {
			for (int i = 10; i < 22; i++) {
				this.store.put(new StoredState(new StateKey("counter", "k" + i), 1, UUID.randomUUID(),
						new StoredState.Value("counter", 1, "{}", null, null), Instant.EPOCH));
				counters(context).get("k" + i).ask(new Count());
			}
			await().until(() -> context.getBean(DurableActors.class).unreadable().size() == 12);
			Health health = health(context);
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			assertThat(health.getDetails()).containsEntry("unreadableCount", 12);
			assertThat((Map<?, ?>) health.getDetails().get("unreadable")).hasSize(10);
		});
	}

	@Test
	void anotherInstanceHasTheStates_isUp_andSaysSo() throws Exception {
		this.store.acquire("actors", "another", Duration.ofHours(1), false);
		this.withActors.withPropertyValues("actor.durable.lease=10s").run((context) -> {
			assertThat(health(context).getStatus()).isEqualTo(Status.UP);
			assertThat(health(context).getDetails()).containsEntry("standby", true);
		});
	}

	@Test
	void noActorWithAState_isUp_andAsksForNoStore() {
		this.runner.run((context) -> {
			assertThat(health(context)).isEqualTo(Health.up().build());
			assertThat(context.getBeanFactory().containsSingleton("durableActors")).isFalse();
		});
	}

	@Test
	void disabled_isNotThere() {
		this.withActors.withPropertyValues("management.health.actorstate.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(ActorStateHealthIndicator.class));
	}

	@Test
	void durableActorsDisabled_isNotThere() {
		this.runner.withPropertyValues("actor.durable.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ActorStateHealthIndicator.class));
	}

	@Test
	void noHealth_isNotThere() {
		this.withActors.withClassLoader(new FilteredClassLoader(HealthContributor.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("actorStateHealthContributor"));
	}

	@Test
	void usersOwn_wins() {
		this.withActors.withBean("actorStateHealthIndicator", HealthIndicator.class, () -> () -> Health.up().build())
			.run((context) -> assertThat(context).doesNotHaveBean(ActorStateHealthIndicator.class));
	}

	private static Health health(ApplicationContext context) {
		HealthContributor contributor = context.getBean(HealthContributorRegistry.class).getContributor("actorState");
		assertThat(contributor).isInstanceOf(ActorStateHealthIndicator.class);
		return ((HealthIndicator) contributor).health();
	}

	@SuppressWarnings("unchecked")
	private static KeyedActors<Counter> counters(ApplicationContext context) {
		return (KeyedActors<Counter>) context.getBean("counter");
	}

	@KeyedActor("counter")
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
