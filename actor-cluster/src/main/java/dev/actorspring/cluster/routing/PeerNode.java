package dev.actorspring.cluster.routing;

import dev.actorspring.Delivery;
import dev.actorspring.Message;
import dev.actorspring.cluster.ClusterProbe;
import dev.actorspring.cluster.wire.UnfitMessageException;
import dev.actorspring.spi.Hosting;
import dev.actorspring.spi.Nodes;
import dev.actorspring.spi.OpenRequest;
import dev.actorspring.spi.Placement;
import org.jspecify.annotations.Nullable;

/**
 * Another node, with the actors that live there and on no other. What is sent to one of
 * them waits for nothing: if it is not there it is lost.
 */
final class PeerNode implements Nodes.Peer, Placement.Home, Carrier {

	private final Router router;

	private final NodeId id;

	PeerNode(Router router, NodeId id) {
		this.router = router;
		this.id = id;
	}

	NodeId id() {
		return this.id;
	}

	@Override
	public String address() {
		return this.id.address();
	}

	@Override
	public Placement.Home home() {
		return this;
	}

	@Override
	public boolean enter() {
		return false;
	}

	@Override
	public void exit() {
		throw new IllegalStateException("Nobody was let in");
	}

	@Override
	public Delivery tell(String path, Message<?> message, @Nullable Object context) {
		return send(
				new OutgoingMessage(this, Hosting.NODE, path, this.router.isInTurn(), message, context, this.router));
	}

	@Override
	public void ask(String path, OpenRequest request) {
		OutgoingRequest outgoing = new OutgoingRequest(this, Hosting.NODE, path, this.router.isInTurn(), request,
				this.router);
		outgoing.watch();
		send(outgoing);
	}

	private Delivery send(Outgoing outgoing) {
		if (outgoing.isOver()) {
			return Delivery.ACCEPTED;
		}
		Packet packet;
		try {
			Packet.checkKey(outgoing.key());
			packet = new Packet.Send(Packet.Target.node(outgoing.inTurn()), outgoing.family(), outgoing.key(),
					outgoing.left(), outgoing.context(), outgoing.encoded(this.router.wire()));
		}
		catch (UnfitMessageException ex) {
			// As one that its actor has no handler for: accepted, and not handled.
			outgoing.unfit(ex);
			return Delivery.ACCEPTED;
		}
		return switch (this.router.link(this.id).send(packet, outgoing)) {
			case SENT -> Delivery.ACCEPTED;
			case FULL -> {
				outgoing.notSent("too much is under way to " + this.id);
				yield Delivery.MAILBOX_FULL;
			}
			case CLOSED -> {
				outgoing.notSent("the node " + this.id + " is gone");
				yield Delivery.TERMINATED;
			}
		};
	}

	@Override
	public ClusterProbe probe() {
		return this.router.probe();
	}

	@Override
	public void notHere(Outgoing outgoing, boolean left) {
		outgoing.refused("the node " + this.id + " leaves");
	}

	@Override
	public void settled(Outgoing outgoing) {
		// Nothing waits for it.
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof PeerNode that && this.id.equals(that.id);
	}

	@Override
	public int hashCode() {
		return this.id.hashCode();
	}

	@Override
	public String toString() {
		return this.id.toString();
	}

}
