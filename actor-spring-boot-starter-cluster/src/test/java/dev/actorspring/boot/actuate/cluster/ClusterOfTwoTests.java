package dev.actorspring.boot.actuate.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.boot.actors.ActorAutoConfiguration;
import dev.actorspring.boot.actuate.cluster.ClusterDescriptor.MemberDescriptor;
import dev.actorspring.stereotype.FamilyScope;
import dev.actorspring.stereotype.KeyedActor;
import dev.actorspring.cluster.ClusterNode;
import dev.actorspring.system.ActorSystem;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.jackson.JacksonEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementContextAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What two real nodes show of themselves and of each other.
 */
class ClusterOfTwoTests {

	private static final Class<?>[] CONFIGURATION = Stream.concat(Stream
		.of("cluster.ActorClusterAutoConfiguration", "actuate.endpoint.ActorsEndpointAutoConfiguration",
				"actuate.metrics.ActorMetricsAutoConfiguration", "actuate.metrics.ActorClusterMetricsAutoConfiguration")
		.map((name) -> ClassUtils.resolveClassName("dev.actorspring.boot." + name, null)),
			Stream.of(ActorAutoConfiguration.class, ActorClusterEndpointAutoConfiguration.class,
					ClusterActorsAutoConfiguration.class, EndpointAutoConfiguration.class,
					WebEndpointAutoConfiguration.class, ManagementContextAutoConfiguration.class,
					JacksonAutoConfiguration.class, JacksonEndpointAutoConfiguration.class,
					HttpHandlerAutoConfiguration.class, WebFluxAutoConfiguration.class, MetricsAutoConfiguration.class,
					CompositeMeterRegistryAutoConfiguration.class))
		.toArray(Class<?>[]::new);

	private static ReactiveWebApplicationContextRunner node(int port, int seed) {
		return new ReactiveWebApplicationContextRunner().withConfiguration(AutoConfigurations.of(CONFIGURATION))
			.withUserConfiguration(Stock.class)
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withPropertyValues("actor.cluster.port=" + port, "actor.cluster.seeds=127.0.0.1:" + seed,
					"actor.cluster.partitions=16", "management.endpoints.web.exposure.include=actors,actorcluster");
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	private static ClusterDescriptor cluster(ApplicationContext context) {
		ClusterDescriptor cluster = context.getBean(ActorClusterEndpoint.class).cluster();
		assertThat(cluster).isNotNull();
		return cluster;
	}

	@Test
	void eachShowsBoth() throws Exception {
		int port = freePort();
		int other = freePort();
		node(port, port).run((first) -> node(other, port).run((second) -> {
			assertThat(second).hasNotFailed();
			await().untilAsserted(() -> assertThat(cluster(second)).satisfies((cluster) -> {
				assertThat(cluster.ready()).isTrue();
				assertThat(cluster.moving()).isEmpty();
				assertThat(cluster.members()).hasSize(2).allSatisfy((member) -> {
					assertThat(member.state()).isEqualTo("up");
					assertThat(member.since()).isNotNull();
					assertThat(member.partitions()).isPositive();
				});
				assertThat(cluster.members().stream().mapToInt(MemberDescriptor::partitions).sum()).isEqualTo(16);
				assertThat(cluster.recentMoves()).isNotEmpty();
			}));
			ActorSystem system = first.getBean(ActorSystem.class);
			IntStream.range(0, 40).forEach((i) -> system.keyed(Stock.class).get("key" + i).call(new Stock.Count()));
			MeterRegistry meters = first.getBean(MeterRegistry.class);
			assertThat(meters.get("actor.cluster.asks").tag("outcome", "reply").timer().count()).isPositive();
			assertThat(meters.get("actor.cluster.round.trip").timer().count()).isPositive();
			assertThat(meters.get("actor.cluster.hand.off").timer().count()).isPositive();
			assertThat(meters.get("actor.cluster.members").tag("state", "up").gauge().value()).isEqualTo(2);
			String key = IntStream.range(0, 40)
				.mapToObj((i) -> "key" + i)
				.filter((each) -> ("127.0.0.1:" + other).equals(home(first, each)))
				.findFirst()
				.orElseThrow();
			WebTestClient client = WebTestClient.bindToApplicationContext(first).build();
			client.get().uri("/actuator/actors/stock/" + key).exchange().expectStatus().isNotFound();
			client.get()
				.uri("/actuator/actors/stock/" + key + "?node=127.0.0.1:" + other)
				.exchange()
				.expectStatus()
				.isOk()
				.expectBody()
				.jsonPath("$.handled")
				.isEqualTo(1);
		}));
	}

	private static String home(ApplicationContext context, String key) {
		ClusterNode node = context.getBean(ClusterNode.class);
		return String.valueOf(node.home(node.partition(key)));
	}

	@KeyedActor(scope = FamilyScope.CLUSTER)
	static class Stock {

		record Count() implements Request<Stock, Integer> {

		}

		private int counted;

		@Receive
		int count(Count count) {
			return ++this.counted;
		}

	}

}
