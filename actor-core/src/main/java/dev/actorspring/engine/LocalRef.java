package dev.actorspring.engine;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import dev.actorspring.ActorRef;
import dev.actorspring.Delivery;
import dev.actorspring.Handling;
import dev.actorspring.Message;
import dev.actorspring.Request;
import dev.actorspring.engine.mailbox.Mailbox.Offer;
import dev.actorspring.engine.time.Timer;
import dev.actorspring.system.ActorEvent.DeadLetter.Reason;
import org.jspecify.annotations.Nullable;

/**
 * A ref to an actor in this JVM.
 *
 * @param <A> the actor class
 */
sealed interface LocalRef<A> extends ActorRef<A>, Watchable permits ActorCell, KeyedRef, RemoteRef {

	ActorType<A> type();

	/**
	 * The cell of its actor. Creates nothing.
	 * @return {@code null} if it has none at present
	 * @throws IllegalStateException if it lives on another node
	 */
	@Nullable ActorCell<A> present();

	/**
	 * Sends a plain message.
	 * @param payload the message, or {@link ContextMessage} with it
	 * @return what has become of it
	 */
	Offer offer(Object payload);

	/**
	 * Sends a request. If the mailbox refuses it, it fails at once.
	 * @param ask the request
	 * @return {@code false} if the actor is gone, and the request still open
	 */
	boolean deliver(Ask<?> ask);

	@Override
	default void tell(Message<? super A> message) {
		Object payload = payload(this, message);
		if (!Outbox.mayKeepBack(type().engine()) || !keptBack(this, message, payload)) {
			tell(this, message, payload);
		}
	}

	// Static, as are the other private methods: whoever calls one that is not looks first
	// whether the receiver has this interface, which takes as long as much of a message.

	private static void tell(LocalRef<?> ref, Message<?> message, Object payload) {
		Offer offer = ref.offer(payload);
		if (offer == Offer.FULL) {
			ref.type().deadLetter(ref.path(), message, Reason.MAILBOX_FULL);
		}
		else if (offer == Offer.CLOSED) {
			ref.type().deadLetter(ref.path(), message, Reason.TERMINATED);
		}
	}

	@Override
	default Delivery send(Message<? super A> message) {
		Object payload = payload(this, message);
		boolean kept = Outbox.mayKeepBack(type().engine()) && keptBack(this, message, payload);
		return kept ? Delivery.ACCEPTED : accept(payload);
	}

	private static boolean keptBack(LocalRef<?> ref, Message<?> message, Object payload) {
		return Outbox.keepBack(() -> tell(ref, message, payload),
				(failure) -> ref.type().deadLetter(ref.path(), message, Reason.WITHHELD));
	}

	/**
	 * Sends a plain message.
	 * @param payload the message, or {@link ContextMessage} with it
	 * @return what has become of it
	 */
	default Delivery accept(Object payload) {
		return switch (offer(payload)) {
			case QUEUED, WAKE -> Delivery.ACCEPTED;
			case FULL -> Delivery.MAILBOX_FULL;
			case CLOSED -> Delivery.TERMINATED;
		};
	}

	@Override
	default boolean tryTell(Message<? super A> message) {
		return send(message).isAccepted();
	}

	private static Object payload(LocalRef<?> ref, Message<?> message) {
		Objects.requireNonNull(message, "message");
		Object context = ref.type().engine().contexts().capture();
		return (context != null) ? new ContextMessage(message, context) : message;
	}

	@Override
	default <R extends @Nullable Object> CompletableFuture<R> ask(Request<? super A, R> request) {
		return ask(request, type().engine().askTimeout());
	}

	@Override
	default <R extends @Nullable Object> CompletableFuture<R> ask(Request<? super A, R> request, Duration timeout) {
		return ask(this, request, timeout, Engine.current());
	}

	private static <A, R extends @Nullable Object> Ask<R> ask(LocalRef<A> ref, Request<? super A, R> request,
			Duration timeout, @Nullable Incarnation<?> asker) {
		Objects.requireNonNull(request, "request");
		long nanos = Timer.saturatedNanos(timeout);
		if (nanos <= 0) {
			throw new IllegalArgumentException("The timeout is " + timeout + " but must be more than zero");
		}
		Timer timer = ref.type().engine().timer();
		long now = timer.nanos();
		long deadline = now + nanos;
		Ask<?> limiting = null;
		if (asker != null && asker.inHand() instanceof Ask<?> answering && answering.deadline() - deadline < 0) {
			limiting = answering;
			// After it, so that its asker learns what its time was spent on.
			deadline = answering.deadline() + 1;
		}
		Ask<R> ask = new Ask<>(ref.type(), request, now, deadline, ref.type().engine().contexts().capture());
		if (asker != null) {
			asker.asks(ask);
		}
		if (Outbox.mayKeepBack(ref.type().engine()) && Outbox.keepBack(() -> ref.accept(ask), ask::decline)) {
			timer.add(ask);
			return ask;
		}
		ref.accept(ask);
		if (limiting != null && ask.isRefusedAsTooLate()) {
			limiting.lackTime();
		}
		return ask;
	}

	/**
	 * Sends a request in the place of one that an actor forwards. On the thread of that.
	 * @param ask fails at once if it cannot be delivered
	 */
	default void forward(Ask<?> ask) {
		if (Outbox.mayKeepBack(type().engine()) && Outbox.keepBack(() -> accept(ask), ask::decline)) {
			type().engine().timer().add(ask);
		}
		else {
			accept(ask);
		}
	}

	/**
	 * Sends a request.
	 * @param ask fails at once if it cannot be delivered
	 */
	default void accept(Ask<?> ask) {
		if (!deliver(ask)) {
			ask.terminated(path(), "it has terminated", Handling.NOT_HANDLED);
		}
	}

	@Override
	default <R extends @Nullable Object> R call(Request<? super A, R> request) {
		return call(request, type().engine().askTimeout());
	}

	@Override
	default <R extends @Nullable Object> R call(Request<? super A, R> request, Duration timeout) {
		// Also if it has only lent its thread: somebody waits on that all the same.
		Incarnation<?> owner = Engine.owner();
		if (owner != null) {
			TurnWait.check(owner);
		}
		else {
			type().engine().checkMayBlock(() -> path() + " to answer " + request.getClass().getSimpleName());
		}
		Ask<R> ask = ask(this, request, timeout, Engine.current());
		try {
			if (owner != null) {
				TurnWait.waitFor(owner, ask);
			}
			else {
				type().engine().block(ask, path());
			}
			return FutureResults.get(ask, path());
		}
		finally {
			// Nobody else can be waiting for it.
			ask.cancel(false);
		}
	}

	/**
	 * For people.
	 */
	static String text(LocalRef<?> ref) {
		return "ActorRef[" + ref.path() + "]";
	}

}
