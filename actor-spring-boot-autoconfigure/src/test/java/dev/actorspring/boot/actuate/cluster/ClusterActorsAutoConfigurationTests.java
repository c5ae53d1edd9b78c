package dev.actorspring.boot.actuate.cluster;

import java.util.function.BiConsumer;

import dev.actorspring.boot.actors.ActorAutoConfiguration;
import dev.actorspring.boot.actuate.endpoint.RemoteActors;
import dev.actorspring.boot.actuate.testing.FixedClusterNode;
import dev.actorspring.boot.actuate.testing.SpreadActor;
import dev.actorspring.cluster.ClusterNode;
import dev.actorspring.cluster.NodeQueryException;
import dev.actorspring.cluster.NodeQueryHandler;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.jackson.JacksonEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementContextAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.userdetails.MapReactiveUserDetailsService;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

class ClusterActorsAutoConfigurationTests {

	private static final String OTHER = "10.0.0.2:25520";

	private final FixedClusterNode node = new FixedClusterNode(2);

	private final ReactiveWebApplicationContextRunner runner = new ReactiveWebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ActorAutoConfiguration.class,
				ClassUtils.resolveClassName("dev.actorspring.boot.cluster.ActorClusterAutoConfiguration", null),
				ClassUtils.resolveClassName("dev.actorspring.boot.actuate.endpoint.ActorsEndpointAutoConfiguration",
						null),
				ClusterActorsAutoConfiguration.class, EndpointAutoConfiguration.class,
				WebEndpointAutoConfiguration.class, ManagementContextAutoConfiguration.class,
				JacksonAutoConfiguration.class, JacksonEndpointAutoConfiguration.class,
				HttpHandlerAutoConfiguration.class, WebFluxAutoConfiguration.class))
		.withUserConfiguration(SpreadActor.class)
		.withBean(ClusterNode.class, () -> this.node)
		.withPropertyValues("management.endpoints.web.exposure.include=actors",
				"management.endpoint.actors.access=UNRESTRICTED");

	/** The other node is another application, of the same actors. */
	private void withOther(BiConsumer<ApplicationContext, WebTestClient> test) {
		this.runner.run((other) -> this.runner.run((context) -> {
			this.node.others.put(OTHER, other.getBean(NodeQueryHandler.class));
			test.accept(other, WebTestClient.bindToApplicationContext(context).build());
		}));
	}

	private static WebTestClient.ResponseSpec get(WebTestClient client, String path) {
		return client.get().uri("/actuator/actors" + path).exchange();
	}

	@Test
	void treeOfAnotherNodeIsAsThatShowsItItself() {
		withOther((other, client) -> {
			String itself = body(WebTestClient.bindToApplicationContext(other).build(), "/spread-actor")
				.replaceAll("PT[\\d.]+S", "");
			assertThat(body(client, "/spread-actor?node=" + OTHER).replaceAll("PT[\\d.]+S", "")).isEqualTo(itself);
			get(client, "?node=" + OTHER).expectStatus()
				.isOk()
				.expectHeader()
				.contentType("application/vnd.spring-boot.actuator.v3+json")
				.expectBody()
				.jsonPath("$.kind")
				.isEqualTo("supervisor")
				.jsonPath("$.children[0].path")
				.isEqualTo("spread-actor");
			get(client, "/spread-actor?limit=5&node=" + OTHER).expectStatus()
				.isOk()
				.expectBody()
				.jsonPath("$.keys.actors")
				.isEmpty();
		});
	}

	private static String body(WebTestClient client, String path) {
		String body = get(client, path).expectStatus().isOk().expectBody(String.class).returnResult().getResponseBody();
		assertThat(body).isNotNull();
		return body;
	}

	@Test
	void whatIsNotThereIsNotFound_andWhatCannotBeIsRefused() {
		withOther((other, client) -> {
			get(client, "/nobody?node=" + OTHER).expectStatus().isNotFound();
			get(client, "/spread-actor?limit=0&node=" + OTHER).expectStatus().isBadRequest();
		});
	}

	@Test
	void nodeThatDoesNotAnswerIsUnavailable_andTheReasonIsSaid() {
		this.node.others.put(OTHER, (question) -> {
			throw new NodeQueryException("It has not answered");
		});
		this.runner.run((context) -> {
			WebTestClient client = WebTestClient.bindToApplicationContext(context).build();
			get(client, "?node=" + OTHER).expectStatus()
				.isEqualTo(503)
				.expectBody()
				.jsonPath("$.error")
				.isEqualTo("It has not answered");
			get(client, "?node=10.0.0.9:25520").expectStatus()
				.isEqualTo(503)
				.expectBody()
				.jsonPath("$.error")
				.isEqualTo("There is no member 10.0.0.9:25520");
		});
	}

	@Test
	void anotherNodeTakesNoOrdersThroughThisOne() {
		withOther((other, client) -> client.post()
			.uri("/actuator/actors/spread-actor?node=" + OTHER)
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue("{\"action\":\"restart\"}")
			.exchange()
			.expectStatus()
			.isBadRequest());
	}

	@Test
	void rulesOfTheNodeThatIsAskedSayWhoMaySeeAnother() {
		this.runner.run((other) -> this.runner.withUserConfiguration(OnlyOperators.class).run((context) -> {
			this.node.others.put(OTHER, other.getBean(NodeQueryHandler.class));
			WebTestClient client = WebTestClient.bindToApplicationContext(context).build();
			String path = "?node=" + OTHER;
			get(client, path).expectStatus().isUnauthorized();
			assertThat(status(client, "guest", path)).isEqualTo(403);
			assertThat(status(client, "operator", path)).isEqualTo(200);
		}));
	}

	private static int status(WebTestClient client, String user, String path) {
		return client.get()
			.uri("/actuator/actors" + path)
			.headers((headers) -> headers.setBasicAuth(user, "secret"))
			.exchange()
			.returnResult(Void.class)
			.getStatus()
			.value();
	}

	@Test
	void withoutAClusterThereIsNoOtherNode() {
		this.runner.withPropertyValues("actor.cluster.enabled=false").run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(RemoteActors.class);
			get(WebTestClient.bindToApplicationContext(context).build(), "?node=" + OTHER).expectStatus().isNotFound();
		});
	}

	@Test
	void nodeWithoutTheEndpointShowsNothingToOthers() {
		this.runner.withPropertyValues("management.endpoints.web.exposure.include=health")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(NodeQueryHandler.class));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebFluxSecurity
	static class OnlyOperators {

		@Bean
		SecurityWebFilterChain chain(ServerHttpSecurity http) {
			return http.authorizeExchange((exchange) -> exchange.anyExchange().hasRole("operator"))
				.httpBasic(Customizer.withDefaults())
				.build();
		}

		@Bean
		MapReactiveUserDetailsService users() {
			return new MapReactiveUserDetailsService(user("operator"), user("guest"));
		}

		private static UserDetails user(String name) {
			return User.withUsername(name).password("{noop}secret").roles(name).build();
		}

	}

}
