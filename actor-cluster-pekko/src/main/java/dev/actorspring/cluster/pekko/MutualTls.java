package dev.actorspring.cluster.pekko;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;

import dev.actorspring.cluster.ClusterTls;
import org.apache.pekko.remote.artery.tcp.SSLEngineProvider;
import scala.Option;

/**
 * Both ends of the connections between nodes, each of which wants to see a certificate of
 * the other.
 */
final class MutualTls implements SSLEngineProvider {

	private final ClusterTls tls;

	MutualTls(ClusterTls tls) {
		this.tls = tls;
	}

	@Override
	public SSLEngine createServerSSLEngine(String hostname, int port) {
		SSLEngine engine = this.tls.engines().apply(hostname, port);
		engine.setUseClientMode(false);
		engine.setNeedClientAuth(true);
		return engine;
	}

	@Override
	public SSLEngine createClientSSLEngine(String hostname, int port) {
		SSLEngine engine = this.tls.engines().apply(hostname, port);
		engine.setUseClientMode(true);
		if (this.tls.verifyHost()) {
			SSLParameters parameters = engine.getSSLParameters();
			parameters.setEndpointIdentificationAlgorithm("HTTPS");
			engine.setSSLParameters(parameters);
		}
		return engine;
	}

	@Override
	public Option<Throwable> verifyClientSession(String hostname, SSLSession session) {
		return Option.empty();
	}

	@Override
	public Option<Throwable> verifyServerSession(String hostname, SSLSession session) {
		return Option.empty();
	}

}
