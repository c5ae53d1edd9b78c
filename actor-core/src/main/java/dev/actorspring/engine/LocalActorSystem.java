package dev.actorspring.engine;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Event;
import dev.actorspring.ExitReason;
import dev.actorspring.Group;
import dev.actorspring.KeyedActors;
import dev.actorspring.Topic;
import dev.actorspring.spi.CurrentTurn;
import dev.actorspring.spi.Hosting;
import dev.actorspring.spi.Resettable;
import dev.actorspring.spi.Scheduler;
import dev.actorspring.supervision.Restart;
import dev.actorspring.supervision.Supervisor;
import dev.actorspring.system.ActorGauge;
import dev.actorspring.system.ActorPool;
import dev.actorspring.system.ActorStartException;
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
 * An actor system inside this JVM.
 */
final class LocalActorSystem implements ActorSystem, Resettable {

	private final Engine engine;

	private final Tree tree;

	private final LocalHosting hosting;

	private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.NEW);

	private final CompletableFuture<Boolean> stopped = new CompletableFuture<>();

	LocalActorSystem(Engine engine, Tree tree, LocalHosting hosting) {
		this.engine = engine;
		this.tree = tree;
		this.hosting = hosting;
	}

	@Override
	public Optional<ActorRef<?>> resolve(String path) {
		return this.tree.resolve(path);
	}

	@Override
	public Hosting hosting() {
		return this.hosting;
	}

	@Override
	public Optional<CurrentTurn> currentTurn() {
		Incarnation<?> current = Engine.owner();
		return (current != null && current.cell().type().engine() == this.engine)
				? Optional.of(new RunningTurn(current)) : Optional.empty();
	}

	@Override
	public Optional<Scheduler> scheduler() {
		return Optional.ofNullable(this.engine.scheduler());
	}

	@Override
	public <A> ActorRef<A> actor(Class<A> type) {
		return this.tree.actor(type);
	}

	@Override
	public <A> ActorRef<A> actor(String name, Class<A> type) {
		return this.tree.actor(name, type);
	}

	@Override
	public <A> KeyedActors<A> keyed(Class<A> type) {
		return this.tree.keyed(type);
	}

	@Override
	public <A> KeyedActors<A> keyed(String name, Class<A> type) {
		return this.tree.keyed(name, type);
	}

	@Override
	public <E extends Event> Topic<E> topic(Class<E> type) {
		return this.engine.topics().topic(type);
	}

	@Override
	public <A> Group<A> group(String name, Class<A> type) {
		return this.engine.memberships().group(name, type);
	}

	@Override
	public ActorPool pool(String name) {
		return this.tree.pool(name);
	}

	@Override
	public List<ActorPool> pools() {
		return this.tree.pools();
	}

	@Override
	public Supervisor supervisor(String name) {
		return this.tree.supervisor(name);
	}

	@Override
	public <A> ActorRef<A> spawn(ActorSpec<A> spec) {
		if (this.phase.get() != Phase.RUNNING) {
			throw new IllegalStateException("Cannot spawn '" + spec.name() + "': the actor system is not running");
		}
		return this.tree.spawned().spawn(spec);
	}

	@Override
	public CompletableFuture<Void> kill(ActorRef<?> actor) {
		return stop(actor, new ExitReason.Killed());
	}

	@Override
	public CompletableFuture<Void> stop(ActorRef<?> actor, ExitReason reason) {
		Objects.requireNonNull(reason, "reason");
		LocalRef<?> own = this.engine.own(actor);
		try {
			ActorCell<?> cell = own.present();
			return (cell != null) ? Exit.of(cell, reason) : CompletableFuture.completedFuture(null);
		}
		catch (IllegalStateException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	@Override
	public CompletableFuture<ExitReason> whenTerminated(ActorRef<?> actor) {
		return FutureWatcher.of(this.engine, actor);
	}

	@Override
	public <T extends @Nullable Object> T lend(Supplier<T> sending) {
		return LentThread.lend(this.engine, sending);
	}

	@Override
	public void start() {
		if (!this.phase.compareAndSet(Phase.NEW, Phase.RUNNING)) {
			throw new IllegalStateException("The actor system was started before");
		}
		this.engine.started();
		this.engine.timer().start();
		this.engine.stuckTurns().start(this.tree);
		Optional<ActorStartException> failure = join(this.tree.start());
		if (failure.isPresent()) {
			stop(Duration.ZERO);
			throw failure.get();
		}
	}

	@Override
	public CompletionStage<?> reset() {
		if (this.phase.get() != Phase.RUNNING) {
			return CompletableFuture.failedStage(new IllegalStateException("The actor system is not running"));
		}
		return this.tree.reset()
			.thenCompose((failure) -> failure.<CompletionStage<?>>map(CompletableFuture::failedStage)
				.orElseGet(() -> CompletableFuture.completedStage(true)));
	}

	@Override
	public void stop(Duration drain) {
		Phase before = this.phase.getAndSet(Phase.STOPPED);
		if (before == Phase.STOPPED) {
			join(this.stopped);
			return;
		}
		if (before == Phase.RUNNING) {
			Drain.await(this.tree, this.engine, drain);
		}
		this.engine.stopping();
		join(this.tree.stop());
		this.engine.close();
		this.stopped.complete(true);
	}

	private <T> T join(CompletableFuture<T> future) {
		this.engine.await(future::isDone);
		return future.join();
	}

	@Override
	public boolean isRunning() {
		return this.phase.get() == Phase.RUNNING;
	}

	@Override
	public NodeSnapshot.Supervisor tree() {
		return this.tree.snapshot();
	}

	@Override
	public Optional<NodeSnapshot> find(String path) {
		return this.tree.find(path);
	}

	@Override
	public List<NodeSnapshot.Actor> keys(String family, @Nullable String after, int limit) {
		if (limit < 1) {
			throw new IllegalArgumentException("The limit is " + limit + " but must be at least 1");
		}
		return this.tree.keys(family, after, limit);
	}

	@Override
	public List<Restart> restarts(String path) {
		return this.tree.restarts(path);
	}

	@Override
	public Optional<NodeOperations> operations(String path) {
		return this.tree.operations(path);
	}

	@Override
	public Collection<Registration> registrations() {
		return this.tree.registrations();
	}

	@Override
	public Collection<ActorGauge> gauges() {
		return this.tree.gauges();
	}

	@Override
	public List<StuckTurn> stuckTurns() {
		return this.engine.stuckTurns().all();
	}

	@Override
	public Optional<String> actorOn(long threadId) {
		return this.engine.stuckTurns().actorOn(threadId);
	}

	@Override
	public List<TopicSnapshot> topics() {
		return this.engine.topics().snapshots();
	}

	@Override
	public List<GroupSnapshot> groups(int limit) {
		return this.engine.memberships().snapshots(limit);
	}

	@Override
	public GroupCounts groupCounts() {
		return this.engine.memberships().counts();
	}

	private enum Phase {

		NEW, RUNNING, STOPPED

	}

}
