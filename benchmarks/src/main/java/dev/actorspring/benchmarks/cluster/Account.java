package dev.actorspring.benchmarks.cluster;

import dev.actorspring.ActorSpec;
import dev.actorspring.Dispatcher;
import dev.actorspring.Receive;
import dev.actorspring.Request;

import java.time.Duration;

/**
 * An account of ours.
 */
final class Account {

	private final String node;

	private final String key;

	private long count;

	private long sum;

	Account(String node, String key) {
		this.node = node;
		this.key = key;
	}

	/**
	 * How it is run.
	 * @param node where
	 */
	static ActorSpec<Account> spec(String node) {
		return ActorSpec.keyed("account", Account.class, (context) -> new Account(node, context.key()))
			.withDispatcher(Dispatcher.COMPUTE)
			.withMailboxCapacity(ActorSpec.UNBOUNDED)
			.withPassivateAfter(Duration.ZERO);
	}

	@Receive
	Balance deposit(Deposit deposit) {
		this.count++;
		this.sum += deposit.amount();
		return new Balance(this.node, this.key, this.count, this.sum);
	}

	/**
	 * Adds an amount.
	 *
	 * @param reference what it is for
	 * @param currency of the amount
	 * @param amount how much
	 */
	record Deposit(String reference, String currency, long amount) implements Request<Account, Balance> {

	}

}
