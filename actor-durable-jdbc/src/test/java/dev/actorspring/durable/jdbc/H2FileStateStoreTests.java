package dev.actorspring.durable.jdbc;

/**
 * The store with H2 in a file.
 */
class H2FileStateStoreTests extends JdbcStateStoreContract {

	@Override
	TestDatabase newDatabase() {
		return TestDatabase.h2InFile();
	}

}
