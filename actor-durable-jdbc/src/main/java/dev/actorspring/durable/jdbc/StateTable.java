package dev.actorspring.durable.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import dev.actorspring.durable.store.PartitionSet;
import dev.actorspring.durable.store.StateKey;
import dev.actorspring.durable.store.StateWrite;
import dev.actorspring.durable.store.StoredState;
import org.jspecify.annotations.Nullable;

/**
 * The table of states.
 */
final class StateTable {

	private static final String COLUMNS = "actor, actor_key, version, write_id, type, type_version, state, alarms, next_alarm,"
			+ " changed";

	private static final List<String> PRIMARY_KEY = List.of("actor", "actor_key");

	private final Dialect dialect;

	StateTable(Dialect dialect) {
		this.dialect = dialect;
	}

	List<StoredState> load(Connection connection, Collection<StateKey> keys) throws SQLException {
		List<StoredState> found = new ArrayList<>();
		query(connection, COLUMNS, keys, (row) -> found.add(state(row)));
		return found;
	}

	/**
	 * Which states rows have that are in the store.
	 */
	Map<StateKey, StateWrite.Mark> marks(Connection connection, Collection<StateKey> keys) throws SQLException {
		Map<StateKey, StateWrite.Mark> found = new HashMap<>();
		query(connection, "actor, actor_key, version, write_id", keys, (row) -> found.put(key(row),
				new StateWrite.Mark(row.getLong("version"), UUID.fromString(row.getString("write_id")))));
		return found;
	}

	private void query(Connection connection, String columns, Collection<StateKey> keys, Reader reader)
			throws SQLException {
		for (List<StateKey> part : InLists.parts(keys)) {
			try (PreparedStatement query = connection
				.prepareStatement(this.dialect.select(columns, "actor_state", PRIMARY_KEY, part.size()))) {
				this.dialect.bindKeys(query, part.stream().map((key) -> List.of(key.actor(), key.key())).toList());
				try (ResultSet row = query.executeQuery()) {
					while (row.next()) {
						reader.read(row);
					}
				}
			}
		}
	}

	List<StoredState> list(Connection connection, String actor, @Nullable String after, int limit) throws SQLException {
		String behind = (after != null) ? " and " + this.dialect.keyOrder() + " > " + this.dialect.keyOrderParameter()
				: "";
		try (PreparedStatement query = connection
			.prepareStatement("select " + COLUMNS + " from actor_state" + " where actor = ? and deleted is null"
					+ behind + " order by " + this.dialect.keyOrder() + " limit ?")) {
			int index = 1;
			query.setString(index++, actor);
			if (after != null) {
				query.setString(index++, after);
			}
			query.setInt(index, limit);
			List<StoredState> found = new ArrayList<>();
			try (ResultSet row = query.executeQuery()) {
				while (row.next()) {
					found.add(state(row));
				}
			}
			return found;
		}
	}

	long count(Connection connection, String actor) throws SQLException {
		try (PreparedStatement query = connection
			.prepareStatement("select count(*) from actor_state where actor = ? and state is not null")) {
			query.setString(1, actor);
			try (ResultSet row = query.executeQuery()) {
				row.next();
				return row.getLong(1);
			}
		}
	}

	private StoredState state(ResultSet row) throws SQLException {
		Instant changed = Objects.requireNonNull(this.dialect.instant(row, "changed"), "changed");
		return new StoredState(key(row), row.getLong("version"), UUID.fromString(row.getString("write_id")),
				new StoredState.Value(row.getString("type"), row.getInt("type_version"), row.getString("state"),
						row.getString("alarms"), this.dialect.instant(row, "next_alarm")),
				changed);
	}

	/**
	 * Updates rows that are as they were seen.
	 * @return for each 1, 0, or {@link java.sql.Statement#SUCCESS_NO_INFO}
	 */
	int[] update(Connection connection, List<StateWrite> writes) throws SQLException {
		// An attempt that was put off is not put on again by a write that leaves the
		// alarm.
		// It stands before next_alarm: MariaDB assigns from left to right.
		try (PreparedStatement update = connection.prepareStatement("update actor_state set partition_no = ?,"
				+ " version = ?, write_id = ?, type = ?, type_version = ?, state = ?, alarms = ?,"
				+ " next_attempt = case when next_alarm = ? then next_attempt else ? end, next_alarm = ?, changed = "
				+ this.dialect.now() + ", deleted = case when ? = 1 then " + this.dialect.now() + " end"
				+ " where actor = ? and actor_key = ? and version = ? and write_id = ?")) {
			return this.dialect.update(update, writes, (statement, write) -> {
				StateWrite.Mark seen = Objects.requireNonNull(write.seen(), "seen");
				int index = setValues(statement, 1, write);
				statement.setString(index++, write.key().actor());
				statement.setString(index++, write.key().key());
				statement.setLong(index++, seen.version());
				statement.setString(index, seen.writeId().toString());
			});
		}
	}

