package dev.actorspring.cluster;

import java.util.Objects;
import java.util.function.BiFunction;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/**
 * How nodes prove to each other who they are, and encrypt what they say. Both ends of a
 * connection have to show a certificate that the other one trusts, so whoever has one of
 * the same authority is a member: let it be an authority for this cluster only.
 *
 * @param engines makes one end of a new connection, given the host and the port of the
 * other one or, if that has begun it, of this node; called by any thread
 * @param verifyHost whether a node that connects to another one looks whether its
 * certificate names the host by which it reaches it
 */
public record ClusterTls(BiFunction<String, Integer, SSLEngine> engines, boolean verifyHost) {

	public ClusterTls {
		Objects.requireNonNull(engines, "engines");
	}

	/**
	 * Certificates that stay the same, and hosts that are verified.
	 * @param context has the certificate of this node, and what it trusts
	 * @return the settings
	 */
	public static ClusterTls of(SSLContext context) {
		return new ClusterTls(context::createSSLEngine, true);
	}

}
