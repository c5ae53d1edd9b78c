package dev.actorspring.durable;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What is written of the states of an actor or family, for whoever asks; activates
 * nobody. All methods block while they read from the store, and so are not for handlers
 * on {@code COMPUTE}; they throw a {@link StateUnavailableException} if it cannot be
 * reached.
 *
 * @param <T> the type of the state
 */
public interface DurableStates<T> {

	/**
	 * Finds the state of a key.
	 * @param key the key; empty for an actor without keys
	 * @return empty if it has none
	 * @throws StateUnreadableException if its row cannot be read
	 */
	Optional<T> find(String key);

	/**
	 * Lists states by key. A row that cannot be read is among them, as
	 * {@link Entry.Unreadable}, and hides no other.
	 * @param after only those behind this key, or {@code null} for the first
	 * @param limit how many at most
	 * @return in the order of the UTF-8 bytes of their keys
	 */
	List<Entry<T>> list(@Nullable String after, int limit);

	/**
	 * Goes through all states by key, a hundred at a time. One that is written, made or
	 * deleted meanwhile may be seen as it was before or after. A row that cannot be read
	 * is among them, as {@link Entry.Unreadable}, and hides no other.
	 * @return in the order of the UTF-8 bytes of their keys; each hundred is read when
	 * the stream comes to it, and nothing is held open in between
	 */
	default Stream<Entry<T>> stream() {
		int some = 100;
		return Stream.iterate(list(null, some), (page) -> !page.isEmpty(), (page) -> list(page.getLast().key(), some))
			.flatMap(List::stream);
	}

	/**
	 * Counts those that have a state, whether it can be read or not.
	 * @return how many
	 */
	long count();

	/**
	 * Deletes the state of a key. An actor that is active and writes later finds that,
	 * and starts over. It need not be one that can be read.
	 * @param key the key
	 * @return whether there was one
	 */
	boolean delete(String key);

	/**
	 * The state of a key.
	 *
	 * @param <T> the type of the state
	 */
	sealed interface Entry<T> {

		/**
		 * Whose state it is.
		 * @return the key
		 */
		String key();

		/**
		 * The state.
		 * @return what was read
		 * @throws StateUnreadableException if this is an {@link Unreadable}
		 */
		T state();

		/**
		 * How often the state was written.
		 * @return the number
		 */
		long version();

		/**
		 * A state that was read.
		 *
		 * @param <T> the type of the state
		 * @param key whose state it is
		 * @param state the state
		 * @param version how often it was written
		 */
		record Readable<T>(String key, T state, long version) implements Entry<T> {

		}

		/**
		 * A state that cannot be read, or is newer than the code.
		 *
		 * @param <T> the type that the state should have
		 * @param key whose state it is
		 * @param version how often it was written
		 * @param problem what cannot be read, and what to do
		 */
		record Unreadable<T>(String key, long version, StateUnreadableException problem) implements Entry<T> {

			@Override
			public T state() {
				throw this.problem;
			}

		}

	}

}
