package dev.actorspring.cluster.pekko;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.SSLSocket;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.cluster.ClusterMember;
import dev.actorspring.cluster.ClusterTls;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Nodes that show each other certificates.
 */
class TlsTests {

	private static final Duration LONG = Duration.ofSeconds(60);

	private static final String HERE = "ip:127.0.0.1";

	@TempDir
	private Path directory;

	private final List<LocalNode> nodes = new ArrayList<>();

	private List<Integer> ports = List.of();

	private Authority authority;

	private LocalNode first;

	@BeforeEach
	void startFirst() throws Exception {
		this.ports = LocalNode.freePorts(2);
		this.authority = Authority.create(this.directory);
		this.first = start(0, ClusterTls.of(this.authority.issue(HERE)), LONG);
	}

	@AfterEach
	void close() {
		this.nodes.reversed().forEach(LocalNode::close);
	}

	private LocalNode start(int number, @Nullable ClusterTls tls, Duration joinTimeout) {
		LocalNode node = LocalNode.start("n" + number, this.ports.get(number), this.ports.subList(0, 1),
				(settings) -> settings.tls(tls).joinTimeout(joinTimeout));
		this.nodes.add(node);
		return node;
	}

	@Test
	void nodesWithCertificatesOfOneAuthorityAreACluster() throws Exception {
		LocalNode second = start(1, ClusterTls.of(this.authority.issue(HERE)), LONG);
		// What is in memory is lost when a partition moves, as some do after the second
		// has joined.
		await().atMost(LONG).untilAsserted(() -> {
			for (int i = 0; i < 50; i++) {
				int before = this.first.till("key" + i).call(new Till.Add("a" + i, 2, null), LONG).sum();
				int after = second.till("key" + i).call(new Till.Add("b" + i, 3, null), LONG).sum();
				assertThat(after).isEqualTo(before + 3);
			}
		});
		assertThat(this.first.node().members()).extracting(ClusterMember::state)
			.containsExactly(ClusterMember.State.UP, ClusterMember.State.UP);
	}

	@Test
	void nodeWithACertificateOfAnotherAuthorityCannotJoin() throws Exception {
		assertThatItCannotJoin(ClusterTls.of(Authority.create(this.directory).issue(HERE)));
	}

	@Test
	void nodeWithoutTlsCannotJoin() {
		assertThatItCannotJoin(null);
	}

	@Test
	void nodeWhoseCertificateNamesAnotherHostCannotJoin() throws Exception {
		assertThatItCannotJoin(ClusterTls.of(this.authority.issue("dns:elsewhere")));
	}

	private void assertThatItCannotJoin(@Nullable ClusterTls tls) {
		assertThatExceptionOfType(ActorConfigurationException.class)
			.isThrownBy(() -> start(1, tls, Duration.ofSeconds(5)))
			.withMessageContaining("has not become a member")
			.satisfies((ex) -> assertThat(ex.getAction()).contains("TLS"));
		assertThat(this.first.node().members()).hasSize(1);
	}

	@Test
	void whoeverHasNoCertificateIsNotHeard() throws Exception {
		try (SSLSocket socket = (SSLSocket) this.authority.stranger()
			.getSocketFactory()
			.createSocket(InetAddress.getLoopbackAddress(), this.ports.getFirst())) {
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> {
				socket.startHandshake();
				// The other side looks at the certificate after this one is content.
				if (socket.getInputStream().read() < 0) {
					throw new IOException("The connection was closed");
				}
			});
		}
	}

	@Test
	void hostsAreNotVerifiedIfThatIsSaid() throws Exception {
		close();
		this.nodes.clear();
		start(0, unverified("dns:a"), LONG);
		LocalNode second = start(1, unverified("dns:b"), LONG);
		assertThat(second.node().members()).hasSize(2);
	}

	private ClusterTls unverified(String name) throws Exception {
		return new ClusterTls(this.authority.issue(name)::createSSLEngine, false);
	}

}
