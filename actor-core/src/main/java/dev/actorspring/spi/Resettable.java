package dev.actorspring.spi;

import java.util.concurrent.CompletionStage;

/**
 * A system that can begin anew without being built again, for tests that share one. An
 * actor system of this library is one.
 */
public interface Resettable {

	/**
	 * Ends all actors in good order, and starts those anew that the system was built
	 * with. What was started at run time and keyed actors are gone, what waited for an
	 * actor is a dead letter or has failed, and restarts and backoff are forgotten. None
	 * of that counts as a restart. Refs stay valid, and incarnations go on to be
	 * numbered. Any thread.
	 * @return done when all of them run; fails if one does not start, with an
	 * {@link dev.actorspring.system.ActorStartException}, or if the system does not run
	 */
	CompletionStage<?> reset();

}
