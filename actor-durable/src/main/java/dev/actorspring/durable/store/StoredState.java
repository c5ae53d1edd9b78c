package dev.actorspring.durable.store;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A row, as it is in the store.
 *
 * @param key whose it is
 * @param version how often it was written; from 1
 * @param writeId of the write that it comes from
 * @param value what it says
 * @param changed when it was written, by the clock of the store
 */
public record StoredState(StateKey key, long version, UUID writeId, Value value, Instant changed) {

	/**
	 * What a row says.
	 *
	 * @param type the logical name of the state, never that of a class
	 * @param typeVersion the version of the type, from 1
	 * @param state the state as JSON, or {@code null} if there is none
	 * @param alarms the alarms as JSON, or {@code null} if there are none
	 * @param nextAlarm when the first of them is due, by the clock of the store;
	 * {@code null} if there are none
	 */
	public record Value(String type, int typeVersion, @Nullable String state, @Nullable String alarms,
			@Nullable Instant nextAlarm) {

		/**
		 * Whether it is only there so that nobody writes behind a deletion.
		 * @return {@code true} if there is neither a state nor an alarm
		 */
		public boolean isTombstone() {
			return this.state == null && this.alarms == null;
		}

	}

}
