package dev.actorspring.benchmarks.cluster;

import java.time.Duration;
import java.util.HashMap;
import java.util.IntSummaryStatistics;
import java.util.Map;
import java.util.concurrent.CompletionStage;

import dev.actorspring.KeyedActors;
import dev.actorspring.cluster.ClusterNode;
import dev.actorspring.cluster.ClusterSettings;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.ActorSystemBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Accounts that are actors of ours, over several nodes or on one.
 */
final class ActorNode implements Node {

	private static final Duration TIMEOUT = Duration.ofMinutes(1);

	private final @Nullable ClusterNode node;

	private final ActorSystem system;

	private final KeyedActors<Account> accounts;

	private ActorNode(String name, @Nullable ClusterNode node) {
		this.node = node;
		ActorSystemBuilder builder = ActorSystem.builder().actor(Account.spec(name));
		if (node != null) {
			builder.placement(node.placement());
		}
		this.system = builder.build();
		this.system.start();
		if (node != null) {
			node.start(this.system);
		}
		this.accounts = this.system.keyed(Account.class);
	}

	/**
	 * Starts a node of a cluster.
	 */
	static ActorNode clustered(NodeSettings settings) {
		return new ActorNode(settings.name(),
				ClusterNode.of(ClusterSettings.builder("accounts")
					.address(NodeSettings.HOST, settings.port())
					.seeds(settings.seeds().stream().map((port) -> NodeSettings.HOST + ":" + port).toList())
					.partitions(NodeSettings.PARTITIONS)
					.stableAfter(settings.stableAfter())
					.build()));
	}

	/**
	 * Starts one that knows of no others.
	 */
	static ActorNode alone(NodeSettings settings) {
		return new ActorNode(settings.name(), null);
	}

	@Override
	public CompletionStage<Balance> deposit(String key, long amount) {
		return this.accounts.get(key).ask(new Account.Deposit(REFERENCE, CURRENCY, amount), TIMEOUT);
	}

	@Override
	public boolean isSettled(int nodes) {
		if (this.node == null) {
			return true;
		}
		Map<String, Integer> homes = new HashMap<>();
		for (int i = 0; i < NodeSettings.PARTITIONS; i++) {
			String home = this.node.home(i);
			if (home == null) {
				return false;
			}
			homes.merge(home, 1, Integer::sum);
		}
		IntSummaryStatistics sizes = homes.values().stream().mapToInt(Integer::intValue).summaryStatistics();
		return homes.size() == nodes && sizes.getMax() - sizes.getMin() <= 1;
	}

	@Override
	public void close() {
		if (this.node != null) {
			this.node.close();
		}
		this.system.close();
	}

}
