package dev.actorspring.benchmarks.durable;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import com.zaxxer.hikari.HikariDataSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * Looks at what is in a database, past whoever has written it.
 */
final class Rows {

	private static final JsonMapper JSON = JsonMapper.shared();

	private Rows() {
	}

	/**
	 * Adds counters up.
	 * @param query for their states, as JSON
	 */
	static long sum(HikariDataSource pool, String query) {
		return look(pool, query, (row) -> {
			long sum = 0;
			while (row.next()) {
				sum += JSON.readValue(row.getString(1), Count.class).number();
			}
			return sum;
		});
	}

	/**
	 * Counts the rows of a table.
	 */
	static long count(HikariDataSource pool, String table) {
		return look(pool, "select count(*) from " + table, (row) -> {
			row.next();
			return row.getLong(1);
		});
	}

	private static long look(HikariDataSource pool, String query, Look look) {
		try (Connection connection = pool.getConnection();
				Statement statement = connection.createStatement();
				ResultSet row = statement.executeQuery(query)) {
			return look.at(row);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private interface Look {

		long at(ResultSet row) throws SQLException;

	}

}
