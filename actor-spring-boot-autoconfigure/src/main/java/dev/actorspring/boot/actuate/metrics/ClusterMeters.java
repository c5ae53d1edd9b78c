package dev.actorspring.boot.actuate.metrics;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

import dev.actorspring.boot.text.Names;
import dev.actorspring.cluster.ClusterEvent;
import dev.actorspring.cluster.ClusterMember;
import dev.actorspring.cluster.ClusterMember.State;
import dev.actorspring.cluster.ClusterNode;
import dev.actorspring.cluster.ClusterProbe;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

/**
 * Measures this node of a cluster. All meters are there from the start, if there is a
 * node: one that appears with its first value has no rate for it. The registry is looked
 * up when something is measured, and not before.
 */
final class ClusterMeters implements ClusterProbe, ClusterEvent.Listener, MeterBinder {

	/** Nodes that are gone are no members. */
	private static final List<State> STATES = List.of(State.JOINING, State.UP, State.UNREACHABLE, State.LEAVING);

	private final Supplier<MeterRegistry> registry;

	private final OwnMeters own;

	private final Supplier<@Nullable ClusterNode> nodes;

	private volatile @Nullable MetersOfCluster meters;

	ClusterMeters(Supplier<MeterRegistry> registry, OwnMeters own, Supplier<@Nullable ClusterNode> nodes) {
		this.registry = registry;
		this.own = own;
		this.nodes = nodes;
	}

	@Override
	public void bindTo(MeterRegistry target) {
		ClusterNode node = this.nodes.get();
		if (node == null) {
			return;
		}
		for (State state : STATES) {
			gauge(target, node, ActorMeters.CLUSTER_MEMBERS, "Nodes of the cluster, as this one sees them",
					Tags.of(ActorMeters.STATE, Names.label(state)), (any) -> members(any, state));
		}
		gauge(target, node, ActorMeters.CLUSTER_PARTITIONS, "Partitions that live on this node", Tags.empty(),
				ClusterMeters::partitions);
		gauge(target, node, ActorMeters.CLUSTER_PARTITIONS_UNKNOWN, "Partitions of which no home is known here",
				Tags.empty(), ClusterMeters::unknownPartitions);
		gauge(target, node, ActorMeters.CLUSTER_WAITING, "Messages that wait for a home of their partition",
				Tags.empty(), ClusterNode::waiting);
		MetersOfCluster.in(target, this.own);
	}

	private void gauge(MeterRegistry target, ClusterNode node, String name, String description, Tags tags,
			ToDoubleFunction<ClusterNode> value) {
		this.own.add(target,
				Gauge.builder(name, node, value)
					.description(description)
					.tags(tags)
					.strongReference(true)
					.register(target));
	}

	private static long members(ClusterNode node, State state) {
		return node.members().stream().map(ClusterMember::state).filter(state::equals).count();
	}

	private static long partitions(ClusterNode node) {
		String self = node.settings().host() + ":" + node.settings().port();
		return IntStream.range(0, node.settings().partitions()).mapToObj(node::home).filter(self::equals).count();
	}

	private static long unknownPartitions(ClusterNode node) {
		return IntStream.range(0, node.settings().partitions()).mapToObj(node::home).filter(Objects::isNull).count();
	}

	private MetersOfCluster meters() {
		MetersOfCluster known = this.meters;
		if (known == null) {
			// The registry gives the same ones to whoever comes at the same time.
			known = MetersOfCluster.in(this.registry.get(), this.own);
			this.meters = known;
		}
		return known;
	}

	@Override
	public void asked(Outcome outcome, long nanos) {
		Objects.requireNonNull(meters().asks().get(outcome)).record(nanos, TimeUnit.NANOSECONDS);
	}

	@Override
	public void roundTrip(long nanos) {
		meters().roundTrip().record(nanos, TimeUnit.NANOSECONDS);
	}

	@Override
	public void returned() {
		meters().returned().increment();
	}

	@Override
	public void resent(int frames) {
		meters().resent().increment(frames);
	}

	@Override
	public void distributed(Distribution what, int messages) {
		Objects.requireNonNull(meters().distributed().get(what)).increment(messages);
	}

	@Override
	public void handedOff(int cutOff, long nanos) {
		meters().handOff().record(nanos, TimeUnit.NANOSECONDS);
		meters().cutOff().increment(cutOff);
	}

	@Override
	public void onEvent(ClusterEvent event) {
		if (event instanceof ClusterEvent.MessageLost) {
			meters().lost().increment();
		}
	}

}
