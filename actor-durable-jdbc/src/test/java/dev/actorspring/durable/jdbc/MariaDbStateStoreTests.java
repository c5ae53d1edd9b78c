package dev.actorspring.durable.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The store with MariaDB.
 */
class MariaDbStateStoreTests extends JdbcStateStoreContract {

	@Override
	TestDatabase newDatabase() {
		return TestDatabase.mariaDb("");
	}

	@Test
	void keysAreLookedUpInTheIndexAndNoOthersAreRead() throws Exception {
		this.database.execute("""
				insert into actor_state (actor, actor_key, partition_no, version, write_id, type, type_version, changed)
				select 'many', concat('key-', seq), -1, 1, '', 'count', 1, now() from seq_1_to_20000""");
		this.database.execute("""
				insert into actor_reply (actor, actor_key, idempotency_key, fingerprint, outcome, created)
				select 'many', concat('key-', mod(seq, 100)), concat('key-', seq), '', '', now()
				from seq_1_to_20000""");
		assertThat(read("actor_state", List.of("actor", "actor_key"),
				IntStream.range(1, 60).mapToObj((i) -> List.of("many", "key-" + i * 300)).toList()))
			.isLessThanOrEqualTo(64);
		assertThat(read("actor_reply", List.of("actor", "actor_key", "idempotency_key"),
				IntStream.range(1, 60).mapToObj((i) -> List.of("many", "key-" + i, "key-" + i * 101)).toList()))
			.isLessThanOrEqualTo(64);
	}

	/**
	 * How many rows are read for some.
	 */
	private int read(String table, List<String> key, List<List<String>> keys) throws SQLException {
		Dialect dialect = Dialects.of("MariaDB", "10.11.14", "");
		try (Connection connection = this.database.dataSource().getConnection();
				PreparedStatement query = connection.prepareStatement(dialect.select("*", table, key, keys.size()))) {
			dialect.bindKeys(query, keys);
			Dialect.execute(connection, "flush status");
			int found = 0;
			try (ResultSet row = query.executeQuery()) {
				while (row.next()) {
					found++;
				}
			}
			assertThat(found).isPositive();
			return Integer.parseInt(
					TestDatabase.query(connection, "select sum(variable_value) from information_schema.session_status"
							+ " where variable_name like 'Handler\\_read\\_%'"));
		}
	}

}
