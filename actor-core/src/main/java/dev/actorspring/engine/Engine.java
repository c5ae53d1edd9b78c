package dev.actorspring.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Dispatcher;
import dev.actorspring.ExitReason;
import dev.actorspring.engine.log.RepeatLog;
import dev.actorspring.engine.time.Timer;
import dev.actorspring.protocol.ActorProtocol;
import dev.actorspring.spi.ActorInterceptor;
import dev.actorspring.spi.Nodes;
import dev.actorspring.spi.Placement;
import dev.actorspring.spi.Scheduler;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.MessageProbe;
import dev.actorspring.system.TopicProbe;
import dev.actorspring.system.TurnObserver;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all cells of a system share: threads, timer, settings, and whom to tell of events.
 */
class Engine {

	private static final Logger log = LoggerFactory.getLogger(Engine.class);

	/** In nanoseconds: for how long a system that stops waits for what is not its own. */
	private static final long OTHERS_TIME = Duration.ofSeconds(1).toNanos();

	/** What this thread does, if it is a virtual one, or lent. */
	private static final ThreadLocal<@Nullable Serving> SERVING = new ThreadLocal<>();

	private final Timer timer;

	private final ActorTypes types;

	private final RepeatLog repeats;

	private final WatchedCells watchers = new WatchedCells();

	private final Memberships memberships = new Memberships(this);

	private final Forwards forwards = new Forwards();

	private final StuckTurns stuckTurns;

	private Topics topics = new Topics(this, List.of());

	/** Those that have not been stopped. */
	private final Set<SpawnedActors> groups = ConcurrentHashMap.newKeySet();

	private final Timeouts timeouts;

	private final List<MessageProbe.Factory> probes;

	private final List<TurnObserver.Factory> observers;

	private List<ActorInterceptor.Factory> interceptors = List.of();

	private boolean keepsBack;

	private @Nullable Placement placement;

	private @Nullable Nodes nodes;

	/** Runs all steps, if the threads here do not. */
	private @Nullable Scheduler scheduler;

	private final Contexts contexts;

	private final Supplier<? extends List<ActorEvent.Listener>> listeners;

	/** {@code null} until something happens. */
	private volatile @Nullable List<EventDelivery> deliveries;

	/** The application's, also in a fat jar and after a devtools restart. */
	private final @Nullable ClassLoader classLoader = Thread.currentThread().getContextClassLoader();

	/** Who is going to start the system, until it has done so. */
	private volatile @Nullable Thread starter = Thread.currentThread();

	private Predicate<? super Thread> nonBlocking = (thread) -> false;

	/** For timeouts and supervisors, which must work also when all handlers block. */
	private final ThreadPoolExecutor own;

	private final ForkJoinPool compute;

	private final Abandonments abandonments = new Abandonments();

	private final Set<ComputeThread> workers = ConcurrentHashMap.newKeySet();

	private volatile boolean closed;

	private volatile boolean stopping;

	/** How many futures are being completed, and listeners called, elsewhere. */
	private final AtomicInteger completing = new AtomicInteger();

	private final ThreadFactory virtual = Thread.ofVirtual()
		.name("actor")
		.inheritInheritableThreadLocals(false)
		.factory();

	private final VirtualWorkers virtualWorkers;

	/**
	 * Creates an engine.
	 * @param listeners asked for when something happens first
	 */
	Engine(Timer timer, ActorTypes types, Timeouts timeouts, List<MessageProbe.Factory> probes,
			List<TurnObserver.Factory> observers, Contexts contexts,
			Supplier<? extends List<ActorEvent.Listener>> listeners) {
		this.timer = timer;
		timer.atEachTick(this::releaseKept);
		this.repeats = new RepeatLog(timer);
		this.stuckTurns = new StuckTurns(this);
		this.types = types;
		this.timeouts = timeouts;
		this.probes = List.copyOf(probes);
		this.observers = List.copyOf(observers);
		this.contexts = contexts;
		this.listeners = listeners;
		this.own = new ThreadPoolExecutor(2, 2, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
				Thread.ofPlatform().daemon().name("actor-engine-", 0).inheritInheritableThreadLocals(false).factory(),
				// What is asked after the end gets its answer all the same.
				(task, closed) -> task.run());
		this.own.allowCoreThreadTimeOut(true);
		this.virtualWorkers = new VirtualWorkers(Runtime.getRuntime().availableProcessors(), this::virtual);
		this.compute = new ForkJoinPool(Runtime.getRuntime().availableProcessors(), this::computeThread, null, true);
	}

