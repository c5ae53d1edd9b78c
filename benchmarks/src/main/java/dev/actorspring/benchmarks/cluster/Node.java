package dev.actorspring.benchmarks.cluster;

import java.util.concurrent.CompletionStage;

/**
 * A node of a system, which reaches the accounts of all nodes. Any thread.
 */
interface Node extends AutoCloseable {

	/** For what all deposits are. */
	String REFERENCE = "8f14e45f-ceea-467f-9575-2f9a1a0d6c3e";

	/** Of all deposits. */
	String CURRENCY = "EUR";

	/**
	 * Adds to an account, wherever it lives.
	 * @param key whose account
	 * @param amount how much
	 * @return the balance
	 */
	CompletionStage<Balance> deposit(String key, long amount);

	/**
	 * Whether so many nodes have found each other, and accounts stay where they are.
	 * @param nodes how many
	 */
	boolean isSettled(int nodes);

	/**
	 * Leaves in good order.
	 */
	@Override
	void close();

}
