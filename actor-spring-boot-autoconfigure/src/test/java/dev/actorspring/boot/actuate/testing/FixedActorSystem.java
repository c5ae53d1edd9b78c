package dev.actorspring.boot.actuate.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Event;
import dev.actorspring.ExitReason;
import dev.actorspring.Group;
import dev.actorspring.KeyedActors;
import dev.actorspring.Topic;
import dev.actorspring.spi.CurrentTurn;
import dev.actorspring.spi.Hosting;
import dev.actorspring.spi.Scheduler;
import dev.actorspring.supervision.ChildState;
import dev.actorspring.supervision.GiveUp;
import dev.actorspring.supervision.Restart;
import dev.actorspring.supervision.RestartStrategy;
import dev.actorspring.supervision.Supervisor;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorGauge;
import dev.actorspring.system.ActorPool;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.GroupCounts;
import dev.actorspring.system.GroupSnapshot;
import dev.actorspring.system.NodeOperations;
import dev.actorspring.system.NodeSnapshot;
import dev.actorspring.system.Registration;
import dev.actorspring.system.StuckTurn;
import dev.actorspring.system.TopicSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * A tree that is what the test says.
 */
public class FixedActorSystem implements ActorSystem {

	public final List<NodeSnapshot> nodes = new ArrayList<>();

	public final List<Restart> restarts = new ArrayList<>();

	public final List<Registration> registrations = new ArrayList<>();

	public final List<ActorGauge> gauges = new ArrayList<>();

	public static NodeSnapshot.Actor actor(String path, ChildState state, Duration since,
			@Nullable Throwable lastFailure) {
		String name = path.substring(path.lastIndexOf('/') + 1);
		return new FixedActor(name, path, state, String.class, 0, 1_000, null, 1, since, since, 0, 0, null, null, null,
				lastFailure, null, List.of());
	}

	public static NodeSnapshot.Family family(String path, int active, int depth, int maxDepth,
			NodeSnapshot.Actor... away) {
		return new FixedFamily(path, path, ChildState.RUNNING, Duration.ZERO, String.class, active, depth, maxDepth,
				null, 0, 0, List.of(), List.of(away), List.of(), List.of(), List.of());
	}

	public static NodeSnapshot.Supervisor supervisor(String path, ChildState state, NodeSnapshot... children) {
		String name = path.substring(path.lastIndexOf('/') + 1);
		return new FixedSupervisor(name, path, state, Duration.ZERO, null,
				SupervisorSpec.named("fixed").strategy(RestartStrategy.REST_FOR_ONE).build(), List.of(children),
				List.of());
	}

	@Override
	public <E extends Event> Topic<E> topic(Class<E> type) {
		throw new UnsupportedOperationException();
	}

	@Override
	public <A> Group<A> group(String name, Class<A> type) {
		throw new UnsupportedOperationException();
	}

	@Override
	public List<StuckTurn> stuckTurns() {
		return List.of();
	}

	@Override
	public Optional<String> actorOn(long threadId) {
		return Optional.empty();
	}

	@Override
	public List<TopicSnapshot> topics() {
		return List.of();
	}

	@Override
	public List<GroupSnapshot> groups(int limit) {
		return List.of();
	}

	@Override
	public GroupCounts groupCounts() {
		return new GroupCounts(0, 0);
	}

	@Override
	public NodeSnapshot.Supervisor tree() {
		return new FixedSupervisor("root", "", ChildState.RUNNING, Duration.ZERO, null,
				SupervisorSpec.named("root").giveUp(GiveUp.BACKOFF).build(), this.nodes, this.restarts);
	}

	@Override
	public Optional<Scheduler> scheduler() {
		return Optional.empty();
	}

	@Override
	public Hosting hosting() {
		throw new UnsupportedOperationException();
	}

	@Override
	public Optional<NodeSnapshot> find(String path) {
		return find(tree(), path);
	}

	private static Optional<NodeSnapshot> find(NodeSnapshot node, String path) {
		if (node.path().equals(path)) {
			return Optional.of(node);
		}
		return (node instanceof NodeSnapshot.Supervisor supervisor)
				? supervisor.children().stream().flatMap((child) -> find(child, path).stream()).findFirst()
				: Optional.empty();
	}

	@Override
	public List<NodeSnapshot.Actor> keys(String family, @Nullable String after, int limit) {
		return List.of();
	}

	@Override
	public List<Restart> restarts(String path) {
		return this.restarts.stream().filter((restart) -> restart.path().equals(path)).toList();
	}

	@Override
	public Optional<NodeOperations> operations(String path) {
		return Optional.empty();
	}

	@Override
	public Collection<Registration> registrations() {
		return this.registrations;
	}

	@Override
	public ActorPool pool(String name) {
		throw new UnsupportedOperationException();
	}

	@Override
	public List<ActorPool> pools() {
		return List.of();
	}

	@Override
	public Collection<ActorGauge> gauges() {
		return this.gauges;
	}

	@Override
	public Optional<ActorRef<?>> resolve(String path) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Optional<CurrentTurn> currentTurn() {
		return Optional.empty();
	}

	@Override
	public <A> ActorRef<A> actor(Class<A> type) {
		throw new UnsupportedOperationException();
	}

	@Override
	public <A> ActorRef<A> actor(String name, Class<A> type) {
		throw new UnsupportedOperationException();
	}

	@Override
	public <A> KeyedActors<A> keyed(Class<A> type) {
		throw new UnsupportedOperationException();
	}

	@Override
	public <A> KeyedActors<A> keyed(String name, Class<A> type) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Supervisor supervisor(String name) {
		throw new UnsupportedOperationException();
	}

	@Override
	public <A> ActorRef<A> spawn(ActorSpec<A> spec) {
		throw new UnsupportedOperationException();
	}

	@Override
	public CompletableFuture<Void> kill(ActorRef<?> actor) {
		throw new UnsupportedOperationException();
	}

	@Override
	public CompletableFuture<Void> stop(ActorRef<?> actor, ExitReason reason) {
		throw new UnsupportedOperationException();
	}

	@Override
	public CompletableFuture<ExitReason> whenTerminated(ActorRef<?> actor) {
		throw new UnsupportedOperationException();
	}

	@Override
	public void start() {
	}

	@Override
	public void stop(Duration drain) {
	}

	@Override
	public boolean isRunning() {
		return true;
	}

}
