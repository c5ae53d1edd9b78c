package dev.actorspring.durable.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;

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

}
