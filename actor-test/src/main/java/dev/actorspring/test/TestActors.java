package dev.actorspring.test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.KeyedActors;
import dev.actorspring.Request;
import dev.actorspring.spi.Resettable;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.ActorSystemBuilder;
import dev.actorspring.system.NodeSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * A system of actors in a test, whose time stands still. Timers, timeouts, backoff and
 * passivation come when the test {@linkplain #advance moves the time}, and what comes of
 * a message has happened when {@link #awaitQuiet()} returns: no test needs to sleep.
 * <p>
 * The actors are real, and run on virtual threads of their own, at once. A handler that
 * blocks is taken for quiet while it waits for something that somebody else has to bring,
 * such as a latch of the test; one that sleeps is waited for.
 * <p>
 * For the thread of one test. {@link #close()} it after that, as {@code @AutoClose} of
 * JUnit does.
 */
public final class TestActors implements AutoCloseable {

	private final Steps steps;

	private final EventRecorder events;

	private final AtomicInteger probes = new AtomicInteger();

	private final ActorSystem system;

	private TestActors(Steps steps, EventRecorder events, ActorSystem system) {
		this.steps = steps;
		this.events = events;
		this.system = system;
	}

	/**
	 * Starts some actors.
	 * @param specs the actors
	 * @return when they run
	 * @throws dev.actorspring.ActorConfigurationException if one of them is not right
	 * @throws dev.actorspring.system.ActorStartException if one of them fails to start
	 */
	public static TestActors start(ActorSpec<?>... specs) {
		return start((builder) -> {
			for (ActorSpec<?> spec : specs) {
				builder.actor(spec);
			}
			return builder;
		});
	}

	/**
	 * Starts a system.
	 * @param setup adds actors, supervisors and whatever else
	 * @return when it runs
	 * @throws dev.actorspring.ActorConfigurationException if something is not right
	 * @throws dev.actorspring.system.ActorStartException if an actor fails to start
	 */
	public static TestActors start(UnaryOperator<ActorSystemBuilder> setup) {
		Preparation preparation = prepare();
		ActorSystemBuilder builder = ActorSystem.builder();
		preparation.apply(builder);
		ActorSystem system = setup.apply(builder).build();
		system.start();
		return preparation.of(system);
	}

	/**
	 * Prepares for a system that somebody else builds and starts.
	 * @return for one system
	 */
	public static Preparation prepare() {
		return new Preparation();
	}

	/**
	 * The system.
	 * @return for whatever else is to be found out, or done
	 */
	public ActorSystem system() {
		return this.system;
	}

	/**
	 * The only actor of a class.
	 * @param <A> the actor class, or an interface that it implements
	 * @param type the class
	 * @return its ref
	 * @throws IllegalArgumentException if there is none, or more than one
	 */
	public <A> ActorRef<A> actor(Class<A> type) {
		return this.system.actor(type);
	}

	/**
	 * The only keyed family of a class.
	 * @param <A> the actor class, or an interface that it implements
	 * @param type the class
	 * @return the family
	 * @throws IllegalArgumentException if there is none, or more than one
	 */
	public <A> KeyedActors<A> keyed(Class<A> type) {
		return this.system.keyed(type);
	}

	/**
	 * Asks, and waits until all is quiet.
	 * @param <A> the actor class
	 * @param <R> the type of the reply
	 * @param actor whom to ask
	 * @param request what to ask
	 * @return the reply
	 * @throws AssertionError if there is none, as the actor waits for something; use
	 * {@link ActorRef#ask} where that is meant
	 * @throws java.util.concurrent.CompletionException with what the ask has failed with
	 */
	public <A, R extends @Nullable Object> R ask(ActorRef<A> actor, Request<? super A, R> request) {
		CompletableFuture<R> reply = actor.ask(request);
		awaitQuiet();
		if (!reply.isDone()) {
			throw new AssertionError(actor.path() + " has not answered " + request + ": " + describe(actor.path())
					+ ". Nothing more happens unless the time is moved, or something else is sent");
		}
		return reply.join();
	}

	private String describe(String path) {
		return this.system.find(path)
			.map((node) -> (node instanceof NodeSnapshot.Actor found)
					? "it is " + found.state() + ", and " + found.depth() + " messages wait" : "it is " + node.state())
			.orElse("it is not active");
	}

	/**
	 * Waits until nothing goes on by itself: all messages are handled, and whoever waits
	 * does so for something that only the time, or the test, can bring.
	 * @throws AssertionError if it is still not so after 20 s by the clock on the wall,
	 * saying what goes on
	 */
	public void awaitQuiet() {
		this.steps.awaitQuiet();
	}

	/**
	 * Moves the time on. What comes due in between happens in order, each at its time,
	 * and all that comes of it before the next.
	 * @param time how far, zero or more
	 */
	public void advance(Duration time) {
		if (time.isNegative()) {
			throw new IllegalArgumentException("The time is moved by " + time + " but never goes back");
		}
		this.steps.advance(time);
	}

	/**
	 * What has happened to the actors so far, when all is quiet.
	 * @param <E> the type of the events
	 * @param type the type of the events
	 * @return in order
	 */
	public <E extends ActorEvent> List<E> events(Class<E> type) {
		awaitQuiet();
		return this.events.events(type);
	}

	/**
	 * Waits for what happens to the actors, and fails the test if it does not.
	 * @return moves the time only as far as {@link Awaiting#within} says
	 */
	public Awaiting awaiting() {
		return new Awaiting(this.system, this.steps, this.events);
	}

	/**
	 * Starts an actor that stands for one of a class, or of an interface: it records what
	 * it gets, and answers what it is told to.
	 * @param <A> the actor class, or an interface
	 * @param type the class
	 * @return its probe
	 */
	public <A> Probe<A> probe(Class<A> type) {
		String name = type.getSimpleName() + "-probe-" + this.probes.incrementAndGet();
		Probe<A> probe = new Probe<>(type, () -> this.steps, (self) -> new SpawnedAddresses<>(self, this.system, name));
		awaitQuiet();
		return probe;
	}

	/**
	 * Has the system begin anew, as if it had just been started: actors have lost their
	 * states and timers, and keyed ones, what was spawned, and probes that were started
	 * by this, are gone. Nothing of that is a restart, and events are forgotten. The time
	 * goes on as far as it has to for that.
	 * @throws java.util.concurrent.CompletionException if an actor does not start
	 */
	public void reset() {
		if (!(this.system instanceof Resettable resettable)) {
			throw new IllegalStateException("An actor system of another kind cannot be reset: " + this.system);
		}
		awaitQuiet();
		CompletableFuture<?> started = resettable.reset().toCompletableFuture();
		while (!started.isDone()) {
			if (!this.steps.isQuiet() || started.isDone() || !this.steps.runNext(Long.MAX_VALUE)) {
				Thread.yield();
			}
		}
		awaitQuiet();
		started.join();
		this.events.clear();
	}

	/**
	 * Stops the actors. The time goes on as far as it has to for that.
	 */
	@Override
	public void close() {
		Thread closing = Thread.ofVirtual().start(this.system::close);
		while (closing.isAlive()) {
			if (!this.steps.isQuiet() || !isWaiting(closing) || !this.steps.runNext(Long.MAX_VALUE)) {
				Thread.yield();
			}
		}
	}

	private static boolean isWaiting(Thread thread) {
		return thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING;
	}

	/**
	 * Time that stands still, for a system that somebody else builds.
	 */
	public static final class Preparation {

		private final Steps steps = new Steps();

		private final EventRecorder events = new EventRecorder();

		private Preparation() {
		}

		/**
		 * Replaces the clock and all threads of a system that is to be built.
		 * @param builder of the system
		 */
		public void apply(ActorSystemBuilder builder) {
			builder.scheduler(this.steps).listener(this.events);
		}

		/**
		 * How to wait for that system.
		 * @return the time, which stands still
		 */
		public TestTime time() {
			return this.steps;
		}

		/**
		 * The events of that system.
		 * @return those since it was built
		 */
		public EventRecorder events() {
			return this.events;
		}

		/**
		 * The actors, once their system is built.
		 * @param system the system
		 * @return to test them with; to be closed before the system, as that takes time
		 */
		public TestActors of(ActorSystem system) {
			return new TestActors(this.steps, this.events, system);
		}

	}

}
