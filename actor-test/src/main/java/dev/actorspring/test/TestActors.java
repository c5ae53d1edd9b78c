package dev.actorspring.test;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
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
import dev.actorspring.test.simulation.Simulation;
import dev.actorspring.test.simulation.TestScheduler;
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

	private final TestScheduler steps;

	private final EventRecorder events;

	private final AtomicInteger probes = new AtomicInteger();

	private final Faults faults;

	private final ActorSystem system;

	private TestActors(Preparation preparation, ActorSystem system) {
		this.steps = preparation.steps;
		this.events = preparation.events;
		this.faults = preparation.faults;
		this.system = system;
	}

	/**
	 * Starts a system without actors.
	 * @return when it runs
	 */
	public static TestActors start() {
		return start((builder) -> builder);
	}

	/**
	 * Starts some actors by their classes. The constructor of each, its only one, may
	 * take its {@code ActorContext}, the {@link Clock} of the test, and an
	 * {@link ActorRef} of any other that is started. Their names are those of the
	 * classes, with a small first letter.
	 * @param types the actor classes
	 * @return when they run
	 * @throws dev.actorspring.ActorConfigurationException if one of them is not right, or
	 * takes something else
	 * @throws dev.actorspring.system.ActorStartException if one of them fails to start
	 */
	public static TestActors start(Class<?>... types) {
		ActorClasses classes = new ActorClasses();
		TestActors built = build((builder) -> {
			classes.specs(types).forEach(builder::actor);
			return builder;
		});
		classes.within(built);
		built.system.start();
		return built;
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
		TestActors built = build(setup);
		built.system.start();
		return built;
	}

	/**
	 * Builds a system for whoever has something to do before it starts, as its
	 * {@link ActorSystem#start() start} is left to the caller.
	 * @param setup adds actors, supervisors and whatever else
	 * @return a system that does not run
	 * @throws dev.actorspring.ActorConfigurationException if something is not right
	 */
	public static TestActors build(UnaryOperator<ActorSystemBuilder> setup) {
		Preparation preparation = prepare();
		ActorSystemBuilder builder = ActorSystem.builder();
		preparation.apply(builder);
		return preparation.of(setup.apply(builder).build());
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
	 * The clock whose time the test moves, for whatever else needs one. It begins with
	 * the year 2000.
	 * @return a clock in UTC
	 */
	public Clock clock() {
		return clock(this.steps);
	}

	private static Clock clock(TestScheduler steps) {
		return new TestClock(steps, ZoneOffset.UTC);
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
		this.steps.awaitDone(reply);
		if (!reply.isDone()) {
			throw new AssertionError(actor.path() + " has not answered " + request + ": " + describe(actor.path())
					+ ". Nothing more happens unless the time is moved, or something else is sent");
		}
		return reply.join();
	}

	/**
	 * Waits until a future is done, as {@link #ask} does.
	 * @param <T> the type of its value
	 * @param future such as an {@link ActorRef#ask} returns, or what depends on one
	 * @return its value
	 * @throws AssertionError if it is not done and nothing more happens by itself
	 * @throws java.util.concurrent.CompletionException with what it has failed with
	 */
	public <T extends @Nullable Object> T await(CompletableFuture<T> future) {
		this.steps.awaitDone(future);
		if (!future.isDone()) {
			throw new AssertionError("The future is not done, and nothing more happens unless the time is moved, "
					+ "or something else is sent");
		}
		return future.join();
	}

	/**
	 * Runs something beside the test: a sender of its own, or the work of an actor that
	 * is done elsewhere. If it fails, so does the test.
	 * @return to be given to actors in place of their own, or used by the test
	 */
	public Executor executor() {
		return this.steps::fork;
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
		return new Awaiting(this.system, new StandingTime(this.steps), this.events);
	}

	/**
	 * Faults to put into the actors. For one that is to fail before this has started,
	 * give {@linkplain Faults#Faults() others} to the builder.
	 * @return those of this system
	 */
	public Faults faults() {
		return this.faults;
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
		Probe<A> probe = new Probe<>(type, () -> new StandingTime(this.steps),
				(self) -> new SpawnedAddresses<>(self, this.system, name));
		awaitQuiet();
		return probe;
	}

	/**
	 * Has the system begin anew, as if it had just been started: actors have lost their
	 * states and timers, and keyed ones, what was spawned, and probes that were started
	 * by this, are gone. Nothing of that is a restart, and events are forgotten. The time
	 * goes on as far as it has to for that. {@linkplain #faults() Faults} are healed.
	 * @throws java.util.concurrent.CompletionException if an actor does not start
	 */
	public void reset() {
		if (!(this.system instanceof Resettable resettable)) {
			throw new IllegalStateException("An actor system of another kind cannot be reset: " + this.system);
		}
		this.faults.heal();
		awaitQuiet();
		CompletableFuture<?> started = resettable.reset().toCompletableFuture();
		this.steps.complete(started);
		awaitQuiet();
		started.join();
		this.events.clear();
	}

	/**
	 * Stops the actors. The time goes on as far as it has to for that.
	 */
	@Override
	public void close() {
		this.steps.close(this.system::close);
	}

	/**
	 * Time that stands still, for a system that somebody else builds.
	 */
	public static final class Preparation {

		private final @Nullable Simulation simulation = Simulation.current().orElse(null);

		private final TestScheduler steps = (this.simulation != null) ? this.simulation : new Steps();

		private final EventRecorder events = new EventRecorder();

		private final Faults faults = new Faults();

		private Preparation() {
		}

		/**
		 * Replaces the clock and all threads of a system that is to be built.
		 * @param builder of the system
		 */
		public void apply(ActorSystemBuilder builder) {
			builder.scheduler(this.steps).listener(this.events).interceptors(this.faults);
			if (this.simulation != null) {
				this.simulation.observe(builder);
			}
		}

		/**
		 * How to wait for that system.
		 * @return the time, which stands still
		 */
		public TestTime time() {
			return new StandingTime(this.steps);
		}

		/**
		 * The clock of that system.
		 * @return as {@link TestActors#clock()}
		 */
		public Clock clock() {
			return TestActors.clock(this.steps);
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
			return new TestActors(this, system);
		}

	}

}
