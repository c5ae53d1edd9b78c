package dev.actorspring.durable.store;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A row to be written, if the store has what the writer has seen last.
 *
 * @param key whose it is
 * @param seen what the row has to be like, or {@code null} if there must be none
 * @param next what it is like afterwards
 * @param value what it says afterwards
 * @param replies to be kept with it, in the same transaction
 */
public record StateWrite(StateKey key, @Nullable Mark seen, Mark next, StoredState.Value value,
		List<StoredReply> replies) {

	/**
	 * Tells one state of a row from all others.
	 *
	 * @param version of the row
	 * @param writeId of the write
	 */
	public record Mark(long version, UUID writeId) {

	}

}
