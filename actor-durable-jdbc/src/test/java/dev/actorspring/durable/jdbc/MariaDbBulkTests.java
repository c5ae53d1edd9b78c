package dev.actorspring.durable.jdbc;

/**
 * The store with MariaDB, and a driver that does not count what it writes.
 */
class MariaDbBulkTests extends JdbcStateStoreContract {

	@Override
	TestDatabase newDatabase() {
		return TestDatabase.mariaDb("&useBulkStmts=true");
	}

}
