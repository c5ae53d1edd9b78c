package dev.actorspring.spi;

import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

/**
 * What has become of a turn, or of a reply that it has promised.
 */
public sealed interface TurnEnd {

	/** It has never begun, as its request was withdrawn. */
	TurnEnd WITHDRAWN = new Withdrawn();

	/** It has left the reply to another actor. */
	TurnEnd FORWARDED = new Forwarded();

	/** Its message was put aside: it comes again. */
	TurnEnd POSTPONED = new Postponed();

	/**
	 * It has a reply.
	 *
	 * @param reply the reply, {@code null} if there is none, or nobody has asked
	 */
	record Replied(@Nullable Object reply) implements TurnEnd {

	}

	/**
	 * It has promised a reply. What becomes of that is told to
	 * {@link ActorInterceptor#promiseEnded}.
	 *
	 * @param reply completes with the reply
	 */
	record Promised(CompletionStage<?> reply) implements TurnEnd {

	}

	/**
	 * It was declined. The actor is well.
	 *
	 * @param answer the exception
	 * @param declared whether the handler declares it; else its advice has refused the
	 * message, its time was up, or another actor has failed that was to give the reply
	 */
	record Declined(Throwable answer, boolean declared) implements TurnEnd {

	}

	/**
	 * It has crashed the actor.
	 *
	 * @param cause what was thrown
	 */
	record Crashed(Throwable cause) implements TurnEnd {

	}

	/**
	 * Its message was put aside, by the handler or before that was called. It will be
	 * asked about again, as if it came anew, when the state of the actor has changed.
	 */
	record Postponed() implements TurnEnd {

	}

	/**
	 * It has never begun.
	 */
	record Withdrawn() implements TurnEnd {

	}

	/**
	 * It has left the reply to another actor, which is asked now. Nothing more is told of
	 * it.
	 */
	record Forwarded() implements TurnEnd {

	}

}
