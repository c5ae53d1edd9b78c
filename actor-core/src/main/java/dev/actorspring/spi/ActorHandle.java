package dev.actorspring.spi;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import dev.actorspring.ExitReason;
import dev.actorspring.Message;
import org.jspecify.annotations.Nullable;

/**
 * An actor, whichever incarnation it has, for whoever {@linkplain ActorInterceptor is
 * around} it. Any thread.
 */
public interface ActorHandle {

	/**
	 * Its name.
	 * @return for a keyed actor the key
	 */
	String name();

	/**
	 * Its path.
	 * @return without a leading slash
	 */
	String path();

	/**
	 * What its interceptor keeps with it, so that it need not look for it.
	 * @return {@code null} until something was {@linkplain #attach attached}
	 */
	@Nullable Object attachment();

	/**
	 * Keeps something with it, until it is gone. Of several interceptors around an actor
	 * only one may.
	 * @param attachment what
	 */
	void attach(@Nullable Object attachment);

	/**
	 * Looks at messages that wait in its mailbox, the oldest first. A best effort, but
	 * for the thread that runs the actor.
	 * @param limit at how many at most
	 * @param action gets each
	 */
	void forEachMessage(int limit, Consumer<Message<?>> action);

	/**
	 * To be called whenever {@link ActorInterceptor#isSettled} has become {@code true},
	 * as somebody may wait for that.
	 */
	void settled();

	/**
	 * Waits for a time to pass on the clock of the system, without a thread.
	 * @param time how long
	 * @return completed then; never if the system has been stopped
	 */
	CompletionStage<?> after(Duration time);

	/**
	 * Ends the incarnation before its next message, and begins another. That is no crash
	 * and no restart: neither is counted, nobody is told, and messages go on to wait.
	 * @param reason why, for the requests that the incarnation has promised to answer
	 */
	void discard(ExitReason reason);

}
