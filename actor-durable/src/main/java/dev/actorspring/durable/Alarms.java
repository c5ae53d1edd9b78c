package dev.actorspring.durable;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import dev.actorspring.Message;

/**
 * Messages that an actor sends to itself at a time, and that survive it as its
 * {@link Durable} state does. To set one is part of the turn, as to set the state is; so
 * is its end, which is written together with what its handler sets. One whose time comes
 * while nothing runs is sent when something does, late but once.
 * <p>
 * An alarm is handled like any message. If its handler crashes it stays, and is sent
 * again after a while, without an end; a handler that declines has handled it.
 * <p>
 * To be used by the handlers of the actor only, on their own thread.
 *
 * @param <A> the actor class
 */
public interface Alarms<A> {

	/**
	 * Sets an alarm, in place of another of that name.
	 * @param name tells it from the other alarms of the actor
	 * @param at when, by the clock of the store; the past means soon
	 * @param message what to send, a record that can be stored
	 * @throws IllegalArgumentException if the message cannot be stored, or the actor has
	 * no handler for it
	 * @throws IllegalStateException outside of a handler
	 */
	void set(String name, Instant at, Message<? super A> message);

	/**
	 * Sets an alarm, in place of another of that name.
	 * @param name tells it from the other alarms of the actor
	 * @param delay how long from now on
	 * @param message what to send, a record that can be stored
	 * @throws IllegalArgumentException if the message cannot be stored, or the actor has
	 * no handler for it
	 * @throws IllegalStateException outside of a handler
	 */
	void set(String name, Duration delay, Message<? super A> message);

	/**
	 * Cancels an alarm.
	 * @param name of the alarm
	 * @return whether there was one
	 * @throws IllegalStateException outside of a handler
	 */
	boolean cancel(String name);

	/**
	 * Finds an alarm.
	 * @param name of the alarm
	 * @return when it is due; empty if there is none
	 */
	Optional<Instant> find(String name);

}
