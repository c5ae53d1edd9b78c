package dev.actorspring.spi;

import java.util.function.Consumer;

import dev.actorspring.ActorRef;
import dev.actorspring.ExitReason;

/**
 * A ref to an actor that no engine here runs, and that can be watched all the same.
 *
 * @param <A> the actor class
 */
public interface WatchableRef<A> extends ActorRef<A> {

	/**
	 * Tells when the actor has ended for good, or at once if it has.
	 * @param told called once, by any thread, with the reason
	 */
	void watch(Consumer<ExitReason> told);

	/**
	 * Need not tell any more.
	 * @param told as given to {@link #watch}; if it is told all the same, it ignores that
	 */
	default void unwatch(Consumer<ExitReason> told) {
	}

}
