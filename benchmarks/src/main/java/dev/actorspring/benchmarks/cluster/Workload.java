package dev.actorspring.benchmarks.cluster;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What is measured.
 */
enum Workload {

	/** Requests to accounts on the own node. */
	LOCAL(ClusterSystem.ALONE, ClusterSystem.ACTORS, ClusterSystem.ALONE, ClusterSystem.PEKKO),

	/** Requests to accounts on the other node. */
	REMOTE(ClusterSystem.PEKKO, ClusterSystem.ACTORS, ClusterSystem.PEKKO),

	/** One of two nodes leaves in good order. */
	HANDOFF(ClusterSystem.PEKKO, ClusterSystem.ACTORS, ClusterSystem.PEKKO),

	/** One of three nodes is killed. */
	RECOVER(ClusterSystem.ACTORS, ClusterSystem.ACTORS);

	private final ClusterSystem base;

	private final List<ClusterSystem> systems;

	Workload(ClusterSystem base, ClusterSystem... systems) {
		this.base = base;
		this.systems = List.of(systems);
	}

	static Workload named(String id) {
		return Arrays.stream(values())
			.filter((workload) -> workload.id().equals(id))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("There is no workload '" + id + "'"));
	}

	/**
	 * With what the names in tables and results begin.
	 */
	String id() {
		return "cluster-" + name().toLowerCase(Locale.ROOT);
	}

	/**
	 * With whom the others are compared.
	 */
	ClusterSystem base() {
		return this.base;
	}

	/**
	 * Who is measured.
	 */
	List<ClusterSystem> systems() {
		return this.systems;
	}

}
