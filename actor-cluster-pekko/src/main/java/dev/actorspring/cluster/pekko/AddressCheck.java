package dev.actorspring.cluster.pekko;

import java.net.InetAddress;
import java.net.UnknownHostException;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.cluster.ClusterSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps nodes from talking in the open by accident.
 */
final class AddressCheck {

	private static final Logger log = LoggerFactory.getLogger(AddressCheck.class);

	/** The first bits of the private addresses of IPv6, {@code fc00::/7}. */
	private static final int UNIQUE_LOCAL = 0xfc;

	private AddressCheck() {
	}

	/**
	 * Refuses a host that is not private, unless what is said is encrypted or the
	 * settings allow it.
	 * @throws ActorConfigurationException also if the host is not known
	 */
	static void check(ClusterSettings settings) {
		InetAddress address;
		try {
			address = InetAddress.getByName(settings.host());
		}
		catch (UnknownHostException ex) {
			throw new ActorConfigurationException("The node cannot find its own host " + settings.host(),
					"Name the host or address by which the other nodes reach this one.", ex);
		}
		if (address.isLoopbackAddress() || settings.tls() != null) {
			return;
		}
		if (!isPrivate(address) && !settings.publicAddress()) {
			throw new ActorConfigurationException(
					"The node would talk to others by the address %s, which is not private, and what nodes say is not encrypted"
						.formatted(address.getHostAddress()),
					"Use TLS or an address of a private network, or allow a public one if that network is safe.");
		}
		log.warn("What this node says to others by {} is not encrypted, and whoever reaches its port is trusted",
				address.getHostAddress());
	}

	/**
	 * Whether those who reach this node are trusted to ask for more than what actors are
	 * sent.
	 * @return {@code true} if only this machine reaches it, or only those with a
	 * certificate
	 */
	static boolean isTrusted(ClusterSettings settings) {
		if (settings.tls() != null) {
			return true;
		}
		try {
			return InetAddress.getByName(settings.host()).isLoopbackAddress();
		}
		catch (UnknownHostException ex) {
			return false;
		}
	}

	private static boolean isPrivate(InetAddress address) {
		byte[] bytes = address.getAddress();
		return address.isSiteLocalAddress() || address.isLinkLocalAddress()
				|| (bytes.length == 16 && (bytes[0] & 0xfe) == UNIQUE_LOCAL);
	}

}
