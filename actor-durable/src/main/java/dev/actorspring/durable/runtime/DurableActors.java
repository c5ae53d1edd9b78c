package dev.actorspring.durable.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.Consumer;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.ActorContext;
import dev.actorspring.ActorFactory;
import dev.actorspring.ActorSpec;
import dev.actorspring.durable.Alarms;
import dev.actorspring.durable.Durable;
import dev.actorspring.durable.DurableStates;
import dev.actorspring.durable.StateUnreadableException;
import dev.actorspring.durable.codec.StateType;
import dev.actorspring.durable.store.StateKey;
import dev.actorspring.durable.store.StateStore;
import dev.actorspring.protocol.ActorProtocol;
import dev.actorspring.spi.ActorInterceptor;
import dev.actorspring.spi.LogLine;
import dev.actorspring.spi.PartitionListener;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.NodeSnapshot;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The durable actors of one actor system: which actors have a state, and the threads that
 * load and write it. To be started before the system, and closed after it. Any thread.
 */
public final class DurableActors implements ActorInterceptor.Factory, PartitionListener, AutoCloseable {

	private static final Logger log = LoggerFactory.getLogger(DurableActors.class);

	private static final int WRITERS = 2;

	private static final Duration LAST_STATEMENT = Duration.ofSeconds(5);

	private final StateStore store;

	private final Background background = new Background();

	private final StoreBreaker breaker;

	private final StateLoader loader;

	private final StateWriter writer;

	private final @Nullable LeaseKeeper lease;

	private final PartitionTenures partitions;

	private final Tenures tenures;

	private final Duration closing;

	private final DurableListener listener;

	private final Consumer<StateKey> beforeChange;

	/** By actor or family. */
	private final ConcurrentMap<String, StateType<?>> types = new ConcurrentHashMap<>();

	private final StoreClock clock = new StoreClock(this.background);

	private final AlarmSender sender;

	private final AlarmPoller poller;

	private final Purge purge;

	private final ActiveStates active;

	private final ConcurrentMap<StateKey, StateUnreadableException> unreadable = new ConcurrentHashMap<>();

	private final List<Thread> threads = new ArrayList<>();

	private volatile @Nullable ActorSystem system;

	private DurableActors(Builder builder) {
		this.store = builder.store;
		this.closing = builder.closing;
		this.listener = new SafeListener(builder.listener);
		this.beforeChange = builder.beforeChange;
		this.breaker = new StoreBreaker(builder.store, this.background);
		this.loader = new StateLoader(builder.store, this.background, this.breaker, this.listener);
		Duration leaseTime = builder.leaseTime;
		this.lease = (leaseTime != null)
				? new LeaseKeeper(builder.store, this.background, this.breaker, leaseTime, new Held()) : null;
		this.partitions = new PartitionTenures(builder.store, this.background, this.breaker, this::lostPartition);
		this.tenures = new Tenures(this.lease, this.partitions);
		this.purge = new Purge(builder.store, this.background, this::isServing);
		this.writer = new StateWriter(builder.store, this.background, this.breaker, this.tenures, builder.listener,
				builder.patience.toNanos());
		this.active = new ActiveStates(this.writer, this.tenures::partition);
		this.sender = new AlarmSender(builder.store, this.breaker, this.clock, this.active, this.listener, this.tenures,
				this.background);
		this.poller = new AlarmPoller(builder.store, this.background, this.breaker, this.clock, this.tenures,
				this.sender);
	}

	/**
	 * Begins to build them.
	 * @param store where the states are kept
	 * @return a builder
	 */
	public static Builder builder(StateStore store) {
		return new Builder(store);
	}

	/**
	 * Gives an actor a state.
	 * @param <A> the actor class
	 * @param <T> the type of the state
	 * @param spec how the actor is started, but for its factory
	 * @param type the type of the state
	 * @param name the name of the state in the store
	 * @param version the version of the type
	 * @param factory makes an incarnation with its state, which is loaded
	 * @return how to start it
	 * @throws ActorConfigurationException if the type cannot be a state
	 */
	public <A, T> ActorSpec<A> with(ActorSpec<A> spec, Class<T> type, String name, int version,
			BiFunction<ActorContext<A>, Durable<T>, A> factory) {
		register(spec.name(), type, name, version);
		ActorFactory<A> made = (context) -> factory.apply(context, state(spec.name(), spec.keyed(), context, type));
		return spec.withFactory(made);
	}

