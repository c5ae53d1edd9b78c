package dev.actorspring.engine;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import dev.actorspring.ActorException;
import dev.actorspring.ActorRef;
import dev.actorspring.Request;
import dev.actorspring.protocol.Handler;
import dev.actorspring.system.ContextCarrier.Scope;
import org.jspecify.annotations.Nullable;

/**
 * Leaves the reply to a request to another actor. It is what a handler returns, and
 * nothing happens before its turn is over. It never completes here, so it cannot be used
 * as the stage that it is: whoever tries learns what to do.
 *
 * @param <B> the class of the other actor
 * @param <R> the type of the reply
 */
final class Forwarding<B, R extends @Nullable Object> extends CompletableFuture<R> {

	private final ActorRef<B> to;

	private final Request<? super B, ? extends R> request;

	/** What the handler's thread had in place. */
	private final @Nullable Object context;

	private Forwarding(ActorRef<B> to, Request<? super B, ? extends R> request, @Nullable Object context) {
		this.to = to;
		this.request = request;
		this.context = context;
	}

	/**
	 * Creates one, in a handler.
	 * @param <B> the class of the other actor
	 * @param <R> the type of the reply
	 * @param incarnation whose handler it is
	 * @param to who is to answer
	 * @param request what that is asked
	 * @return what the handler has to return
	 */
	static <B, R extends @Nullable Object> Forwarding<B, R> of(Incarnation<?> incarnation, ActorRef<B> to,
			Request<? super B, ? extends R> request) {
		Objects.requireNonNull(to, "actor");
		Objects.requireNonNull(request, "request");
		if (Engine.current() != incarnation) {
			throw new IllegalStateException("Only a handler of " + incarnation.path() + " can forward by its context");
		}
		check(incarnation, incarnation.inHand());
		return new Forwarding<>(to, request, incarnation.contexts().capture());
	}

	private static void check(Incarnation<?> incarnation, @Nullable Object inHand) {
		if (inHand instanceof Batch batch && batch.handler().replyType() != null) {
			if (!batch.handler().repliesOneByOne()) {
				throw new IllegalStateException(batch.handler() + " cannot forward: let it return a List of a "
						+ "CompletionStage of each reply, with what forward gives among them");
			}
			return;
		}
		Object message = (inHand instanceof Ask<?> ask) ? ask.request() : inHand;
		if (!(message instanceof Request<?, ?>)) {
			throw new IllegalStateException(incarnation.path()
					+ " has no request in hand that it could forward: a plain message is passed on with tell");
		}
		String name = message.getClass().getSimpleName();
		Handler handler = incarnation.cell().type().slot(message.getClass()).handler();
		if (handler != null && (handler.adapter() == null || handler.adapter().type() != CompletionStage.class)) {
			throw new IllegalStateException(handler + " cannot forward " + name
					+ ": let it return a CompletionStage of the reply, and return what forward gives");
		}
		if (inHand instanceof Ask<?> ask && Interception.wantsReply(incarnation.cell(), ask)) {
			throw new IllegalStateException(incarnation.path() + " cannot forward " + name
					+ ": its outcome is kept here, so it has to be answered from here. Use ask, and return its future");
		}
	}

	/**
	 * Forwards a request of which the turn is over. On the thread of who forwards it.
	 * @param by who forwards it
	 * @param first the request
	 */
	void send(Incarnation<?> by, Ask<?> first) {
		if (first.isOver()) {
			return;
		}
		if (this.to instanceof LocalRef<B> local) {
			Ask<R> next = ask(local, first);
			by.cell().type().engine().forwards().add(first, next);
			link(first, next);
			local.forward(next);
			CallCycles.checkForwarded(first, next);
		}
		else {
			within(by, () -> link(first, askForeign(first)));
		}
	}

	@SuppressWarnings("unchecked") // nobody sees more of the reply than R
	private Ask<R> ask(LocalRef<B> local, Ask<?> first) {
		// The first ends before it, and says what this one was waiting for.
		return new Ask<>(local.type(), (Request<?, R>) this.request, local.type().engine().timer().nanos(),
				first.deadline() + 1, this.context);
	}

	private CompletableFuture<? extends R> askForeign(Ask<?> first) {
		try {
			return this.to.ask(this.request, first.left());
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	/**
	 * Passes a request on that nobody waits for.
	 * @param by who forwards it
	 */
	void tell(Incarnation<?> by) {
		within(by, () -> this.to.tell(this.request));
	}

	private void within(Incarnation<?> by, Runnable sending) {
		Scope scope = by.contexts().restore(this.context);
		try {
			sending.run();
		}
		finally {
			by.contexts().close(scope);
		}
	}

	private static void link(Ask<?> first, CompletableFuture<?> next) {
		next.whenComplete((reply, failure) -> {
			Throwable cause = FutureResults.unwrap(failure);
			boolean inTime = (cause == null) ? first.reply(reply)
					: (cause instanceof ActorException) ? first.fail(cause) : first.decline(cause);
			if (!inTime && cause == null) {
				Turn.late(first, reply);
			}
		});
		first.whenComplete((reply, failure) -> next.cancel(false));
	}

	private IllegalStateException misuse() {
		return new IllegalStateException("What forward returns never completes here: return it from the handler "
				+ "as it is. To do something with the reply of " + this.to.path() + " use ask");
	}

	// Whoever depends on it would wait for ever.

	@Override
	public <U extends @Nullable Object> CompletableFuture<U> newIncompleteFuture() {
		throw misuse();
	}

	@Override
	public CompletableFuture<R> toCompletableFuture() {
		throw misuse();
	}

	@Override
	public R get() {
		throw misuse();
	}

	@Override
	public R get(long timeout, TimeUnit unit) {
		throw misuse();
	}

	@Override
	public R join() {
		throw misuse();
	}

	@Override
	public String toString() {
		return "forwarded to " + this.to.path();
	}

}
