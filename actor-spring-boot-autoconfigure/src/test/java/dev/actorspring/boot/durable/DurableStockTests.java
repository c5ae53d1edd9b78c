package dev.actorspring.boot.durable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import dev.actorspring.boot.actors.ActorAutoConfiguration;
import dev.actorspring.boot.http.HttpAutoConfigurations;
import dev.actorspring.durable.DurableStates;
import dev.actorspring.durable.runtime.DurableActors;
import dev.actorspring.durable.store.StateKey;
import dev.actorspring.durable.store.StateStore;
import dev.actorspring.durable.store.StoredState;
import dev.actorspring.durable.test.InMemoryStateStore;
import dev.actorspring.system.ActorSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An application with durable actors, over HTTP.
 */
class DurableStockTests {

	private final ReactiveWebApplicationContextRunner runner = new ReactiveWebApplicationContextRunner()
		.withConfiguration(HttpAutoConfigurations.routes())
		.withConfiguration(AutoConfigurations.of(ActorAutoConfiguration.class, ActorDurableAutoConfiguration.class,
				JacksonAutoConfiguration.class, HttpHandlerAutoConfiguration.class, WebFluxAutoConfiguration.class))
		.withUserConfiguration(Stock.class);

	private final InMemoryStateStore store = new InMemoryStateStore();

	private final ReactiveWebApplicationContextRunner withStore = this.runner.withBean(StateStore.class,
			() -> this.store);

	private ReactiveWebApplicationContextRunner withFile(Path folder) {
		return this.runner.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class))
			.withPropertyValues("spring.datasource.url=jdbc:h2:file:" + folder.resolve("stock"));
	}

	@Test
	void stateSurvives_aCrashAndPassivationAndARestart(@TempDir Path folder) {
		withFile(folder).run((context) -> {
			WebTestClient client = client(context);
			deliver(client, 3).expectBody().jsonPath("$.pieces").isEqualTo(3);
			client.post().uri("/stock/bolt/fires").exchange().expectStatus().isEqualTo(500);
			await().untilAsserted(() -> count(client, 3));
			await().until(() -> context.getBean(ActorSystem.class).find("stock/bolt").isEmpty());
			count(client, 3);
			deliver(client, 4).expectBody().jsonPath("$.pieces").isEqualTo(7);
			assertThat(states(context).find("bolt")).contains(new Stock.Level(7));
		});
		withFile(folder).withPropertyValues("actor.durable.initialize-schema=never").run((context) -> {
			count(client(context), 7);
			assertThat(states(context).list(null, 10)).hasSize(1)
				.first()
				.satisfies((entry) -> assertThat(entry.version()).isEqualTo(2));
		});
	}

	@Test
	void storeIsAway_is503UntilItIsBack() {
		this.withStore.run((context) -> {
			WebTestClient client = client(context);
			deliver(client, 3).expectStatus().isOk();
			this.store.failEverything(true);
			await().until(() -> context.getBean(ActorSystem.class).find("stock/bolt").isEmpty());
			client.get()
				.uri("/stock/bolt")
				.exchange()
				.expectStatus()
				.isEqualTo(503)
				.expectHeader()
				.valueEquals(HttpHeaders.RETRY_AFTER, "5")
				.expectBody()
				.jsonPath("$.type")
				.isEqualTo("urn:actor-spring:problem:state-unavailable")
				.jsonPath("$.detail")
				.isEqualTo("Its state cannot be reached at present. Nothing was changed.");
			assertThat(context.getBean(DurableActors.class).failure()).isNotNull();
			this.store.failEverything(false);
			await().untilAsserted(() -> count(client, 3));
		});
	}

	@Test
	void storeIsAway_messageIsShownIfThatIsAllowed() {
		this.withStore.withPropertyValues("spring.web.error.include-message=always").run((context) -> {
			this.store.failEverything(true);
			client(context).get()
				.uri("/stock/bolt")
				.exchange()
				.expectStatus()
				.isEqualTo(503)
				.expectBody()
				.jsonPath("$.detail")
				.value((detail) -> assertThat(detail.toString()).startsWith("Its state cannot be reached at present.")
					.doesNotEndWith("Nothing was changed."));
			this.store.failEverything(false);
		});
	}

	@Test
	void stateThatCannotBeRead_is503_andOthersWork() {
		StateKey bolt = new StateKey("stock", "bolt");
		this.withStore.run((context) -> {
			WebTestClient client = client(context);
			deliver(client, 3).expectStatus().isOk();
			StoredState row = this.store.row(bolt).orElseThrow();
			await().until(() -> context.getBean(ActorSystem.class).find("stock/bolt").isEmpty());
			this.store.put(new StoredState(bolt, row.version() + 1, row.writeId(),
					new StoredState.Value("stock-level", 1, "{\"pieces\":\"many\"}", null, null), row.changed()));
			client.get()
				.uri("/stock/bolt")
				.exchange()
				.expectStatus()
				.isEqualTo(503)
				.expectBody()
				.jsonPath("$.type")
				.isEqualTo("urn:actor-spring:problem:state-unreadable")
				.jsonPath("$.detail")
				.isEqualTo("Its stored state cannot be read, and has to be repaired.");
			assertThat(context.getBean(DurableActors.class).unreadable()).containsOnlyKeys(bolt);
			client.get().uri("/stock/nut").exchange().expectStatus().isOk();
		});
	}

	@Test
	void writeThatIsNotTaken_is500_andChangesNothing() {
		StateKey bolt = new StateKey("stock", "bolt");
		this.withStore.run((context) -> {
			WebTestClient client = client(context);
			deliver(client, 3).expectStatus().isOk();
			this.store.refuse(bolt);
			deliver(client, 4).expectStatus()
				.isEqualTo(500)
				.expectBody()
				.jsonPath("$.type")
				.isEqualTo("urn:actor-spring:problem:state-refused");
			this.store.accept(bolt);
			await().untilAsserted(() -> count(client, 3));
		});
	}

	@Test
	void writeThatNobodyKnowsOf_is504() {
		this.withStore.withPropertyValues("actor.durable.patience=100ms").run((context) -> {
			WebTestClient client = client(context);
			deliver(client, 3).expectStatus().isOk();
			this.store.failWrites(true);
			deliver(client, 4).expectStatus()
				.isEqualTo(504)
				.expectBody()
				.jsonPath("$.type")
				.isEqualTo("urn:actor-spring:problem:state-outcome-unknown");
			this.store.failWrites(false);
			await().untilAsserted(() -> count(client, 3));
		});
	}

	private static WebTestClient.ResponseSpec deliver(WebTestClient client, int pieces) {
		return client.post().uri("/stock/bolt/deliveries").bodyValue(Map.of("pieces", pieces)).exchange();
	}

	private static void count(WebTestClient client, int pieces) {
		client.get()
			.uri("/stock/bolt")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.pieces")
			.isEqualTo(pieces);
	}

	private static DurableStates<Stock.Level> states(ApplicationContext context) {
		return context.<DurableStates<Stock.Level>>getBeanProvider(
				ResolvableType.forClassWithGenerics(DurableStates.class, Stock.Level.class))
			.getObject();
	}

	private static WebTestClient client(ApplicationContext context) {
		return WebTestClient.bindToApplicationContext(context)
			.configureClient()
			.responseTimeout(Duration.ofSeconds(20))
			.build();
	}

}
