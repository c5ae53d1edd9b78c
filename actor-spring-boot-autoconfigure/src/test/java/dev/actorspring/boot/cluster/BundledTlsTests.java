package dev.actorspring.boot.cluster;

import java.io.File;
import java.nio.file.Path;
import java.security.KeyStore;

import javax.net.ssl.SSLEngine;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.cluster.ClusterTls;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.ssl.SslStoreBundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class BundledTlsTests {

	private static final String PASSWORD = "password";

	private static final String CIPHER = "TLS_AES_256_GCM_SHA384";

	private static @TempDir Path directory;

	private static KeyStore store;

	@BeforeAll
	static void makeKey() throws Exception {
		Path file = directory.resolve("keys.p12");
		Process process = new ProcessBuilder(
				System.getProperty("java.home") + File.separator + "bin" + File.separator + "keytool", "-genkeypair",
				"-alias", "node", "-keyalg", "EC", "-dname", "CN=node", "-storetype", "PKCS12", "-storepass", PASSWORD,
				"-keystore", file.toString())
			.redirectErrorStream(true)
			.start();
		String output = new String(process.getInputStream().readAllBytes());
		assertThat(process.waitFor()).as(output).isZero();
		store = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
	}

	private static SslBundle bundle(@Nullable KeyStore keys, @Nullable KeyStore trusted, SslOptions options) {
		return SslBundle.of(SslStoreBundle.of(keys, PASSWORD, trusted), SslBundleKey.of(PASSWORD), options);
	}

	private static DefaultSslBundleRegistry registry(SslBundle bundle) {
		return new DefaultSslBundleRegistry("nodes", bundle);
	}

	private static SSLEngine engine(ClusterTls tls) {
		return tls.engines().apply("10.0.0.1", 25520);
	}

	@Test
	void connectionsAreMadeAsTheBundleSays() {
		SslOptions options = SslOptions.of(new String[] { CIPHER }, new String[] { "TLSv1.3" });
		ClusterTls tls = BundledTls.of(registry(bundle(store, store, options)), "nodes", true);
		assertThat(tls.verifyHost()).isTrue();
		SSLEngine engine = engine(tls);
		assertThat(engine.getPeerHost()).isEqualTo("10.0.0.1");
		assertThat(engine.getEnabledCipherSuites()).containsExactly(CIPHER);
		assertThat(engine.getEnabledProtocols()).containsExactly("TLSv1.3");
	}

	@Test
	void renewedBundleIsForConnectionsFromThenOn() {
		DefaultSslBundleRegistry registry = registry(bundle(store, store, SslOptions.NONE));
		ClusterTls tls = BundledTls.of(registry, "nodes", false);
		assertThat(engine(tls).getEnabledCipherSuites()).hasSizeGreaterThan(1);
		registry.updateBundle("nodes", bundle(store, store, SslOptions.of(new String[] { CIPHER }, null)));
		assertThat(engine(tls).getEnabledCipherSuites()).containsExactly(CIPHER);
	}

	@Test
	void bundleThatIsNotThereIsSaid() {
		assertThatExceptionOfType(ActorConfigurationException.class)
			.isThrownBy(() -> BundledTls.of(registry(bundle(store, store, SslOptions.NONE)), "others", true))
			.withMessageContaining("the SSL bundle 'others'")
			.satisfies((ex) -> assertThat(ex.getAction()).contains("spring.ssl.bundle.pem.others",
					"actor.cluster.ssl.bundle", "[nodes]"));
	}

	@Test
	void bundleThatLacksSomethingIsRefused() {
		assertThatExceptionOfType(ActorConfigurationException.class)
			.isThrownBy(() -> BundledTls.of(registry(bundle(null, store, SslOptions.NONE)), "nodes", true))
			.withMessageContaining("no certificate with its key");
		assertThatExceptionOfType(ActorConfigurationException.class)
			.isThrownBy(() -> BundledTls.of(registry(bundle(store, null, SslOptions.NONE)), "nodes", true))
			.withMessageContaining("no certificates that are trusted")
			.satisfies((ex) -> assertThat(ex.getAction()).contains("'truststore'"));
	}

}
