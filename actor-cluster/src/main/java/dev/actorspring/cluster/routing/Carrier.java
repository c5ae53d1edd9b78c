package dev.actorspring.cluster.routing;

import dev.actorspring.cluster.ClusterProbe;

/**
 * What a message to another node is sent by, and what hears what becomes of it. Any
 * thread.
 */
interface Carrier {

	ClusterProbe probe();

	/**
	 * The other node has not accepted a message.
	 * @param left whether it accepts nothing any more
	 */
	void notHere(Outgoing outgoing, boolean left);

	/**
	 * It is decided whether a message was accepted.
	 */
	void settled(Outgoing outgoing);

}