	/**
	 * Registers the state of an actor or family, once, before the system is built.
	 * @param <T> the type of the state
	 * @param actor the name of the actor or family
	 * @param type the type of the state
	 * @param name the name of the state in the store
	 * @param version the version of the type
	 * @throws ActorConfigurationException if the type cannot be a state, the actor has
	 * one already, or another actor has a state with this name and of another type or
	 * version
	 */
	public synchronized <T> void register(String actor, Class<T> type, String name, int version) {
		StateType<T> wanted = StateType.of(type, name, version);
		StateType<?> known = this.types.get(actor);
		if (known != null) {
			throw new ActorConfigurationException(
					"The state of '" + actor + "' is registered twice, as " + known + " and as " + wanted,
					"Register it once, a record that holds all of it. What an actor takes by @State is registered already.");
		}
		this.types.forEach((other, its) -> {
			if (its.name().equals(name) && (its.type() != type || its.version() != version)) {
				throw new ActorConfigurationException(
						"'" + other + "' and '" + actor + "' have two states of one name: " + its + " and " + wanted,
						"Give one of them another name, or both the same type and version.");
			}
		});
		this.types.put(actor, wanted);
	}

	/**
	 * The state of an incarnation that is being made.
	 * @param <T> the type of the state
	 * @param actor the name of the actor or family
	 * @param keyed whether it is a family
	 * @param context of the incarnation
	 * @param type the type of the state
	 * @return the state, loaded
	 * @throws IllegalStateException if nobody has loaded it
	 */
	@SuppressWarnings("unchecked") // the class is compared
	public <T> Durable<T> state(String actor, boolean keyed, ActorContext<?> context, Class<T> type) {
		StateKey key = new StateKey(actor, keyed ? context.key() : "");
		ActiveState<?> found = this.active.find(key);
		if (found == null || found.slot().type().type() != type) {
			throw new IllegalStateException("No state of " + type.getName() + " was loaded for " + key
					+ ": register it before the actor system is built, and ask for it when an incarnation is made");
		}
		String path = context.path();
		return ((ActiveState<T>) found).own(() -> isInTurnOf(path), this.beforeChange);
	}

	/**
	 * The alarms of an incarnation that is being made, after its {@link #state}.
	 * @param <A> the actor class
	 * @param actor the name of the actor or family
	 * @param keyed whether it is a family
	 * @param context of the incarnation
	 * @return the alarms, loaded
	 * @throws IllegalStateException if nobody has loaded them
	 */
	public <A> Alarms<A> alarms(String actor, boolean keyed, ActorContext<A> context) {
		ActiveState<?> found = this.active.find(new StateKey(actor, keyed ? context.key() : ""));
		OwnedState<?> owned = (found != null) ? found.owned() : null;
		AlarmBook book = this.sender.find(actor);
		if (owned == null || book == null) {
			throw new IllegalStateException("No state was loaded for " + context.path()
					+ ", and alarms are kept with the state: take a Durable state as well");
		}
		return new OwnedAlarms<>(owned, book, this.clock);
	}

	private boolean isInTurnOf(String path) {
		ActorSystem running = this.system;
		return running != null && running.currentTurn().filter((turn) -> turn.path().equals(path)).isPresent();
	}

	/**
	 * What is written of the states of an actor or family.
	 * @param <T> the type of the state
	 * @param actor the name of the actor or family
	 * @param type the type of the state
	 * @return for any thread
	 * @throws IllegalArgumentException if it has no such state
	 */
	@SuppressWarnings("unchecked") // the class is compared
	public <T> DurableStates<T> states(String actor, Class<T> type) {
		StateType<?> known = this.types.get(actor);
		if (known == null || known.type() != type) {
			throw new IllegalArgumentException("'" + actor + "' has no state of " + type.getName()
					+ ((known != null) ? ", but of " + known.type().getName() : ""));
		}
		return new StoredStates<>(this.store, actor, (StateType<T>) known, this.background);
	}

	/**
	 * Whether an actor or family has a state.
	 * @param actor its name
	 * @return the type of the state, or {@code null} if it has none
	 */
	public @Nullable Class<?> typeOf(String actor) {
		StateType<?> known = this.types.get(actor);
		return (known != null) ? known.type() : null;
	}

	/**
	 * Who has a state.
	 * @return the names of actors and families, those too that are registered later
	 */
	public Set<String> actors() {
		return Collections.unmodifiableSet(this.types.keySet());
	}

