package dev.actorspring.cluster.pekko;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.actorspring.ActorSpec;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.spi.Placement;

/**
 * A single actor that says where it is. There is one in each partition, so that each node
 * has some.
 */
final class Beacon {

	static final List<String> NAMES = IntStream.range(0, LocalNode.PARTITIONS).mapToObj(Beacon::nameIn).toList();

	private final String node;

	private Beacon(String node) {
		this.node = node;
	}

	private static String nameIn(int partition) {
		return Stream.iterate(0, (i) -> i + 1)
			.map((i) -> "beacon" + i)
			.filter((name) -> Placement.hash(name) % LocalNode.PARTITIONS == partition)
			.findFirst()
			.orElseThrow();
	}

	static List<ActorSpec<Beacon>> specs(String node) {
		return NAMES.stream().map((name) -> ActorSpec.of(name, Beacon.class, (context) -> new Beacon(node))).toList();
	}

	@Receive
	String where(Where where) {
		return this.node;
	}

	@Receive
	CompletionStage<String> never(Never never) {
		return new CompletableFuture<>();
	}

	record Where() implements Request<Beacon, String> {

	}

	record Never() implements Request<Beacon, String> {

	}

}
