package dev.actorspring.boot.watchdog;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.TurnLimits;
import dev.actorspring.boot.actors.ActorAutoConfiguration;
import dev.actorspring.boot.actors.ActorSystemBuilderCustomizer;
import dev.actorspring.stereotype.Actor;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.Registration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ActorWatchdogAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ActorAutoConfiguration.class, ActorWatchdogAutoConfiguration.class))
		.withUserConfiguration(Sleeper.class, Journal.class);

	@Test
	void stuckTurnIsAnApplicationEvent() {
		this.contextRunner.withPropertyValues("actor.watchdog.threshold=100ms").run((context) -> {
			Journal journal = context.getBean(Journal.class);
			context.getBean(ActorSystem.class).actor(Sleeper.class).tell(new Sleeper.Sleep(journal.release));
			await().until(() -> !journal.stuck.isEmpty());
			assertThat(journal.stuck.getFirst().path()).isEqualTo("sleeper");
			journal.release.countDown();
		});
	}

	@Test
	void actorWithALongerThresholdIsNotAbandonedBefore() {
		this.contextRunner
			.withPropertyValues("actor.watchdog.threshold=10s", "actor.watchdog.abandon-after=60s",
					"actor.actors.sleeper.watchdog.threshold=10m")
			.run((context) -> assertThat(limits(context.getBean(ActorSystem.class)))
				.isEqualTo(new TurnLimits(Duration.ofMinutes(10), Duration.ofMinutes(10))));
	}

	@Test
	void actorThatIsNeverStuckIsNeverAbandoned() {
		this.contextRunner
			.withPropertyValues("actor.watchdog.abandon-after=60s", "actor.actors.sleeper.watchdog.threshold=0s")
			.run((context) -> assertThat(limits(context.getBean(ActorSystem.class))).isEqualTo(TurnLimits.NONE));
	}

	@Test
	void limitsOfOneActorThatContradictEachOtherAreNamed() {
		this.contextRunner
			.withPropertyValues("actor.actors.sleeper.watchdog.threshold=10s",
					"actor.actors.sleeper.watchdog.abandon-after=1s")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(ActorConfigurationException.class)
				.satisfies((failure) -> assertThat(context.getStartupFailure()).hasStackTraceContaining(
						"With the properties 'actor.actors.sleeper.watchdog.*', an actor cannot be watched")));
	}

	@Test
	void actorMayHaveLimitsOfItsOwn() {
		this.contextRunner
			.withPropertyValues("actor.watchdog.abandon-after=60s", "actor.actors.sleeper.watchdog.threshold=30s")
			.run((context) -> assertThat(limits(context.getBean(ActorSystem.class)))
				.isEqualTo(new TurnLimits(Duration.ofSeconds(30), Duration.ofSeconds(60))));
	}

	@Test
	void actorWithoutPropertiesIsAsAllOthers() {
		this.contextRunner.run((context) -> assertThat(limits(context.getBean(ActorSystem.class))).isNull());
	}

	private static @Nullable TurnLimits limits(ActorSystem system) {
		return system.registrations()
			.stream()
			.<ActorSpec<?>>map(Registration::spec)
			.filter((spec) -> spec.name().equals("sleeper"))
			.findFirst()
			.orElseThrow()
			.turnLimits();
	}

	@Test
	void customizerOfTheApplicationHasTheLastWord() {
		this.contextRunner.withPropertyValues("actor.watchdog.threshold=100ms")
			.withBean("later", ActorSystemBuilderCustomizer.class,
					() -> (builder) -> builder
						.turnLimits(new TurnLimits(Duration.ofMillis(50), Duration.ofMillis(100))))
			.run((context) -> {
				Journal journal = context.getBean(Journal.class);
				ActorRef<Sleeper> sleeper = context.getBean(ActorSystem.class).actor(Sleeper.class);
				sleeper.tell(new Sleeper.Sleep(journal.release));
				await().until(() -> context.getBean(ActorSystem.class).restarts("sleeper").size() == 1);
				journal.release.countDown();
			});
	}

	@Test
	void limitsThatCannotBeMeantStopTheStart() {
		this.contextRunner.withPropertyValues("actor.watchdog.abandon-after=5s")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(ActorConfigurationException.class)
				.hasMessageContaining("abandoned after PT5S"));
	}

	/**
	 * What pins it is the initializer of a class, which is the same on all JDKs.
	 */
	@Test
	void actorThatPinsACarrierIsNamed() {
		this.contextRunner.withPropertyValues("actor.watchdog.pinning=true").run((context) -> {
			Journal journal = context.getBean(Journal.class);
			context.getBean(ActorSystem.class).actor(Sleeper.class).tell(new Sleeper.Initialize());
			await().atMost(Duration.ofSeconds(60)).until(() -> !journal.pinned.isEmpty());
			assertThat(journal.pinned.getFirst().actor()).isEqualTo("sleeper");
			assertThat(journal.pinned.getFirst().stack()).anyMatch((frame) -> frame.contains("SlowToInitialize"));
		});
	}

	@Test
	void nothingIsRecordedUnlessItIsWanted() {
		this.contextRunner.run((context) -> assertThat(context).doesNotHaveBean(PinningWatch.class));
	}

	@Actor("sleeper")
	static class Sleeper {

		record Sleep(CountDownLatch release) implements Message<Sleeper> {

		}

		record Initialize() implements Message<Sleeper> {

		}

		@Receive
		void initialize(Initialize message) {
			SlowToInitialize.touch();
		}

		@Receive
		void sleep(Sleep message) throws InterruptedException {
			message.release().await();
		}

	}

	static class Journal {

		final CountDownLatch release = new CountDownLatch(1);

		final List<ActorEvent.Stuck> stuck = new CopyOnWriteArrayList<>();

		final List<CarrierPinned> pinned = new CopyOnWriteArrayList<>();

		@EventListener
		void on(CarrierPinned event) {
			this.pinned.add(event);
		}

		@EventListener
		void on(ActorEvent.Stuck event) {
			this.stuck.add(event);
		}

	}

	static final class SlowToInitialize {

		static {
			LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
		}

		private SlowToInitialize() {
		}

		static void touch() {
			// To be initialized.
		}

	}

}
