package dev.actorspring.cluster.routing;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

import dev.actorspring.Delivery;
import dev.actorspring.Handling;
import dev.actorspring.Message;
import dev.actorspring.Request;
import dev.actorspring.cluster.ActorUnreachableException;
import dev.actorspring.cluster.wire.UnfitMessageException;
import dev.actorspring.cluster.wire.WireFormat.Encoded;
import dev.actorspring.cluster.wire.WireFormat;
import dev.actorspring.protocol.StreamAdapter;
import dev.actorspring.spi.Hosting;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What comes from other nodes: messages for the actors that live here, and answers to
 * what was sent from here.
 */
final class Reception implements Link.Handler {

	private static final Logger log = LoggerFactory.getLogger(Reception.class);

	private final Router router;

	private volatile boolean closed;

	Reception(Router router) {
		this.router = router;
	}

	/**
	 * Accepts no messages any more.
	 */
	void close() {
		this.closed = true;
	}

	@Override
	public void handle(Link link, long number, byte[] body) {
		try {
			handle(link, number, Packets.decode(body));
		}
		catch (Throwable ex) {
			// Code of the application may throw anything while a message is read, and
			// what
			// has come must not come again.
			log.error("Frame {} from {} could not be looked at", number, link.peer(), ex);
		}
	}

	private void handle(Link link, long number, Packet packet) {
		switch (packet) {
			case Packet.Send send -> accept(link, number, send);
			case Packet.NotHere notHere -> link.notHere(notHere.number(), notHere.left());
			case Packet.Refused refused -> {
				Outgoing outgoing = link.forget(refused.number());
				if (outgoing != null) {
					outgoing.refused(refused.delivery());
					outgoing.carrier().settled(outgoing);
				}
			}
			case Packet.Unreadable unreadable -> {
				Outgoing outgoing = link.forget(unreadable.number());
				if (outgoing != null) {
					outgoing.refused("on " + link.peer() + ", " + unreadable.problem());
					outgoing.carrier().settled(outgoing);
				}
			}
			case Packet.Unknown unknown -> {
				Outgoing outgoing = link.forgetOpen(unknown.number());
				if (outgoing != null) {
					outgoing.lost("on " + link.peer() + ", " + unknown.problem());
					outgoing.carrier().settled(outgoing);
				}
			}
			case Packet.Reply reply -> {
				OutgoingRequest request = link.answered(reply.number());
				if (request != null) {
					request.replied(this.router.wire(), link, reply);
				}
				else {
					// If it is a stream. Nobody waits for it any more.
					link.send(new Packet.Cancel(reply.number()));
				}
			}
			case Packet.Failure failure -> {
				OutgoingRequest request = link.answered(failure.number());
				if (request != null) {
					request.failed(this.router.wire(), failure.failure());
				}
			}
			case Packet.Demand demand -> {
				OutgoingStream stream = link.outgoing(demand.number());
				if (stream != null && demand.items() > 0) {
					stream.request(demand.items());
				}
			}
			case Packet.Cancel cancel -> {
				OutgoingStream stream = link.forgetOutgoing(cancel.number());
				if (stream != null) {
					stream.cancel();
				}
			}
			case Packet.Item item -> {
				IncomingStream stream = link.incoming(item.number());
				if (stream != null && !stream.arrived(item.item())) {
					log.error("{} has sent an item of a stream that nobody has asked for", link.peer());
				}
			}
			case Packet.End end -> {
				IncomingStream stream = link.forgetIncoming(end.number());
				if (stream != null) {
					stream.ended(end.failure());
				}
			}
			case Packet.Withdraw withdraw -> link.withdrawn(withdraw.number());
			case Packet.Watch watch -> this.router.watches().watchedBy(link.peer(), watch.family(), watch.key());
			case Packet.Unwatch unwatch ->
				this.router.watches().unwatchedBy(link.peer(), unwatch.family(), unwatch.key());
			case Packet.Ended ended -> this.router.watches().heard(ended);
			case Packet.Publish publish -> this.router.peers().heard(link.peer(), publish);
			case Packet.Broadcast broadcast -> this.router.peers().heard(link.peer(), broadcast);
			case Packet.Joined joined -> this.router.peers().heard(link.peer(), joined);
			case Packet.Left left -> this.router.peers().heard(link.peer(), left);
			case Packet.Goodbye goodbye -> {
				link.part(goodbye.received());
				this.router.peers().gone(link.peer());
			}
		}
	}

