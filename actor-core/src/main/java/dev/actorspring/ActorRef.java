package dev.actorspring;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * The address of an actor, and the only way to reach it. A ref stays valid while the
 * actor behind it is restarted or passivated, may be shared freely between threads, and
 * says nothing about where the actor lives.
 * <p>
 * Messages that one thread sends to one actor arrive in the order they were sent. Each is
 * handled at most once.
 *
 * @param <A> the actor class, or an interface that it implements
 */
public interface ActorRef<A> {

	/**
	 * Where the actor stands in its tree, as in {@code payments/ledger}; for a keyed
	 * actor the name and the key, as in {@code auction/42}.
	 * @return the path, without a leading slash
	 */
	String path();

	/**
	 * Sends a message and forgets it. Never blocks and never fails: a message that the
	 * mailbox refuses, or that finds the actor terminated, becomes a dead letter.
	 * @param message what to send
	 */
	void tell(Message<? super A> message);

	/**
	 * Sends a message unless it would be refused. Never blocks.
	 * @param message what to send
	 * @return {@code false} when the mailbox is full or the actor has terminated, as
	 * {@link #send} says; the message is then not sent and not a dead letter
	 */
	boolean tryTell(Message<? super A> message);

	/**
	 * Sends a message unless it would be refused, and says why it was. Never blocks.
	 * @param message what to send
	 * @return what has become of it; if it was refused it is not sent and not a dead
	 * letter. A ref that knows no more than {@link #tryTell} takes the mailbox for full
	 */
	default Delivery send(Message<? super A> message) {
		return tryTell(message) ? Delivery.ACCEPTED : Delivery.MAILBOX_FULL;
	}

	/**
	 * Sends a request and returns at once. Waits no longer for the reply than the
	 * system's ask timeout.
	 * @param <R> the type of the reply
	 * @param request what to ask
	 * @return see {@link #ask(Request, Duration)}
	 */
	<R extends @Nullable Object> CompletableFuture<R> ask(Request<? super A, R> request);

	/**
	 * Sends a request and returns at once. The clock starts now and covers the time in
	 * the queue as well as the handling.
	 * <p>
	 * The future completes exactly once: with the reply; with the exception that the
	 * handler declares, or with which advice around it refused the request; or with one
	 * of {@link AskTimeoutException}, {@link MailboxFullException},
	 * {@link ActorCrashedException}, {@link ActorTerminatedException},
	 * {@link ActorInBackoffException}. Cancelling it withdraws the request if it still
	 * waits. Dependent actions run on the thread that completes the future, which may be
	 * the actor's own: pass an executor to the {@code …Async} variants for anything that
	 * takes time.
	 * @param <R> the type of the reply
	 * @param request what to ask
	 * @param timeout how long to wait for the reply, more than zero; inside an actor that
	 * is handling a request, never longer than that request has left
	 * @return the reply to come
	 */
	<R extends @Nullable Object> CompletableFuture<R> ask(Request<? super A, R> request, Duration timeout);

	/**
	 * Sends a request and waits for its reply, no longer than the system's ask timeout.
	 * @param <R> the type of the reply
	 * @param request what to ask
	 * @return see {@link #call(Request, Duration)}
	 */
	<R extends @Nullable Object> R call(Request<? super A, R> request);

	/**
	 * Sends a request and waits for its reply. Cheap on a virtual thread. Inside an actor
	 * the turn is suspended: meanwhile only handlers marked {@link Receive#interleave()
	 * interleave} run.
	 * @param <R> the type of the reply
	 * @param request what to ask
	 * @param timeout how long to wait for the reply, more than zero
	 * @return the reply
	 * @throws DeclinedException if the handler answered with a checked exception, which
	 * is the cause; an unchecked one is thrown as itself
	 * @throws AskTimeoutException if no reply came in time
	 * @throws MailboxFullException if the request was refused
	 * @throws ActorCrashedException if the actor crashed while handling it, or has
	 * crashed and cannot be restarted before the calling actor has stopped
	 * @throws ActorTerminatedException if the actor is gone, or is stopping and cannot
	 * end before the calling actor has stopped
	 * @throws ActorInBackoffException if the actor waits before it is tried again, and
	 * that would be too late, or if it could not be started
	 * @throws CallCycleException if the actor asked is itself waiting for this call, or
	 * the call is made on its own thread, in an action on a future that it completes
	 * @throws IllegalStateException if the calling thread must not wait: that of a
	 * handler on {@link Dispatcher#COMPUTE}, also in an action on a future that it
	 * completes, of an interleaved handler, or an event loop that the system
	 * {@linkplain dev.actorspring.system.ActorSystemBuilder#nonBlocking knows}; or if the
	 * reply can never come, as the thread is the one that is to start the system, or that
	 * of an actor whose start the target's start has to wait for
	 */
	<R extends @Nullable Object> R call(Request<? super A, R> request, Duration timeout);

}
