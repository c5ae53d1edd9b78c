package dev.actorspring.boot.cluster;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.stream.IntStream;

import dev.actorspring.boot.actors.ActorAutoConfiguration;
import dev.actorspring.cluster.ClusterNode;
import dev.actorspring.system.ActorSystem;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Applications whose nodes talk by TLS, with a bundle from properties.
 */
class ClusterOverTlsTests {

	private static final String PASSWORD = "password";

	@TempDir
	private static Path directory;

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, ActorAutoConfiguration.class,
				ActorClusterAutoConfiguration.class))
		.withUserConfiguration(Stock.class);

	@BeforeAll
	static void makeKeys() throws Exception {
		makeKey("nodes");
		makeKey("others");
	}

	/**
	 * Writes a key and its certificate, as those files have them that the documents name.
	 */
	private static void makeKey(String name) throws Exception {
		Path keys = directory.resolve(name + ".p12");
		Process process = new ProcessBuilder(
				System.getProperty("java.home") + File.separator + "bin" + File.separator + "keytool", "-genkeypair",
				"-alias", name, "-keyalg", "EC", "-dname", "CN=" + name, "-ext", "san=ip:127.0.0.1", "-storetype",
				"PKCS12", "-storepass", PASSWORD, "-keystore", keys.toString())
			.redirectErrorStream(true)
			.start();
		String output = new String(process.getInputStream().readAllBytes());
		assertThat(process.waitFor()).as(output).isZero();
		KeyStore store = KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray());
		write(name + ".key", "PRIVATE KEY", store.getKey(name, PASSWORD.toCharArray()).getEncoded());
		write(name + ".crt", "CERTIFICATE", store.getCertificate(name).getEncoded());
	}

	private static void write(String name, String kind, byte[] content) throws IOException {
		Files.writeString(directory.resolve(name), "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(kind,
				Base64.getMimeEncoder().encodeToString(content), kind));
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	private ApplicationContextRunner node(int port, int seed) {
		return this.runner.withPropertyValues("actor.cluster.port=" + port, "actor.cluster.seeds=127.0.0.1:" + seed,
				"actor.cluster.partitions=16");
	}

	private ApplicationContextRunner node(int port, int seed, String bundle) {
		String pem = "spring.ssl.bundle.pem." + bundle;
		Path files = directory.resolve(bundle);
		return node(port, seed).withPropertyValues(pem + ".keystore.certificate=file:" + files + ".crt",
				pem + ".keystore.private-key=file:" + files + ".key",
				pem + ".truststore.certificate=file:" + files + ".crt", "actor.cluster.ssl.bundle=" + bundle);
	}

	private static int add(ApplicationContext context, String key) {
		return context.getBean(ActorSystem.class).keyed(Stock.class).get(key).call(new Stock.Add(1));
	}

	@Test
	void applicationsWithTheSameBundleReachTheSameActors() throws Exception {
		int port = freePort();
		int other = freePort();
		node(port, port, "nodes").run((first) -> {
			assertThat(first).hasNotFailed();
			node(other, port, "nodes").run((second) -> {
				assertThat(second).hasNotFailed();
				assertThat(second.getBean(ClusterNode.class).members()).hasSize(2);
				// What they have in memory is lost while they are spread over both nodes.
				IntStream.range(0, 40).forEach((i) -> await().untilAsserted(() -> {
					int once = add(first, "key" + i);
					assertThat(add(second, "key" + i)).isEqualTo(once + 1);
				}));
			});
		});
	}

	@Test
	void applicationsWithAnotherBundleOrNoneCannotJoin() throws Exception {
		int port = freePort();
		int other = freePort();
		node(port, port, "nodes").run((first) -> {
			assertThat(first).hasNotFailed();
			assertThatItCannotJoin(node(other, port, "others"));
			assertThatItCannotJoin(node(other, port));
			assertThat(first.getBean(ClusterNode.class).members()).hasSize(1);
		});
	}

	private static void assertThatItCannotJoin(ApplicationContextRunner node) {
		node.withPropertyValues("actor.cluster.join-timeout=5s")
			.run((context) -> assertThat(context).getFailure().hasStackTraceContaining("has not become a member"));
	}

}
