package dev.actorspring.boot.actuate.endpoint;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.KeyedActors;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorSystem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.jackson.JacksonEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementContextAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.test.web.reactive.server.StatusAssertions;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.server.WebFilter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The endpoint of a real system, read and written over HTTP.
 */
class ActorsEndpointOverHttpTests {

	private static final String UNRESTRICTED = "management.endpoint.actors.access=unrestricted";

	private static final Map<String, String> RESTART = Map.of("action", "restart");

	private final AtomicBoolean broken = new AtomicBoolean();

	private final ActorSystem system = ActorSystem.builder()
		.supervisor(SupervisorSpec.named("payments")
			.child(ActorSpec.of("ledger", Worker.class, (context) -> new Worker()))
			.child(ActorSpec.of("cards", Worker.class, this::unlessBroken))
			.build())
		.actor(ActorSpec.keyed("auction", Worker.class, (context) -> new Worker()))
		.build();

	private Worker unlessBroken(ActorContext<Worker> context) {
		if (this.broken.get()) {
			throw new IllegalArgumentException("no cards");
		}
		return new Worker();
	}

	@BeforeEach
	void start() {
		this.system.start();
	}

	@AfterEach
	void stop() {
		this.system.close();
	}

	@Test
	void tree_hasEverythingOfTheContract() {
		key("42").call(new Worker.Ping());
		crash(this.system.actor("ledger", Worker.class));
		with((client, runningSystem) -> get(client, "").isOk()
			.expectBody()
			.jsonPath("$.path")
			.isEqualTo("")
			.jsonPath("$.since")
			.value((since) -> assertThat(since).asString().startsWith("PT"))
			.jsonPath("$.giveUp")
			.isEqualTo("backoff")
			.jsonPath("$.children[0].kind")
			.isEqualTo("supervisor")
			.jsonPath("$.children[0].strategy")
			.isEqualTo("one-for-one")
			.jsonPath("$.children[0].recentRestarts[0].path")
			.isEqualTo("payments/ledger")
			.jsonPath("$.children[0].children[0].restarts")
			.isEqualTo(1)
			.jsonPath("$.children[0].children[0].handled")
			.isEqualTo(2)
			.jsonPath("$.children[0].children[0].capacity")
			.isEqualTo(1_000)
			.jsonPath("$.children[0].children[0].uptime")
			.exists()
			.jsonPath("$.children[0].children[0].lastFailureStackTrace")
			.doesNotExist()
			.jsonPath("$.children[0].children[0].recentRestarts")
			.doesNotExist()
			.jsonPath("$.children[1].kind")
			.isEqualTo("family")
			.jsonPath("$.children[1].active")
			.isEqualTo(1)
			.jsonPath("$.children[1].handled")
			.isEqualTo(1)
			.jsonPath("$.children[1].top.depth")
			.isEmpty()
			.jsonPath("$.children[1].top.handlingTime[0].name")
			.isEqualTo("42")
			.jsonPath("$.children[1].keys")
			.doesNotExist());
	}

	@Test
	void whatDoesNotApply_isLeftOut() {
		with((client, runningSystem) -> get(client, "").isOk()
			.expectBody(String.class)
			.value((json) -> assertThat(json).contains("payments/ledger").doesNotContain("null")));
	}

