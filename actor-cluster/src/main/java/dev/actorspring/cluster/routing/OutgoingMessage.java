package dev.actorspring.cluster.routing;

import dev.actorspring.Delivery;
import dev.actorspring.Message;
import dev.actorspring.cluster.ClusterEvent;
import dev.actorspring.spi.Hosting;
import org.jspecify.annotations.Nullable;

/**
 * A message that nobody waits for.
 */
final class OutgoingMessage extends Outgoing {

	private final Message<?> message;

	private final @Nullable Object context;

	private final ClusterEvent.Listener listener;

	OutgoingMessage(Route route, String family, String key, boolean inTurn, Message<?> message,
			@Nullable Object context, ClusterEvent.Listener listener) {
		super(route, family, key, inTurn);
		this.message = message;
		this.context = context;
		this.listener = listener;
	}

	@Override
	Message<?> message() {
		return this.message;
	}

	@Override
	long left() {
		return -1;
	}

	@Override
	boolean isOver() {
		return false;
	}

	@Override
	boolean deliver(Hosting hosting) {
		Delivery delivery = hosting.tell(family(), key(), this.message, this.context);
		if (!delivery.isAccepted()) {
			refused("its actor did not accept it: " + delivery);
		}
		return delivery.isAccepted();
	}

	@Override
	void sent(Link link, long number) {
	}

	@Override
	void refused(String why) {
		this.listener
			.onEvent(new ClusterEvent.MessageLost(family(), key(), this.message.getClass(), "Not handled: " + why));
	}

	@Override
	void lost(String why) {
		this.listener.onEvent(new ClusterEvent.MessageLost(family(), key(), this.message.getClass(),
				"Not known whether handled: " + why));
	}

}
