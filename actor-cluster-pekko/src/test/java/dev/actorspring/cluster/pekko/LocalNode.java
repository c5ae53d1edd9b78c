package dev.actorspring.cluster.pekko;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import dev.actorspring.ActorRef;
import dev.actorspring.cluster.ClusterEvent;
import dev.actorspring.cluster.ClusterNode;
import dev.actorspring.cluster.ClusterSettings;
import dev.actorspring.cluster.RecordingProbe;
import dev.actorspring.cluster.pekko.Till.Handled;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.ActorSystemBuilder;
import dev.actorspring.system.AskOutcome;
import dev.actorspring.system.MessageProbe;
import dev.actorspring.system.TurnOutcome;

/**
 * A node in the JVM of the test.
 */
final class LocalNode implements AutoCloseable {

	static final int PARTITIONS = 16;

	static final Duration STABLE_AFTER = Duration.ofSeconds(3);

	private final String name;

	private final ClusterNode node;

	private final ActorSystem system;

	private final RecordingProbe probe = new RecordingProbe();

	/** What the requests of this node have come to. */
	private final Queue<AskOutcome> outcomes = new ConcurrentLinkedQueue<>();

	private final Queue<ClusterEvent> events = new ConcurrentLinkedQueue<>();

	private LocalNode(String name, int port, List<Integer> seeds, Consumer<Handled> handled,
			UnaryOperator<ClusterSettings.Builder> more) {
		this.name = name;
		this.node = ClusterNode.of(more.apply(ClusterSettings.builder("test")
			.address("127.0.0.1", port)
			.seeds(seeds.stream().map((seed) -> "127.0.0.1:" + seed).toList())
			.partitions(PARTITIONS)
			.stableAfter(STABLE_AFTER)
			.probe(this.probe)
			.listener(this.events::add)).build());
		ActorSystemBuilder builder = ActorSystem.builder()
			.placement(this.node.placement())
			.probes((actor, message) -> new AskedProbe(this.outcomes))
			.actor(Till.spec(name, handled));
		Beacon.specs(name).forEach(builder::actor);
		this.system = builder.build();
	}

	static LocalNode start(String name, int port, List<Integer> seeds) {
		return start(name, port, seeds, UnaryOperator.identity());
	}

	static LocalNode start(String name, int port, List<Integer> seeds, UnaryOperator<ClusterSettings.Builder> more) {
		return start(name, port, seeds, (handled) -> {
		}, more);
	}

	static LocalNode start(String name, int port, List<Integer> seeds, Consumer<Handled> handled,
			UnaryOperator<ClusterSettings.Builder> more) {
		LocalNode started = new LocalNode(name, port, seeds, handled, more);
		started.system.start();
		try {
			started.node.start(started.system);
		}
		catch (RuntimeException ex) {
			started.close();
			throw ex;
		}
		return started;
	}

	/**
	 * Ports that nobody uses at present.
	 */
	static List<Integer> freePorts(int count) throws IOException {
		ServerSocket[] sockets = new ServerSocket[count];
		Integer[] ports = new Integer[count];
		for (int i = 0; i < count; i++) {
			sockets[i] = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
			ports[i] = sockets[i].getLocalPort();
		}
		for (ServerSocket socket : sockets) {
			socket.close();
		}
		return List.of(ports);
	}

	String name() {
		return this.name;
	}

	ClusterNode node() {
		return this.node;
	}

	ActorSystem system() {
		return this.system;
	}

	RecordingProbe probe() {
		return this.probe;
	}

	Queue<AskOutcome> outcomes() {
		return this.outcomes;
	}

	Queue<ClusterEvent> events() {
		return this.events;
	}

	ActorRef<Till> till(String key) {
		return this.system.keyed(Till.class).get(key);
	}

	ActorRef<Beacon> beacon(String beaconName) {
		return this.system.actor(beaconName, Beacon.class);
	}

	/**
	 * The addresses of the nodes on which the partitions live, by their numbers;
	 * {@code "null"} where this node does not know.
	 */
	List<String> view() {
		return IntStream.range(0, PARTITIONS)
			.mapToObj((partition) -> String.valueOf(this.node.home(partition)))
			.toList();
	}

	/**
	 * The addresses of the nodes that have partitions, as far as this one knows;
	 * {@code "null"} is among them if it does not know them all.
	 */
	Set<String> homes() {
		return Set.copyOf(view());
	}

	/**
	 * Whether a single actor runs on this node.
	 */
	boolean has(String beaconName) {
		return !this.system.keys(beaconName, null, 1).isEmpty();
	}

	@Override
	public void close() {
		this.node.close();
		this.system.close();
	}

	/**
	 * Notes what requests have come to.
	 *
	 * @param outcomes where
	 */
	private record AskedProbe(Queue<AskOutcome> outcomes) implements MessageProbe {

		@Override
		public void handled(TurnOutcome outcome, long nanos) {
		}

		@Override
		public void asked(AskOutcome outcome, long nanos) {
			this.outcomes.add(outcome);
		}

	}

}