	@Test
	void keys_arePaged() {
		for (String key : List.of("d", "b", "a", "e", "c/1")) {
			key(key).call(new Worker.Ping());
		}
		with((client, runningSystem) -> {
			get(client, "/auction?limit=2").isOk()
				.expectBody()
				.jsonPath("$.kind")
				.isEqualTo("family")
				.jsonPath("$.keys.actors[*].name")
				.isEqualTo(List.of("a", "b"))
				.jsonPath("$.keys.next")
				.isEqualTo("b");
			get(client, "/auction?limit=2&after=b").isOk()
				.expectBody()
				.jsonPath("$.keys.actors[*].path")
				.isEqualTo(List.of("auction/c/1", "auction/d"))
				.jsonPath("$.keys.next")
				.isEqualTo("d");
			get(client, "/auction?after=d").isOk()
				.expectBody()
				.jsonPath("$.keys.actors[*].name")
				.isEqualTo(List.of("e"))
				.jsonPath("$.keys.next")
				.doesNotExist();
			get(client, "/auction/c/1").isOk().expectBody().jsonPath("$.name").isEqualTo("c/1");
			get(client, "/payments/ledger?limit=5").isOk().expectBody().jsonPath("$.keys").doesNotExist();
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "1001", "-1", "many" })
	void keys_withAnotherLimit_are400(String limit) {
		with((client, runningSystem) -> get(client, "/auction?limit=" + limit).isBadRequest());
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "/nobody", "/payments/nobody", "/payments/ledger/child", "/auction/43", "/nobody?limit=5" })
	void unknown_is404_andNothingIsCreated(String path) {
		with((client, runningSystem) -> {
			get(client, path).isNotFound();
			post(client, path, RESTART).isNotFound();
			get(client, "/auction").isOk().expectBody().jsonPath("$.active").isEqualTo(0);
			assertThat(runningSystem.tree().children()).hasSize(2);
		}, UNRESTRICTED);
	}

	@Test
	void stackTrace_isShownToWhoMaySeeIt() {
		crash(this.system.actor("ledger", Worker.class));
		BiConsumer<WebTestClient, ActorSystem> hidden = (client, runningSystem) -> get(client, "/payments/ledger")
			.isOk()
			.expectBody()
			.jsonPath("$.lastFailure")
			.isEqualTo("java.lang.IllegalStateException: boom")
			.jsonPath("$.lastFailureStackTrace")
			.doesNotExist();
		BiConsumer<WebTestClient, ActorSystem> shown = (client, runningSystem) -> get(client, "/payments/ledger").isOk()
			.expectBody()
			.jsonPath("$.lastFailureStackTrace")
			.value((trace) -> assertThat(trace).asString().contains("Worker.crash"));
		with(hidden);
		with(shown, "management.endpoint.actors.show-values=always");
		with(hidden, "management.endpoint.actors.show-values=when-authorized");
		asUser("alice", shown, "management.endpoint.actors.show-values=when-authorized");
		asUser("alice", hidden, "management.endpoint.actors.show-values=when-authorized",
				"management.endpoint.actors.roles=ops");
		asUser("ops", shown, "management.endpoint.actors.show-values=when-authorized",
				"management.endpoint.actors.roles=ops");
	}

	@Test
	void readOnlyByDefault_takesNoOrders() {
		with((client, runningSystem) -> {
			post(client, "/payments/ledger", RESTART).isEqualTo(405);
			assertThat(incarnation("/payments/ledger", client)).isOne();
		});
	}

	@Test
	void cappedAccess_takesNoOrders() {
		with((client, runningSystem) -> post(client, "/payments/ledger", RESTART).isEqualTo(405), UNRESTRICTED,
				"management.endpoints.access.max-permitted=read-only");
	}

	@Test
	void restart_answersWithTheNextIncarnation() {
		with((client, runningSystem) -> {
			post(client, "/payments/ledger", RESTART).isOk()
				.expectBody()
				.jsonPath("$.state")
				.isEqualTo("running")
				.jsonPath("$.incarnation")
				.isEqualTo(2);
			post(client, "/payments", RESTART).isOk().expectBody().jsonPath("$.kind").isEqualTo("supervisor");
			assertThat(incarnation("/payments/ledger", client)).isEqualTo(3);
		}, UNRESTRICTED);
	}

	@Test
	void terminatedChild_canBeStartedAgain_onceOnly() {
		with((client, runningSystem) -> {
			post(client, "/payments/ledger", Map.of("action", "terminate")).isOk()
				.expectBody()
				.jsonPath("$.state")
				.isEqualTo("stopped")
				.jsonPath("$.uptime")
				.doesNotExist();
			post(client, "/payments/ledger", Map.of("action", "start")).isOk()
				.expectBody()
				.jsonPath("$.state")
				.isEqualTo("running");
			post(client, "/payments/ledger", Map.of("action", "start")).isEqualTo(409)
				.expectBody()
				.jsonPath("$.error")
				.value((error) -> assertThat(error).asString().contains("running"));
		}, UNRESTRICTED);
	}