	private ForkJoinWorkerThread computeThread(ForkJoinPool pool) {
		ComputeThread thread = ComputeThread.create(pool, this, this.classLoader);
		this.workers.add(thread);
		return thread;
	}

	/**
	 * Makes sure that no cell waits for long for a thread that is busy otherwise. By the
	 * timer, at each tick.
	 */
	private void releaseKept() {
		this.workers.removeIf((worker) -> !worker.release());
	}

	Timer timer() {
		return this.timer;
	}

	ActorTypes types() {
		return this.types;
	}

	Abandonments abandonments() {
		return this.abandonments;
	}

	RepeatLog repeats() {
		return this.repeats;
	}

	Set<SpawnedActors> groups() {
		return this.groups;
	}

	StuckTurns stuckTurns() {
		return this.stuckTurns;
	}

	Topics topics() {
		return this.topics;
	}

	Memberships memberships() {
		return this.memberships;
	}

	Forwards forwards() {
		return this.forwards;
	}

	WatchedCells watchers() {
		return this.watchers;
	}

	Duration askTimeout() {
		return this.timeouts.ask();
	}

	Duration startTimeout() {
		return this.timeouts.start();
	}

	/**
	 * Sets who is around incarnations and turns. Before there are actors.
	 * @param factories makes them
	 */
	void interceptors(List<ActorInterceptor.Factory> factories) {
		this.interceptors = List.copyOf(factories);
		this.keepsBack = !factories.isEmpty();
	}

	/**
	 * Sets who measures events. Before there are actors.
	 */
	void topicProbes(List<TopicProbe> measuring) {
		this.topics = new Topics(this, measuring);
	}

	/**
	 * Sets where keyed actors live. Before there are actors.
	 * @param where {@code null} for here
	 */
	void placement(@Nullable Placement where) {
		this.placement = where;
		this.nodes = (where != null) ? where.nodes() : null;
	}

	/**
	 * The other nodes.
	 * @return {@code null} if there are none
	 */
	@Nullable Nodes nodes() {
		return this.nodes;
	}

	/**
	 * Sets who runs all steps. Before there are actors.
	 * @param steps {@code null} for the threads of this engine
	 */
	void scheduler(@Nullable Scheduler steps) {
		this.scheduler = steps;
	}

	/**
	 * Sets which threads must not wait. Before there are actors.
	 */
	void nonBlocking(Predicate<? super Thread> threads) {
		this.nonBlocking = threads;
	}

	/**
	 * Whether there may be actors of which what they send is kept back.
	 */
	boolean keepsBack() {
		return this.keepsBack;
	}

	@Nullable Placement placement() {
		return this.placement;
	}

	@Nullable ActorInterceptor interceptor(ActorSpec<?> spec, ActorProtocol protocol) {
		List<ActorInterceptor> made = new ArrayList<>();
		for (ActorInterceptor.Factory factory : this.interceptors) {
			ActorInterceptor interceptor = factory.create(spec, protocol);
			if (interceptor != null) {
				made.add(interceptor);
			}
		}
		return CompositeInterceptor.of(made);
	}

	@Nullable MessageProbe probe(String actor, Class<?> message) {
		List<@Nullable MessageProbe> made = new ArrayList<>();
		for (MessageProbe.Factory factory : this.probes) {
			try {
				made.add(factory.create(actor, message.getSimpleName()));
			}
			catch (RuntimeException | LinkageError ex) {
				log.warn("There is no probe for {} of {}", message.getSimpleName(), actor, ex);
			}
		}
		return CompositeProbe.of(made);
	}

