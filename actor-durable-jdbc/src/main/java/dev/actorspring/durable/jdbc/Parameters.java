package dev.actorspring.durable.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Sets some of the parameters of a statement.
 */
interface Parameters {

	/**
	 * Sets them.
	 * @param statement has them, one after another
	 * @param first the index of the first one
	 * @return the index behind the last one
	 */
	int set(PreparedStatement statement, int first) throws SQLException;

	/**
	 * The one of {@link Dialect#later}, for a time that has passed.
	 * @param age how long ago
	 */
	static Parameters ago(Duration age) {
		return (statement, first) -> {
			statement.setLong(first, -Micros.of(age));
			return first + 1;
		};
	}

}
