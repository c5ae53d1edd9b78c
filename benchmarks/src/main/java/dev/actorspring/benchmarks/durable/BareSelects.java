package dev.actorspring.benchmarks.durable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

import com.zaxxer.hikari.HikariDataSource;
import dev.actorspring.durable.store.StateKey;

/**
 * The statements that load the rows of counters, as they are written by hand, and nothing
 * else: nothing is limited, watched or made of what they give.
 *
 * @param pool of the connections
 * @param idempotencyKey of the outcomes that are loaded with the states; empty for none
 */
record BareSelects(HikariDataSource pool, String idempotencyKey) {

	private static final String STATES = "select actor, actor_key, version, write_id, type, type_version, state,"
			+ " alarms, next_alarm, changed from actor_state where actor = ? and actor_key in (";

	private static final String OUTCOMES = "select actor, actor_key, idempotency_key, fingerprint, outcome"
			+ " from actor_reply where idempotency_key = ? and actor = ? and actor_key in (";

	/**
	 * Loads rows by a statement for each table.
	 * @param keys whose, all of one family
	 * @return how many states there are
	 * @throws IllegalStateException if there is not an outcome for each, and should be
	 */
	int load(List<StateKey> keys) throws SQLException {
		try (Connection connection = this.pool.getConnection()) {
			if (!this.idempotencyKey.isEmpty()) {
				Contender.check("The number of outcomes", keys.size(), load(connection, OUTCOMES, keys));
			}
			return load(connection, STATES, keys);
		}
	}

	private int load(Connection connection, String select, List<StateKey> keys) throws SQLException {
		try (PreparedStatement query = connection.prepareStatement(select + "?, ".repeat(keys.size() - 1) + "?)")) {
			int index = 1;
			if (select.equals(OUTCOMES)) {
				query.setString(index++, this.idempotencyKey);
			}
			query.setString(index++, keys.getFirst().actor());
			for (StateKey key : keys) {
				query.setString(index++, key.key());
			}
			return read(query);
		}
	}

	private static int read(PreparedStatement query) throws SQLException {
		int rows = 0;
		try (ResultSet row = query.executeQuery()) {
			int columns = row.getMetaData().getColumnCount();
			for (; row.next(); rows++) {
				for (int i = 1; i <= columns; i++) {
					row.getObject(i);
				}
			}
		}
		return rows;
	}

}
