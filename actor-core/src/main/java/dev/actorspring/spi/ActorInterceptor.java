package dev.actorspring.spi;

import java.util.concurrent.CompletionStage;

import dev.actorspring.ActorException;
import dev.actorspring.ActorSpec;
import dev.actorspring.ExitReason;
import dev.actorspring.Message;
import dev.actorspring.Request;
import dev.actorspring.protocol.ActorProtocol;
import org.jspecify.annotations.Nullable;

/**
 * Is around the incarnations and the turns of actors: loads what an incarnation begins
 * with, sees what its turns come to, and keeps back replies that must not be seen yet.
 * What it throws is logged, or fails what it was asked for. Unless said otherwise it is
 * called by the thread that runs the actor, and must not block.
 * <p>
 * Several may be around one actor, each around those that were added after it. All of
 * them see what happens; each may refuse, keep back or crash, and what is kept back
 * leaves when all of them let it. One that is asked before another may be asked again for
 * the same message or start, if that other has had it wait or fail.
 */
public interface ActorInterceptor {

	/**
	 * Prepares an incarnation, before its factory is called. The actor waits without a
	 * thread, no longer than its start timeout.
	 * @param actor the actor
	 * @return done when the factory may be called; if it fails, so does the start, unless
	 * with a {@link RefusedStartException}
	 */
	default @Nullable CompletionStage<?> beforeStart(ActorHandle actor) {
		return null;
	}

	/**
	 * The factory is about to be called. On the thread that does so.
	 * @param actor the actor
	 * @return what the start fails with, as if the factory had thrown it, which is not
	 * called then; {@code null} to go on
	 */
	default @Nullable Throwable beforeFactory(ActorHandle actor) {
		return null;
	}

	/**
	 * A message is about to be handled. If another turn waits, with which it interleaves,
	 * {@link TurnDecision.Later} keeps that one from going on. Not asked of what the
	 * actor has sent itself by a timer or by a pipe.
	 * @param actor the actor
	 * @param message the message
	 * @param request the same as a request, or {@code null} if nobody waits for a reply
	 * @return what to do with it
	 */
	default TurnDecision beforeTurn(ActorHandle actor, Message<?> message, @Nullable OpenRequest request) {
		return TurnDecision.HANDLED;
	}

	/**
	 * A turn has begun, and its handler is about to be called. Also for what the actor
	 * has sent itself.
	 * @param actor the actor
	 * @param message the message
	 * @return what crashes the actor, as if its handler had thrown it, which is not
	 * called then; {@code null} to go on
	 */
	default @Nullable Throwable beforeHandler(ActorHandle actor, Message<?> message) {
		return null;
	}

	/**
	 * A handler has returned, and nobody has seen yet what. Not called if it has thrown.
	 * @param actor the actor
	 * @param message the message
	 * @return what crashes the actor, as if the handler had thrown it in the end;
	 * {@code null} to go on
	 */
	default @Nullable Throwable afterHandler(ActorHandle actor, Message<?> message) {
		return null;
	}

	/**
	 * A turn begins to wait in the middle, while others may interleave.
	 * @param actor the actor
	 */
	default void turnWaits(ActorHandle actor) {
	}

	/**
	 * The turn that began to wait last goes on, or is about to fail.
	 * @param actor the actor
	 */
	default void turnResumes(ActorHandle actor) {
	}

	/**
	 * Keeps back what a turn sends to another actor: a message or a request. All that the
	 * actor sends leaves in the order in which it was sent.
	 * @param actor the actor
	 * @return done when it may leave; if it fails, it never does, and a request fails
	 * with that. {@code null} for at once
	 */
	default @Nullable CompletionStage<?> beforeSend(ActorHandle actor) {
		return null;
	}

	/**
	 * A turn has ended, and nobody has seen its outcome yet.
	 * @param actor the actor
	 * @param message what it has handled
	 * @param end what has become of it
	 * @throws ActorException if that is to be the answer, unless the turn has crashed
	 */
	default void turnEnded(ActorHandle actor, Message<?> message, TurnEnd end) {
	}

	/**
	 * A reply that a turn has promised is there, and nobody has seen it yet; or it cannot
	 * be had. Not called once the incarnation has ended. Any thread.
	 * @param actor the actor
	 * @param request what was asked
	 * @param end what has become of it
	 * @throws ActorException if that is to be the answer, unless it cannot be had
	 */
	default void promiseEnded(ActorHandle actor, Request<?, ?> request, TurnEnd end) {
	}

	/**
	 * Whether a reply that a turn has promised is wanted even if nobody waits for it any
	 * more. Any thread.
	 * @param actor the actor
	 * @param request what was asked
	 * @return {@code false} if what makes it may be given up
	 */
	default boolean wantsReply(ActorHandle actor, Request<?, ?> request) {
		return false;
	}

	/**
	 * Keeps back a reply, declined ones included. Called after {@link #turnEnded}; for a
	 * reply that comes as a stage when that is there, by any thread. Replies that have
	 * been kept back survive the incarnation.
	 * @param actor the actor
	 * @param request what was asked
	 * @return done when the reply may be seen; if it fails, that is the reply.
	 * {@code null} for at once
	 */
	default @Nullable CompletionStage<?> beforeReply(ActorHandle actor, Request<?, ?> request) {
		return null;
	}

	/**
	 * Whether nothing of the actor is under way that has to end before it may be
	 * passivated. Any thread.
	 * @param actor the actor
	 * @return a best effort while it runs
	 */
	default boolean isSettled(ActorHandle actor) {
		return true;
	}

	/**
	 * Whether {@link #isFull} is asked. Asked once, when the interceptor has been made.
	 * @return {@code false} if the mailboxes are bounded by their capacity alone, which
	 * is quicker
	 */
	default boolean limitsMailbox() {
		return false;
	}

	/**
	 * Whether a mailbox is to be taken for full, though it may have room. Any thread, for
	 * each message that is sent to it, but for those that the actor sends itself.
	 * @param actor the receiver
	 * @return {@code true} if what is sent is refused, or under
	 * {@link dev.actorspring.Overflow#DROP_OLDEST} takes the place of the oldest that
	 * waits, and if none does is dropped itself
	 */
	default boolean isFull(ActorHandle actor) {
		return false;
	}

	/**
	 * Whether a message is taken though the mailbox is full. Any thread; only asked if it
	 * is.
	 * @param actor the receiver
	 * @param message what is sent to it, and not a request that somebody waits for
	 * @return {@code true} for what is bounded by something else than the mailbox
	 */
	default boolean admitsWithoutRoom(ActorHandle actor, Message<?> message) {
		return false;
	}

	/**
	 * A message that nobody waits for will not be handled: it gave its place in the
	 * mailbox to a newer one, or the actor is gone. Any thread.
	 * @param actor the actor
	 * @param message the message
	 */
	default void discarded(ActorHandle actor, Message<?> message) {
	}

	/**
	 * An incarnation has ended, or could not be made after it was prepared.
	 * @param actor the actor
	 * @param reason why
	 */
	default void ended(ActorHandle actor, ExitReason reason) {
	}

	/**
	 * Makes interceptors.
	 */
	@FunctionalInterface
	interface Factory {

		/**
		 * Makes the interceptor of an actor or family, once.
		 * @param spec how it is started
		 * @param protocol what it understands
		 * @return {@code null} if there is nothing to do: then it costs nothing
		 */
		@Nullable ActorInterceptor create(ActorSpec<?> spec, ActorProtocol protocol);

	}

}
