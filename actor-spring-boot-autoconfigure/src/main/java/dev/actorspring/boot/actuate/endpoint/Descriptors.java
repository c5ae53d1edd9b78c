package dev.actorspring.boot.actuate.endpoint;

import java.util.List;
import java.util.Map;

import dev.actorspring.ActorSpec;
import dev.actorspring.Backoff;
import dev.actorspring.ExitReason;
import dev.actorspring.PoolSpec;
import dev.actorspring.boot.actuate.endpoint.NodeDescriptor.RestartDescriptor;
import dev.actorspring.boot.diagnostics.Causes;
import dev.actorspring.boot.text.Names;
import dev.actorspring.supervision.GiveUp;
import dev.actorspring.supervision.Restart;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.NodeSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Turns snapshots into what the endpoint shows.
 */
final class Descriptors {

	private Descriptors() {
	}

	static NodeDescriptor describe(NodeSnapshot node) {
		return switch (node) {
			case NodeSnapshot.Supervisor supervisor -> describe(supervisor);
			case NodeSnapshot.Actor actor -> describe(actor);
			case NodeSnapshot.Family family -> describe(family, null);
		};
	}

	static NodeDescriptor.Supervisor describe(NodeSnapshot.Supervisor node) {
		SupervisorSpec spec = node.spec();
		return new NodeDescriptor.Supervisor(node.name(), node.path(), "supervisor", Names.label(node.state()),
				node.since(), node.nextAttempt(), Names.label(node.strategy()), node.intensity(), node.period(),
				Names.label(node.giveUp()), (spec.giveUp() == GiveUp.BACKOFF) ? backoff(spec.backoff()) : null,
				(spec.maxChildren() != SupervisorSpec.UNLIMITED) ? (Integer) spec.maxChildren() : null,
				spec.dynamic() ? (Boolean) true : null, describe(node.children()), restarts(node.restarts()));
	}

	private static NodeDescriptor.Backoff backoff(Backoff backoff) {
		return new NodeDescriptor.Backoff(backoff.first(), backoff.longest(), backoff.factor(), backoff.jitter(),
				backoff.resetAfter());
	}

	private static NodeDescriptor.Actor describe(NodeSnapshot.Actor node) {
		return describe(node, null, false, Map.of());
	}

	/**
	 * Describes an actor.
	 * @param restarts its own; {@code null} to leave them out
	 * @param withStackTrace whether its last failure is shown in full
	 * @param details what else there is to tell
	 */
	static NodeDescriptor.Actor describe(NodeSnapshot.Actor node, @Nullable List<Restart> restarts,
			boolean withStackTrace, Map<String, Object> details) {
		Throwable failure = node.lastFailure();
		NodeDescriptor.Pool pool = (node instanceof NodeSnapshot.Pool workers) ? pool(workers) : null;
		return new NodeDescriptor.Actor(node.name(), node.path(), "actor", Names.label(node.state()), node.since(),
				node.type().getName(), node.depth(),
				(node.capacity() != ActorSpec.UNBOUNDED) ? (Integer) node.capacity() : null, node.oldestMessageAge(),
				node.incarnation(), node.uptime(), node.restarts(), node.handled(), node.handlingTime(),
				node.handling(), node.handlingFor(), node.isStuck() ? (Boolean) true : null, failure(failure),
				(withStackTrace && failure != null) ? Causes.stackTrace(failure) : null, node.nextAttempt(),
				node.currentState(), (node.postponed() > 0) ? (Integer) node.postponed() : null,
				(restarts != null) ? node.states() : null, describe(node.children()),
				(restarts != null) ? restarts(restarts) : null, details.isEmpty() ? null : details, pool);
	}

	private static NodeDescriptor.Pool pool(NodeSnapshot.Pool node) {
		PoolSpec spec = node.spec();
		boolean sizes = spec.maxSize() > spec.size();
		boolean limited = spec.rate() > 0;
		return new NodeDescriptor.Pool(node.size(), node.busy(), node.away(), sizes ? (Integer) spec.size() : null,
				sizes ? (Integer) spec.maxSize() : null, sizes ? spec.growAfter() : null,
				sizes ? spec.shrinkAfter() : null, Names.label(spec.routing()), limited ? (Integer) spec.rate() : null,
				limited ? spec.ratePeriod() : null);
	}

	static NodeDescriptor.Family describe(NodeSnapshot.Family node, NodeDescriptor.@Nullable Keys keys) {
		NodeDescriptor.Top top = new NodeDescriptor.Top(actors(node.topByDepth()), actors(node.topByRestarts()),
				actors(node.topByHandlingTime()));
		return new NodeDescriptor.Family(node.name(), node.path(), "family", Names.label(node.state()), node.since(),
				node.type().getName(), node.active(), node.depth(), node.maxDepth(), node.oldestMessageAge(),
				node.restartCount(), node.handled(), top, actors(node.away()), restarts(node.restarts()), keys);
	}

	static List<NodeDescriptor.Actor> actors(List<NodeSnapshot.Actor> actors) {
		return actors.stream().map(Descriptors::describe).toList();
	}

	private static List<NodeDescriptor> describe(List<NodeSnapshot> nodes) {
		return nodes.stream().map(Descriptors::describe).toList();
	}

	private static List<RestartDescriptor> restarts(List<Restart> restarts) {
		return restarts.stream()
			.map((restart) -> new RestartDescriptor(restart.path(), restart.incarnation(), reason(restart.reason()),
					restart.time(), restart.duration()))
			.toList();
	}

	private static String reason(ExitReason reason) {
		return (reason instanceof ExitReason.Error error) ? "error: " + failure(error.cause()) : reason.toString();
	}

	private static @Nullable String failure(@Nullable Throwable failure) {
		if (failure == null) {
			return null;
		}
		String name = failure.getClass().getName();
		String message = Causes.message(failure);
		return (message != null) ? name + ": " + message : name;
	}

}
