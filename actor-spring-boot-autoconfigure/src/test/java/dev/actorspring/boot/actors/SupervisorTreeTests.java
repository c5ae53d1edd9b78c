package dev.actorspring.boot.actors;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.ActorContext;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.RestartType;
import dev.actorspring.stereotype.Actor;
import dev.actorspring.supervision.AutoShutdown;
import dev.actorspring.supervision.ChildInfo;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorSystem;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.NestedExceptionUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Supervisors as beans, nested in each other, and what is said when they do not make a
 * tree.
 */
class SupervisorTreeTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ActorAutoConfiguration.class))
		.withUserConfiguration(Ledger.class, Gateway.class);

	@Test
	void supervisorIsNestedByName() {
		this.contextRunner.withUserConfiguration(NestedByName.class)
			.run((context) -> assertThat(context.getBean(ActorSystem.class).find("outer/inner/ledger")).isPresent());
	}

	@Test
	void supervisorIsNestedByReference() {
		this.contextRunner.withUserConfiguration(NestedByReference.class)
			.run((context) -> assertThat(context.getBean(ActorSystem.class).find("outer/inner/ledger")).isPresent());
	}

	@Test
	void supervisorNestedByReferenceIsOverriddenToo() {
		this.contextRunner.withUserConfiguration(NestedByReference.class)
			.withPropertyValues("actor.supervisors.inner.intensity=7", "actor.supervisors.inner.restart=transient",
					"actor.supervisors.inner.auto-shutdown=any-significant")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean(ActorSystem.class).find("outer/inner")).get()
					.hasFieldOrPropertyWithValue("intensity", 7);
			});
	}

	@Test
	void significantActorStopsItsSupervisor() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(ActorAutoConfiguration.class))
			.withUserConfiguration(Job.class, Batch.class)
			.run((context) -> {
				ActorSystem system = context.getBean(ActorSystem.class);
				system.actor(Job.class).tell(new Job.Finish());
				await().until(() -> system.supervisor("root").children().isEmpty()
						|| system.supervisor("root").children().stream().map(ChildInfo::id).noneMatch("batch"::equals));
			});
	}

	@Test
	void supervisorCycleIsShown() {
		ActorConfigurationException failure = failure(Cycle.class);
		assertThat(failure.getMessage()).contains("circle").contains("a under b under a");
		assertThat(failure.getAction()).isEqualTo("Remove one of them from the children of the other.");
	}

	@Test
	void childClaimedTwiceIsNamedWithBothSupervisors() {
		ActorConfigurationException failure = failure(ClaimedTwice.class);
		assertThat(failure.getMessage())
			.isEqualTo("'ledger' is claimed twice: by supervisor 'a' and by supervisor 'b'");
		assertThat(failure.getAction()).contains("Remove 'ledger' from the children of one of them");
	}

	@Test
	void unknownChildIsNamedWithTheKnownOnes() {
		ActorConfigurationException failure = failure(UnknownChild.class);
		assertThat(failure.getMessage()).isEqualTo("Supervisor 'a' has a child 'leger', which is not registered");
		assertThat(failure.getAction()).contains("[gateway, ledger]");
	}

	@Test
	void invalidIntensityIsNamed() {
		ActorConfigurationException failure = failure(InvalidIntensity.class);
		assertThat(failure.getMessage()).isEqualTo("Supervisor 'a' has the intensity -1");
		assertThat(failure.getAction()).isEqualTo("Set an intensity of zero or more restarts.");
	}

	private ActorConfigurationException failure(Class<?> configuration) {
		AtomicReference<Throwable> failure = new AtomicReference<>();
		this.contextRunner.withUserConfiguration(configuration).run((context) -> {
			assertThat(context).hasFailed();
			failure.set(NestedExceptionUtils.getMostSpecificCause(context.getStartupFailure()));
		});
		assertThat(failure.get()).isInstanceOf(ActorConfigurationException.class);
		return (ActorConfigurationException) failure.get();
	}

	@Actor
	static class Ledger {

		@Receive
		void ping(Ping ping) {
		}

		record Ping() implements Message<Ledger> {

		}

	}

	@Actor
	static class Gateway {

		@Receive
		void ping(Ping ping) {
		}

		record Ping() implements Message<Gateway> {

		}

	}

	@Actor(restart = RestartType.TRANSIENT, significant = true)
	static class Job {

		@Receive
		void finish(Finish finish, ActorContext<Job> context) {
			context.stop();
		}

		record Finish() implements Message<Job> {

		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Batch {

		@Bean
		SupervisorSpec batch() {
			return SupervisorSpec.named("batch")
				.restart(RestartType.TEMPORARY)
				.autoShutdown(AutoShutdown.ANY_SIGNIFICANT)
				.children(Job.class)
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NestedByName {

		@Bean
		SupervisorSpec outer() {
			return SupervisorSpec.named("outer").children("inner").build();
		}

		@Bean
		SupervisorSpec inner() {
			return SupervisorSpec.named("inner").children(Ledger.class).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NestedByReference {

		@Bean
		SupervisorSpec inner() {
			return SupervisorSpec.named("inner").children(Ledger.class).build();
		}

		@Bean
		SupervisorSpec outer(SupervisorSpec inner) {
			return SupervisorSpec.named("outer").child(inner).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Cycle {

		@Bean
		SupervisorSpec a() {
			return SupervisorSpec.named("a").children("b").build();
		}

		@Bean
		SupervisorSpec b() {
			return SupervisorSpec.named("b").children("a").build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ClaimedTwice {

		@Bean
		SupervisorSpec a() {
			return SupervisorSpec.named("a").children(Ledger.class).build();
		}

		@Bean
		SupervisorSpec b() {
			return SupervisorSpec.named("b").children("ledger").build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class UnknownChild {

		@Bean
		SupervisorSpec a() {
			return SupervisorSpec.named("a").children("leger").build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class InvalidIntensity {

		@Bean
		SupervisorSpec a() {
			return SupervisorSpec.named("a").intensity(-1, Duration.ofSeconds(5)).children(Ledger.class).build();
		}

	}

}
