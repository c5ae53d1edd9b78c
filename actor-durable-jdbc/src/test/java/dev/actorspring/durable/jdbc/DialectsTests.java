package dev.actorspring.durable.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class DialectsTests {

	@Test
	void databaseThatIsNotSupportedIsToldWhichAre() {
		assertThatIllegalArgumentException().isThrownBy(() -> Dialects.of("Oracle", "23", ""))
			.withMessageContainingAll("Oracle", "H2", "PostgreSQL", "MariaDB", "MySQL");
	}

	@Test
	void scriptIsThatOfTheServerWhateverTheDriver() {
		assertThat(Dialects.of("MySQL", "8.4.2", "").script()).isEqualTo("schema-mysql.sql");
		assertThat(Dialects.of("MySQL", "5.5.5-10.11.14-MariaDB-0+deb12u2", "").script())
			.isEqualTo("schema-mariadb.sql");
		assertThat(Dialects.of("MariaDB", "10.11.14", "").script()).isEqualTo("schema-mariadb.sql");
	}

	@Test
	void failureIsFoundInCauses() {
		Dialect dialect = Dialects.of("PostgreSQL", "15", "");
		assertThat(dialect.failure(new SQLException("a", "XX000", new SQLException("b", "40P01"))))
			.isEqualTo(Failure.LOCKED);
		assertThat(dialect.failure(new SQLException("a", new SQLException("b", "08006")))).isEqualTo(Failure.LOST);
		assertThat(dialect.failure(new SQLException("c", "XX000"))).isEqualTo(Failure.OTHER);
	}

	@Test
	void databaseThatCannotWriteIsAway() {
		Dialect postgres = Dialects.of("PostgreSQL", "15", "");
		assertThat(postgres.failure(new SQLException("no space left", "53100"))).isEqualTo(Failure.LOST);
		assertThat(postgres.failure(new SQLException("io error", "58030"))).isEqualTo(Failure.LOST);
		assertThat(postgres.failure(new SQLException("a standby", "25006"))).isEqualTo(Failure.LOST);
		Dialect mariaDb = Dialects.of("MariaDB", "10.11.14", "");
		assertThat(mariaDb.failure(new SQLException("disk full", "HY000", 1021))).isEqualTo(Failure.LOST);
		assertThat(mariaDb.failure(new SQLException("table is full", "HY000", 1114))).isEqualTo(Failure.LOST);
		assertThat(mariaDb.failure(new SQLException("read only", "HY000", 1290))).isEqualTo(Failure.LOST);
	}

	@Test
	void triggerThatRaisesRefusesARow() {
		assertThat(Dialects.of("PostgreSQL", "15", "").failure(new SQLException("raised", "P0001")))
			.isEqualTo(Failure.REFUSED);
		assertThat(Dialects.of("MariaDB", "10.11.14", "").failure(new SQLException("signalled", "45000", 1644)))
			.isEqualTo(Failure.REFUSED);
	}

	@Test
	void h2LooksUpSeveralKeysInTheIndexAndReadsNoOthers() throws Exception {
		Dialect dialect = Dialects.of("H2", "2.4", "jdbc:h2:mem:a");
		try (HikariDataSource pool = TestDatabase.pool("jdbc:h2:mem:keys")) {
			ActorSchema.of(pool).createMissing();
			try (Connection connection = pool.getConnection();
					PreparedStatement outcomes = connection.prepareStatement("explain " + dialect.select("outcome",
							"actor_reply", List.of("actor", "actor_key", "idempotency_key"), 3))) {
				dialect.bindKeys(outcomes, List.of(List.of("stock", "bolt", "1"), List.of("stock", "nut", "1"),
						List.of("car", "bolt", "2")));
				try (ResultSet plan = outcomes.executeQuery()) {
					plan.next();
					assertThat(plan.getString(1)).containsPattern("/\\* \\S*PRIMARY_KEY\\S*\\s+IN\\(ROW ");
				}
			}
		}
	}

	@Test
	void databaseInsideTheApplicationIsNotShared() {
		assertThat(Dialects.of("H2", "2.4", "jdbc:h2:mem:a").isShared()).isFalse();
		assertThat(Dialects.of("H2", "2.4", "jdbc:h2:/a/b;X=1").isShared()).isFalse();
		assertThat(Dialects.of("H2", "2.4", "jdbc:h2:tcp://localhost/a").isShared()).isTrue();
		assertThat(Dialects.of("H2", "2.4", "jdbc:h2:/a/b;AUTO_SERVER=TRUE").isShared()).isTrue();
		assertThat(Dialects.of("PostgreSQL", "15", "jdbc:postgresql://localhost/a").isShared()).isTrue();
	}

}
