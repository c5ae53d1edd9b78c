package dev.actorspring.durable.jdbc;

import dev.actorspring.durable.runtime.DifferentialScripts;

/**
 * The scripts with a database, whose connections are lost.
 */
class JdbcDifferentialTests extends DifferentialScripts {

	JdbcDifferentialTests() throws Exception {
		super(new TroubledDatabase(TestDatabase.h2InMemory()), 150);
	}

}
