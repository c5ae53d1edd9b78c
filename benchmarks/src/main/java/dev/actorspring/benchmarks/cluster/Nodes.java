package dev.actorspring.benchmarks.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * All nodes of a system, each in a process of its own.
 */
final class Nodes implements AutoCloseable {

	private final ClusterSystem system;

	private final List<NodeProcess> processes = new ArrayList<>();

	private Nodes(ClusterSystem system) {
		this.system = system;
	}

	/**
	 * Starts nodes, and waits until they have found each other and accounts stay where
	 * they are.
	 * @param count how many
	 * @param stableAfter how long it has to be clear who is silent before that one is
	 * removed
	 */
	static Nodes start(ClusterSystem system, int count, Duration stableAfter) {
		Nodes nodes = new Nodes(system);
		try {
			List<Integer> ports = freePorts(count);
			for (int i = 0; i < count; i++) {
				nodes.processes.add(NodeProcess.start(new NodeSettings(system, i, ports, stableAfter)));
			}
			nodes.processes.forEach(NodeProcess::read);
			nodes.processes.forEach((each) -> each.call("settle", count));
			return nodes;
		}
		catch (RuntimeException ex) {
			nodes.close();
			throw ex;
		}
	}

	/**
	 * Ports that nobody uses at present.
	 */
	private static List<Integer> freePorts(int count) {
		List<ServerSocket> sockets = new ArrayList<>();
		try {
			for (int i = 0; i < count; i++) {
				sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
			}
			List<Integer> ports = sockets.stream().map(ServerSocket::getLocalPort).toList();
			for (ServerSocket each : sockets) {
				each.close();
			}
			return ports;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	ClusterSystem system() {
		return this.system;
	}

	String label() {
		return this.system.label();
	}

	int size() {
		return this.processes.size();
	}

	NodeProcess get(int index) {
		return this.processes.get(index);
	}

	/**
	 * CPU time that all of them have used until now.
	 */
	Duration cpu() {
		return this.processes.stream().map(NodeProcess::cpu).reduce(Duration.ZERO, Duration::plus);
	}

	@Override
	public void close() {
		this.processes.forEach(NodeProcess::close);
	}

}
