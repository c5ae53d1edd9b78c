package dev.actorspring.benchmarks.durable;

import java.sql.SQLException;
import java.time.Duration;

import dev.actorspring.durable.store.StoreException;

/**
 * Counters that take part in a workload, and what has to be in their database: as much as
 * was acknowledged.
 */
final class Contender implements AutoCloseable {

	private final String label;

	private final boolean idempotent;

	private final Counters counters;

	private long acknowledged;

	/**
	 * Creates a contender.
	 * @param label of its system
	 * @param idempotent whether it stores outcomes
	 * @param counters all zero
	 */
	Contender(String label, boolean idempotent, Counters counters) {
		this.label = label;
		this.idempotent = idempotent;
		this.counters = counters;
	}

	/**
	 * Starts a system.
	 * @throws StoreException if the database does not work
	 * @throws SQLException if the database does not work
	 */
	static Contender start(DurableSystem system, Workload workload) throws StoreException, SQLException {
		return new Contender(system.label(), workload.kind().isIdempotent(),
				system.start(workload.kind(), workload.database()));
	}

	String label() {
		return this.label;
	}

	String config() {
		return this.counters.config();
	}

	void warmUp(Duration time) {
		acknowledged(this.counters.warmUp(time));
	}

	Slice run(Duration time) {
		Slice slice = this.counters.run(time);
		acknowledged(slice.requests());
		return slice;
	}

	private void acknowledged(long requests) {
		this.acknowledged += requests;
		check("The sum of the counters", this.acknowledged, this.counters.sum());
		check("The number of outcomes", this.idempotent ? this.acknowledged : 0, this.counters.outcomes());
	}

	/**
	 * Fails if a number is not what it should be.
	 */
	static void check(String what, long expected, long actual) {
		if (actual != expected) {
			throw new IllegalStateException(what + " is " + actual + " and not " + expected);
		}
	}

	@Override
	public void close() {
		this.counters.close();
	}

}
