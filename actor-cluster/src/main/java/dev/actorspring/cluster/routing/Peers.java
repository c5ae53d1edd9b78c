package dev.actorspring.cluster.routing;

import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;

import dev.actorspring.Event;
import dev.actorspring.Message;
import dev.actorspring.cluster.ClusterProbe.Distribution;
import dev.actorspring.cluster.wire.UnfitMessageException;
import dev.actorspring.cluster.wire.WireFormat.Encoded;
import dev.actorspring.spi.Hosting;
import dev.actorspring.spi.Nodes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The other nodes, as far as events and groups go to all of them. Any thread.
 * <p>
 * A link brings what it is given once and in order while both nodes live. So a node that
 * comes up is told of all members that there are here, and from then on of each that
 * joins or leaves; and when one of the two is gone, all is forgotten that it has told.
 */
final class Peers implements Nodes {

	private static final Logger log = LoggerFactory.getLogger(Peers.class);

	private static final IntPredicate ALL = (partition) -> true;

	private final Router router;

	private final Set<NodeId> up = ConcurrentHashMap.newKeySet();

	/** That have said goodbye, or are gone. */
	private final Set<NodeId> parted = ConcurrentHashMap.newKeySet();

	/** Who has told of members, and may have some. */
	private final Set<PeerNode> heard = ConcurrentHashMap.newKeySet();

	/** The classes and groups that cannot be sent. */
	private final Set<String> reported = ConcurrentHashMap.newKeySet();

	Peers(Router router) {
		this.router = router;
	}

	// Who is there.

	/**
	 * A node is a member.
	 * @param node which, perhaps this one
	 */
	void arrived(NodeId node) {
		if (!this.parted.contains(node) && this.up.add(node) && this.router.startedHosting() != null) {
			introduce(node);
		}
	}

	/**
	 * The router has started.
	 */
	void started() {
		this.up.forEach(this::introduce);
	}

	private void introduce(NodeId node) {
		if (isSelf(node)) {
			this.up.remove(node);
			return;
		}
		// It is told of those that join meanwhile, too: once more does no harm.
		this.router.hosting().node().members((member) -> tell(node, member));
	}

	private boolean isSelf(NodeId node) {
		return node.equals(this.router.self());
	}

	/**
	 * A node is gone, or has said goodbye, and is sent nothing any more.
	 */
	void gone(NodeId node) {
		this.parted.add(node);
		this.up.remove(node);
		Hosting hosting = this.router.startedHosting();
		PeerNode peer = new PeerNode(this.router, node);
		if (hosting != null && this.heard.remove(peer)) {
			hosting.node().gone(peer);
		}
	}

	/**
	 * This node is no member any more.
	 */
	void end() {
		this.up.forEach(this::gone);
		this.heard.forEach((peer) -> gone(peer.id()));
	}

	// What is sent.

	@Override
	public IntPredicate publish(Event event, @Nullable Object context) {
		if (this.router.startedHosting() == null || this.up.isEmpty()) {
			return ALL;
		}
		Map<NodeId, BitSet> homes = homes();
		Encoded encoded = encoded(event);
		if (encoded != null) {
			Map<String, String> texts = this.router.exported(context);
			for (NodeId node : this.up) {
				byte[] partitions = homes.getOrDefault(node, new BitSet()).toByteArray();
				offer(node, new Packet.Publish(partitions, texts, encoded));
			}
		}
		return homes.getOrDefault(this.router.self(), new BitSet())::get;
	}

	/**
	 * Which partitions live on which nodes, each on one at most. While one is on the way,
	 * its actors may still be where it has been.
	 */
	private Map<NodeId, BitSet> homes() {
		Map<NodeId, BitSet> homes = new HashMap<>();
		for (int partition = 0; partition < this.router.partitions(); partition++) {
			Route route = this.router.route(partition);
			NodeId home = this.router.self();
			if (route.gate().mode() == Gate.Mode.CLOSED) {
				Location last = route.lastHome();
				home = (last != null && !isSelf(last.node())) ? last.node() : null;
			}
			if (home != null) {
				homes.computeIfAbsent(home, (missing) -> new BitSet()).set(partition);
			}
		}
		return homes;
	}

