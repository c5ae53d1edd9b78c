package dev.actorspring.cluster.routing;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Group;
import dev.actorspring.cluster.ClusterEvent;
import dev.actorspring.cluster.RecordingProbe;
import dev.actorspring.cluster.wire.WireFormat;
import dev.actorspring.spi.Hosting;
import dev.actorspring.system.ActorEvent.DeadLetter;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.ActorSystemBuilder;
import org.junit.jupiter.api.AfterEach;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nodes without Pekko: a directory and a transport of the test's own, which loses frames,
 * and one partition that moves from node to node.
 */
abstract class RoutingTest {

	static final Duration LONG = Duration.ofSeconds(60);

	private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

	private final Map<Long, Node> nodes = new ConcurrentHashMap<>();

	final Queue<String> handled = new ConcurrentLinkedQueue<>();

	final Queue<ClusterEvent> events = new ConcurrentLinkedQueue<>();

	final Queue<DeadLetter> deadLetters = new ConcurrentLinkedQueue<>();

	final RecordingProbe probe = new RecordingProbe();

	Node one;

	Node two;

	volatile boolean losing = true;

	volatile Location home;

	private final AtomicInteger epochs = new AtomicInteger();

	/**
	 * Starts two nodes, of which the second has the partition.
	 * @return its actor, as the first node reaches it
	 */
	ActorRef<Scribe> startTwo() {
		this.one = node(1);
		this.two = node(2);
		arrive(this.two);
		return this.one.scribe();
	}

	Node node(long life) {
		Node node = new Node(new NodeId("node" + life, 1, life));
		node.start();
		this.nodes.values().forEach((other) -> {
			other.router.arrived(node.id);
			node.router.arrived(other.id);
		});
		this.nodes.put(life, node);
		return node;
	}

	/**
	 * What a system has beside the family.
	 * @param builder of the system
	 * @param node which node it is
	 * @return the same builder
	 */
	ActorSystemBuilder extended(ActorSystemBuilder builder, long node) {
		return builder;
	}

	void arrive(Node node) {
		Location arrived = new Location(node.id, this.epochs.incrementAndGet());
		node.departure.arrive(0, arrived.epoch());
		this.home = arrived;
	}

	void move(Node from, Node to) {
		this.home = null;
		assertThat(from.departure.leave(0, LONG).toCompletableFuture().join()).isZero();
		arrive(to);
	}

	@AfterEach
	void close() {
		this.nodes.values().forEach(Node::close);
		this.executor.close();
	}

	/**
	 * A node, and the one thread by which it receives.
	 */
	final class Node {

		final NodeId id;

		private final Random random;

		final Router router = new Router(1, new Confirmations(Duration.ofSeconds(5), System::nanoTime),
				RoutingTest.this.events::add, RoutingTest.this.probe, RoutingTest.this.executor);

		final ActorSystem system;

		final Departure departure = new Departure(this.router, RoutingTest.this.executor, List.of("scribes"));

		private final BlockingQueue<Map.Entry<NodeId, Frame>> inbox = new LinkedBlockingQueue<>();

		private final Thread receiver = Thread.ofPlatform().unstarted(this::receive);

		volatile boolean deaf;

		/** Whether its engine throws at whatever comes. */
		volatile boolean broken;

		Node(NodeId id) {
			this.id = id;
			this.random = new Random(id.life());
			this.system = extended(ActorSystem.builder(), id.life())
				.placement(new RoutedPlacement(this.router, "scribes"::equals, false))
				.actor(ActorSpec
					.keyed("scribes", Scribe.class,
							(context) -> new Scribe(context, this::group, RoutingTest.this.handled))
					.withMailboxCapacity(ActorSpec.UNBOUNDED))
				.listener((event) -> {
					if (event instanceof DeadLetter letter) {
						RoutingTest.this.deadLetters.add(letter);
					}
				})
				.build();
		}

		private Group<Scribe> group(String name) {
			return this.system.group(name, Scribe.class);
		}

		ActorRef<Scribe> scribe() {
			return this.system.keyed(Scribe.class).get("one");
		}

		void start() {
			this.system.start();
			Hosting hosting = (Hosting) Proxy.newProxyInstance(getClass().getClassLoader(),
					new Class<?>[] { Hosting.class }, (proxy, method, arguments) -> {
						if (this.broken && List.of("ask", "tell").contains(method.getName())) {
							throw new NoClassDefFoundError("boom");
						}
						return method.invoke(this.system.hosting(), arguments);
					});
			ActorSystem breakable = (ActorSystem) Proxy.newProxyInstance(getClass().getClassLoader(),
					new Class<?>[] { ActorSystem.class },
					(proxy, method, arguments) -> method.getName().equals("hosting") ? hosting
							: method.invoke(this.system, arguments));
			this.router.start(breakable, this.id, new WireFormat(this.system.registrations(), "scribes"::equals,
					(path) -> null, 100_000, this.system.hosting().node()), this::send, (partition) -> {
						Location known = RoutingTest.this.home;
						if (known != null) {
							RoutingTest.this.executor.execute(() -> this.router.located(partition, known));
						}
					});
			this.receiver.start();
		}

		private synchronized void send(NodeId to, Frame frame) {
			Node target = RoutingTest.this.nodes.get(to.life());
			if (target != null && !target.deaf && (!RoutingTest.this.losing || this.random.nextInt(500) > 0)) {
				target.inbox.add(Map.entry(this.id, frame));
			}
		}

		private void receive() {
			try {
				for (long ticked = System.nanoTime();;) {
					Map.Entry<NodeId, Frame> next = this.inbox.poll(10, TimeUnit.MILLISECONDS);
					if (next != null) {
						this.router.receive(next.getKey(), next.getValue());
					}
					if (this.inbox.isEmpty()) {
						this.router.flush();
					}
					if (System.nanoTime() - ticked > 50_000_000) {
						ticked = System.nanoTime();
						this.router.tick();
					}
				}
			}
			catch (InterruptedException ex) {
				// The test is over.
			}
		}

		void close() {
			this.router.end("the test is over");
			this.receiver.interrupt();
			this.system.close();
		}

	}

}
