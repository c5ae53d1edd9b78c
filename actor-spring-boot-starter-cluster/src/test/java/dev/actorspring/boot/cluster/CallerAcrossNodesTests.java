package dev.actorspring.boot.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.Principal;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.boot.actors.ActorAutoConfiguration;
import dev.actorspring.cluster.ClusterNode;
import dev.actorspring.cluster.RemoteCauseException;
import dev.actorspring.stereotype.FamilyScope;
import dev.actorspring.stereotype.KeyedActor;
import dev.actorspring.system.ActorSystem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.RequestHeader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.list;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

/**
 * Of who asks, the name and the authorities go to other nodes.
 */
class CallerAcrossNodesTests {

	private static final Class<?>[] CONFIGURATION = Stream
		.concat(Stream
			.of("cluster.ActorClusterAutoConfiguration", "context.ActorContextPropagationAutoConfiguration",
					"caller.ActorCallerAutoConfiguration")
			.map((name) -> ClassUtils.resolveClassName("dev.actorspring.boot." + name, null)),
				Stream.of(ActorAutoConfiguration.class))
		.toArray(Class<?>[]::new);

	private static final List<String> KEYS = IntStream.range(0, 40).mapToObj((i) -> "key" + i).toList();

	private static ApplicationContextRunner node(int port, int seed) {
		return new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(CONFIGURATION))
			.withUserConfiguration(Security.class, Safe.class)
			.withPropertyValues("actor.cluster.port=" + port, "actor.cluster.seeds=127.0.0.1:" + seed,
					"actor.cluster.partitions=16");
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	@Test
	void nameAndAuthoritiesAreKnownWhereverTheActorLives() throws Exception {
		int port = freePort();
		int other = freePort();
		node(port, port).run((first) -> node(other, port).run((second) -> {
			assertThat(second).hasNotFailed();
			await().until(() -> homes(first.getBean(ActorSystem.class)).size() == 2);
			ActorSystem system = first.getBean(ActorSystem.class);
			as("ann", "ROLE_USER", "a,b");
			try {
				assertThat(KEYS).allSatisfy((key) -> {
					assertThat(system.keyed(Safe.class).get(key).call(new Safe.Who()))
						.isEqualTo("ann [ROLE_USER, a,b] null");
					assertThatThrownBy(() -> system.keyed(Safe.class).get(key).call(new Safe.Open())).satisfiesAnyOf(
							(ex) -> assertThat(ex).isInstanceOf(AccessDeniedException.class),
							(ex) -> assertThat(ex).asInstanceOf(type(RemoteCauseException.class))
								.extracting(RemoteCauseException::getTypes, list(String.class))
								.contains(AccessDeniedException.class.getName()));
				});
				as("bob", "ROLE_ADMIN");
				assertThat(KEYS).allSatisfy(
						(key) -> assertThat(system.keyed(Safe.class).get(key).call(new Safe.Open())).isEqualTo("bob"));
			}
			finally {
				SecurityContextHolder.clearContext();
			}
			assertThat(KEYS).allSatisfy((key) -> assertThat(system.keyed(Safe.class).get(key).call(new Safe.Who()))
				.isEqualTo("nobody null"));
			assertThat(SecurityContextHolder.getContext().getAuthentication()).isNull();
		}));
	}

	/**
	 * Where actors say that they live.
	 */
	private static Set<Integer> homes(ActorSystem system) {
		return KEYS.stream()
			.map((key) -> system.keyed(Safe.class).get(key).call(new Safe.Where()))
			.collect(Collectors.toSet());
	}

	private static void as(String name, String... authorities) {
		SecurityContext context = SecurityContextHolder.createEmptyContext();
		context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(name, "secret",
				AuthorityUtils.createAuthorityList(authorities)));
		SecurityContextHolder.setContext(context);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableMethodSecurity
	static class Security {

	}

	@KeyedActor(value = "safe", scope = FamilyScope.CLUSTER)
	static class Safe {

		private final int node;

		Safe(ClusterNode node) {
			this.node = System.identityHashCode(node);
		}

		@Receive
		int where(Where message) {
			return this.node;
		}

		@Receive
		String who(Who message, @Nullable Principal principal,
				@RequestHeader(name = "X-Any", required = false) @Nullable String header) {
			if (!(principal instanceof UsernamePasswordAuthenticationToken token)) {
				return "nobody " + header;
			}
			return token.getName() + " "
					+ AuthorityUtils.authorityListToSet(token.getAuthorities()).stream().sorted().toList() + " "
					+ header;
		}

		@Receive
		@PreAuthorize("hasRole('ADMIN')")
		String open(Open message, Principal principal) {
			return principal.getName();
		}

		record Where() implements Request<Safe, Integer> {

		}

		record Who() implements Request<Safe, String> {

		}

		record Open() implements Request<Safe, String> {

		}

	}

}
