package dev.actorspring.durable.jdbc;

/**
 * The store with PostgreSQL.
 */
class PostgresStateStoreTests extends JdbcStateStoreContract {

	@Override
	TestDatabase newDatabase() {
		return TestDatabase.postgres("");
	}

}
