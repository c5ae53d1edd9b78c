package dev.actorspring;

import java.util.concurrent.CancellationException;

import org.jspecify.annotations.Nullable;

/**
 * What has become of one of the requests of a {@link FanOut}.
 *
 * @param <A> the actor class, or an interface that it implements
 * @param <R> the type of the reply
 */
public sealed interface Outcome<A, R> {

	/**
	 * Who was asked.
	 * @return the ref, as it was given
	 */
	ActorRef<A> from();

	/**
	 * The actor has replied.
	 *
	 * @param <A> the actor class, or an interface that it implements
	 * @param <R> the type of the reply
	 * @param from who was asked
	 * @param value the reply, which may be {@code null}
	 */
	record Answered<A, R>(ActorRef<A> from, @Nullable R value) implements Outcome<A, R> {

	}

	/**
	 * There will be no reply, and that was known before the time was up.
	 *
	 * @param <A> the actor class, or an interface that it implements
	 * @param <R> the type of the reply
	 * @param from who was asked
	 * @param cause the exception that the handler declares and threw, or why the actor
	 * could not answer: {@link MailboxFullException}, {@link ActorCrashedException} or
	 * {@link ActorTerminatedException}
	 */
	record Failed<A, R>(ActorRef<A> from, Throwable cause) implements Outcome<A, R> {

	}

	/**
	 * Nobody waits for the reply any more.
	 *
	 * @param <A> the actor class, or an interface that it implements
	 * @param <R> the type of the reply
	 * @param from who was asked
	 * @param cause {@link AskTimeoutException}, which says what the actor was doing, or
	 * {@link CancellationException} after {@link FanOut#cancel()}
	 */
	record Unanswered<A, R>(ActorRef<A> from, RuntimeException cause) implements Outcome<A, R> {

	}

}
