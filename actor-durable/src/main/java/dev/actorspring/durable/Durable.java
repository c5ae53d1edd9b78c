package dev.actorspring.durable;

import java.util.Optional;

/**
 * The state of an actor that survives it: a crash, passivation, a restart of the
 * application and the loss of its machine. It is loaded before the actor is made, and
 * written after each turn that has set it; whatever leaves the actor and shows it waits
 * for that: replies and declined ones, what its turns send, and {@linkplain #afterWrite
 * actions}. A turn that crashes writes nothing.
 * <p>
 * A turn that waits in the middle, for {@code call} or {@code await}, has what it set
 * before written as if it had ended there; a crash afterwards does not take that back.
 * <p>
 * The state is a record, or a sealed interface of records, and should hold nothing that
 * can be changed: what is changed in place is not written. To be used by the handlers of
 * the actor only, on their own thread.
 *
 * @param <T> the type of the state
 */
public interface Durable<T> {

	/**
	 * The state.
	 * @return as it was set last
	 * @throws java.util.NoSuchElementException if there is none
	 */
	T get();

	/**
	 * The state, if there is one.
	 * @return empty if it was never set, or deleted
	 */
	Optional<T> find();

	/**
	 * The state, or another.
	 * @param other for an actor that has none
	 * @return never {@code null}
	 */
	T orElse(T other);

	/**
	 * Sets the state.
	 * @param state the state
	 * @return the same
	 * @throws IllegalArgumentException if it cannot be written, saying which part of it
	 * @throws IllegalStateException outside of a handler; or in a turn that has waited
	 * since it read the state, if another turn has set it meanwhile
	 */
	T set(T state);

	/**
	 * Deletes the state.
	 * @throws IllegalStateException as {@link #set}
	 */
	void delete();

	/**
	 * How often the state was written.
	 * @return 0 if it never was; does not count what is still to be written
	 */
	long version();

	/**
	 * Does something when all that this turn has set, and all that it has seen, is
	 * written. Not done if it cannot be written or the turn crashes; it may also be lost
	 * if the machine fails between the write and the action.
	 * @param action by another thread, one after another
	 */
	void afterWrite(Runnable action);

}
