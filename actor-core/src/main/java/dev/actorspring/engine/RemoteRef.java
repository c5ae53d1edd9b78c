package dev.actorspring.engine;

import dev.actorspring.engine.mailbox.Mailbox.Offer;
import dev.actorspring.spi.Nodes.Peer;
import org.jspecify.annotations.Nullable;

/**
 * A ref to an actor of another node that has no key by which it could be reached wherever
 * it lives: it is reached on that node or not at all.
 *
 * @param <A> the actor class
 */
final class RemoteRef<A> implements LocalRef<A> {

	private final ActorType<A> type;

	private final Peer peer;

	private final String path;

	RemoteRef(ActorType<A> type, Peer peer, String path) {
		this.type = type;
		this.peer = peer;
		this.path = path;
	}

	@Override
	public ActorType<A> type() {
		return this.type;
	}

	@Override
	public String path() {
		return this.path;
	}

	@Override
	public Offer offer(Object payload) {
		Object context = (payload instanceof ContextMessage carrying) ? carrying.context() : null;
		return switch (this.peer.home().tell(this.path, Turn.message(payload), context)) {
			case ACCEPTED -> Offer.QUEUED;
			case MAILBOX_FULL -> Offer.FULL;
			case TERMINATED -> Offer.CLOSED;
		};
	}

	@Override
	public boolean deliver(Ask<?> ask) {
		ask.elsewhere();
		this.type.engine().timer().add(ask);
		this.peer.home().ask(this.path, ask);
		return true;
	}

	@Override
	public void watch(Watcher watcher) {
		throw new IllegalArgumentException("Cannot watch " + this.path + " on " + this.peer.address()
				+ ": only actors with a key that are spread over the nodes are watched from others");
	}

	@Override
	public void unwatch(Watcher watcher) {
		// Nobody can watch it.
	}

	@Override
	public @Nullable ActorCell<A> present() {
		throw new IllegalStateException(
				this.path + " lives on another node, " + this.peer.address() + ": do that there");
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof RemoteRef<?> that && this.peer.equals(that.peer) && this.path.equals(that.path);
	}

	@Override
	public int hashCode() {
		return this.path.hashCode();
	}

	@Override
	public String toString() {
		return "ActorRef[" + this.path + " on " + this.peer.address() + "]";
	}

}