	@Nullable TurnObserver observer(String actor, Class<?> message) {
		List<@Nullable TurnObserver> made = new ArrayList<>();
		for (TurnObserver.Factory factory : this.observers) {
			try {
				made.add(factory.create(actor, message.getSimpleName()));
			}
			catch (RuntimeException | LinkageError ex) {
				log.warn("There is no observer for {} of {}", message.getSimpleName(), actor, ex);
			}
		}
		return CompositeObserver.of(made);
	}

	@Nullable ClassLoader classLoader() {
		return this.classLoader;
	}

	/**
	 * Takes away what code of an actor has left on its thread: nobody else's code is to
	 * find it there.
	 * @param thread the present one
	 */
	void cleanThread(Thread thread) {
		if (thread.isInterrupted()) {
			Thread.interrupted();
		}
		if (thread.getContextClassLoader() != this.classLoader) {
			thread.setContextClassLoader(this.classLoader);
		}
		this.contexts.clear();
	}

	Contexts contexts() {
		return this.contexts;
	}

	/**
	 * The system is started, by whichever thread.
	 */
	void started() {
		this.starter = null;
	}

	/**
	 * Refuses to wait where nobody may.
	 * @param what what it would wait for
	 * @throws IllegalStateException saying what to do instead
	 */
	void checkMayBlock(Supplier<String> what) {
		checkMayWait(what);
		Thread thread = Thread.currentThread();
		if (this.nonBlocking.test(thread)) {
			throw new IllegalStateException("Cannot wait for " + what.get() + " on the thread " + thread.getName()
					+ ", which serves others meanwhile. Ask, and return the future or what is made of it, as in "
					+ "Mono.fromFuture(() -> ref.ask(request)); or call on a virtual thread, as those of WebFlux's controllers "
					+ "are with spring.threads.virtual.enabled, if they return no publisher");
		}
	}

	/**
	 * Refuses to wait for a reply that cannot come while the thread waits, as the thread
	 * is the one that is to start the system.
	 * @param what what it would wait for
	 * @throws IllegalStateException saying what to do instead
	 */
	void checkMayWait(Supplier<String> what) {
		if (this.starter != null && this.starter == Thread.currentThread()) {
			throw new IllegalStateException("Cannot wait for " + what.get()
					+ ": the actor system does not run yet, and this thread is the one that starts it. "
					+ "Ask later: in Spring from an ApplicationRunner or when the ApplicationReadyEvent is published. "
					+ "Or tell, or ask without waiting");
		}
	}

	/**
	 * Who runs all steps.
	 * @return {@code null} if the threads here do
	 */
	@Nullable Scheduler scheduler() {
		return this.scheduler;
	}

	/**
	 * Whether somebody else runs all steps, one by one.
	 */
	boolean isDriven() {
		return this.scheduler != null;
	}

	/**
	 * Leaves it to who runs all steps to wait.
	 * @param over whether there is a reason to wait no longer
	 * @return {@code false} if this thread is to wait by itself
	 */
	boolean await(BooleanSupplier over) {
		Scheduler steps = this.scheduler;
		return steps != null && steps.await(over);
	}

	/**
	 * The same, for a while.
	 * @param deadline nanoseconds of the time source
	 * @param over whether there is a reason to wait no longer
	 * @return {@code false} if this thread is to wait by itself
	 */
	boolean await(long deadline, BooleanSupplier over) {
		Scheduler steps = this.scheduler;
		return steps != null && steps.await(deadline, over);
	}

	/**
	 * Blocks this thread until a future is done, in whatever way.
	 * @param future what to wait for
	 * @param path whom it is waited for
	 */
	void block(CompletableFuture<?> future, String path) {
		if (isDriven()) {
			// It may be completed by nobody's step.
			Thread waiting = Thread.currentThread();
			future.whenComplete((value, failure) -> LockSupport.unpark(waiting));
			await(future::isDone);
		}
		FutureResults.block(future, path);
	}

	/**
	 * What is left to chance.
	 * @return from zero to less than one
	 */
	double random() {
		Scheduler steps = this.scheduler;
		return (steps != null) ? steps.random() : ThreadLocalRandom.current().nextDouble();
	}

