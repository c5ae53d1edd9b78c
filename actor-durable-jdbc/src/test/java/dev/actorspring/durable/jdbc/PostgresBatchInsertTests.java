package dev.actorspring.durable.jdbc;

/**
 * The store with PostgreSQL, and a driver that does not count what it inserts.
 */
class PostgresBatchInsertTests extends JdbcStateStoreContract {

	@Override
	TestDatabase newDatabase() {
		return TestDatabase.postgres("&reWriteBatchedInserts=true");
	}

}
