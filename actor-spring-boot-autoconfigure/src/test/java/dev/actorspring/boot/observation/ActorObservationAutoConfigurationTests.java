package dev.actorspring.boot.observation;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.KeyedActors;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.boot.actors.ActorAutoConfiguration;
import dev.actorspring.boot.context.ContextPropagation;
import dev.actorspring.stereotype.KeyedActor;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.TurnObserver;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

class ActorObservationAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ActorObservationAutoConfiguration.class, ActorAutoConfiguration.class,
				ObservationAutoConfiguration.class))
		.withConfiguration(ContextPropagation.autoConfiguration())
		.withUserConfiguration(Auction.class);

	private final ApplicationContextRunner listening = this.runner.withUserConfiguration(Listener.class);

	private static boolean observes(ApplicationContext context) {
		return context.getBean(TurnObserver.Factory.class).create("auction", "Bid") != null;
	}

	private static ActorRef<Auction> auction(ApplicationContext context) {
		KeyedActors<Auction> auctions = context.getBean(ActorSystem.class).keyed(Auction.class);
		return auctions.get("42");
	}

	private static List<ActorObservationContext> heard(ApplicationContext context) {
		return List.copyOf(context.getBean(Listener.class).stopped);
	}

	@Test
	void onlyMetersListen_observesNothing() {
		this.runner.withUserConfiguration(Meters.class).run((context) -> {
			assertThat(observes(context)).isFalse();
			auction(context).call(new Auction.Bid(1));
			assertThat(context.getBean(MeterRegistry.class).getMeters()).isEmpty();
		});
	}

	@Test
	void onlyMetersListenAndEnabled_isATimer() {
		this.runner.withUserConfiguration(Meters.class)
			.withPropertyValues("actor.observations.enabled=true")
			.run((context) -> {
				auction(context).call(new Auction.Bid(1));
				assertThat(context.getBean(MeterRegistry.class)
					.get("actor.receive")
					.tags("actor", "auction", "message", "Bid", "outcome", "success")
					.timer()
					.count()).isOne();
			});
	}

	@Test
	void nobodyListensThoughEnabled_observesNothing() {
		this.runner.withPropertyValues("actor.observations.enabled=true")
			.run((context) -> assertThat(observes(context)).isFalse());
	}

	@Test
	void somebodyElseListens_observesEachMessage() {
		this.listening.withUserConfiguration(Meters.class).run((context) -> {
			auction(context).call(new Auction.Bid(1));
			assertThat(heard(context)).singleElement().satisfies((observed) -> {
				assertThat(observed.getName()).isEqualTo("actor.receive");
				assertThat(observed.getContextualName()).isEqualTo("auction Bid");
				assertThat(observed.getLowCardinalityKeyValues())
					.extracting((value) -> value.getKey() + "=" + value.getValue())
					.containsExactlyInAnyOrder("actor=auction", "message=Bid", "outcome=success");
				assertThat(observed.getHighCardinalityKeyValues())
					.extracting((value) -> value.getKey() + "=" + value.getValue())
					.containsExactly("actor.path=auction/42");
				assertThat(observed.getError()).isNull();
			});
		});
	}

	@Test
	void disabled_isNotThere() {
		this.listening.withPropertyValues("actor.observations.enabled=false").run((context) -> {
			assertThat(context).doesNotHaveBean(TurnObserver.Factory.class);
			auction(context).call(new Auction.Bid(1));
			assertThat(heard(context)).isEmpty();
		});
	}

	@Test
	void declinedAndCrashed_areOutcomesAndOnlyACrashIsAnError() {
		this.listening.run((context) -> {
			assertThat(catchThrowable(() -> auction(context).call(new Auction.Bid(0))))
				.hasCauseInstanceOf(Auction.TooLow.class);
			assertThat(catchThrowable(() -> auction(context).call(new Auction.Bid(-1)))).isNotNull();
			assertThat(heard(context))
				.extracting((observed) -> observed.getLowCardinalityKeyValue("outcome").getValue())
				.containsExactly("declined", "crashed");
			assertThat(heard(context)).extracting(Observation.Context::getError)
				.satisfiesExactly((none) -> assertThat(none).isNull(),
						(error) -> assertThat(error).hasMessage("negative"));
		});
	}

	@Test
	void conventionOfTheUser_replacesTheDefault() {
		this.listening.withUserConfiguration(OwnConvention.class).run((context) -> {
			auction(context).call(new Auction.Bid(1));
			assertThat(heard(context)).extracting(Observation.Context::getName).containsExactly("my.messages");
		});
	}

	@Test
	void nestedRequest_isChildOfTheHandlerThatAsks() {
		this.listening.run((context) -> {
			ObservationRegistry registry = context.getBean(ObservationRegistry.class);
			Observation outer = Observation.start("outer", registry);
			outer.scoped(() -> auction(context).call(new Auction.Compare("7")));
			outer.stop();
			assertThat(heard(context)).extracting(ActorObservationContext::getPath)
				.containsExactly("auction/7", "auction/42");
			assertThat(parent(heard(context).get(0))).isSameAs(heard(context).get(1));
			assertThat(parent(heard(context).get(1))).isSameAs(outer.getContext());
		});
	}

	private static Observation.@Nullable ContextView parent(Observation.Context context) {
		return (context.getParentObservation() != null) ? context.getParentObservation().getContextView() : null;
	}

	@Test
	void registryOfTheApplication_isEmptyAgainAfterATurn() {
		this.listening.run((context) -> {
			auction(context).call(new Auction.Compare("7"));
			auction(context).call(new Auction.Bid(1));
			assertThat(heard(context)).last().satisfies((observed) -> assertThat(parent(observed)).isNull());
		});
	}

	@Test
	void factoriesOfTheUser_observeToo() {
		this.listening.withUserConfiguration(Ordered.class).run((context) -> {
			auction(context).call(new Auction.Bid(1));
			assertThat(heard(context)).hasSize(1);
			assertThat(context.getBean(Ordered.class).heard).containsExactly("first", "second", "/second", "/first");
		});
	}

	@Test
	void noRegistry_isNotThere() {
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(ActorObservationAutoConfiguration.class, ActorAutoConfiguration.class))
			.run((context) -> assertThat(context).doesNotHaveBean(TurnObserver.Factory.class));
	}

	@Test
	void noMicrometer_isNotThere() {
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(ActorObservationAutoConfiguration.class, ActorAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader(ObservationRegistry.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(TurnObserver.Factory.class));
	}

	@KeyedActor("auction")
	static class Auction {

		private final KeyedActors<Auction> auctions;

		private int highest;

		Auction(ActorContext<Auction> context, KeyedActors<Auction> auctions) {
			this.auctions = auctions;
		}

		@Receive
		Integer bid(Bid bid) throws TooLow {
			if (bid.amount() < 0) {
				throw new IllegalStateException("negative");
			}
			if (bid.amount() <= this.highest) {
				throw new TooLow();
			}
			this.highest = bid.amount();
			return this.highest;
		}

		@Receive
		Boolean compare(Compare compare) {
			return this.auctions.get(compare.other()).call(new Bid(1)) > this.highest;
		}

		record Bid(int amount) implements Request<Auction, Integer> {

		}

		record Compare(String other) implements Request<Auction, Boolean> {

		}

		static class TooLow extends Exception {

			private static final long serialVersionUID = 1L;

		}

	}

	static class Listener implements ObservationHandler<ActorObservationContext> {

		private final Queue<ActorObservationContext> stopped = new ConcurrentLinkedQueue<>();

		@Override
		public void onStop(ActorObservationContext context) {
			this.stopped.add(context);
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof ActorObservationContext;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Meters {

		@Bean
		SimpleMeterRegistry meterRegistry() {
			return new SimpleMeterRegistry();
		}

		@Bean
		DefaultMeterObservationHandler meterObservationHandler(MeterRegistry registry) {
			return new DefaultMeterObservationHandler(registry);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Ordered {

		private final Queue<String> heard = new ConcurrentLinkedQueue<>();

		@Bean
		@Order(2)
		TurnObserver.Factory second() {
			return observers("second");
		}

		@Bean
		@Order(1)
		TurnObserver.Factory first() {
			return observers("first");
		}

		private TurnObserver.Factory observers(String name) {
			return (actor, message) -> (path, handled) -> {
				this.heard.add(name);
				return (outcome, thrown) -> this.heard.add("/" + name);
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnConvention {

		@Bean
		ActorObservationConvention convention() {
			return new DefaultActorObservationConvention() {

				@Override
				public String getName() {
					return "my.messages";
				}

			};
		}

	}

}
