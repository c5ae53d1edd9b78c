package dev.actorspring.cluster;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Objects;

import dev.actorspring.ActorConfigurationException;

/**
 * Seeds that are found by a name: all of its addresses, such as those of a headless
 * service of Kubernetes, with the port of this node. The lowest address begins the
 * cluster.
 *
 * @param name of which each address is a node
 * @param required how many addresses there have to be before the lowest one begins the
 * cluster; if it is how many nodes are started, all of them agree which one that is
 * @param lookup finds the addresses, again and again until this node is a member
 */
public record DnsSeeds(String name, int required, Lookup lookup) {

	public DnsSeeds {
		Objects.requireNonNull(name, "name");
		Objects.requireNonNull(lookup, "lookup");
		if (required < 1) {
			throw new ActorConfigurationException("The cluster begins with " + required + " nodes of " + name,
					"Require at least one.");
		}
	}

	/**
	 * Looks addresses up as the JVM does.
	 * @param name of which each address is a node
	 * @param required how many addresses there have to be before the lowest one begins
	 * the cluster
	 * @return the seeds
	 */
	public static DnsSeeds of(String name, int required) {
		return new DnsSeeds(name, required, InetAddress::getAllByName);
	}

	/**
	 * Finds addresses.
	 */
	@FunctionalInterface
	public interface Lookup {

		/**
		 * Finds all addresses of a name. May block.
		 * @param name the name
		 * @return in any order
		 * @throws UnknownHostException if there is none at present
		 */
		InetAddress[] addresses(String name) throws UnknownHostException;

	}

}
