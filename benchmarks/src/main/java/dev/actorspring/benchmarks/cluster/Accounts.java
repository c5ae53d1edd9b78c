package dev.actorspring.benchmarks.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Accounts that live on one node, and what they must have had until now.
 */
final class Accounts {

	/** How many are asked at once where they live. */
	private static final int AT_ONCE = 256;

	private final Node node;

	private final String home;

	private final List<String> keys = new ArrayList<>();

	private final long[] counts;

	private final long[] sums;

	/**
	 * Looks for accounts, which are in memory afterwards.
	 * @param node asks them
	 * @param home where they have to live
	 * @param size how many
	 */
	Accounts(Node node, String home, int size) {
		this.node = node;
		this.home = home;
		this.counts = new long[size];
		this.sums = new long[size];
		for (int next = 0; this.keys.size() < size; next += AT_ONCE) {
			List<CompletableFuture<Balance>> asked = new ArrayList<>();
			for (int i = 0; i < AT_ONCE; i++) {
				asked.add(node.deposit("account-" + (next + i), 0).toCompletableFuture());
			}
			asked.forEach((each) -> add(each.join()));
		}
	}

	private void add(Balance balance) {
		int index = this.keys.size();
		if (balance.node().equals(this.home) && index < this.counts.length) {
			this.keys.add(balance.key());
			this.counts[index] = balance.count();
			this.sums[index] = balance.sum();
		}
	}

	int size() {
		return this.keys.size();
	}

	String home() {
		return this.home;
	}

	/**
	 * Adds something to an account. Only one at a time for each.
	 * @param index which account
	 * @return done if the balance is right
	 */
	CompletableFuture<Balance> deposit(int index) {
		long amount = ThreadLocalRandom.current().nextInt(1_000);
		return this.node.deposit(this.keys.get(index), amount).thenApply((balance) -> {
			long count = ++this.counts[index];
			long sum = this.sums[index] += amount;
			Balance expected = new Balance(this.home, this.keys.get(index), count, sum);
			if (!balance.equals(expected)) {
				throw new IllegalStateException("The balance is " + balance + " and not " + expected);
			}
			return balance;
		}).toCompletableFuture();
	}

	/**
	 * Adds to an account that may have moved.
	 * @param index which account
	 */
	CompletableFuture<Balance> depositAnywhere(int index) {
		return this.node.deposit(this.keys.get(index), 1).toCompletableFuture();
	}

}
