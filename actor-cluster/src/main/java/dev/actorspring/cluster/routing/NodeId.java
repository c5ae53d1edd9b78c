package dev.actorspring.cluster.routing;

import java.util.Comparator;

/**
 * A node in one life of its process.
 *
 * @param host where it is reached
 * @param port where it is reached
 * @param life differs whenever the process is another one
 */
public record NodeId(String host, int port, long life) implements Comparable<NodeId> {

	private static final Comparator<NodeId> ORDER = Comparator.comparing(NodeId::host)
		.thenComparingInt(NodeId::port)
		.thenComparingLong(NodeId::life);

	/**
	 * Where it is reached.
	 * @return as in {@code 10.0.0.1:25520}
	 */
	public String address() {
		return this.host + ":" + this.port;
	}

	@Override
	public int compareTo(NodeId other) {
		return ORDER.compare(this, other);
	}

	@Override
	public String toString() {
		return address();
	}

}
