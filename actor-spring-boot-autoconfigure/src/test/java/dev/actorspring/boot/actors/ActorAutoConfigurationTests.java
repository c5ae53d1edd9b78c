package dev.actorspring.boot.actors;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Dispatcher;
import dev.actorspring.MailboxSpec;
import dev.actorspring.Message;
import dev.actorspring.Overflow;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.RestartType;
import dev.actorspring.stereotype.Actor;
import dev.actorspring.stereotype.KeyedActor;
import dev.actorspring.supervision.GiveUp;
import dev.actorspring.supervision.RestartStrategy;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.AskOutcome;
import dev.actorspring.system.MessageProbe;
import dev.actorspring.system.NodeSnapshot;
import dev.actorspring.system.TimeSource;
import dev.actorspring.system.TurnOutcome;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ActorAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ActorAutoConfiguration.class));

	@Test
	void actorSystemIsThereWithoutAnyActor() {
		this.contextRunner.run((context) -> {
			assertThat(context).hasSingleBean(ActorSystem.class).hasSingleBean(ActorSystemLifecycle.class);
			assertThat(context.getBean(ActorSystem.class).isRunning()).isTrue();
			assertThat(context.getBean(ActorSystem.class).registrations()).isEmpty();
		});
	}

	@Test
	void actorSystemStopsWithTheContext() {
		this.contextRunner.withUserConfiguration(Counter.class).run((context) -> {
			ActorSystem system = context.getBean(ActorSystem.class);
			assertThat(system.isRunning()).isTrue();
			context.close();
			assertThat(system.isRunning()).isFalse();
		});
	}

	@Test
	void usersOwnActorSystemWins() {
		this.contextRunner.withUserConfiguration(OwnActorSystem.class).run((context) -> {
			assertThat(context).hasSingleBean(ActorSystem.class).hasBean("mySystem");
			assertThat(context.getBean(ActorSystem.class).isRunning()).isTrue();
		});
	}

	@Test
	void actorHasTheDefaultsOfItsSpec() {
		this.contextRunner.withUserConfiguration(Plain.class).run((context) -> {
			ActorSpec<?> spec = spec(context, "plain");
			assertThat(spec.keyed()).isFalse();
			assertThat(spec.dispatcher()).isEqualTo(Dispatcher.VIRTUAL);
			assertThat(spec.mailbox().capacity()).isEqualTo(ActorSpec.DEFAULT_MAILBOX_CAPACITY);
			assertThat(spec.restart()).isEqualTo(RestartType.PERMANENT);
			assertThat(spec.shutdownTimeout()).isEqualTo(ActorSpec.DEFAULT_SHUTDOWN_TIMEOUT);
		});
	}

	@Test
	void keyedActorHasTheDefaultsOfItsSpec() {
		this.contextRunner.withUserConfiguration(PlainKeyed.class).run((context) -> {
			ActorSpec<?> spec = spec(context, "plain-keyed");
			assertThat(spec.keyed()).isTrue();
			assertThat(spec.restart()).isEqualTo(RestartType.TRANSIENT);
			assertThat(spec.passivateAfter()).isEqualTo(ActorSpec.DEFAULT_PASSIVATE_AFTER);
		});
	}

	@Test
	void attributesOfTheAnnotationReachTheSpec() {
		this.contextRunner.withUserConfiguration(Counter.class).run((context) -> {
			ActorSpec<?> spec = spec(context, "counter");
			assertThat(spec.dispatcher()).isEqualTo(Dispatcher.COMPUTE);
			assertThat(spec.mailbox().capacity()).isEqualTo(7);
			assertThat(spec.restart()).isEqualTo(RestartType.TRANSIENT);
			assertThat(spec.shutdownTimeout()).isEqualTo(Duration.ofSeconds(2));
		});
	}

	@Test
	void mailboxCapacityPropertyIsTheDefaultOfTheAnnotation() {
		this.contextRunner.withUserConfiguration(Plain.class, Counter.class)
			.withPropertyValues("actor.mailbox.capacity=50")
			.run((context) -> {
				assertThat(spec(context, "plain").mailbox().capacity()).isEqualTo(50);
				assertThat(spec(context, "counter").mailbox().capacity()).isEqualTo(7);
			});
	}

	@Test
	void mailboxPropertiesAreTheDefaultsAndThoseOfAnActorWin() {
		this.contextRunner.withUserConfiguration(Plain.class, Counter.class, PlainKeyed.class)
			.withPropertyValues("actor.mailbox.overflow=drop-oldest", "actor.mailbox.early-refusal=false",
					"actor.actors.plain-keyed.mailbox-overflow=reject", "actor.actors.plain-keyed.early-refusal=true")
			.run((context) -> {
				assertThat(spec(context, "plain").mailbox())
					.isEqualTo(new MailboxSpec(1000, Overflow.DROP_OLDEST, false));
				assertThat(spec(context, "plain-keyed").mailbox()).isEqualTo(MailboxSpec.DEFAULT);
				// What its annotation says.
				assertThat(spec(context, "counter").mailbox()).isEqualTo(new MailboxSpec(7, Overflow.REJECT, false));
			});
	}

	@Test
	void propertiesAreBound() {
		this.contextRunner.withPropertyValues("actor.ask-timeout=2s", "actor.shutdown-timeout=3s").run((context) -> {
			ActorProperties properties = context.getBean(ActorProperties.class);
			assertThat(properties.askTimeout()).isEqualTo(Duration.ofSeconds(2));
			assertThat(properties.shutdownTimeout()).isEqualTo(Duration.ofSeconds(3));
		});
	}

	@Test
	void propertiesHaveDefaults() {
		this.contextRunner.run((context) -> {
			ActorProperties properties = context.getBean(ActorProperties.class);
			assertThat(properties.askTimeout()).isEqualTo(Duration.ofSeconds(5));
			assertThat(properties.shutdownTimeout()).isEqualTo(Duration.ofSeconds(20));
			assertThat(properties.mailbox().toSpec()).isEqualTo(MailboxSpec.DEFAULT);
		});
	}

	@Test
	void propertiesOfAnActorOverrideItsAnnotation() {
		this.contextRunner.withUserConfiguration(Counter.class)
			.withPropertyValues("actor.actors.counter.dispatcher=virtual", "actor.actors.counter.mailbox-capacity=9",
					"actor.actors.counter.restart=temporary", "actor.actors.counter.shutdown-timeout=1s")
			.run((context) -> {
				ActorSpec<?> spec = spec(context, "counter");
				assertThat(spec.dispatcher()).isEqualTo(Dispatcher.VIRTUAL);
				assertThat(spec.mailbox().capacity()).isEqualTo(9);
				assertThat(spec.restart()).isEqualTo(RestartType.TEMPORARY);
				assertThat(spec.shutdownTimeout()).isEqualTo(Duration.ofSeconds(1));
			});
	}

	@Test
	void propertiesOfAKeyedActorOverrideItsAnnotation() {
		this.contextRunner.withUserConfiguration(PlainKeyed.class)
			.withPropertyValues("actor.actors.plain-keyed.passivate-after=30m")
			.run((context) -> assertThat(spec(context, "plain-keyed").passivateAfter())
				.isEqualTo(Duration.ofMinutes(30)));
	}

	@Test
	void namesInPropertiesMayLackHyphensAsInEnvironmentVariables() {
		this.contextRunner.withUserConfiguration(PlainKeyed.class)
			.withPropertyValues("actor.actors.plainkeyed.mailbox-capacity=3")
			.run((context) -> assertThat(spec(context, "plain-keyed").mailbox().capacity()).isEqualTo(3));
	}

	@Test
	void supervisorBeanIsPartOfTheTree() {
		this.contextRunner.withUserConfiguration(Counter.class, Supervised.class)
			.run((context) -> assertThat(supervisor(context, "pair")).hasValueSatisfying((supervisor) -> {
				assertThat(supervisor.strategy()).isEqualTo(RestartStrategy.REST_FOR_ONE);
				assertThat(supervisor.intensity()).isEqualTo(5);
			}));
	}

	@Test
	void propertiesOfASupervisorOverrideItsSpec() {
		this.contextRunner.withUserConfiguration(Counter.class, Supervised.class)
			.withPropertyValues("actor.supervisors.pair.strategy=one-for-all", "actor.supervisors.pair.intensity=1",
					"actor.supervisors.pair.period=9s", "actor.supervisors.pair.give-up=backoff")
			.run((context) -> assertThat(supervisor(context, "pair")).hasValueSatisfying((supervisor) -> {
				assertThat(supervisor.strategy()).isEqualTo(RestartStrategy.ONE_FOR_ALL);
				assertThat(supervisor.intensity()).isEqualTo(1);
				assertThat(supervisor.period()).isEqualTo(Duration.ofSeconds(9));
				assertThat(supervisor.giveUp()).isEqualTo(GiveUp.BACKOFF);
			}));
	}

	@Test
	void probesOfTheUserAreAsked() {
		this.contextRunner.withUserConfiguration(Counter.class, Probes.class, OwnTime.class).run((context) -> {
			assertThat(context).hasNotFailed();
			ref(context).call(new Counter.Next());
			assertThat(context.getBean(Probes.class).created).contains("counter Next");
		});
	}

	@Test
	void customizersOfSpecsAreCalledInOrderAndPropertiesHaveTheLastWord() {
		this.contextRunner.withUserConfiguration(Counter.class, Customizers.class)
			.withPropertyValues("actor.actors.counter.shutdown-timeout=9s")
			.run((context) -> {
				ActorSpec<?> spec = context.getBean(ActorSystem.class).registrations().iterator().next().spec();
				assertThat(spec.mailbox().capacity()).isEqualTo(6);
				assertThat(spec.shutdownTimeout()).isEqualTo(Duration.ofSeconds(9));
				assertThat(ref(context).call(new Counter.Next())).isOne();
				assertThat(context.getBean(Customizers.class).made).isOne();
			});
	}

	@Test
	void customizerOfTheBuilderHasTheLastWord() {
		this.contextRunner.withUserConfiguration(Counter.class)
			.withBean(ActorSystemBuilderCustomizer.class,
					() -> (builder) -> builder.actor(ActorSpec.of("another", Counter.class, (actor) -> new Counter())))
			.run((context) -> assertThat(context.getBean(ActorSystem.class).registrations())
				.extracting((each) -> each.spec().name())
				.containsExactlyInAnyOrder("counter", "another"));
	}

	@Test
	void customizerThatMakesAnotherActorStopsTheStart() {
		this.contextRunner.withUserConfiguration(Counter.class)
			.withBean(ActorSpecCustomizer.class, () -> new ActorSpecCustomizer() {

				@Override
				public <A> ActorSpec<A> customize(ActorSpec<A> spec) {
					return ActorSpec.of("other", spec.type(), spec.factory());
				}

			})
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.hasMessageContaining("made another actor of 'counter'"));
	}

	@Test
	void startTimeout_isThatOfThePropertyUnlessTheActorHasItsOwn() {
		this.contextRunner.withUserConfiguration(Counter.class, QuickToStart.class)
			.withPropertyValues("actor.start-timeout=7s")
			.run((context) -> assertThat(context.getBean(ActorSystem.class).registrations())
				.extracting((each) -> each.spec().startTimeout())
				.containsExactlyInAnyOrder(null, Duration.ofSeconds(3)));
		this.contextRunner.withUserConfiguration(QuickToStart.class)
			.withPropertyValues("actor.actors.quick-to-start.start-timeout=4s")
			.run((context) -> assertThat(context.getBean(ActorSystem.class).registrations())
				.extracting((each) -> each.spec().startTimeout())
				.containsExactly(Duration.ofSeconds(4)));
		this.contextRunner.withPropertyValues("actor.start-timeout=0s")
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.hasMessageContaining("actor.start-timeout"));
	}

	@Test
	void startTimeout_endsAStartThatHangs() {
		this.contextRunner.withUserConfiguration(Hanging.class)
			.withPropertyValues("actor.start-timeout=50ms")
			.run((context) -> assertThat(context.getStartupFailure())
				.hasStackTraceContaining("hanging did not start within 50ms"));
	}

	@Test
	void restartIsPublishedAsApplicationEvent() {
		this.contextRunner.withUserConfiguration(Counter.class, Events.class).run((context) -> {
			ref(context).tell(new Counter.Fail());
			ActorEvent.Restarted event = context.getBean(Events.class).restarts.poll(10, TimeUnit.SECONDS);
			assertThat(event).isNotNull();
			assertThat(event.name()).isEqualTo("counter");
		});
	}

	@Test
	void listenerBeanHearsEventsAndMayHaveRefs() {
		this.contextRunner.withUserConfiguration(Counter.class, ListenerWithRef.class).run((context) -> {
			ref(context).tell(new Counter.Fail());
			assertThat(context.getBean(ListenerWithRef.class).events.poll(10, TimeUnit.SECONDS))
				.isInstanceOf(ActorEvent.Restarted.class);
		});
	}

	@Test
	void actorRefIsThereBeforeTheSystemHasStarted() {
		this.contextRunner.withUserConfiguration(Counter.class, EagerService.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(EagerService.class).runningWhenInjected).isFalse();
		});
	}

	@Test
	void lookupOfTheActorItselfIsRefusedWithAdvice() {
		this.contextRunner.withUserConfiguration(Counter.class)
			.run((context) -> assertThatExceptionOfType(RuntimeException.class)
				.isThrownBy(() -> context.getBean(Counter.class))
				.withMessageContaining("use ActorRef<Counter> instead"));
	}

	private static ActorRef<Counter> ref(ApplicationContext context) {
		return context.getBean(ActorSystem.class).actor(Counter.class);
	}

	private static ActorSpec<?> spec(ApplicationContext context, String name) {
		return context.getBean(ActorSystem.class)
			.registrations()
			.stream()
			.<ActorSpec<?>>map((registration) -> registration.spec())
			.filter((spec) -> spec.name().equals(name))
			.findFirst()
			.orElseThrow();
	}

	private static Optional<NodeSnapshot.Supervisor> supervisor(ApplicationContext context, String path) {
		return context.getBean(ActorSystem.class).find(path).map(NodeSnapshot.Supervisor.class::cast);
	}

	@Actor(value = "counter", dispatcher = Dispatcher.COMPUTE, mailboxCapacity = 7, overflow = Overflow.REJECT,
			restart = RestartType.TRANSIENT, shutdownTimeout = "2s")
	static class Counter {

		private int count;

		@Receive
		Integer next(Next next) {
			return ++this.count;
		}

		@Receive
		void fail(Fail fail) {
			throw new IllegalStateException("on purpose");
		}

		record Next() implements Request<Counter, Integer> {

		}

		record Fail() implements Message<Counter> {

		}

	}

	@Actor
	static class Plain {

		@Receive
		void ping(Ping ping) {
		}

		record Ping() implements Message<Plain> {

		}

	}

	@KeyedActor
	static class PlainKeyed {

		@Receive
		void ping(Ping ping) {
		}

		record Ping() implements Message<PlainKeyed> {

		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnActorSystem {

		@Bean
		ActorSystem mySystem() {
			return ActorSystem.builder().build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Supervised {

		@Bean
		SupervisorSpec pair() {
			return SupervisorSpec.named("pair")
				.strategy(RestartStrategy.REST_FOR_ONE)
				.intensity(5, Duration.ofSeconds(1))
				.children(Counter.class)
				.build();
		}

	}

	@Actor(startTimeout = "3s")
	static class QuickToStart {

		@Receive
		void on(Ping ping) {
		}

		record Ping() implements Message<QuickToStart> {

		}

	}

	@Actor
	static class Hanging {

		Hanging() throws InterruptedException {
			new CountDownLatch(1).await();
		}

		@Receive
		void on(Ping ping) {
		}

		record Ping() implements Message<Hanging> {

		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Customizers {

		private int made;

		@Bean
		@Order(1)
		ActorSpecCustomizer first() {
			return new ActorSpecCustomizer() {

				@Override
				public <A> ActorSpec<A> customize(ActorSpec<A> spec) {
					return spec.withMailboxCapacity(3).withShutdownTimeout(Duration.ofSeconds(1));
				}

			};
		}

		@Bean
		@Order(2)
		ActorSpecCustomizer second() {
			return new ActorSpecCustomizer() {

				@Override
				public <A> ActorSpec<A> customize(ActorSpec<A> spec) {
					return spec.withMailboxCapacity(spec.mailbox().capacity() * 2).withFactory((context) -> {
						Customizers.this.made++;
						return spec.factory().create(context);
					});
				}

			};
		}

	}

	static class Probes implements MessageProbe.Factory {

		private final BlockingQueue<String> created = new LinkedBlockingQueue<>();

		@Override
		public MessageProbe create(String actor, String message) {
			this.created.add(actor + " " + message);
			return new NoProbe();
		}

	}

	static class NoProbe implements MessageProbe {

		@Override
		public void handled(TurnOutcome outcome, long nanos) {
		}

		@Override
		public void asked(AskOutcome outcome, long nanos) {
		}

	}

	static class OwnTime implements TimeSource {

		@Override
		public long nanos() {
			return TimeSource.SYSTEM.nanos();
		}

		@Override
		public void parkUntil(long nanos) {
			TimeSource.SYSTEM.parkUntil(nanos);
		}

	}

	static class Events {

		private final BlockingQueue<ActorEvent.Restarted> restarts = new LinkedBlockingQueue<>();

		@EventListener
		void onRestart(ActorEvent.Restarted event) {
			this.restarts.add(event);
		}

	}

	static class ListenerWithRef implements ActorEvent.Listener {

		private final BlockingQueue<ActorEvent> events = new LinkedBlockingQueue<>();

		ListenerWithRef(ActorRef<Counter> counter) {
			assertThat(counter.path()).isEqualTo("counter");
		}

		@Override
		public void onEvent(ActorEvent event) {
			this.events.add(event);
		}

	}

	static class EagerService {

		private final boolean runningWhenInjected;

		EagerService(ActorRef<Counter> counter, ActorSystem system) {
			this.runningWhenInjected = system.isRunning();
		}

	}

}
