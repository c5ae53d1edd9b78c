package dev.actorspring.benchmarks.cluster;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.sharding.ShardRegion;
import org.apache.pekko.cluster.sharding.typed.ClusterShardingQuery;
import org.apache.pekko.cluster.sharding.typed.GetClusterShardingStats;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.cluster.typed.Cluster;

/**
 * Accounts that are entities of Pekko's sharding, asked as its manual shows, with its
 * serializer that uses Jackson.
 */
final class PekkoNode implements Node {

	private static final Duration TIMEOUT = Duration.ofMinutes(1);

	private static final EntityTypeKey<Add> ACCOUNT = EntityTypeKey.create(Add.class, "account");

	private final ActorSystem<Void> system;

	private final ClusterSharding sharding;

	PekkoNode(NodeSettings settings) {
		this.system = ActorSystem.create(Behaviors.empty(), "accounts", config(settings));
		Cluster cluster = Cluster.get(this.system);
		while (!cluster.selfMember().status().equals(MemberStatus.up())) {
			LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
		}
		this.sharding = ClusterSharding.get(this.system);
		this.sharding.init(Entity.of(ACCOUNT, (entity) -> Behaviors
			.setup((context) -> new PekkoAccount(context, settings.name(), entity.getEntityId()))));
	}

	private static Config config(NodeSettings settings) {
		String seeds = settings.seeds()
			.stream()
			.map((port) -> "\"pekko://accounts@%s:%d\"".formatted(NodeSettings.HOST, port))
			.collect(Collectors.joining(","));
		return ConfigFactory
			.parseString("""
					pekko.loglevel = OFF
					pekko.stdout-loglevel = OFF
					pekko.log-dead-letters = off
					pekko.jvm-shutdown-hooks = off
					pekko.actor.provider = cluster
					pekko.actor.serialization-bindings {
					  "%s" = jackson-cbor
					  "%s" = jackson-cbor
					}
					pekko.remote.artery.canonical.hostname = "%s"
					pekko.remote.artery.canonical.port = %d
					pekko.cluster.seed-nodes = [%s]
					pekko.cluster.downing-provider-class = "org.apache.pekko.cluster.sbr.SplitBrainResolverProvider"
					pekko.cluster.split-brain-resolver.stable-after = %dms
					pekko.cluster.sharding.number-of-shards = %d
					pekko.cluster.sharding.passivation.strategy = none
					""".formatted(Add.class.getName(), Balance.class.getName(), NodeSettings.HOST, settings.port(),
					seeds, settings.stableAfter().toMillis(), NodeSettings.PARTITIONS))
			.withFallback(ConfigFactory.load());
	}

	@Override
	public CompletionStage<Balance> deposit(String key, long amount) {
		return this.sharding.entityRefFor(ACCOUNT, key)
			.ask((asker) -> new Add(REFERENCE, CURRENCY, amount, asker), TIMEOUT);
	}

	@Override
	public boolean isSettled(int nodes) {
		// Shards that nobody has touched get a home when somebody does: on the node that
		// has the fewest.
		return AskPattern.<ClusterShardingQuery, ShardRegion.ClusterShardingStats>ask(this.sharding.shardState(),
				(asker) -> new GetClusterShardingStats(ACCOUNT, TIMEOUT, asker), TIMEOUT, this.system.scheduler())
			.toCompletableFuture()
			.join()
			.getRegions()
			.size() == nodes;
	}

	@Override
	public void close() {
		CoordinatedShutdown.get(this.system)
			.runAll(CoordinatedShutdown.clusterLeavingReason())
			.toCompletableFuture()
			.join();
	}

	/**
	 * Adds an amount.
	 *
	 * @param reference what it is for
	 * @param currency of the amount
	 * @param amount how much
	 * @param asker who gets the balance
	 */
	record Add(String reference, String currency, long amount, ActorRef<Balance> asker) {

	}

	/**
	 * An account.
	 */
	private static final class PekkoAccount extends AbstractBehavior<Add> {

		private final String node;

		private final String key;

		private long count;

		private long sum;

		PekkoAccount(ActorContext<Add> context, String node, String key) {
			super(context);
			this.node = node;
			this.key = key;
		}

		@Override
		public Receive<Add> createReceive() {
			return newReceiveBuilder().onMessage(Add.class, this::add).build();
		}

		private Behavior<Add> add(Add add) {
			this.count++;
			this.sum += add.amount();
			add.asker().tell(new Balance(this.node, this.key, this.count, this.sum));
			return this;
		}

	}

}