	/**
	 * Runs a short task of the engine itself, on threads that no handler can hold up.
	 * @param task never blocks
	 */
	void execute(Runnable task) {
		Scheduler steps = this.scheduler;
		if (steps != null) {
			steps.execute(task);
		}
		else {
			this.own.execute(task);
		}
	}

	/**
	 * Completes a future, whose dependent actions belong to somebody else and may take
	 * time.
	 * @param completion completes it
	 */
	void complete(Runnable completion) {
		this.completing.incrementAndGet();
		Runnable counted = () -> completeHere(completion);
		Scheduler steps = this.scheduler;
		if (steps != null) {
			steps.execute(counted);
		}
		else {
			this.virtual.newThread(counted).start();
		}
	}

	private void completeHere(Runnable completion) {
		try {
			completion.run();
		}
		finally {
			this.completing.decrementAndGet();
		}
	}

	/**
	 * Has a cell served.
	 * @param runner serves it
	 * @param dispatcher where it is to run
	 */
	void execute(CellRunner runner, Dispatcher dispatcher) {
		if (dispatcher == Dispatcher.VIRTUAL && isForWorkers(runner)) {
			this.virtualWorkers.execute(runner);
		}
		else if (dispatcher == Dispatcher.COMPUTE && Thread.currentThread() instanceof ComputeThread worker
				&& worker.isFast(this)) {
			CellRunner waiting = worker.keep(runner);
			if (waiting != null) {
				enqueue(waiting, dispatcher);
			}
		}
		else {
			enqueue(runner, dispatcher);
		}
	}

	/**
	 * Whether a cell is served by threads that serve others, too.
	 * @return {@code false} if it may take its time
	 */
	private boolean isForWorkers(CellRunner runner) {
		return this.scheduler == null && runner.isQuick() && !this.closed;
	}

	/**
	 * Has a cell served, behind all that waits to be served.
	 * @param runner serves it
	 * @param dispatcher where it is to run
	 */
	void enqueue(CellRunner runner, Dispatcher dispatcher) {
		if (dispatcher == Dispatcher.COMPUTE && this.scheduler == null && !this.compute.isShutdown()) {
			this.compute.execute(new ComputeTask(runner));
		}
		else if (dispatcher == Dispatcher.VIRTUAL && isForWorkers(runner)) {
			this.virtualWorkers.addLast(runner);
		}
		else {
			virtual(runner);
		}
	}

	/**
	 * Runs something that may block.
	 * @param task what to run
	 */
	void virtual(Runnable task) {
		Scheduler steps = this.scheduler;
		if (steps != null) {
			steps.execute(task);
			return;
		}
		Thread thread = this.virtual.newThread(task);
		thread.setContextClassLoader(this.classLoader);
		thread.start();
	}

	/**
	 * The ref of an actor that this engine runs.
	 * @param actor any ref
	 * @return the same
	 * @throws IllegalArgumentException if it is of another system, or no actor's
	 */
	LocalRef<?> own(ActorRef<?> actor) {
		if (actor instanceof LocalRef<?> own && own.type().engine() == this) {
			return own;
		}
		throw new IllegalArgumentException(actor.path() + " is not a ref of this actor system");
	}

	/**
	 * Tells the listeners of an event. Never waits for one, unless that wants to be
	 * called at once.
	 * @param event what has happened
	 */
	void publish(ActorEvent event) {
		List<EventDelivery> known = this.deliveries;
		for (EventDelivery delivery : (known != null) ? known : findListeners()) {
			delivery.deliver(event);
		}
	}

	/**
	 * Tells those who want to hear of it that an actor has ended for good. Costs next to
	 * nothing if that is nobody.
	 * @param cell the actor
	 * @param reason why
	 */
	void ended(ActorCell<?> cell, ExitReason reason) {
		if (this.stopping) {
			return;
		}
		List<EventDelivery> present = this.deliveries;
		List<EventDelivery> known = (present != null) ? present : findListeners();
		for (int i = 0; i < known.size(); i++) {
			if (known.get(i).hearsEnds()) {
				known.get(i).deliver(new ActorEvent.Ended(cell.measuredName(), cell.path(), reason));
			}
		}
	}

