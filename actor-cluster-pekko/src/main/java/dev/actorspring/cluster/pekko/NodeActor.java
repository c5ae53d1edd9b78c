package dev.actorspring.cluster.pekko;

import java.util.concurrent.CompletableFuture;

import dev.actorspring.cluster.routing.Frame;
import dev.actorspring.cluster.routing.Location;
import dev.actorspring.cluster.routing.NodeId;
import dev.actorspring.cluster.routing.Router;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.Address;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.ClusterEvent.ClusterDomainEvent;
import org.apache.pekko.cluster.ClusterEvent.CurrentClusterState;
import org.apache.pekko.cluster.ClusterEvent.MemberEvent;
import org.apache.pekko.cluster.ClusterEvent.ReachabilityEvent;
import org.jspecify.annotations.Nullable;

/**
 * The one place where frames from other nodes arrive, and where news of the membership is
 * heard, so that neither overtakes the other.
 */
final class NodeActor extends AbstractActor {

	static final String NAME = "actorspring-node";

	private final Router router;

	private final Membership membership;

	private boolean flushing;

	NodeActor(Router router, Membership membership) {
		this.router = router;
		this.membership = membership;
	}

	@Override
	public void preStart() {
		Cluster.get(context().system()).subscribe(self(), MemberEvent.class, ReachabilityEvent.class);
	}

	@Override
	public void postStop() {
		Cluster.get(context().system()).unsubscribe(self());
	}

	@Override
	public Receive createReceive() {
		return receiveBuilder().match(Frame.class, this::receive)
			.match(Flush.class, (flush) -> flush())
			.match(Located.class, (located) -> this.router.located(located.partition(), located.location()))
			.match(Locate.class, this::locate)
			.match(Ping.class, this::ping)
			.match(Pong.class, this::pong)
			.match(Arrived.class, (arrived) -> this.router.moved(arrived.partition()))
			.match(CurrentClusterState.class, this.membership::begin)
			.match(ClusterDomainEvent.class, this.membership::changed)
			.match(Goodbye.class, (goodbye) -> {
				this.router.sayGoodbye();
				goodbye.said().complete(null);
			})
			.build();
	}

	/**
	 * A node that leaves, and so has no region any more, wants to know.
	 */
	private void locate(Locate locate) {
		Location home = this.router.home(locate.partition());
		if (home != null) {
			sender().tell(new Located(locate.partition(), home), self());
		}
	}

	private void ping(Ping ping) {
		NodeId from = sender(ping.life());
		if (from != null && this.membership.isReachable(from)) {
			sender().tell(new Pong(this.membership.self().life(), ping.asked()), self());
		}
	}

	private void pong(Pong pong) {
		NodeId from = sender(pong.life());
		if (from != null) {
			this.router.confirmations().answered(from, pong.asked());
		}
	}

	private @Nullable NodeId sender(long life) {
		Address address = sender().path().address();
		return address.hasGlobalScope()
				? new NodeId(address.getHost().orElseThrow(), address.getPort().orElseThrow(), life) : null;
	}

	private void receive(Frame frame) {
		NodeId from = sender(frame.from());
		if (from != null) {
			this.router.receive(from, frame);
			if (!this.flushing) {
				// After all that is here already: one acknowledgement for many.
				this.flushing = true;
				self().tell(Flush.INSTANCE, self());
			}
		}
	}

	private void flush() {
		this.flushing = false;
		this.router.flush();
	}

	private enum Flush {

		INSTANCE

	}

	/**
	 * Has this node say that it accepts nothing any more.
	 *
	 * @param said completes when it has
	 */
	record Goodbye(CompletableFuture<?> said) {

	}

}
