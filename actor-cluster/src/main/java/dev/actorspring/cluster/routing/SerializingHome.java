package dev.actorspring.cluster.routing;

import java.time.Duration;

import dev.actorspring.Delivery;
import dev.actorspring.Handling;
import dev.actorspring.Message;
import dev.actorspring.Request;
import dev.actorspring.cluster.ActorUnreachableException;
import dev.actorspring.cluster.wire.OversizeMessageException;
import dev.actorspring.cluster.wire.UnfitMessageException;
import dev.actorspring.cluster.wire.WireFormat;
import dev.actorspring.spi.OpenRequest;
import dev.actorspring.spi.Placement.Home;
import org.jspecify.annotations.Nullable;

/**
 * A home whose messages and replies are written and read wherever it is, so that one node
 * alone shows what several would. For tests of applications.
 */
final class SerializingHome implements Home {

	private final Home home;

	private final Router router;

	private final String family;

	SerializingHome(Home home, Router router, String family) {
		this.home = home;
		this.router = router;
		this.family = family;
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
	public Delivery tell(String key, Message<?> message, @Nullable Object context) {
		return this.home.tell(key, copy(message), context);
	}

	private Message<?> copy(Message<?> message) {
		WireFormat wire = this.router.wire();
		return wire.decode(this.family, wire.encode(this.family, message));
	}

	@Override
	public void ask(String key, OpenRequest request) {
		String path = this.family + "/" + key;
		CopiedRequest copied;
		try {
			copied = new CopiedRequest(request, (Request<?, ?>) copy(request.request()), path);
		}
		catch (OversizeMessageException ex) {
			request.fail(OutgoingRequest.tooLarge(path, request.request(), ex));
			return;
		}
		catch (UnfitMessageException ex) {
			request.fail(new ActorUnreachableException(path, path + " cannot answer "
					+ request.request().getClass().getSimpleName() + ". It was not handled: " + ex.getMessage(),
					Handling.NOT_HANDLED));
			return;
		}
		this.home.ask(key, copied);
	}

	/**
	 * A copy of a request, whose answer is copied, too. Items of streams are not.
	 */
	private final class CopiedRequest implements OpenRequest {

		private final OpenRequest original;

		private final Request<?, ?> copy;

		private final String path;

		CopiedRequest(OpenRequest original, Request<?, ?> copy, String path) {
			this.original = original;
			this.copy = copy;
			this.path = path;
		}

		@Override
		public Request<?, ?> request() {
			return this.copy;
		}

		@Override
		public @Nullable Object context() {
			return this.original.context();
		}

		@Override
		public Duration left() {
			return this.original.left();
		}

		@Override
		public boolean isOver() {
			return this.original.isOver();
		}

		@Override
		public void whenOver(Runnable action) {
			this.original.whenOver(action);
		}

		@Override
		public boolean reply(@Nullable Object reply) {
			WireFormat wire = SerializingHome.this.router.wire();
			String family = SerializingHome.this.family;
			if (wire.stream(family, this.copy) != null) {
				return this.original.reply(reply);
			}
			try {
				return this.original
					.reply(wire.decodeReply(family, this.copy, wire.encodeReply(family, this.copy, reply)));
			}
			catch (UnfitMessageException ex) {
				return this.original.fail(new ActorUnreachableException(this.path,
						this.path + " has handled " + this.copy.getClass().getSimpleName() + ", but " + ex.getMessage(),
						Handling.UNKNOWN));
			}
		}

		@Override
		public boolean decline(Throwable answer) {
			return this.original.decline(copy(answer));
		}

		@Override
		public boolean fail(Throwable failure) {
			return this.original.fail(copy(failure));
		}

		private Throwable copy(Throwable failure) {
			WireFormat wire = SerializingHome.this.router.wire();
			String family = SerializingHome.this.family;
			return wire.decodeFailure(family, this.path, this.copy, wire.encodeFailure(family, this.copy, failure));
		}

	}

}
