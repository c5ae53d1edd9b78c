package dev.actorspring.cluster.routing;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.actorspring.cluster.ClusterEvent;
import dev.actorspring.cluster.ClusterProbe;
import dev.actorspring.cluster.wire.WireFormat;
import dev.actorspring.spi.Hosting;
import dev.actorspring.spi.Placement;
import dev.actorspring.system.ActorSystem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that a node needs to send messages to where their actors live, and to accept those
 * for the actors that live here. Any thread, unless a method says otherwise.
 */
public final class Router {

	private static final Logger log = LoggerFactory.getLogger(Router.class);

	private final Route[] routes;

	private final ClusterEvent.Listener listener;

	private final ClusterProbe probe;

	private final Executor executor;

	private final ConcurrentMap<NodeId, Link> links = new ConcurrentHashMap<>();

	private final Set<NodeId> gone = ConcurrentHashMap.newKeySet();

	private final Confirmations confirmations;

	private final Reception reception = new Reception(this);

	private final Watches watches = new Watches(this);

	private final Peers peers = new Peers(this);

	private final AtomicBoolean contextReported = new AtomicBoolean();

	private volatile @Nullable Surroundings surroundings;

	/**
	 * Creates a router. Until it is started, messages wait.
	 * @param partitions how many partitions there are
	 * @param confirmations whether this node is still a member for sure
	 * @param listener hears of lost messages
	 * @param probe measures what is sent
	 * @param executor runs what askers do with their replies
	 */
	public Router(int partitions, Confirmations confirmations, ClusterEvent.Listener listener, ClusterProbe probe,
			Executor executor) {
		this.confirmations = confirmations;
		this.listener = listener;
		this.probe = probe;
		this.executor = executor;
		this.routes = new Route[partitions];
		Arrays.setAll(this.routes, (number) -> new Route(number, this));
	}

	/**
	 * From here on partitions may come, and with the next {@link #tick} it begins to find
	 * out where the others live.
	 * @param system has the actors
	 * @param self this node
	 * @param wire what can be sent
	 * @param transport brings frames to other nodes
	 * @param directory knows where partitions live
	 */
	public void start(ActorSystem system, NodeId self, WireFormat wire, Transport transport, Directory directory) {
		this.surroundings = new Surroundings(system, self, wire, transport, directory);
		this.peers.started();
	}

	private Surroundings surroundings() {
		return Objects.requireNonNull(this.surroundings, "The router has not started");
	}

	NodeId self() {
		return surroundings().self();
	}

	WireFormat wire() {
		return surroundings().wire();
	}

	Hosting hosting() {
		return surroundings().system().hosting();
	}

	/**
	 * The actors of this node.
	 * @return {@code null} before the start
	 */
	@Nullable Hosting startedHosting() {
		Surroundings known = this.surroundings;
		return (known != null) ? known.system().hosting() : null;
	}

	/**
	 * What of a sender's context goes along to another node.
	 * @param context what its thread had in place, or {@code null}
	 * @return texts by names; none if they are too long to go along with a message
	 */
	Map<String, String> exported(@Nullable Object context) {
		Hosting hosting = (context != null) ? startedHosting() : null;
		Map<String, String> texts = (hosting != null) ? hosting.exported(context) : Map.of();
		int length = texts.entrySet()
			.stream()
			.mapToInt((entry) -> entry.getKey().length() + entry.getValue().length())
			.sum();
		if (length <= Packet.LONGEST_CONTEXT) {
			return texts;
		}
		if (this.contextReported.compareAndSet(false, true)) {
			log.warn(
					"The context of a message to another node has {} characters, but {} may go along: the message "
							+ "goes without, so that its sender is not known there. Further ones are not reported",
					length, Packet.LONGEST_CONTEXT);
		}
		return Map.of();
	}

	Directory directory() {
		return surroundings().directory();
	}

	ClusterEvent.Listener listener() {
		return this.listener;
	}

	/**
	 * Measures what is sent.
	 * @return always the same
	 */
	public ClusterProbe probe() {
		return this.probe;
	}

	Executor executor() {
		return this.executor;
	}

	/**
	 * Whether this node is still a member.
	 * @return always the same
	 */
	public Confirmations confirmations() {
		return this.confirmations;
	}

	/**
	 * Whether this thread is in a turn of one of the actors.
	 */
	boolean isInTurn() {
		Surroundings known = this.surroundings;
		return known != null && known.system().currentTurn().isPresent();
	}

	/**
	 * Who watches actors of other nodes.
	 */
	Watches watches() {
		return this.watches;
	}

	/**
	 * Whom events and news of groups go to.
	 */
	Peers peers() {
		return this.peers;
	}

