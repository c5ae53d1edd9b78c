package dev.actorspring.engine;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import dev.actorspring.Dispatcher;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.MessageProbe;
import dev.actorspring.system.TurnObserver;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all cells of a system share: threads, timer, settings, and whom to tell of events.
 */
final class Engine {

	private static final Logger log = LoggerFactory.getLogger(Engine.class);

	/** What this thread does, if it is a virtual one, or lent. */
	private static final ThreadLocal<@Nullable Shift> CURRENT = new ThreadLocal<>();

	private final Timer timer;

	private final ActorTypes types;

	private final RepeatLog repeats;

	private final WatchedCells watchers = new WatchedCells();

	/** Those that have not been stopped. */
	private final Set<SpawnedActors> groups = ConcurrentHashMap.newKeySet();

	private final Duration askTimeout;

	private final MessageProbe.@Nullable Factory probes;

	private final TurnObserver.@Nullable Factory observers;

	private final Contexts contexts;

	private final List<ActorEvent.Listener> listeners;

	/** The application's, also in a fat jar and after a devtools restart. */
	private final @Nullable ClassLoader classLoader = Thread.currentThread().getContextClassLoader();

	/** For timeouts and supervisors, which must work also when all handlers block. */
	private final ThreadPoolExecutor own;

	private final ForkJoinPool compute;

	private final Abandonments abandonments = new Abandonments();

	private final Set<ComputeThread> workers = ConcurrentHashMap.newKeySet();

	private final ThreadFactory virtual = Thread.ofVirtual()
		.name("actor")
		.inheritInheritableThreadLocals(false)
		.factory();

	Engine(Timer timer, ActorTypes types, Duration askTimeout, MessageProbe.@Nullable Factory probes,
			TurnObserver.@Nullable Factory observers, Contexts contexts, List<ActorEvent.Listener> listeners) {
		this.timer = timer;
		timer.atEachTick(this::releaseKept);
		this.repeats = new RepeatLog(timer);
		this.types = types;
		this.askTimeout = askTimeout;
		this.probes = probes;
		this.observers = observers;
		this.contexts = contexts;
		this.listeners = List.copyOf(listeners);
		this.own = new ThreadPoolExecutor(2, 2, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
				Thread.ofPlatform().daemon().name("actor-engine-", 0).factory(),
				// What is asked after the end gets its answer all the same.
				(task, closed) -> task.run());
		this.own.allowCoreThreadTimeOut(true);
		this.compute = new ForkJoinPool(Runtime.getRuntime().availableProcessors(), this::computeThread, null, true);
	}

	private ForkJoinWorkerThread computeThread(ForkJoinPool pool) {
		ComputeThread thread = new ComputeThread(pool, this, this.classLoader);
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

	WatchedCells watchers() {
		return this.watchers;
	}

	Duration askTimeout() {
		return this.askTimeout;
	}

	@Nullable MessageProbe probe(String actor, Class<?> message) {
		try {
			return (this.probes != null) ? this.probes.create(actor, message.getSimpleName()) : null;
		}
		catch (RuntimeException | LinkageError ex) {
			log.warn("There is no probe for {} of {}", message.getSimpleName(), actor, ex);
			return null;
		}
	}

	@Nullable TurnObserver observer(String actor, Class<?> message) {
		try {
			return (this.observers != null) ? this.observers.create(actor, message.getSimpleName()) : null;
		}
		catch (RuntimeException | LinkageError ex) {
			log.warn("There is no observer for {} of {}", message.getSimpleName(), actor, ex);
			return null;
		}
	}

	@Nullable ClassLoader classLoader() {
		return this.classLoader;
	}

	Contexts contexts() {
		return this.contexts;
	}

	/**
	 * Runs a short task of the engine itself, on threads that no handler can hold up.
	 * @param task never blocks
	 */
	void execute(Runnable task) {
		this.own.execute(task);
	}

	/**
	 * Completes a future, whose dependent actions belong to somebody else and may take
	 * time.
	 * @param completion completes it
	 */
	void complete(Runnable completion) {
		this.virtual.newThread(completion).start();
	}

	/**
	 * Has a cell served.
	 * @param shift serves it
	 * @param dispatcher where it is to run
	 */
	void execute(Shift shift, Dispatcher dispatcher) {
		if (dispatcher == Dispatcher.COMPUTE && Thread.currentThread() instanceof ComputeThread worker
				&& worker.isFast(this)) {
			Shift waiting = worker.keep(shift);
			if (waiting != null) {
				enqueue(waiting, dispatcher);
			}
		}
		else {
			enqueue(shift, dispatcher);
		}
	}

	/**
	 * Has a cell served, behind all that waits to be served.
	 * @param shift serves it
	 * @param dispatcher where it is to run
	 */
	void enqueue(Shift shift, Dispatcher dispatcher) {
		if (dispatcher == Dispatcher.COMPUTE && !this.compute.isShutdown()) {
			this.compute.execute(shift.task());
		}
		else {
			virtual(shift);
		}
	}

	/**
	 * Runs something that may block.
	 * @param task what to run
	 */
	void virtual(Runnable task) {
		Thread thread = this.virtual.newThread(task);
		thread.setContextClassLoader(this.classLoader);
		thread.start();
	}

	void publish(ActorEvent event) {
		for (ActorEvent.Listener listener : this.listeners) {
			try {
				listener.onEvent(event);
			}
			catch (Throwable ex) {
				log.warn("A listener failed on {} of {}", event.getClass().getSimpleName(), event.path(), ex);
			}
		}
	}

	void close() {
		this.timer.stop();
		this.repeats.close();
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
		Shift shift = shift();
		return (shift != null) ? shift.incarnation() : null;
	}

	/**
	 * What this thread does for a cell.
	 * @return the shift, or {@code null} on a thread that serves none
	 */
	static @Nullable Shift shift() {
		Thread thread = Thread.currentThread();
		return (thread instanceof ComputeThread worker) ? worker.current : CURRENT.get();
	}

	/**
	 * Whether this is one of the platform threads on which handlers run.
	 * @return {@code false} on a virtual thread, and on any that is not the engine's
	 */
	static boolean onComputeThread() {
		return Thread.currentThread() instanceof ComputeThread;
	}

	/**
	 * Says what this thread does from now on.
	 * @param shift the shift, or {@code null} for none
	 */
	static void bind(@Nullable Shift shift) {
		Thread thread = Thread.currentThread();
		if (thread instanceof ComputeThread worker) {
			worker.current = shift;
		}
		else if (shift != null) {
			CURRENT.set(shift);
		}
		else {
			CURRENT.remove();
		}
	}

}