	private void accept(Link link, long number, Packet.Send send) {
		int partition = send.target().partition();
		if (send.target().isNode() && !this.closed) {
			open(link, number, send);
			return;
		}
		if (this.closed || partition < 0 || partition >= this.router.partitions()) {
			link.send(new Packet.NotHere(number, true));
			return;
		}
		Gate gate = this.router.route(partition).gate();
		Gate.Entry entry = gate.enter(send.target());
		if (entry != Gate.Entry.IN) {
			link.send(new Packet.NotHere(number, entry == Gate.Entry.LEFT));
			return;
		}
		try {
			open(link, number, send);
		}
		finally {
			gate.exit();
		}
	}

	private void open(Link link, long number, Packet.Send send) {
		try {
			Message<?> message = decode(link, number, send);
			if (message != null) {
				deliver(link, number, send, message);
			}
		}
		catch (Throwable ex) {
			failed(link, number, send, ex);
		}
	}

	private @Nullable Message<?> decode(Link link, long number, Packet.Send send) {
		try {
			return this.router.wire().decode(send.family(), send.message());
		}
		catch (UnfitMessageException ex) {
			link.send(new Packet.Unreadable(number, String.valueOf(ex.getMessage())));
		}
		catch (Throwable ex) {
			log.error("The {} from {} cannot be read", send.message().type(), link.peer(), ex);
			link.send(new Packet.Unreadable(number, String.valueOf(ex)));
		}
		return null;
	}

	/**
	 * What should not have happened has, and how far the message has come cannot be said.
	 * Its asker is not to wait until its time is up.
	 */
	private void failed(Link link, long number, Packet.Send send, Throwable failure) {
		log.error("The {} from {} has failed outside of its actor", send.message().type(), link.peer(), failure);
		link.send(new Packet.Unknown(number, String.valueOf(failure)));
	}

	private void deliver(Link link, long number, Packet.Send send, Message<?> message) {
		Hosting hosting = this.router.hosting();
		Object context = hosting.adopted(send.context());
		if (send.left() < 0) {
			Delivery delivery = hosting.tell(send.family(), send.key(), message, context);
			if (!delivery.isAccepted()) {
				link.send(new Packet.Refused(number, delivery));
			}
		}
		else if (!(message instanceof Request<?, ?> request)) {
			link.send(new Packet.Unreadable(number, send.message().type() + " is no request"));
		}
		else {
			CompletableFuture<?> answer = hosting.ask(send.family(), send.key(), request, Duration.ofNanos(send.left()),
					context);
			link.asked(number, answer);
			answer.whenComplete((reply, failure) -> {
				if (!answer.isCancelled()) {
					try {
						answer(link, number, send, request, reply, failure);
					}
					catch (Throwable ex) {
						failed(link, number, send, ex);
					}
				}
			});
		}
	}

	private void answer(Link link, long number, Packet.Send send, Request<?, ?> request, @Nullable Object reply,
			@Nullable Throwable failure) {
		StreamAdapter adapter = (failure == null && reply != null) ? this.router.wire().stream(send.family(), request)
				: null;
		if (adapter != null) {
			offer(link, number, send, request, adapter.toPublisher(Objects.requireNonNull(reply)));
			return;
		}
		Packet packet;
		try {
			packet = (failure == null)
					? new Packet.Reply(number, this.router.wire().encodeReply(send.family(), request, reply))
					: new Packet.Failure(number, this.router.wire().encodeFailure(send.family(), request, failure));
		}
		catch (RuntimeException | LinkageError ex) {
			// It was handled: never to be left without an answer.
			log.error("The answer to {} from {} cannot be sent", send.message().type(), link.peer(), ex);
			String path = send.family() + "/" + send.key();
			Encoded unknown = this.router.wire()
				.encodeFailure(send.family(), request, new ActorUnreachableException(path,
						path + " has handled " + send.message().type() + ", but " + ex.getMessage(), Handling.UNKNOWN));
			packet = new Packet.Failure(number, unknown);
		}
		link.send(packet);
	}

	/**
	 * Answers with a stream: the reply says so, and the items follow as they are wanted.
	 */
	private void offer(Link link, long number, Packet.Send send, Request<?, ?> request, Flow.Publisher<?> publisher) {
		WireFormat wire = this.router.wire();
		OutgoingStream.Target target = new OutgoingStream.Target() {

			@Override
			public void item(byte[] bytes) {
				link.send(new Packet.Item(number, bytes));
			}

			@Override
			public void end(@Nullable Throwable failure) {
				link.forgetOutgoing(number);
				link.send(new Packet.End(number,
						(failure != null) ? wire.encodeFailure(send.family(), request, failure) : null));
			}

		};
		link.outgoing(number, new OutgoingStream(publisher, (item) -> wire.encodeReply(send.family(), request, item),
				target, this.router.executor()));
		link.send(new Packet.Reply(number, new byte[0]));
	}

}
