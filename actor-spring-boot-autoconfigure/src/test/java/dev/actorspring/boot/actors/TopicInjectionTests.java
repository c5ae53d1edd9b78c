package dev.actorspring.boot.actors;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.Event;
import dev.actorspring.Group;
import dev.actorspring.KeyedActors;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.Topic;
import dev.actorspring.boot.actuate.endpoint.ActorTopicsEndpoint;
import dev.actorspring.boot.actuate.endpoint.TopicsDescriptor;
import dev.actorspring.stereotype.Actor;
import dev.actorspring.stereotype.KeyedActor;
import dev.actorspring.system.ActorSystem;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class TopicInjectionTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ActorAutoConfiguration.class));

	@Test
	void topicIsInjectedByItsType() {
		this.contextRunner.withUserConfiguration(Till.class, Display.class, Seat.class, Shop.class).run((context) -> {
			Shop shop = context.getBean(Shop.class);
			assertThat(shop.closed.type()).isEqualTo(Closed.class);
			assertThat(shop.all.type()).isEqualTo(ShopEvent.class);
			assertThat(shop.provided.getObject().type()).isEqualTo(Opened.class);
			assertThat(shop.optional.orElseThrow().type()).isEqualTo(Opened.class);
			shop.all.publish(new Opened());
			shop.seats.get("a").call(new Seat.Heard());
			shop.till.call(new Till.Close("friday"));
			assertThat(shop.display.call(new Display.Heard())).containsExactly("Opened[]", "Closed[day=friday]");
			await().until(() -> shop.seats.get("a").call(new Seat.Heard()).equals(List.of("friday")));
		});
	}

	@Test
	void topicWithoutATypeStopsTheStart() {
		this.contextRunner.withUserConfiguration(Till.class)
			.withBean(Untyped.class)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(ActorConfigurationException.class)
				.hasMessageContaining("A topic is injected without the type of its events"));
	}

	@Test
	void topicOfTheApplicationIsPreferred() {
		Topic<Closed> own = new Topic<>() {

			@Override
			public Class<Closed> type() {
				return Closed.class;
			}

			@Override
			public void publish(Closed event) {
			}

		};
		this.contextRunner.withUserConfiguration(Till.class, Display.class, Seat.class, Shop.class)
			.withInitializer((context) -> {
				RootBeanDefinition definition = new RootBeanDefinition(Topic.class, () -> own);
				definition.setTargetType(ResolvableType.forClassWithGenerics(Topic.class, Closed.class));
				((BeanDefinitionRegistry) context.getBeanFactory()).registerBeanDefinition("own", definition);
			})
			.run((context) -> {
				assertThat(context.getBean(Shop.class).closed).isSameAs(own);
				assertThat(context.getBean(Shop.class).all).isNotSameAs(own);
			});
	}

	@Test
	void subscriberThatRepliesStopsTheStart() {
		this.contextRunner.withUserConfiguration(Replying.class)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(ActorConfigurationException.class)
				.hasMessageContaining("Replying.on(Closed) returns String, but Closed is an event"));
	}

	@Test
	void applicationEventsGoToTopicsAndBack() {
		this.contextRunner.withUserConfiguration(Display.class, Announcer.class, Bridge.class).run((context) -> {
			context.publishEvent(new Opened());
			assertThat(context.getBean(Bridge.class).display.call(new Display.Heard())).containsExactly("Opened[]");
			context.getBean(ActorSystem.class).topic(Closed.class).publish(new Closed("friday"));
			await().until(() -> context.getBean(Bridge.class).announced.equals(List.of("friday")));
		});
	}

	@Test
	void metersCountEventsAndGroups() {
		this.contextRunner.withConfiguration(AutoConfigurations.of(metrics()))
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withUserConfiguration(Till.class, Display.class, Seat.class, Shop.class)
			.run((context) -> {
				context.getBean(Shop.class).closed.publish(new Closed("friday"));
				MeterRegistry meters = context.getBean(MeterRegistry.class);
				String event = "TopicInjectionTests.Closed";
				assertThat(meters.get("actor.topic.published").tag("event", event).counter().count()).isEqualTo(1);
				assertThat(meters.get("actor.topic.delivered")
					.tags("event", event, "actor", "display", "outcome", "accepted")
					.counter()
					.count()).isEqualTo(1);
				assertThat(meters.find("actor.topic.delivered").tag("actor", "seat").counter()).isNull();
				context.getBean(Shop.class).seats.get("a").call(new Seat.Join());
				context.getBeansOfType(MeterBinder.class).values().forEach((binder) -> binder.bindTo(meters));
				assertThat(meters.get("actor.groups").gauge().value()).isEqualTo(1);
				assertThat(meters.get("actor.group.members").gauge().value()).isEqualTo(1);
			});
	}

	private static Class<?> metrics() {
		return ClassUtils.resolveClassName("dev.actorspring.boot.actuate.metrics.ActorMetricsAutoConfiguration", null);
	}

	@Test
	void endpointShowsTopicsAndGroups() {
		this.contextRunner.withUserConfiguration(Till.class, Display.class, Seat.class, Shop.class).run((context) -> {
			context.getBean(Shop.class).seats.get("a").call(new Seat.Join());
			TopicsDescriptor shown = new ActorTopicsEndpoint(context.getBean(ActorSystem.class)).topics();
			assertThat(shown.topics()).filteredOn((topic) -> topic.event().equals(Closed.class.getName()))
				.singleElement()
				.satisfies((topic) -> assertThat(topic.subscribers()).containsExactly(
						new TopicsDescriptor.SubscriberDescriptor("display", 1),
						new TopicsDescriptor.SubscriberDescriptor("seat", 1)));
			assertThat(shown.groups()).containsExactly(new TopicsDescriptor.GroupDescriptor("row 1",
					Seat.class.getName(), 1, List.of("seat/a"), Map.of()));
			assertThat(shown.groupCount()).isEqualTo(1);
		});
	}

	sealed interface ShopEvent extends Event {

	}

	record Opened() implements ShopEvent {

	}

	record Closed(String day) implements ShopEvent {

	}

	@Actor("till")
	static class Till {

		record Close(String day) implements Request<Till, Boolean> {

		}

		private final Topic<Closed> topic;

		Till(Topic<Closed> topic) {
			this.topic = topic;
		}

		@Receive
		boolean close(Close request) {
			this.topic.publish(new Closed(request.day()));
			return true;
		}

	}

	@Actor("display")
	static class Display {

		record Heard() implements Request<Display, List<String>> {

		}

		private final List<String> heard = new CopyOnWriteArrayList<>();

		@Receive
		void on(ShopEvent event) {
			this.heard.add(event.toString());
		}

		@Receive
		List<String> heard(Heard request) {
			return this.heard;
		}

	}

	@KeyedActor("seat")
	static class Seat {

		record Heard() implements Request<Seat, List<String>> {

		}

		record Join() implements Request<Seat, Boolean> {

		}

		private final List<String> heard = new CopyOnWriteArrayList<>();

		private final ActorContext<Seat> context;

		private final Group<Seat> row;

		Seat(ActorContext<Seat> context, ActorSystem system) {
			this.context = context;
			this.row = system.group("row 1", Seat.class);
		}

		@Receive
		void on(Closed event) {
			this.heard.add(event.day());
		}

		@Receive
		List<String> heard(Heard request) {
			return this.heard;
		}

		@Receive
		boolean join(Join request) {
			this.context.join(this.row);
			return true;
		}

	}

	static class Shop {

		final Topic<Closed> closed;

		final Topic<ShopEvent> all;

		final ObjectProvider<Topic<Opened>> provided;

		final Optional<Topic<Opened>> optional;

		final ActorRef<Till> till;

		final ActorRef<Display> display;

		final KeyedActors<Seat> seats;

		Shop(Topic<Closed> closed, Topic<ShopEvent> all, ObjectProvider<Topic<Opened>> provided,
				Optional<Topic<Opened>> optional, ActorRef<Till> till, ActorRef<Display> display,
				KeyedActors<Seat> seats) {
			this.closed = closed;
			this.all = all;
			this.provided = provided;
			this.optional = optional;
			this.till = till;
			this.display = display;
			this.seats = seats;
		}

	}

	static class Untyped {

		Untyped(Topic<?> topic) {
		}

	}

	@Actor("replying")
	static class Replying {

		@Receive
		String on(Closed event) {
			return "yes";
		}

	}

	@Actor("announcer")
	static class Announcer {

		private final ApplicationEventPublisher publisher;

		Announcer(ApplicationEventPublisher publisher) {
			this.publisher = publisher;
		}

		@Receive
		void on(Closed event) {
			this.publisher.publishEvent(event);
		}

	}

	static class Bridge {

		final List<String> announced = new CopyOnWriteArrayList<>();

		final ActorRef<Display> display;

		private final Topic<Opened> opened;

		Bridge(Topic<Opened> opened, ActorRef<Display> display) {
			this.opened = opened;
			this.display = display;
		}

		@EventListener
		void on(Opened event) {
			this.opened.publish(event);
		}

		@EventListener
		void on(Closed event) {
			this.announced.add(event.day());
		}

	}

}