	@Test
	void key_isPassivatedAndTerminated() {
		with((client, runningSystem) -> {
			for (String action : List.of("passivate", "terminate")) {
				key("42").call(new Worker.Ping());
				post(client, "/auction/42", Map.of("action", action)).isNoContent();
				get(client, "/auction/42").isNotFound();
			}
		}, UNRESTRICTED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "a//b", "/a", "a/", "https://example.org/?a=b&c", "..", "." })
	void keyThatNoAddressCanHave_isAParameter(String key) {
		key("a/b").call(new Worker.Ping());
		key(key).call(new Worker.Ping());
		with((client, runningSystem) -> {
			client.get()
				.uri("/actuator/actors/auction?key={key}", key)
				.exchange()
				.expectBody()
				.jsonPath("$.path")
				.isEqualTo("auction/" + key);
			post(client, "/auction", Map.of("action", "terminate", "key", key)).isNoContent();
			assertThat(runningSystem.find("auction/" + key)).isEmpty();
			assertThat(runningSystem.find("auction/a/b")).isPresent();
		}, UNRESTRICTED);
	}

	@Test
	void actor_isKilledAndRestarted() {
		with((client, runningSystem) -> {
			post(client, "/payments/ledger", Map.of("action", "kill")).isOk();
			await().untilAsserted(() -> get(client, "/payments/ledger").isOk()
				.expectBody()
				.jsonPath("$.restarts")
				.isEqualTo(1)
				.jsonPath("$.recentRestarts[0].reason")
				.isEqualTo("killed"));
			post(client, "/payments", Map.of("action", "kill")).isEqualTo(409)
				.expectBody()
				.jsonPath("$.error")
				.value((error) -> assertThat(error).asString().contains("kill those below it"));
		}, UNRESTRICTED);
	}

	@Test
	void child_isDisabledAndEnabled() {
		with((client, runningSystem) -> {
			post(client, "/payments/ledger", Map.of("action", "disable")).isOk()
				.expectBody()
				.jsonPath("$.state")
				.isEqualTo("disabled");
			post(client, "/payments/ledger", Map.of("action", "start")).isEqualTo(409)
				.expectBody()
				.jsonPath("$.error")
				.value((error) -> assertThat(error).asString().contains("enable it first"));
			post(client, "/payments/ledger", Map.of("action", "enable")).isOk()
				.expectBody()
				.jsonPath("$.state")
				.isEqualTo("running");
			key("42").call(new Worker.Ping());
			post(client, "/auction/42", Map.of("action", "disable")).isEqualTo(409);
		}, UNRESTRICTED);
	}

	@Test
	void passivate_whereItIsNotAllowed_is409() {
		with((client, runningSystem) -> post(client, "/payments/ledger", Map.of("action", "passivate")).isEqualTo(409)
			.expectBody()
			.jsonPath("$.error")
			.value((error) -> assertThat(error).asString().contains("not a keyed actor")), UNRESTRICTED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "explode", "RESTART", "" })
	void unknownAction_is400(String action) {
		with((client, runningSystem) -> {
			post(client, "/payments/ledger", Map.of("action", action)).isBadRequest();
			post(client, "/payments/ledger", Map.of()).isBadRequest();
			assertThat(incarnation("/payments/ledger", client)).isOne();
		}, UNRESTRICTED);
	}

	@Test
	void startThatFails_is500_withTheReason() {
		with((client, runningSystem) -> {
			this.broken.set(true);
			post(client, "/payments/cards", RESTART).isEqualTo(500)
				.expectBody()
				.jsonPath("$.error")
				.value((error) -> assertThat(error).asString().contains("payments/cards"));
			get(client, "/payments/cards").isOk().expectBody().jsonPath("$.state").isEqualTo("stopped");
		}, UNRESTRICTED);
	}

