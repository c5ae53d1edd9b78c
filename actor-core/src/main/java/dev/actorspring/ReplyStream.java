package dev.actorspring;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * A stream of items that an actor hands out as a reply and feeds in its later turns. Made
 * by {@link ActorContext#stream}.
 * <p>
 * It has one subscriber, at most: a second one is refused with
 * {@link IllegalStateException}. Items that come before the subscriber, or before it has
 * demanded them, wait in a buffer of fixed size. The subscriber is called on a virtual
 * thread of its own, never in a turn of the actor.
 * <p>
 * Whatever ends the incarnation ends the stream: the subscriber gets the items that wait,
 * as it demands them, and then {@link ActorTerminatedException}, or
 * {@link ActorCrashedException} with the cause. So a stream that the actor itself has
 * ended is the only one that completes.
 * <p>
 * All methods may be called by any thread, and none of them blocks. Items are delivered
 * in the order in which they were emitted.
 *
 * @param <T> the type of the items
 */
public interface ReplyStream<T> extends Flow.Publisher<T> {

	/**
	 * Hands an item to the subscriber, or to the buffer.
	 * @param item the item, not {@code null}
	 * @return {@code false} if it was not taken, because the buffer is full or the stream
	 * {@linkplain #isOver() is over}
	 */
	boolean emit(T item);

	/**
	 * Ends the stream well, after the items that wait. Does nothing if it is over.
	 */
	void complete();

	/**
	 * Ends the stream with an exception, after the items that wait. The actor itself goes
	 * on. Does nothing if it is over.
	 * @param failure what the subscriber gets
	 */
	void fail(Throwable failure);

	/**
	 * Whether nothing more can be emitted: the stream was completed, failed, or cancelled
	 * by the subscriber; the incarnation has ended; or the stream was the reply to a
	 * request that had failed before, so that nobody will ever subscribe.
	 * @return {@code true} from then on
	 */
	boolean isOver();

	/**
	 * Says when there is room in the buffer, which is when an item can be emitted. Lets
	 * an actor produce as fast as the subscriber demands, and never further ahead of it
	 * than the buffer is long. For {@link ActorContext#await} or
	 * {@link ActorContext#pipe}, in a turn after the one that returns the stream: before
	 * that nobody can subscribe.
	 * @return completes with {@code true} once there is room, or {@code false} once the
	 * stream is over or the actor is about to stop; at once if it is so already
	 */
	CompletionStage<Boolean> room();

}
