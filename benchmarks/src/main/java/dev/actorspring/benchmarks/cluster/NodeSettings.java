package dev.actorspring.benchmarks.cluster;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * What a node has to know when it is started.
 *
 * @param system what it runs
 * @param index which of the nodes it is, from 0
 * @param ports of all nodes, on loopback
 * @param stableAfter how long it has to be clear who is silent before that one is removed
 */
record NodeSettings(ClusterSystem system, int index, List<Integer> ports, Duration stableAfter) {

	/** The same in all systems. */
	static final int PARTITIONS = 256;

	/** The same in all systems. */
	static final String HOST = "127.0.0.1";

	/**
	 * Reads them.
	 * @param arguments as of {@link #arguments()}
	 */
	static NodeSettings parse(String[] arguments) {
		return new NodeSettings(ClusterSystem.valueOf(arguments[0]), Integer.parseInt(arguments[1]),
				Arrays.stream(arguments[2].split(",", -1)).map(Integer::valueOf).toList(),
				Duration.parse(arguments[3]));
	}

	/**
	 * As arguments of a program.
	 */
	List<String> arguments() {
		return List.of(this.system.name(), String.valueOf(this.index),
				String.join(",", this.ports.stream().map(String::valueOf).toList()), this.stableAfter.toString());
	}

	/**
	 * What its accounts call it.
	 */
	String name() {
		return name(this.index);
	}

	static String name(int index) {
		return "node-" + index;
	}

	int port() {
		return this.ports.get(this.index);
	}

	/**
	 * The nodes that others join by: all but the last.
	 */
	List<Integer> seeds() {
		return this.ports.subList(0, Math.max(1, this.ports.size() - 1));
	}

}
