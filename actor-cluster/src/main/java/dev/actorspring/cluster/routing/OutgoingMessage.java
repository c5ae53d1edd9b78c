package dev.actorspring.cluster.routing;

import java.util.function.Consumer;

import dev.actorspring.Delivery;
import dev.actorspring.Message;
import dev.actorspring.cluster.ClusterEvent;
import dev.actorspring.cluster.wire.UnfitMessageException;
import dev.actorspring.spi.Hosting;
import org.jspecify.annotations.Nullable;

/**
 * A message that nobody waits for.
 */
final class OutgoingMessage extends Outgoing {

	private final Message<?> message;

	private final @Nullable Object context;

	private final Router router;

	OutgoingMessage(Carrier carrier, String family, String key, boolean inTurn, Message<?> message,
			@Nullable Object context, Router router) {
		super(carrier, family, key, inTurn, router.exported(context));
		this.message = message;
		this.context = context;
		this.router = router;
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
	Delivery deliver(Hosting hosting) {
		return hosting.tell(family(), key(), this.message, this.context);
	}

	@Override
	void sent(Link link, long number) {
	}

	@Override
	void notSent(String why) {
		publish("Not handled: " + why);
	}

	@Override
	void refused(Delivery delivery) {
		publish("Not handled: its actor did not accept it: " + delivery);
		tell((hosting) -> hosting.refused(family(), key(), this.message, delivery));
	}

	@Override
	void unfit(UnfitMessageException why) {
		refused(String.valueOf(why.getMessage()));
	}

	@Override
	void refused(String why) {
		publish("Not handled: " + why);
		deadLetter(why);
	}

	@Override
	void lost(String why) {
		publish("Not known whether handled: " + why);
		deadLetter("whether it was handled is not known: " + why);
	}

	private void publish(String reason) {
		this.router.listener().onEvent(new ClusterEvent.MessageLost(family(), key(), this.message.getClass(), reason));
	}

	private void deadLetter(String why) {
		tell((hosting) -> hosting.lost(family(), key(), this.message, why));
	}

	/**
	 * Tells the actors of this node, which may write to the log: not on a thread that all
	 * who send to the partition wait for.
	 */
	private void tell(Consumer<Hosting> news) {
		Hosting hosting = this.router.startedHosting();
		if (hosting != null) {
			this.router.executor().execute(() -> news.accept(hosting));
		}
	}

}
