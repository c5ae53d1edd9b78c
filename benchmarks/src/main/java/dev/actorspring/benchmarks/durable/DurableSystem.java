package dev.actorspring.benchmarks.durable;

import java.sql.SQLException;

import dev.actorspring.durable.store.StoreException;

/**
 * Who keeps counters.
 */
enum DurableSystem {

	ACTORS("actor-spring COMPUTE") {

		@Override
		Counters start(Kind kind, Database database) throws StoreException {
			return new ActorCounters(kind, database);
		}

	},

	/** The others are compared with it. */
	ROW_LOCK("JDBC, row lock") {

		@Override
		Counters start(Kind kind, Database database) throws SQLException {
			return new RowLockCounters(kind, database);
		}

	},

	PEKKO("Pekko Durable State") {

		@Override
		Counters start(Kind kind, Database database) throws SQLException {
			return new PekkoCounters(kind, database);
		}

	};

	private final String label;

	DurableSystem(String label) {
		this.label = label;
	}

	/**
	 * The name in tables and results.
	 */
	String label() {
		return this.label;
	}

	/**
	 * Starts it with an empty database.
	 * @throws dev.actorspring.benchmarks.trial.NotOfferedException if it has no such
	 * thing
	 * @throws StoreException if the database does not work
	 * @throws SQLException if the database does not work
	 */
	abstract Counters start(Kind kind, Database database) throws StoreException, SQLException;

}
