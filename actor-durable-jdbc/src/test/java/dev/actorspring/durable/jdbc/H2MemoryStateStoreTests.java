package dev.actorspring.durable.jdbc;

/**
 * The store with H2 in memory.
 */
class H2MemoryStateStoreTests extends JdbcStateStoreContract {

	@Override
	TestDatabase newDatabase() {
		return TestDatabase.h2InMemory();
	}

}