	/**
	 * Inserts rows that are not there.
	 * @return for each 1, 0, or {@link java.sql.Statement#SUCCESS_NO_INFO}
	 */
	int[] insert(Connection connection, List<StateWrite> writes) throws SQLException {
		try (PreparedStatement insert = connection.prepareStatement("insert into actor_state (partition_no, version,"
				+ " write_id, type, type_version, state, alarms, next_attempt, next_alarm, changed, deleted, actor,"
				+ " actor_key) values (?, ?, ?, ?, ?, ?, ?, ?, ?, " + this.dialect.now() + ", case when ? = 1 then "
				+ this.dialect.now() + " end, ?, ?)" + this.dialect.unlessPresent("version"))) {
			return this.dialect.insert(insert, writes, (statement, write) -> {
				int index = setValues(statement, 1, write);
				statement.setString(index++, write.key().actor());
				statement.setString(index, write.key().key());
			});
		}
	}

	private int setValues(PreparedStatement statement, int first, StateWrite write) throws SQLException {
		StoredState.Value value = write.value();
		int index = first;
		statement.setInt(index++, write.key().placedHash());
		statement.setLong(index++, write.next().version());
		statement.setString(index++, write.next().writeId().toString());
		statement.setString(index++, value.type());
		statement.setInt(index++, value.typeVersion());
		statement.setString(index++, value.state());
		statement.setString(index++, value.alarms());
		int times = (write.seen() != null) ? 3 : 2;
		for (int i = 0; i < times; i++) {
			this.dialect.setInstant(statement, index++, value.nextAlarm());
		}
		statement.setInt(index++, value.isTombstone() ? 1 : 0);
		return index;
	}

	/**
	 * Finds and puts off what is due. What others are just writing is left out.
	 */
	List<StateKey> due(Connection connection, Collection<String> actors, @Nullable PartitionSet partitions, int limit,
			Duration notAgainFor) throws SQLException {
		String within = (partitions != null)
				? " and mod(partition_no, ?) in (" + InLists.parameters(partitions.numbers().size()) + ")" : "";
		String isDue = "next_attempt <= " + this.dialect.now() + " and actor in (" + InLists.parameters(actors.size())
				+ ")" + within;
		List<StateKey> due = keys(this.dialect.lockFirst(connection,
				new RowOrder("actor_state", PRIMARY_KEY, "next_attempt"), isDue, (statement, first) -> {
					int index = InLists.bind(statement, first, List.copyOf(actors));
					if (partitions != null) {
						statement.setInt(index++, partitions.count());
						index = InLists.bind(statement, index, List.copyOf(partitions.numbers()));
					}
					return index;
				}, limit));
		postpone(connection, due, notAgainFor);
		return due;
	}

	/**
	 * Puts off what has an alarm.
	 */
	void postpone(Connection connection, List<StateKey> keys, Duration time) throws SQLException {
		if (keys.isEmpty()) {
			return;
		}
		try (PreparedStatement update = connection.prepareStatement("update actor_state set next_attempt = "
				+ this.dialect.later() + " where actor = ? and actor_key = ? and next_attempt is not null")) {
			this.dialect.update(update, keys, (statement, key) -> {
				statement.setLong(1, Micros.of(time));
				statement.setString(2, key.actor());
				statement.setString(3, key.key());
			});
		}
	}

	/**
	 * Deletes the oldest tombstones.
	 * @return how many
	 */
	int purge(Connection connection, Duration age, int limit) throws SQLException {
		List<StateKey> old = keys(
				this.dialect.lockFirst(connection, new RowOrder("actor_state", PRIMARY_KEY, "deleted"),
						"deleted <= " + this.dialect.later(), Parameters.ago(age), limit));
		if (!old.isEmpty()) {
			try (PreparedStatement delete = connection
				.prepareStatement("delete from actor_state where actor = ? and actor_key = ?")) {
				this.dialect.update(delete, old, (statement, key) -> {
					statement.setString(1, key.actor());
					statement.setString(2, key.key());
				});
			}
		}
		return old.size();
	}

	private static List<StateKey> keys(List<List<String>> rows) {
		return rows.stream().map((row) -> new StateKey(row.get(0), row.get(1))).toList();
	}

	private static StateKey key(ResultSet row) throws SQLException {
		return new StateKey(row.getString("actor"), row.getString("actor_key"));
	}

	/**
	 * Takes a row of a result.
	 */
	@FunctionalInterface
	private interface Reader {

		void read(ResultSet row) throws SQLException;

	}

}