	/**
	 * A node is a member, and is sent what goes to all of them. Not at the same time as
	 * {@link #gone}.
	 * @param node which; may be this one
	 */
	public void arrived(NodeId node) {
		this.peers.arrived(node);
	}

	Route route(int partition) {
		return this.routes[partition];
	}

	int partitions() {
		return this.routes.length;
	}

	/**
	 * To which partition a key belongs.
	 * @param key the key
	 * @return the same on all nodes
	 */
	public int partition(String key) {
		return Placement.hash(key) % this.routes.length;
	}

	Link link(NodeId node) {
		return this.links.computeIfAbsent(node, this::open);
	}

	private Link open(NodeId node) {
		Link link = new Link(self(), node, surroundings().transport(), this.probe, System::nanoTime);
		if (this.gone.contains(node)) {
			link.close("the node " + node + " is gone");
		}
		return link;
	}

	boolean isGone(NodeId node) {
		return this.gone.contains(node);
	}

	/**
	 * A frame has come. One thread at a time.
	 * @param from which node has sent it
	 * @param frame the frame
	 */
	public void receive(NodeId from, Frame frame) {
		// Before the start there is nothing that could be meant, but for an earlier life.
		if (this.surroundings != null && frame.to() == self().life() && frame.from() == from.life()
				&& !this.gone.contains(from)) {
			link(from).receive(frame, this.reception);
		}
	}

	/**
	 * Says to other nodes what has been received from them. After some calls of
	 * {@link #receive}.
	 */
	public void flush() {
		this.links.values().forEach(Link::flush);
	}

	/**
	 * Repeats what may have been lost, and gives up what comes too late. A few times a
	 * second.
	 */
	public void tick() {
		if (this.surroundings != null) {
			this.links.values().forEach(Link::resend);
			for (Route route : this.routes) {
				route.tick();
			}
		}
	}

	/**
	 * The directory has answered.
	 * @param partition the number of a partition
	 * @param location where it lives
	 */
	public void located(int partition, Location location) {
		if (partition >= 0 && partition < this.routes.length) {
			this.routes[partition].located(location);
		}
	}

	/**
	 * Somebody says that a partition has moved.
	 * @param partition the number of a partition
	 */
	public void moved(int partition) {
		if (partition >= 0 && partition < this.routes.length && this.surroundings != null) {
			this.routes[partition].moved();
		}
	}

	/**
	 * Where a partition lives, as far as that is known here.
	 * @param partition its number
	 * @return {@code null} if it is not known at present
	 */
	public @Nullable Location home(int partition) {
		return (partition >= 0 && partition < this.routes.length) ? this.routes[partition].home() : null;
	}

	/**
	 * Whether it is known of each partition where it lives.
	 * @return {@code false} while some are on the move
	 */
	public boolean isResolved() {
		for (Route route : this.routes) {
			if (!route.isResolved()) {
				return false;
			}
		}
		return true;
	}

	/**
	 * How many messages wait as it is not known where their partitions live.
	 * @return those of all partitions
	 */
	public int waiting() {
		return Arrays.stream(this.routes).mapToInt(Route::waiting).sum();
	}

	/**
	 * A node is gone, and will not come back in this life. Requests that it has not
	 * answered fail at once.
	 * @param node which
	 * @param why a clause without a full stop
	 */
	public void gone(NodeId node, String why) {
		if (this.gone.add(node)) {
			Link link = this.links.get(node);
			if (link != null) {
				link.close(why);
				this.links.remove(node, link);
			}
			for (Route route : this.routes) {
				route.gone(node);
			}
			this.watches.gone(node);
			this.peers.gone(node);
		}
	}

	/**
	 * Accepts nothing any more, and says so to all others. The partitions have left
	 * already. On the thread that receives.
	 */
	public void sayGoodbye() {
		this.reception.close();
		this.links.values().forEach(Link::goodbye);
	}

	/**
	 * Whether all others have received what they were sent.
	 * @return {@code false} if something is under way
	 */
	public boolean isDelivered() {
		return this.links.values().stream().allMatch(Link::isDelivered);
	}

	/**
	 * This node is no member any more. Whatever waits for others fails.
	 * @param why a clause without a full stop
	 */
	public void end(String why) {
		this.reception.close();
		for (Route route : this.routes) {
			route.end(why);
		}
		this.peers.end();
		Collection<Link> open = List.copyOf(Map.copyOf(this.links).values());
		open.forEach((link) -> link.close(why));
	}

	/**
	 * What the router works with.
	 *
	 * @param system has the actors
	 * @param self this node
	 * @param wire what can be sent
	 * @param transport brings frames to other nodes
	 * @param directory knows where partitions live
	 */
	private record Surroundings(ActorSystem system, NodeId self, WireFormat wire, Transport transport,
			Directory directory) {

	}

}