	@Override
	public @Nullable ActorInterceptor create(ActorSpec<?> spec, ActorProtocol protocol) {
		StateType<?> type = this.types.get(spec.name());
		KeyedRequests requests = KeyedRequests.of(protocol);
		if (type == null) {
			requests.any()
				.ifPresent((request) -> log.warn(
						"'{}' handles {}, which has an idempotency key, but has no state with which outcomes are stored: "
								+ "repetitions are handled again",
						spec.name(), request));
			return null;
		}
		if (spec.pool() != null) {
			throw new ActorConfigurationException(
					"'" + spec.name()
							+ "' is a pool, but has a durable state, of which each of its workers would write its own",
					"Take the pool off it, or have a keyed actor keep the state, which the workers ask.");
		}
		AlarmBook book = this.sender.register(spec, type, protocol);
		if (book == null) {
			// Only called like it: a child, say.
			return null;
		}
		protocol.handlers().stream().filter((handler) -> handler.batch() > 0).findFirst().ifPresent((handler) -> {
			throw new ActorConfigurationException(
					"Handler " + handler + " takes a batch, but '" + spec.name() + "' has a state that is kept",
					"Let it take one message at a time, without batch: what its turns set is gathered, "
							+ "and written together anyway.");
		});
		return new StateInterceptor<>(this, spec.name(), spec.keyed(), type, book,
				requests.isEmpty() ? null : new Idempotency(this, requests));
	}

	/**
	 * Starts to load and write.
	 * @param actors the system that they are for, built and not started
	 */
	public synchronized void start(ActorSystem actors) {
		this.system = Objects.requireNonNull(actors, "actors");
		this.background.scheduler(actors.scheduler().orElse(null));
		this.tenures.start(actors.hosting());
		this.sender.start(actors);
		this.poller.lookAtTheClock();
		for (int i = 0; i < WRITERS; i++) {
			begin("actor-state-writer-" + i, this.writer::run);
		}
		begin("actor-state-loader", this.loader::run);
		begin("actor-state-alarms", this.poller::run);
		begin("actor-state-purge", this.purge::run);
		if (this.types.keySet().stream().anyMatch(this.tenures::isSpread)) {
			begin("actor-state-partitions", this.partitions::run);
		}
		LeaseKeeper keeper = this.lease;
		if (keeper != null && needsLease()) {
			begin("actor-state-lease", keeper::run);
		}
	}

	private void begin(String name, Runnable loop) {
		Thread thread = this.background.start(name, loop);
		if (thread != null) {
			this.threads.add(thread);
		}
	}

	/**
	 * Whether there are states that are in no partition.
	 */
	private boolean needsLease() {
		return !this.types.keySet().stream().allMatch(this.tenures::isSpread);
	}

	@Override
	public void opened(int partition) {
		this.types.keySet()
			.stream()
			.map(this.tenures::placement)
			.filter(Objects::nonNull)
			.findAny()
			.ifPresent((placement) -> this.partitions.opened(partition, placement));
	}

	@Override
	public void closed(int partition) {
		this.partitions.closed(partition);
	}

	private void lostPartition(int partition) {
		this.active.loseAll(partition);
	}

