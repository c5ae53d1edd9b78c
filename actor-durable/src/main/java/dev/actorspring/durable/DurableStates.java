package dev.actorspring.durable;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What is written of the states of an actor or family, for whoever asks; activates
 * nobody. All methods block while they read from the store, and so are not for handlers
 * on {@code COMPUTE}; they throw a {@link StateUnavailableException} if it cannot be
 * reached and a {@link StateUnreadableException} if a row cannot be read.
 *
 * @param <T> the type of the state
 */
public interface DurableStates<T> {

	/**
	 * Finds the state of a key.
	 * @param key the key; empty for an actor without keys
	 * @return empty if it has none
	 */
	Optional<T> find(String key);

	/**
	 * Lists states by key.
	 * @param after only those behind this key, or {@code null} for the first
	 * @param limit how many at most
	 * @return in the order of the UTF-8 bytes of their keys
	 */
	List<Entry<T>> list(@Nullable String after, int limit);

	/**
	 * Goes through all states by key, a hundred at a time. One that is written, made or
	 * deleted meanwhile may be seen as it was before or after.
	 * @return in the order of the UTF-8 bytes of their keys; each hundred is read when
	 * the stream comes to it, and nothing is held open in between
	 */
	default Stream<Entry<T>> stream() {
		int some = 100;
		return Stream.iterate(list(null, some), (page) -> !page.isEmpty(), (page) -> list(page.getLast().key(), some))
			.flatMap(List::stream);
	}

	/**
	 * Counts those that have a state.
	 * @return how many
	 */
	long count();

	/**
	 * Deletes the state of a key. An actor that is active and writes later finds that,
	 * and starts over.
	 * @param key the key
	 * @return whether there was one
	 */
	boolean delete(String key);

	/**
	 * The state of a key.
	 *
	 * @param <T> the type of the state
	 * @param key the key
	 * @param state the state
	 * @param version how often it was written
	 */
	record Entry<T>(String key, T state, long version) {

	}

}
