package dev.actorspring.durable.test;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.actorspring.durable.store.PartitionSet;
import dev.actorspring.durable.store.StateKey;
import dev.actorspring.durable.store.StateWrite;
import dev.actorspring.durable.store.StoredReply;
import dev.actorspring.durable.store.StoredState;
import dev.actorspring.durable.store.WriteOutcome;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a store, and the replies. Not thread-safe.
 */
final class InMemoryRows {

	private final Map<StateKey, Row> rows = new TreeMap<>(
			Comparator.comparing(StateKey::actor, InMemoryRows::compareCodePoints)
				.thenComparing(StateKey::key, InMemoryRows::compareCodePoints));

	private final Map<StoredReply.Id, Reply> replies = new HashMap<>();

	/**
	 * A row.
	 *
	 * @param next when its alarm is next looked at, or {@code null} if there is none
	 */
	private record Row(StoredState state, @Nullable Instant next) {

		boolean isDue(Instant now) {
			Instant alarm = this.state.value().nextAlarm();
			return alarm != null && !alarm.isAfter(now) && this.next != null && !this.next.isAfter(now);
		}

		boolean isTombstone() {
			return this.state.value().isTombstone();
		}

		Row next(Instant time) {
			return new Row(this.state, time);
		}

	}

	private record Reply(StoredReply reply, Instant stored) {

	}

	void put(StoredState state) {
		this.rows.put(state.key(), new Row(state, state.value().nextAlarm()));
	}

	/**
	 * An alarm that was put off is not put on again by a write that leaves it.
	 */
	private void replace(@Nullable Row row, StoredState state) {
		Instant alarm = state.value().nextAlarm();
		Instant next = (row != null && Objects.equals(alarm, row.state().value().nextAlarm())) ? row.next() : alarm;
		this.rows.put(state.key(), new Row(state, next));
	}

	WriteOutcome write(StateWrite write, Instant now) {
		Row row = this.rows.get(write.key());
		StateWrite.Mark stored = (row != null) ? new StateWrite.Mark(row.state().version(), row.state().writeId())
				: null;
		if (write.next().equals(stored)) {
			return new WriteOutcome.Written();
		}
		if ((stored != null) ? stored.equals(write.seen()) : write.seen() == null) {
			replace(row,
					new StoredState(write.key(), write.next().version(), write.next().writeId(), write.value(), now));
			write.replies().forEach((reply) -> this.replies.put(reply.id(), new Reply(reply, now)));
			return new WriteOutcome.Written();
		}
		if (stored == null || stored.version() <= write.next().version()) {
			return new WriteOutcome.Conflict();
		}
		return hasReplies(write) ? new WriteOutcome.Written() : new WriteOutcome.Unknown();
	}

	/**
	 * Whether the replies are there, as they are only if the row was written with them.
	 */
	private boolean hasReplies(StateWrite write) {
		return !write.replies().isEmpty() && write.replies().stream().allMatch((reply) -> {
			Reply stored = this.replies.get(reply.id());
			return stored != null && stored.reply().equals(reply);
		});
	}

	List<StoredState> find(Collection<StateKey> keys) {
		return keys.stream()
			.distinct()
			.flatMap((key) -> Stream.ofNullable(this.rows.get(key)))
			.map(Row::state)
			.toList();
	}

	List<StoredReply> findReplies(Collection<StoredReply.Id> ids) {
		return ids.stream()
			.distinct()
			.flatMap((id) -> Stream.ofNullable(this.replies.get(id)))
			.map(Reply::reply)
			.toList();
	}

	List<StoredState> all() {
		return this.rows.values().stream().map(Row::state).toList();
	}

	List<StoredReply> allReplies() {
		return this.replies.values().stream().map(Reply::reply).toList();
	}

	/**
	 * Lists without tombstones.
	 */
	Stream<StoredState> list(String actor, @Nullable String after) {
		return this.rows.values()
			.stream()
			.filter((row) -> row.state().key().actor().equals(actor) && !row.isTombstone())
			.map(Row::state)
			.filter((state) -> after == null || compareCodePoints(state.key().key(), after) > 0);
	}

	List<StateKey> due(Collection<String> actors, @Nullable PartitionSet partitions, int limit, Duration notAgainFor,
			Instant now) {
		List<StateKey> due = this.rows.values()
			.stream()
			.filter((row) -> row.isDue(now) && actors.contains(row.state().key().actor())
					&& (partitions == null || partitions.contains(row.state().key())))
			.sorted(Comparator.comparing(InMemoryRows::alarm))
			.limit(limit)
			.map((row) -> row.state().key())
			.toList();
		due.forEach((key) -> postpone(key, now.plus(notAgainFor)));
		return due;
	}

	private static Instant alarm(Row row) {
		Instant alarm = row.state().value().nextAlarm();
		return (alarm != null) ? alarm : Instant.MAX;
	}

	void postpone(StateKey key, Instant until) {
		this.rows.computeIfPresent(key, (same, row) -> (row.next() != null) ? row.next(until) : row);
	}

	int purge(Instant tombstones, Instant replies, int limit) {
		List<StateKey> oldRows = this.rows.values()
			.stream()
			.filter((row) -> row.isTombstone() && !row.state().changed().isAfter(tombstones))
			.map((row) -> row.state().key())
			.limit(limit)
			.toList();
		List<StoredReply.Id> oldReplies = this.replies.values()
			.stream()
			.filter((reply) -> !reply.stored().isAfter(replies))
			.map((reply) -> reply.reply().id())
			.limit(limit)
			.toList();
		oldRows.forEach(this.rows::remove);
		oldReplies.forEach(this.replies::remove);
		return oldRows.size() + oldReplies.size();
	}

	/**
	 * Compares as the bytes of UTF-8 do, which UTF-16 does not.
	 */
	private static int compareCodePoints(String left, String right) {
		int length = Math.min(left.length(), right.length());
		for (int i = 0; i < length; i++) {
			if (left.charAt(i) != right.charAt(i)) {
				boolean sameStart = i > 0 && Character.isHighSurrogate(left.charAt(i - 1));
				int at = sameStart ? i - 1 : i;
				return Integer.compare(left.codePointAt(at), right.codePointAt(at));
			}
		}
		return Integer.compare(left.length(), right.length());
	}

}
