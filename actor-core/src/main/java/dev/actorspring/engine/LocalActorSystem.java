package dev.actorspring.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.KeyedActors;
import dev.actorspring.protocol.ReplyAdapter;
import dev.actorspring.protocol.StreamAdapter;
import dev.actorspring.supervision.Restart;
import dev.actorspring.supervision.Supervisor;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorGauge;
import dev.actorspring.system.ActorStartException;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.ContextCarrier;
import dev.actorspring.system.MessageProbe;
import dev.actorspring.system.NodeOperations;
import dev.actorspring.system.NodeSnapshot;
import dev.actorspring.system.Registration;
import dev.actorspring.system.TimeSource;
import dev.actorspring.system.TurnObserver;
import org.jspecify.annotations.Nullable;

/**
 * An actor system inside this JVM.
 */
public final class LocalActorSystem implements ActorSystem {

	private final Engine engine;

	private final Tree tree;

	private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.NEW);

	private final CompletableFuture<Boolean> stopped = new CompletableFuture<>();

	private LocalActorSystem(Engine engine, Tree tree) {
		this.engine = engine;
		this.tree = tree;
	}

	/**
	 * Begins a system without actors, with an ask timeout of five seconds.
	 * @return a builder
	 */
	public static Builder builder() {
		return new Builder();
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
		Optional<ActorStartException> failure = this.tree.start().join();
		if (failure.isPresent()) {
			stop(Duration.ZERO);
			throw failure.get();
		}
	}

	@Override
	public void stop(Duration drain) {
		Phase before = this.phase.getAndSet(Phase.STOPPED);
		if (before == Phase.STOPPED) {
			this.stopped.join();
			return;
		}
		if (before == Phase.RUNNING) {
			Drain.await(this.tree, this.engine.timer(), drain);
		}
		this.tree.stop().join();
		this.engine.close();
		this.stopped.complete(true);
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

	private enum Phase {

		NEW, RUNNING, STOPPED

	}

	/**
	 * Builds a {@link LocalActorSystem}.
	 */
	public static final class Builder {

		private final List<ActorSpec<?>> actors = new ArrayList<>();

		private final List<SupervisorSpec> supervisors = new ArrayList<>();

		private final List<Supplier<? extends List<ActorEvent.Listener>>> listeners = new ArrayList<>();

		private final List<ReplyAdapter> adapters = new ArrayList<>();

		private final List<StreamAdapter> streams = new ArrayList<>();

		private Timeouts timeouts = Timeouts.DEFAULT;

		private TimeSource time = TimeSource.SYSTEM;

		private final List<MessageProbe.Factory> probes = new ArrayList<>();

		private final List<TurnObserver.Factory> observers = new ArrayList<>();

		private @Nullable ContextCarrier carrier;

		private Builder() {
		}

		/**
		 * Adds an actor, or a keyed family. Unless a supervisor claims it, it hangs under
		 * the root.
		 * @param spec how to start it
		 * @return this builder
		 */
		public Builder actor(ActorSpec<?> spec) {
			this.actors.add(spec);
			return this;
		}

		/**
		 * Adds a supervisor. Unless another supervisor claims it, it hangs under the
		 * root.
		 * @param spec what it supervises, and how
		 * @return this builder
		 */
		public Builder supervisor(SupervisorSpec spec) {
			this.supervisors.add(spec);
			return this;
		}

		/**
		 * Sets how long requests without a timeout of their own wait for the reply.
		 * @param timeout more than zero
		 * @return this builder
		 */
		public Builder askTimeout(Duration timeout) {
			if (!timeout.isPositive()) {
				throw new ActorConfigurationException("The ask timeout is " + timeout,
						"Set an ask timeout of more than zero.");
			}
			this.timeouts = new Timeouts(timeout, this.timeouts.start());
			return this;
		}

		/**
		 * Sets how long the factories of actors without a start timeout of their own may
		 * take, 30 s by default. One that takes longer is interrupted, and the start has
		 * failed.
		 * @param timeout more than zero
		 * @return this builder
		 */
		public Builder startTimeout(Duration timeout) {
			if (!timeout.isPositive()) {
				throw new ActorConfigurationException("The start timeout is " + timeout,
						"Set a start timeout of more than zero.");
			}
			this.timeouts = new Timeouts(this.timeouts.ask(), timeout);
			return this;
		}

		/**
		 * Replaces the clock.
		 * @param source where to read the time
		 * @return this builder
		 */
		public Builder timeSource(TimeSource source) {
			this.time = source;
			return this;
		}

		/**
		 * Has messages measured, beside what measures them already. If there is a probe
		 * that is no {@link dev.actorspring.system.SamplingProbe} every message is timed.
		 * @param factory makes the probes
		 * @return this builder
		 */
		public Builder probes(MessageProbe.Factory factory) {
			this.probes.add(factory);
			return this;
		}

		/**
		 * Has the handling of messages observed, inside of what observes it already: it
		 * begins after those that were added before, and ends before them.
		 * @param factory makes the observers
		 * @return this builder
		 */
		public Builder observers(TurnObserver.Factory factory) {
			this.observers.add(factory);
			return this;
		}

		/**
		 * Has the context of senders carried to the handlers of their messages.
		 * <p>
		 * It is taken when a message is told or asked, and when an actor schedules one
		 * for once or {@linkplain dev.actorspring.ActorContext#pipe pipes}, and is in
		 * place while the message is handled; so it goes on with what the handler sends
		 * in turn. What runs at a fixed rate has none. Actions that depend on the future
		 * of a request have that of the asker in place, if they run on the thread that
		 * completes it, and never that of the turn which answers.
		 * @param contextCarrier takes it and puts it in place
		 * @return this builder
		 */
		public Builder contextCarrier(ContextCarrier contextCarrier) {
			this.carrier = contextCarrier;
			return this;
		}

		/**
		 * Adds somebody to tell of events.
		 * @param listener told on a thread of its own, unless it
		 * {@linkplain ActorEvent.Listener#isImmediate() wants otherwise}
		 * @return this builder
		 */
		public Builder listener(ActorEvent.Listener listener) {
			return listeners(() -> List.of(listener));
		}

		/**
		 * Adds some to tell of events, who are asked for only when the first event
		 * happens.
		 * @param supplier called once
		 * @return this builder
		 */
		public Builder listeners(Supplier<? extends List<ActorEvent.Listener>> supplier) {
			this.listeners.add(supplier);
			return this;
		}

		/**
		 * Lets handlers return another type of asynchronous reply.
		 * @param adapter for one such type
		 * @return this builder
		 */
		public Builder replyAdapter(ReplyAdapter adapter) {
			this.adapters.add(adapter);
			return this;
		}

		/**
		 * Lets requests be answered with another type of stream.
		 * @param adapter for one such type
		 * @return this builder
		 */
		public Builder streamAdapter(StreamAdapter adapter) {
			this.streams.add(adapter);
			return this;
		}

		/**
		 * Checks everything and makes the system, without starting it.
		 * @return the system
		 * @throws ActorConfigurationException saying what is wrong and what to change
		 */
		public ActorSystem build() {
			Engine engine = new Engine(new Timer(this.time), new ActorTypes(this.adapters, this.streams), this.timeouts,
					this.probes, this.observers, new Contexts(this.carrier), listeners());
			return new LocalActorSystem(engine, TreeBuilder.build(engine, this.actors, this.supervisors));
		}

		private Supplier<List<ActorEvent.Listener>> listeners() {
			List<Supplier<? extends List<ActorEvent.Listener>>> added = List.copyOf(this.listeners);
			return () -> added.stream().<ActorEvent.Listener>flatMap((supplier) -> supplier.get().stream()).toList();
		}

	}

}
