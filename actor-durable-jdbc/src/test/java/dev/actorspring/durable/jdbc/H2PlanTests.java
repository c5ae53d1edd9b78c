package dev.actorspring.durable.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How H2 finds rows.
 */
class H2PlanTests {

	private final List<String> statements = new ArrayList<>();

	@Test
	void rowsThatAreDueAreLockedByTheirKeysHoweverManyAnActorHas() throws Exception {
		try (TestDatabase database = TestDatabase.h2InMemory()) {
			ActorSchema.of(database.dataSource()).createMissing();
			database.execute("insert into actor_state (actor, actor_key, partition_no, version, write_id, type,"
					+ " type_version, alarms, next_alarm, next_attempt, changed)"
					+ " select 'clock', 'key' || x, 0, 1, 'first', 'time', 1, '{}', current_timestamp,"
					+ " current_timestamp, current_timestamp from system_range(1, 1000)");
			try (Connection connection = database.dataSource().getConnection()) {
				assertThat(JdbcStateStore.builder(Single.of(listened(connection)))
					.build()
					.due(List.of("clock"), null, 100, Duration.ofMinutes(1))).hasSize(100);
				assertThat(this.statements).filteredOn((sql) -> sql.contains("for update"))
					.singleElement()
					.satisfies(
							(sql) -> assertThat(plan(connection, sql)).containsPattern("PRIMARY_KEY\\w*:\\s+IN\\(ROW"));
			}
		}
	}

	private Connection listened(Connection connection) {
		return Proxies.proxy(Connection.class, (method, arguments) -> {
			if (method.getName().equals("prepareStatement")) {
				this.statements.add((String) arguments[0]);
			}
			return Proxies.invoke(connection, method, arguments);
		});
	}

	private static String plan(Connection connection, String sql) throws SQLException {
		try (PreparedStatement explain = connection.prepareStatement("explain " + sql)) {
			for (int i = 1; i <= explain.getParameterMetaData().getParameterCount(); i++) {
				explain.setString(i, "any");
			}
			try (ResultSet plan = explain.executeQuery()) {
				plan.next();
				return plan.getString(1);
			}
		}
	}

}