	private ActorRef<Worker> key(String key) {
		KeyedActors<Worker> auctions = this.system.keyed("auction", Worker.class);
		return auctions.get(key);
	}

	private static void crash(ActorRef<Worker> worker) {
		worker.ask(new Worker.Crash()).handle((reply, failure) -> "over").join();
		worker.call(new Worker.Ping());
	}

	@Test
	void answers_doNotDependOnHowTheApplicationWritesItsJson() {
		String[] properties = { UNRESTRICTED, "spring.jackson.property-naming-strategy=SNAKE_CASE",
				"spring.jackson.default-property-inclusion=always",
				"spring.jackson.datatype.datetime.write-durations-as-timestamps=true" };
		with((client, runningSystem) -> {
			contract(get(client, ""));
			contract(get(client, "/payments/ledger"));
			contract(get(client, "/auction?limit=1"));
			contract(post(client, "/payments/ledger", RESTART));
		}, properties);
	}

	private static void contract(StatusAssertions status) {
		String body = status.isOk().expectBody(String.class).returnResult().getResponseBody();
		assertThat(body).contains("\"recentRestarts\":", "\"since\":\"PT").doesNotContain(":null");
	}

	@Test
	void recentRestarts_ofASpawnedActor() {
		ActorRef<Worker> spawned = this.system.spawn(ActorSpec.of("spawned", Worker.class, (context) -> new Worker()));
		crash(spawned);
		with((client, runningSystem) -> get(client, "/spawned").isOk()
			.expectBody()
			.jsonPath("$.recentRestarts[0].path")
			.isEqualTo("spawned"));
	}

	private static int incarnation(String path, WebTestClient client) {
		Map<?, ?> node = get(client, path).isOk().expectBody(Map.class).returnResult().getResponseBody();
		assertThat(node).isNotNull();
		return (Integer) node.get("incarnation");
	}

	private static StatusAssertions get(WebTestClient client, String path) {
		return client.get().uri("/actuator/actors" + path).exchange().expectStatus();
	}

	private static StatusAssertions post(WebTestClient client, String path, Map<String, String> body) {
		return client.post()
			.uri("/actuator/actors" + path)
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(body)
			.exchange()
			.expectStatus();
	}

	private void with(BiConsumer<WebTestClient, ActorSystem> test, String... properties) {
		asUser(null, test, properties);
	}

	private void asUser(@Nullable String user, BiConsumer<WebTestClient, ActorSystem> test, String... properties) {
		WebFilter login = (exchange, chain) -> (user == null) ? chain.filter(exchange)
				: chain.filter(exchange)
					.contextWrite(ReactiveSecurityContextHolder
						.withAuthentication(new TestingAuthenticationToken(user, "", "ROLE_" + user)));
		new ReactiveWebApplicationContextRunner()
			.withInitializer(
					(context) -> context.getEnvironment().setConversionService(new ApplicationConversionService()))
			.withConfiguration(
					AutoConfigurations.of(ActorsEndpointAutoConfiguration.class, EndpointAutoConfiguration.class,
							WebEndpointAutoConfiguration.class, ManagementContextAutoConfiguration.class,
							JacksonAutoConfiguration.class, JacksonEndpointAutoConfiguration.class,
							HttpHandlerAutoConfiguration.class, WebFluxAutoConfiguration.class))
			.withBean(ActorSystem.class, () -> this.system, (definition) -> definition.setDestroyMethodName(""))
			.withBean(WebFilter.class, () -> login)
			.withPropertyValues("management.endpoints.web.exposure.include=actors")
			.withPropertyValues(properties)
			.run((context) -> test.accept(WebTestClient.bindToApplicationContext(context).build(), this.system));
	}

	static class Worker {

		@Receive
		String ping(Ping ping) {
			return "pong";
		}

		@Receive
		String crash(Crash crash) {
			throw new IllegalStateException("boom");
		}

		record Ping() implements Request<Worker, String> {

		}

		record Crash() implements Request<Worker, String> {

		}

	}

}