	/**
	 * From now on all actors end only because the system does.
	 */
	void stopping() {
		this.stopping = true;
	}

	private synchronized List<EventDelivery> findListeners() {
		List<EventDelivery> known = this.deliveries;
		if (known == null) {
			known = this.listeners.get().stream().map((listener) -> new EventDelivery(this, listener)).toList();
			this.deliveries = known;
		}
		return known;
	}

	/**
	 * Waits until the listeners have heard of everything and all futures are completed,
	 * but not for those that hang.
	 */
	private void awaitOthers() {
		if (await(() -> this.completing.get() == 0)) {
			return;
		}
		long deadline = System.nanoTime() + OTHERS_TIME;
		while (this.completing.get() != 0 && System.nanoTime() - deadline < 0) {
			LockSupport.parkNanos(OTHERS_TIME / 1_000);
		}
	}

	void close() {
		// Nobody is going to start it any more.
		started();
		this.timer.stop();
		awaitOthers();
		this.repeats.close();
		this.closed = true;
		this.virtualWorkers.close();
		this.compute.shutdown();
		this.own.shutdown();
	}

	/**
	 * The incarnation whose handler calls, if any.
	 * @return the incarnation, or {@code null} on any other thread
	 */
	static @Nullable Incarnation<?> current() {
		Incarnation<?> owner = owner();
		return (owner != null && !owner.isLent()) ? owner : null;
	}

	/**
	 * The incarnation whose thread this is, also while it {@linkplain Incarnation#lend
	 * lends} it.
	 * @return the incarnation, or {@code null} on any other thread
	 */
	static @Nullable Incarnation<?> owner() {
		CellRunner runner = runner();
		return (runner != null) ? runner.incarnation() : null;
	}

	/**
	 * What this thread does for a cell.
	 * @return the runner, or {@code null} on a thread that serves none
	 */
	static @Nullable CellRunner runner() {
		Serving serving = (Thread.currentThread() instanceof ComputeThread worker) ? worker.serving() : SERVING.get();
		return (serving != null) ? serving.current : null;
	}

	/**
	 * What this thread does, if it is none of {@code COMPUTE}.
	 * @return {@code null} on a thread that serves nobody
	 */
	static @Nullable Serving serving() {
		return SERVING.get();
	}

	/**
	 * This thread serves cells until its end.
	 * @param worker knows which
	 */
	static void enter(VirtualWorker worker) {
		SERVING.set(worker);
	}

	/**
	 * The thread is about to wait, perhaps for long, so others go on with what it has.
	 */
	static void waits() {
		if (SERVING.get() instanceof VirtualWorker worker) {
			worker.tell();
			worker.retire();
		}
	}

	/**
	 * Whether this is one of the platform threads on which handlers run.
	 * @return {@code false} on a virtual thread, and on any that is not the engine's
	 */
	static boolean onComputeThread() {
		return Thread.currentThread() instanceof ComputeThread;
	}

	/**
	 * Whether this is one of the threads that serve one actor after another.
	 * @return {@code false} on a virtual thread of one actor, and on any that is not the
	 * engine's
	 */
	static boolean onWorker() {
		return onComputeThread() || SERVING.get() instanceof VirtualWorker;
	}

	/**
	 * Says what this thread does from now on.
	 * @param runner the runner
	 * @return what it does, and has yet to tell
	 */
	static Serving bind(CellRunner runner) {
		Serving serving = (Thread.currentThread() instanceof ComputeThread worker) ? worker.serving() : SERVING.get();
		if (serving == null) {
			serving = new Serving();
			serving.begin(Thread.currentThread());
			SERVING.set(serving);
		}
		serving.current = runner;
		return serving;
	}

	/**
	 * This thread serves nobody any more.
	 */
	static void unbind() {
		if (Thread.currentThread() instanceof ComputeThread worker) {
			worker.serving().current = null;
			return;
		}
		Serving serving = SERVING.get();
		if (serving instanceof VirtualWorker) {
			serving.current = null;
		}
		else {
			SERVING.remove();
		}
	}

}
