package dev.actorspring.demo.observer;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * Tells of three nodes, one of which is silent.
 */
@Endpoint(id = "actorcluster", defaultAccess = Access.READ_ONLY)
public class StagedCluster {

	private static final Instant BEGIN = Instant.now();

	@ReadOperation
	public Map<String, Object> cluster() {
		return Map.ofEntries(Map.entry("name", "shop"), Map.entry("address", "10.0.0.1:25520"),
				Map.entry("member", true), Map.entry("ready", false), Map.entry("waiting", 12),
				Map.entry("partitions", 256), Map.entry("unknown", 2), Map.entry("unknownPartitions", List.of(17, 99)),
				Map.entry("members",
						List.of(member("10.0.0.1:25520", "up", 0), member("10.0.0.2:25520", "unreachable", 1),
								member("10.0.0.3:25520", "leaving", 2))),
				Map.entry("moving", List.of(Map.of("partition", 99, "state", "arriving", "since", BEGIN.toString()))),
				Map.entry("recentMoves",
						List.of(Map.of("time", BEGIN.toString(), "partition", 7, "move", "opened", "cutOff", 0),
								Map.of("time", BEGIN.toString(), "partition", 8, "move", "closed", "cutOff", 3))));
	}

	private static Map<String, Object> member(String address, String state, int first) {
		List<Integer> partitions = IntStream.range(first * 85, (first + 1) * 85)
			.filter((i) -> i != 17 && i != 99)
			.boxed()
			.toList();
		return Map.of("address", address, "self", first == 0, "state", state, "since", BEGIN.toString(), "partitions",
				partitions.size(), "partitionNumbers", partitions);
	}

}
