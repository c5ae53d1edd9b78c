package dev.actorspring.cluster.routing;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import dev.actorspring.ActorCrashedException;
import dev.actorspring.ActorInBackoffException;
import dev.actorspring.ActorTerminatedException;
import dev.actorspring.AskTimeoutException;
import dev.actorspring.Delivery;
import dev.actorspring.Handling;
import dev.actorspring.MailboxFullException;
import dev.actorspring.Message;
import dev.actorspring.cluster.ActorUnreachableException;
import dev.actorspring.cluster.ClusterProbe.Outcome;
import dev.actorspring.cluster.MessageTooLargeException;
import dev.actorspring.cluster.wire.OversizeMessageException;
import dev.actorspring.cluster.wire.UnfitMessageException;
import dev.actorspring.cluster.wire.WireFormat;
import dev.actorspring.cluster.wire.WireFormat.Encoded;
import dev.actorspring.protocol.StreamAdapter;
import dev.actorspring.spi.Hosting;
import dev.actorspring.spi.OpenRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request on its way to the home of its actor. Its asker's code never runs on the
 * thread that brings the answer, which has others to bring.
 */
final class OutgoingRequest extends Outgoing {

	private final OpenRequest request;

	private final Executor executor;

	private final long since = System.nanoTime();

	private final AtomicBoolean measured = new AtomicBoolean();

	/** Where it is, with its number there. */
	private volatile @Nullable Sent sent;

	OutgoingRequest(Carrier carrier, String family, String key, boolean inTurn, OpenRequest request, Router router) {
		super(carrier, family, key, inTurn, router.exported(request.context()));
		this.request = request;
		this.executor = router.executor();
	}

	/**
	 * Has it withdrawn where it is as soon as nobody waits any more.
	 */
	void watch() {
		this.request.whenOver(() -> {
			Sent known = this.sent;
			if (known != null && known.link().withdraw(known.number())) {
				measure(Outcome.WITHDRAWN);
			}
		});
	}

	/**
	 * Measures it, with the first outcome that it has.
	 */
	private void measure(Outcome outcome) {
		if (this.measured.compareAndSet(false, true)) {
			carrier().probe().asked(outcome, System.nanoTime() - this.since);
		}
	}

	@Override
	Message<?> message() {
		return this.request.request();
	}

	@Override
	long left() {
		Duration left = this.request.left();
		return (left.getSeconds() < Long.MAX_VALUE / 2_000_000_000) ? left.toNanos() : Long.MAX_VALUE;
	}

	@Override
	boolean isOver() {
		return this.request.isOver();
	}

	@Override
	Delivery deliver(Hosting hosting) {
		this.sent = null;
		CompletableFuture<?> answer = hosting.ask(family(), key(), this.request.request(), this.request.left(),
				this.request.context());
		answer.whenCompleteAsync((reply, failure) -> {
			if (failure == null) {
				this.request.reply(reply);
			}
			else if (!answer.isCancelled()) {
				fail(failure);
			}
			else if (!isOver()) {
				lost("its partition was lost");
			}
		}, this.executor);
		this.request.whenOver(() -> answer.cancel(false));
		return Delivery.ACCEPTED;
	}

	@Override
	void sent(Link link, long number) {
		this.sent = new Sent(link, number);
	}

	/**
	 * The reply has come.
	 */
	void replied(WireFormat wire, Link link, Packet.Reply reply) {
		StreamAdapter adapter = wire.stream(family(), message());
		if (adapter == null) {
			answered(() -> wire.decodeReply(family(), message(), reply.reply()));
			return;
		}
		IncomingStream stream = stream(wire, link, reply.number());
		measure(Outcome.REPLY);
		// On this thread: a failure may be the next that comes.
		link.incoming(reply.number(), stream);
		this.executor.execute(() -> {
			if (!this.request.reply(adapter.fromPublisher(stream))) {
				stream.cancel();
			}
		});
	}

	private IncomingStream stream(WireFormat wire, Link link, long number) {
		IncomingStream.Origin origin = new IncomingStream.Origin() {

			@Override
			public void request(int n) {
				link.send(new Packet.Demand(number, n));
			}

			@Override
			public void cancel() {
				link.forgetIncoming(number);
				link.send(new Packet.Cancel(number));
			}

		};
		return new IncomingStream(path(), origin, (item) -> wire.decodeReply(family(), message(), item),
				(failure) -> wire.decodeFailure(family(), path(), message(), failure), this.executor);
	}

	private void answered(Supplier<@Nullable Object> decoded) {
		measure(Outcome.REPLY);
		this.executor.execute(() -> {
			try {
				this.request.reply(decoded.get());
			}
			catch (UnfitMessageException ex) {
				fail("it was handled, but " + ex.getMessage(), Handling.UNKNOWN);
			}
		});
	}

	/**
	 * What it has failed with has come.
	 */
	void failed(WireFormat wire, Encoded failure) {
		measure(Outcome.FAILURE);
		this.executor.execute(() -> fail(wire.decodeFailure(family(), path(), message(), failure)));
	}

	@Override
	void notSent(String why) {
		refused(why);
	}

	@Override
	void refused(Delivery delivery) {
		refused("its actor did not accept it: " + delivery);
	}

	@Override
	void unfit(UnfitMessageException why) {
		if (why instanceof OversizeMessageException oversize) {
			measure(Outcome.NOT_HANDLED);
			this.executor.execute(() -> fail(tooLarge(path(), message(), oversize)));
		}
		else {
			refused(String.valueOf(why.getMessage()));
		}
	}

	static MessageTooLargeException tooLarge(String path, Message<?> message, OversizeMessageException why) {
		return new MessageTooLargeException(path, path + " cannot answer " + message.getClass().getSimpleName()
				+ ". It was not handled: " + why.getMessage());
	}

	@Override
	void refused(String why) {
		measure(Outcome.NOT_HANDLED);
		this.executor.execute(() -> fail(why, Handling.NOT_HANDLED));
	}

	@Override
	void lost(String why) {
		measure(Outcome.UNKNOWN);
		this.executor.execute(() -> fail(why, Handling.UNKNOWN));
	}

	private void fail(String why, Handling handling) {
		String known = (handling == Handling.NOT_HANDLED) ? "It was not handled: "
				: "Whether it was handled is not known: ";
		fail(new ActorUnreachableException(path(),
				path() + " cannot answer " + message().getClass().getSimpleName() + ". " + known + why, handling));
	}

	private void fail(Throwable failure) {
		switch (failure) {
			case ActorCrashedException crashed -> this.request.fail(crashed);
			case ActorTerminatedException terminated -> this.request.fail(terminated);
			case MailboxFullException full -> this.request.fail(full);
			case ActorInBackoffException backoff -> this.request.fail(backoff);
			case AskTimeoutException timeout -> this.request.fail(timeout);
			case ActorUnreachableException unreachable -> this.request.fail(unreachable);
			default -> this.request.decline(failure);
		}
	}

	/**
	 * On which way it is.
	 *
	 * @param link by which
	 * @param number under which
	 */
	private record Sent(Link link, long number) {

	}

}