	@Override
	public void broadcast(Collection<Peer> to, GroupId group, Message<?> message, @Nullable Object context) {
		Encoded encoded = encoded(message);
		if (encoded != null) {
			Map<String, String> texts = this.router.exported(context);
			to.forEach((peer) -> offer(((PeerNode) peer).id(), new Packet.Broadcast(group, texts, encoded)));
		}
	}

	private @Nullable Encoded encoded(Message<?> message) {
		try {
			return this.router.wire().encode(Hosting.NODE, message);
		}
		catch (UnfitMessageException ex) {
			lost(message.getClass().getName(), String.valueOf(ex.getMessage()));
		}
		catch (RuntimeException | LinkageError ex) {
			// Code of the application may throw anything while a message is written.
			lost(message.getClass().getName(), ex.toString());
		}
		return null;
	}

	private void lost(String what, String why) {
		this.router.probe().distributed(Distribution.LOST, 1);
		if (this.reported.add(what)) {
			log.warn("{} did not reach the actors of other nodes, only those of this one: {}. Further ones are not "
					+ "reported, but counted", what, why);
		}
	}

	private void offer(NodeId node, Packet packet) {
		switch (this.router.link(node).offer(packet)) {
			case SENT -> this.router.probe().distributed(Distribution.SENT, 1);
			case FULL -> lost(node.address(), "too much is under way to " + node);
			case CLOSED -> {
				// With whom it was for.
			}
		}
	}

	@Override
	public void joined(GroupMember member) {
		if (this.router.startedHosting() != null) {
			this.up.forEach((node) -> tell(node, member));
		}
	}

	private void tell(NodeId node, GroupMember member) {
		if (isTooLong(member)) {
			lost(member.group().name(), "the name of the group and the path of its member are longer than "
					+ Packet.LONGEST_KEY + " characters");
			return;
		}
		this.router.link(node).send(new Packet.Joined(member));
	}

	private static boolean isTooLong(GroupMember member) {
		return member.group().name().length() + member.path().length() > Packet.LONGEST_KEY;
	}

	@Override
	public void left(GroupMember member) {
		if (this.router.startedHosting() != null && !isTooLong(member)) {
			this.up.forEach((node) -> this.router.link(node).send(new Packet.Left(member.id(), member.group())));
		}
	}

	// What has come. One thread at a time.

	void heard(NodeId from, Packet.Joined joined) {
		if (!this.parted.contains(from)) {
			PeerNode peer = new PeerNode(this.router, from);
			this.heard.add(peer);
			this.router.hosting().node().joined(peer, joined.member());
		}
	}

	void heard(NodeId from, Packet.Left left) {
		this.router.hosting().node().left(new PeerNode(this.router, from), left.id(), left.group());
	}

	void heard(NodeId from, Packet.Publish publish) {
		// Or nobody here wants it, and this node may not even know the class.
		if (this.router.hosting().node().messageType(publish.event().type()) != null
				&& read(from, publish.event()) instanceof Event event) {
			Hosting hosting = this.router.hosting();
			hosting.node()
				.publish(event, hosting.adopted(publish.context()), BitSet.valueOf(publish.partitions())::get);
		}
	}

	void heard(NodeId from, Packet.Broadcast broadcast) {
		Message<?> message = read(from, broadcast.message());
		if (message != null) {
			Hosting hosting = this.router.hosting();
			hosting.node().broadcast(broadcast.group(), message, hosting.adopted(broadcast.context()));
		}
	}

	private @Nullable Message<?> read(NodeId from, Encoded encoded) {
		try {
			Message<?> message = this.router.wire().decode(Hosting.NODE, encoded);
			this.router.probe().distributed(Distribution.RECEIVED, 1);
			return message;
		}
		catch (UnfitMessageException ex) {
			this.router.probe().distributed(Distribution.LOST, 1);
			if (this.reported.add(from + " " + encoded.type())) {
				log.warn("{} from {} reaches nobody here: {}. Further ones are not reported, but counted",
						encoded.type(), from, ex.getMessage());
			}
			return null;
		}
	}

}
