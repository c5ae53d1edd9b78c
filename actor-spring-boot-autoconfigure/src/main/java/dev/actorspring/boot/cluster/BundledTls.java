package dev.actorspring.boot.cluster;

import java.util.concurrent.atomic.AtomicReference;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.cluster.ClusterTls;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslOptions;

/**
 * The certificate of this node, and what it trusts, from an SSL bundle. When the bundle
 * is renewed, connections that are made from then on have the new one.
 */
final class BundledTls {

	private BundledTls() {
	}

	/**
	 * Takes a bundle.
	 * @param name of the bundle
	 * @param verifyHost whether the hosts of other nodes are verified
	 * @throws ActorConfigurationException if there is none, or it lacks something
	 */
	static ClusterTls of(SslBundles bundles, String name, boolean verifyHost) {
		SslBundle bundle = find(bundles, name);
		// Of what a bundle does not have, the JVM would use its own: all public
		// authorities.
		require(bundle.getStores().getKeyStore(), name, "certificate with its key", "keystore");
		require(bundle.getStores().getTrustStore(), name, "certificates that are trusted", "truststore");
		AtomicReference<Current> current = new AtomicReference<>(Current.of(bundle));
		bundles.addBundleUpdateHandler(name, (renewed) -> current.set(Current.of(renewed)));
		return new ClusterTls((host, port) -> current.get().engine(host, port), verifyHost);
	}

	private static SslBundle find(SslBundles bundles, String name) {
		try {
			return bundles.getBundle(name);
		}
		catch (NoSuchSslBundleException ex) {
			throw new ActorConfigurationException(
					"Nodes are to talk by TLS with the SSL bundle '" + name + "', but there is none of that name",
					"Define it with 'spring.ssl.bundle.pem." + name
							+ "', or change 'actor.cluster.ssl.bundle'. The bundles are: " + bundles.getBundleNames(),
					ex);
		}
	}

	private static void require(@Nullable Object store, String name, String what, String property) {
		if (store == null) {
			throw new ActorConfigurationException("The SSL bundle '" + name + "' of the cluster has no " + what,
					"Set '" + property + "' of the bundle: nodes show each other their certificates, "
							+ "and trust those of one authority.");
		}
	}

	/**
	 * The bundle as it is now.
	 *
	 * @param context makes the ends of connections
	 * @param options what they may use
	 */
	private record Current(SSLContext context, SslOptions options) {

		static Current of(SslBundle bundle) {
			return new Current(bundle.createSslContext(), bundle.getOptions());
		}

		SSLEngine engine(String host, int port) {
			SSLEngine engine = this.context.createSSLEngine(host, port);
			String[] ciphers = this.options.getCiphers();
			if (ciphers != null) {
				engine.setEnabledCipherSuites(ciphers);
			}
			String[] protocols = this.options.getEnabledProtocols();
			if (protocols != null) {
				engine.setEnabledProtocols(protocols);
			}
			return engine;
		}

	}

}
