package dev.actorspring.spi;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.actorspring.Delivery;
import dev.actorspring.ExitReason;
import dev.actorspring.Message;
import dev.actorspring.Request;
import org.jspecify.annotations.Nullable;

/**
 * The actors of keyed families that live here, for whoever brings messages from elsewhere
 * and decides which partitions live here. Never asks a {@link Placement}. Any thread.
 * Each method throws an {@link IllegalArgumentException} if there is no such family, or
 * if it is asked for a partition and the family has none.
 */
public interface Hosting {

	/**
	 * In place of a family: the actors of this node that belong to no partition. Their
	 * keys are their paths. None of them is activated.
	 */
	String NODE = "";

	/**
	 * Sends a message.
	 * @param family the name of the family
	 * @param key whom
	 * @param message the message
	 * @param context what the sender's thread had in place, or {@code null}
	 * @return what has become of it
	 */
	Delivery tell(String family, String key, Message<?> message, @Nullable Object context);

	/**
	 * Sends a request.
	 * @param <R> the type of the reply
	 * @param family the name of the family
	 * @param key whom
	 * @param request the request
	 * @param left how long its asker still waits
	 * @param context what the asker's thread had in place, or {@code null}
	 * @return the reply, or what {@code ActorRef.ask} fails with; cancelled if the
	 * partition was {@linkplain #discard discarded}
	 */
	<R extends @Nullable Object> CompletableFuture<R> ask(String family, String key, Request<?, R> request,
			Duration left, @Nullable Object context);

	/**
	 * What of the context of a sender here goes along with its message to another node.
	 * @param context what the sender's thread had in place, or {@code null}
	 * @return texts by names
	 */
	Map<String, String> exported(@Nullable Object context);

	/**
	 * The context of a message from another node.
	 * @param exported what {@link #exported} has returned there
	 * @return for {@link #tell} and {@link #ask}
	 */
	@Nullable Object adopted(Map<String, String> exported);

	/**
	 * Has the actors of a partition end when they have done all that they have to do: no
	 * message waits or is in hand, no reply is owed, and what is
	 * {@linkplain ActorInterceptor#isSettled around} them is settled. Streams end then;
	 * they do not keep an actor. Messages go on to be let in until all have ended, as
	 * turns that are not over yet may depend on them; the caller has to keep out what is
	 * new. What comes after that starts actors anew.
	 * @param family the name of the family
	 * @param partition which
	 * @param atMost after which those that are left are stopped, and interrupted at once
	 * @return what has come of it, when no actor of the partition is left
	 */
	CompletionStage<Drained> drain(String family, int partition, Duration atMost);

	/**
	 * Stops the actors of a partition at once, as they live elsewhere already. Requests
	 * that came by {@link #ask} are cancelled before; those of refs here fail.
	 * @param family the name of the family
	 * @param partition which
	 * @return done when no actor of the partition is left
	 */
	CompletionStage<?> discard(String family, int partition);

	/**
	 * An actor that lives elsewhere has ended for good: whoever watches it here is told.
	 * @param family the name of the family
	 * @param key whom
	 * @param reason why
	 */
	void ended(String family, String key, ExitReason reason);

	/**
	 * Whether anybody here watches an actor.
	 * @param family the name of the family
	 * @param key whom
	 * @return {@code false} if nobody has to be told of its end
	 */
	boolean isWatched(String family, String key);

	/**
	 * A message that nobody waits for was not accepted by its actor, which lives
	 * elsewhere: it is a dead letter here. Not for one whose sender was told so.
	 * @param family the name of the family
	 * @param key whom it was for
	 * @param message the message
	 * @param delivery why
	 */
	void refused(String family, String key, Message<?> message, Delivery delivery);

	/**
	 * A message that nobody waits for could not be brought to its actor, which lives
	 * elsewhere, or may not have been: it is a dead letter here. Not for one whose sender
	 * was told so.
	 * @param family the name of the family
	 * @param key whom it was for
	 * @param message the message
	 * @param why a clause without a full stop
	 */
	void lost(String family, String key, Message<?> message, String why);

	/**
	 * What other nodes reach here without a key.
	 * @return always the same
	 */
	NodeHosting node();

	/**
	 * Where keyed actors live.
	 * @return {@code null} if all of them live here
	 */
	@Nullable Placement placement();

	/**
	 * A partition of all families lives here from now on.
	 * @param partition which
	 */
	void opened(int partition);

	/**
	 * A partition of all families does not live here any more. After it was drained, or
	 * before it is discarded.
	 * @param partition which
	 */
	void closed(int partition);

	/**
	 * What has come of a drain.
	 *
	 * @param cutOff how many actors were not done in time
	 */
	record Drained(int cutOff) {

		/**
		 * Whether all was done that had to be done.
		 * @return {@code true} if nobody was cut off
		 */
		public boolean isComplete() {
			return this.cutOff == 0;
		}

	}

}