	/**
	 * Waits until all is written, for as long as it may, and ends the threads.
	 */
	@Override
	public synchronized void close() {
		this.background.await(this.closing, this::isSettled);
		this.background.close();
		// For all of them together: a process that is told to end has half a minute.
		long last = System.nanoTime() + LAST_STATEMENT.toNanos();
		for (Thread thread : this.threads) {
			try {
				if (!thread.join(Duration.ofNanos(Math.max(1, last - System.nanoTime())))) {
					log.warn("{} is still in the middle of a statement, and is left to itself", thread.getName());
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				break;
			}
		}
		this.threads.clear();
	}

	private boolean isSettled() {
		return this.active.areSettled();
	}

	// What can be seen.

	/**
	 * Why the store cannot be reached.
	 * @return {@code null} if it can
	 */
	public @Nullable Exception failure() {
		StoreBreaker.Failure failure = this.breaker.failure();
		return (failure != null) ? failure.cause() : null;
	}

	/**
	 * Whether this instance has the lease, and so serves requests to those actors whose
	 * families are not spread over nodes.
	 * @return always {@code true} if there is none, or none of them has a state
	 */
	public boolean isServing() {
		return this.lease == null || !needsLease() || this.lease.isServing();
	}

	/**
	 * How the state of an actor is doing. Asks memory only.
	 * @param actor a single or keyed actor
	 * @return {@code null} if it has none, or none that is loaded
	 */
	public @Nullable StateSnapshot snapshot(NodeSnapshot.Actor actor) {
		StateSnapshot single = snapshot(new StateKey(actor.name(), ""), actor.path());
		if (single != null) {
			return single;
		}
		int end = actor.path().length() - actor.name().length() - 1;
		if (end <= 0) {
			return null;
		}
		String family = actor.path().substring(actor.path().lastIndexOf('/', end - 1) + 1, end);
		return snapshot(new StateKey(family, actor.name()), actor.path());
	}

	private @Nullable StateSnapshot snapshot(StateKey key, String path) {
		ActiveState<?> found = this.active.find(key);
		return (found != null) ? found.slot().snapshot(path) : null;
	}

	/**
	 * Whose states cannot be read.
	 * @return with what is wrong, until they were read
	 */
	public Map<StateKey, StateUnreadableException> unreadable() {
		return Map.copyOf(this.unreadable);
	}

	// For the interceptors.

	StoreBreaker breaker() {
		return this.breaker;
	}

	Tenures tenures() {
		return this.tenures;
	}

	Background background() {
		return this.background;
	}

	StateLoader loader() {
		return this.loader;
	}

	ActiveStates active() {
		return this.active;
	}

	AlarmSender sender() {
		return this.sender;
	}

	/**
	 * The state of a key was read.
	 */
	void readable(StateKey key) {
		this.unreadable.remove(key);
	}

	void unreadable(StateKey key, StateUnreadableException problem) {
		if (this.unreadable.put(key, problem) == null) {
			log.warn("The state of {} cannot be read, so that requests to it are refused: {}",
					LogLine.of(key.toString()), LogLine.of(String.valueOf(problem.getMessage())));
		}
	}

	/**
	 * What the lease is for.
	 */
	private final class Held implements LeaseKeeper.Owner {

		@Override
		public boolean isSettled() {
			return DurableActors.this.active.areSettled(Tenures.NOWHERE);
		}

		@Override
		public void lost() {
			DurableActors.this.active.loseAll(Tenures.NOWHERE);
		}

	}

	/**
	 * Builds them.
	 */
	public static final class Builder {

		private final StateStore store;

		private Duration patience = Duration.ofSeconds(30);

		private Duration closing = Duration.ofSeconds(10);

		private @Nullable Duration leaseTime;

		private DurableListener listener = DurableListener.NONE;

		private Consumer<StateKey> beforeChange = (key) -> {
		};

		private Builder(StateStore store) {
			this.store = Objects.requireNonNull(store, "store");
		}

		/**
		 * Sets for how long a write is tried again while the store is away, before what
		 * was set is given up.
		 * @param time more than zero; 30 seconds unless set
		 * @return this
		 */
		public Builder patience(Duration time) {
			this.patience = time;
			return this;
		}

		/**
		 * Sets for how long {@link #close} waits for what is to be written.
		 * @param time zero or more; 10 seconds unless set
		 * @return this
		 */
		public Builder closing(Duration time) {
			this.closing = time;
			return this;
		}

		/**
		 * Has only one of several instances load and write at a time: whoever has the
		 * lease, which runs out when its owner is gone. Another one that starts asks for
		 * it once, and gets it when all is written.
		 * @param time how long the lease lasts if it is not renewed; {@code null}, and
		 * unless set, for no lease, if there is but one instance
		 * @return this
		 */
		public Builder lease(@Nullable Duration time) {
			this.leaseTime = time;
			return this;
		}

		/**
		 * Sets who hears what is loaded and written.
		 * @param heard the listener
		 * @return this
		 */
		public Builder listener(DurableListener heard) {
			this.listener = heard;
			return this;
		}

		/**
		 * Sets what is called before a handler sets or deletes a state, or sets alarms.
		 * @param check told whose state it is, on the thread of the handler; what it
		 * throws the handler gets, and nothing is changed
		 * @return this
		 */
		public Builder beforeChange(Consumer<StateKey> check) {
			this.beforeChange = check;
			return this;
		}

		/**
		 * Builds them.
		 * @return not started
		 */
		public DurableActors build() {
			return new DurableActors(this);
		}

	}

}
