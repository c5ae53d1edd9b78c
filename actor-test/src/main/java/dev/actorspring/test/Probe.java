package dev.actorspring.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.test.simulation.TestScheduler;
import org.jspecify.annotations.Nullable;

/**
 * An actor that stands for another one in a test: it records what it gets, in order, and
 * answers what it is told to. A request for which it has no answer stays unanswered.
 * <p>
 * Expectations wait until all is quiet, and no longer: what has not come by then does not
 * come unless the time is moved.
 *
 * @param <A> the actor class, or the interface, that it stands for
 */
public final class Probe<A> {

	private final TestScheduler steps;

	private final ActorRef<A> ref;

	private final Queue<Message<?>> pending = new ConcurrentLinkedQueue<>();

	private final List<Message<?>> seen = new ArrayList<>();

	private final ConcurrentMap<Class<?>, Function<Object, CompletionStage<?>>> answers = new ConcurrentHashMap<>();

	@SuppressWarnings("unchecked")
	Probe(Class<A> type, ActorSystem system, TestScheduler steps, String name) {
		this.steps = steps;
		String path = type.getSimpleName() + "-" + name;
		this.ref = (ActorRef<A>) system.spawn(ActorSpec.of(path, Double.class, (context) -> new Double(this)));
	}

	/**
	 * Its ref.
	 * @return to be given to whom it stands for another
	 */
	public ActorRef<A> ref() {
		return this.ref;
	}

	/**
	 * Answers requests from now on.
	 * @param <R> the type of the reply
	 * @param <M> the type of the requests
	 * @param type the class of the requests
	 * @param answer makes the reply; what it throws fails the ask, as if its handler had
	 * declared it
	 * @return this probe
	 */
	public <R extends @Nullable Object, M extends Request<? super A, R>> Probe<A> answer(Class<M> type,
			Function<? super M, ? extends R> answer) {
		return answerLater(type, (request) -> {
			try {
				return CompletableFuture.completedFuture(answer.apply(request));
			}
			catch (RuntimeException ex) {
				return CompletableFuture.failedFuture(ex);
			}
		});
	}

	/**
	 * Answers requests from now on when a stage completes.
	 * @param <R> the type of the reply
	 * @param <M> the type of the requests
	 * @param type the class of the requests
	 * @param answer makes the stage; a failure fails the ask
	 * @return this probe
	 */
	public <R extends @Nullable Object, M extends Request<? super A, R>> Probe<A> answerLater(Class<M> type,
			Function<? super M, ? extends CompletionStage<? extends R>> answer) {
		this.answers.put(type, (request) -> answer.apply(type.cast(request)));
		return this;
	}

	/**
	 * Expects that the next message is of a type.
	 * @param <M> the type
	 * @param type the class of the message, or a supertype
	 * @return the message
	 * @throws AssertionError if none has come, or another one, saying what has
	 */
	public <M extends Message<? super A>> M expect(Class<M> type) {
		this.steps.awaitQuiet();
		Message<?> next = this.pending.poll();
		if (next == null) {
			throw new AssertionError("Expected " + article(type) + ", but nothing has come" + before());
		}
		if (!type.isInstance(next)) {
			throw new AssertionError(
					"Expected " + article(type) + ", but " + next + " has come" + after(next) + before());
		}
		this.seen.add(next);
		return type.cast(next);
	}

	/**
	 * Expects that the next message is one, and equal to what is given.
	 * @param message the message
	 * @throws AssertionError if none has come, or another one, saying what has
	 */
	public void expect(Message<? super A> message) {
		this.steps.awaitQuiet();
		Message<?> next = this.pending.poll();
		if (!message.equals(next)) {
			throw new AssertionError("Expected " + message + ", but "
					+ ((next != null) ? next + " has come" + after(next) : "nothing has come") + before());
		}
		this.seen.add(next);
	}

	/**
	 * Expects a message of a type within a time, and moves that on as far as it takes.
	 * @param <M> the type
	 * @param type the class of the message, or a supertype
	 * @param within how far the time may be moved
	 * @return the message
	 * @throws AssertionError if none has come by then, or another one, saying what has
	 */
	public <M extends Message<? super A>> M expect(Class<M> type, Duration within) {
		this.steps.awaitQuiet();
		long until = this.steps.nanos() + within.toNanos();
		while (this.pending.isEmpty() && this.steps.runNext(until)) {
			this.steps.awaitQuiet();
		}
		return expect(type);
	}

	/**
	 * Expects that nothing more has come.
	 * @throws AssertionError if something has, saying what
	 */
	public void expectNothing() {
		this.steps.awaitQuiet();
		if (!this.pending.isEmpty()) {
			throw new AssertionError("Expected nothing, but " + List.copyOf(this.pending) + " has come" + before());
		}
	}

	/**
	 * Everything that has come and was not expected yet.
	 * @return in order; none of it is taken
	 */
	public List<Message<?>> pending() {
		this.steps.awaitQuiet();
		return List.copyOf(this.pending);
	}

	private static String article(Class<?> type) {
		return "a message of the type " + type.getSimpleName();
	}

	private String after(Message<?> next) {
		return this.pending.isEmpty() ? "" : ", and after it " + List.copyOf(this.pending);
	}

	private String before() {
		return this.seen.isEmpty() ? "" : "; before that " + this.seen;
	}

	@Nullable CompletionStage<?> received(Message<?> message) {
		this.pending.add(message);
		Function<Object, CompletionStage<?>> answer = this.answers.get(message.getClass());
		return (answer != null) ? answer.apply(message) : null;
	}

	/**
	 * Takes the place of another actor.
	 */
	static final class Double {

		private final Probe<?> probe;

		Double(Probe<?> probe) {
			this.probe = probe;
		}

		@Receive
		void tell(Message<?> message) {
			this.probe.received(message);
		}

		/**
		 * Whatever it fails with is an answer.
		 */
		@Receive
		CompletionStage<?> ask(Request<?, ?> request) throws Exception {
			CompletionStage<?> answer = this.probe.received(request);
			return (answer != null) ? answer : new CompletableFuture<>();
		}

	}

}
