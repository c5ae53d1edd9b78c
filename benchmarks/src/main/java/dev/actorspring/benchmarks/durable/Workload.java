package dev.actorspring.benchmarks.durable;

import java.util.Arrays;
import java.util.List;

/**
 * What is done, and on which database.
 *
 * @param kind what is done
 * @param database where the counters are
 */
record Workload(Kind kind, Database database) {

	/**
	 * All of them.
	 */
	static List<Workload> all() {
		return Arrays.stream(Kind.values())
			.flatMap((kind) -> Arrays.stream(Database.values()).map((database) -> new Workload(kind, database)))
			.toList();
	}

	static Workload named(String id) {
		return all().stream()
			.filter((workload) -> workload.id().equals(id))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("There is no workload '" + id + "'"));
	}

	/**
	 * With what the names in tables and results begin.
	 */
	String id() {
		return "durable-" + this.kind.id() + "-" + this.database.id();
	}

}
