package dev.actorspring.boot.actuate.endpoint;

import java.time.Instant;
import java.util.Map;

import dev.actorspring.ActorRef;
import dev.actorspring.KeyedActors;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.boot.actors.ActorAutoConfiguration;
import dev.actorspring.durable.Alarms;
import dev.actorspring.durable.Durable;
import dev.actorspring.durable.State;
import dev.actorspring.durable.store.StateStore;
import dev.actorspring.durable.test.InMemoryStateStore;
import dev.actorspring.stereotype.Actor;
import dev.actorspring.stereotype.KeyedActor;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.jackson.JacksonEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementContextAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What the endpoint tells of the states of actors.
 */
class StateDetailsAutoConfigurationTests {

	private static final Instant FAR = Instant.parse("2999-01-01T00:00:00Z");

	private final InMemoryStateStore store = new InMemoryStateStore();

	private final ReactiveWebApplicationContextRunner runner = new ReactiveWebApplicationContextRunner()
		.withInitializer((context) -> context.getEnvironment().setConversionService(new ApplicationConversionService()))
		.withConfiguration(AutoConfigurations.of(ActorAutoConfiguration.class,
				ClassUtils.resolveClassName("dev.actorspring.boot.durable.ActorDurableAutoConfiguration", null),
				ActorsEndpointAutoConfiguration.class, StateDetailsAutoConfiguration.class,
				EndpointAutoConfiguration.class, WebEndpointAutoConfiguration.class,
				ManagementContextAutoConfiguration.class, JacksonAutoConfiguration.class,
				JacksonEndpointAutoConfiguration.class, HttpHandlerAutoConfiguration.class,
				WebFluxAutoConfiguration.class))
		.withBean(StateStore.class, () -> this.store)
		.withPropertyValues("management.endpoints.web.exposure.include=actors");

	@Test
	void keyedActor_tellsOfItsState() {
		this.runner.withUserConfiguration(Meter.class).run((context) -> {
			meter(context, "a/1").call(new Count());
			assertThat(details(context, "/meter/a/1")).isEqualTo(Map.of("stateVersion", 1, "unwrittenTurns", 0));
			meter(context, "a/1").call(new Remind());
			assertThat(details(context, "/meter/a/1"))
				.isEqualTo(Map.of("stateVersion", 2, "unwrittenTurns", 0, "nextAlarm", FAR.toString()));
		});
	}

	@Test
	void singleActor_tellsOfTurnsThatAreNotWritten() {
		this.runner.withUserConfiguration(Counter.class).run((context) -> {
			@SuppressWarnings("unchecked")
			ActorRef<Counter> counter = (ActorRef<Counter>) context.getBean("counter");
			counter.call(new Count());
			this.store.holdWrites();
			counter.ask(new Count());
			await().untilAsserted(() -> assertThat(details(context, "/counter"))
				.isEqualTo(Map.of("stateVersion", 1, "unwrittenTurns", 1)));
			this.store.releaseWrites();
		});
	}

	@Test
	void onlyWhereAnActorIsShownAlone() {
		this.runner.withUserConfiguration(Meter.class, Counter.class).run((context) -> {
			meter(context, "a").call(new Count());
			assertThat(body(context, "").toString()).contains("counter").doesNotContain("stateVersion");
			assertThat(body(context, "/meter?limit=10").toString()).contains("path=meter/a")
				.doesNotContain("stateVersion");
		});
	}

	@Test
	void actorWithoutAState_hasNoDetails() {
		this.runner.withUserConfiguration(Meter.class, Plain.class)
			.run((context) -> assertThat(details(context, "/plain")).isNull());
	}

	@Test
	void noActorWithAState_asksForNoStore() {
		this.runner.withUserConfiguration(Plain.class).run((context) -> {
			assertThat(details(context, "/plain")).isNull();
			assertThat(context.getBeanFactory().containsSingleton("durableActors")).isFalse();
		});
	}

	@Test
	void severalTellOfAnActor() {
		this.runner.withUserConfiguration(Counter.class)
			.withBean("own", ActorDetails.class, () -> (actor) -> Map.of("letters", actor.name().length()))
			.run((context) -> assertThat(details(context, "/counter")).containsEntry("letters", 7)
				.containsEntry("stateVersion", 0));
	}

	@Test
	void noDurableModule_isNotThere() {
		this.runner.withClassLoader(new FilteredClassLoader("dev.actorspring.durable"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ActorDetails.class));
	}

	@Test
	void notExposed_isNotThere() {
		this.runner.withPropertyValues("management.endpoints.web.exposure.include=health")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ActorDetails.class));
	}

	@SuppressWarnings("unchecked")
	private static ActorRef<Meter> meter(ApplicationContext context, String key) {
		return ((KeyedActors<Meter>) context.getBean("meter")).get(key);
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> details(ApplicationContext context, String path) {
		return (Map<String, Object>) body(context, path).get("details");
	}

	private static Map<?, ?> body(ApplicationContext context, String path) {
		Map<?, ?> body = WebTestClient.bindToApplicationContext(context)
			.build()
			.get()
			.uri("/actuator/actors" + path)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(Map.class)
			.returnResult()
			.getResponseBody();
		assertThat(body).isNotNull();
		return body;
	}

	record Value(int number) {

	}

	record Count() implements Request<Object, Value> {

	}

	record Remind() implements Request<Meter, Value> {

	}

	@KeyedActor("meter")
	static class Meter {

		private final Durable<Value> value;

		private final Alarms<Meter> alarms;

		Meter(@State(name = "meter") Durable<Value> value, Alarms<Meter> alarms) {
			this.value = value;
			this.alarms = alarms;
		}

		@Receive
		Value count(Count count) {
			return this.value.set(new Value(this.value.orElse(new Value(0)).number() + 1));
		}

		@Receive
		Value remind(Remind remind) {
			this.alarms.set("soon", FAR, remind);
			this.alarms.set("later", FAR.plusSeconds(1), remind);
			return this.value.get();
		}

	}

	@Actor("counter")
	static class Counter {

		private final Durable<Value> value;

		Counter(@State(name = "counter") Durable<Value> value) {
			this.value = value;
		}

		@Receive
		Value count(Count count) {
			return this.value.set(new Value(this.value.orElse(new Value(0)).number() + 1));
		}

	}

	@Actor("plain")
	static class Plain {

		@Receive
		Value count(Count count) {
			return new Value(0);
		}

	}

}
