package dev.actorspring.cluster.pekko;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;

import dev.actorspring.cluster.ClusterEvent;
import dev.actorspring.cluster.ClusterProbe;
import dev.actorspring.cluster.routing.Departure;
import dev.actorspring.cluster.routing.Location;
import dev.actorspring.cluster.routing.NodeId;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.cluster.sharding.ShardRegion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A partition that lives on this node: as long as this entity of Pekko's lives, no other
 * node has one of the same number. It handles no messages; it says where it is, and ends
 * when the actors of the partition have ended.
 */
final class PartitionActor extends AbstractActor {

	private static final Logger log = LoggerFactory.getLogger(PartitionActor.class);

	/** How many stays there have been on this node. */
	private static final AtomicLong EPOCHS = new AtomicLong();

	private final Hosts hosts;

	private final int partition;

	private final long epoch = EPOCHS.incrementAndGet();

	private boolean leaving;

	private long leavingSince;

	private boolean left;

	PartitionActor(Hosts hosts) {
		this.hosts = hosts;
		this.partition = Integer.parseInt(self().path().name());
	}

	@Override
	public void preStart() {
		this.hosts.departure().arrive(this.partition, this.epoch);
		this.hosts.arrived().accept(this.partition);
		this.hosts.listener().onEvent(new ClusterEvent.PartitionOpened(this.partition));
	}

	@Override
	public Receive createReceive() {
		return receiveBuilder().match(Locate.class, (locate) -> locate())
			.match(HandOff.class, (handOff) -> handOff())
			.match(Left.class, this::left)
			.build();
	}

	private void locate() {
		if (!this.leaving) {
			sender().tell(new Located(this.partition, new Location(this.hosts.self(), this.epoch)), self());
		}
	}

	private void handOff() {
		if (this.leaving) {
			return;
		}
		this.leaving = true;
		this.leavingSince = System.nanoTime();
		this.hosts.listener().onEvent(new ClusterEvent.PartitionLeaving(this.partition));
		this.hosts.departure().leave(this.partition, this.hosts.handOffTimeout()).whenComplete((cutOff, failure) -> {
			if (failure != null) {
				log.error("Partition {} could not be handed over in good order", this.partition, failure);
			}
			self().tell(new Left((failure == null) ? cutOff : -1), self());
		});
	}

	private void left(Left message) {
		this.left = message.cutOff() >= 0;
		if (message.cutOff() > 0) {
			log.warn("{} actors of partition {} were stopped before they were done, as it had to leave",
					message.cutOff(), this.partition);
		}
		if (this.left) {
			this.hosts.probe().handedOff(message.cutOff(), System.nanoTime() - this.leavingSince);
			this.hosts.listener().onEvent(new ClusterEvent.PartitionClosed(this.partition, message.cutOff()));
		}
		context().stop(self());
	}

	@Override
	public void postStop() {
		if (!this.left) {
			this.hosts.departure().discard(this.partition);
			this.hosts.listener().onEvent(new ClusterEvent.PartitionClosed(this.partition, 0));
		}
	}

	/**
	 * What all partitions need.
	 *
	 * @param departure lets them come and go
	 * @param self this node
	 * @param handOffTimeout how long their actors have to end
	 * @param arrived is told which have come
	 * @param listener hears of it
	 * @param probe measures it
	 */
	record Hosts(Departure departure, NodeId self, Duration handOffTimeout, IntConsumer arrived,
			ClusterEvent.Listener listener, ClusterProbe probe) {

	}

	/**
	 * The partition has to leave. Sent by the shard on the same node.
	 */
	enum HandOff {

		INSTANCE

	}

	/**
	 * The actors of the partition have ended.
	 *
	 * @param cutOff how many were stopped before they were done; less than zero if that
	 * failed
	 */
	private record Left(int cutOff) {

	}

	/**
	 * One shard for each partition, with one entity, of the same number.
	 */
	static final class Extractor implements ShardRegion.MessageExtractor {

		@Override
		public String entityId(Object message) {
			return shardId(message);
		}

		@Override
		public Object entityMessage(Object message) {
			return message;
		}

		@Override
		public String shardId(Object message) {
			return switch (message) {
				case Locate locate -> String.valueOf(locate.partition());
				default -> throw new IllegalArgumentException("For no partition: " + message.getClass().getName());
			};
		}

	}

}
