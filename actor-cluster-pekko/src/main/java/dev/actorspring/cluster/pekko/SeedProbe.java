package dev.actorspring.cluster.pekko;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;

import dev.actorspring.cluster.ClusterSettings;

/**
 * Finds out whether a node that may begin a cluster could be about to begin a second one.
 * The first seed begins if the others do not answer for a while, and where machines are
 * busy they answer late.
 */
final class SeedProbe {

	private static final int PATIENCE_MILLIS = 500;

	private SeedProbe() {
	}

	/**
	 * Looks at the other seeds, if this node is the first one.
	 * @return whether somebody listens there, and should be waited for
	 */
	static boolean hasToWait(ClusterSettings settings) {
		List<String> seeds = settings.seeds().stream().map((seed) -> withPort(seed, settings.port())).toList();
		String self = settings.host() + ":" + settings.port();
		return !seeds.isEmpty() && seeds.getFirst().equals(self)
				&& seeds.stream().anyMatch((seed) -> !seed.equals(self) && isListening(seed));
	}

	/**
	 * A seed with the port of this node, unless it has one of its own.
	 */
	static String withPort(String seed, int port) {
		return seed.matches(".*:\\d+") ? seed : seed + ":" + port;
	}

	private static boolean isListening(String seed) {
		int colon = seed.lastIndexOf(':');
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(seed.substring(0, colon), Integer.parseInt(seed.substring(colon + 1))),
					PATIENCE_MILLIS);
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

}
