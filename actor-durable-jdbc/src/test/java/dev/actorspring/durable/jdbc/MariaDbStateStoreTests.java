package dev.actorspring.durable.jdbc;

/**
 * The store with MariaDB.
 */
class MariaDbStateStoreTests extends JdbcStateStoreContract {

	@Override
	TestDatabase newDatabase() {
		return TestDatabase.mariaDb("");
	}

}
