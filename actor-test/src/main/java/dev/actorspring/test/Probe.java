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
import java.util.function.Predicate;
import java.util.function.Supplier;

import dev.actorspring.ActorRef;
import dev.actorspring.KeyedActors;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import org.jspecify.annotations.Nullable;

/**
 * An actor that stands for another one in a test: it records what it gets, in order, and
 * answers what it is told to. A request for which it has no answer stays unanswered.
 * <p>
 * Where the time stands still, expectations wait until all is quiet, and no longer: what
 * has not come by then does not come unless the time is moved. In a whole application
 * they wait for some seconds.
 *
 * @param <A> the actor class, or the interface, that it stands for
 */
public final class Probe<A> {

	private final Class<A> type;

	private final Supplier<TestTime> time;

	private final Addresses<A> addresses;

	private final Queue<Received> pending = new ConcurrentLinkedQueue<>();

	private final List<Received> seen = new ArrayList<>();

	private final ConcurrentMap<Class<?>, Function<Object, CompletionStage<?>>> answers = new ConcurrentHashMap<>();

	/**
	 * Creates a probe.
	 * @param type the actor class, or the interface
	 * @param time how to wait, asked for when it is waited
	 * @param addresses makes the refs that lead to it
	 */
	Probe(Class<A> type, Supplier<TestTime> time, Function<Probe<A>, Addresses<A>> addresses) {
		this.type = type;
		this.time = time;
		this.addresses = addresses.apply(this);
	}

	/**
	 * Whom it stands for.
	 * @return the actor class, or the interface
	 */
	public Class<A> type() {
		return this.type;
	}

	/**
	 * Its ref.
	 * @return to be given to whom it stands for another
	 * @throws IllegalStateException if it stands for keyed actors of an application
	 */
	public ActorRef<A> ref() {
		return this.addresses.ref();
	}

	/**
	 * Refs for whoever takes it for a family: what is sent to any key comes here.
	 * @return the family
	 * @throws IllegalStateException if it stands for a single actor of an application
	 */
	public KeyedActors<A> keyed() {
		return this.addresses.keyed();
	}

	/**
	 * The key that was meant by the message that was expected last.
	 * @return the key
	 * @throws IllegalStateException if there is none, as it was not sent to a key
	 */
	public String key() {
		String key = this.seen.isEmpty() ? null : this.seen.getLast().key();
		if (key == null) {
			throw new IllegalStateException(this.seen.isEmpty() ? "No message was expected yet"
					: this.seen.getLast() + " was not sent to a key");
		}
		return key;
	}

	/**
	 * Forgets what has come, and all answers.
	 */
	public void reset() {
		this.answers.clear();
		this.pending.clear();
		this.seen.clear();
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
			catch (Throwable ex) {
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
	 * @param expected the class of the message, or a supertype
	 * @return the message
	 * @throws AssertionError if none has come, or another one, saying what has
	 */
	public <M extends Message<? super A>> M expect(Class<M> expected) {
		return expect(expected, this.time.get().await(this::hasCome) ? "" : this.time.get().limit());
	}

	/**
	 * Expects a message of a type within a time, and moves that on as far as it takes.
	 * @param <M> the type
	 * @param expected the class of the message, or a supertype
	 * @param within how far the time may be moved; in a whole application, how long to
	 * wait
	 * @return the message
	 * @throws AssertionError if none has come by then, or another one, saying what has
	 */
	public <M extends Message<? super A>> M expect(Class<M> expected, Duration within) {
		return expect(expected, this.time.get().await(this::hasCome, within) ? "" : " within " + within);
	}

	private <M> M expect(Class<M> expected, String limit) {
		Received next = this.pending.poll();
		if (next == null) {
			throw new AssertionError("Expected " + article(expected) + ", but nothing has come" + limit + before());
		}
		if (!expected.isInstance(next.message())) {
			throw new AssertionError(
					"Expected " + article(expected) + ", but " + next + " has come" + after() + before());
		}
		this.seen.add(next);
		return expected.cast(next.message());
	}

	/**
	 * Expects that the next message is one, and equal to what is given.
	 * @param message the message
	 * @throws AssertionError if none has come, or another one, saying what has
	 */
	public void expect(Message<? super A> message) {
		expect(new Received(null, message), (next) -> message.equals(next.message()));
	}

	/**
	 * Expects that the next message is one, equal to what is given, and for a key.
	 * @param key the key
	 * @param message the message
	 * @throws AssertionError if none has come, or another one, saying what has
	 */
	public void expect(String key, Message<? super A> message) {
		Received expected = new Received(key, message);
		expect(expected, expected::equals);
	}

	private void expect(Received expected, Predicate<Received> matches) {
		String limit = this.time.get().await(this::hasCome) ? "" : this.time.get().limit();
		Received next = this.pending.poll();
		if (next == null) {
			throw new AssertionError("Expected " + expected + ", but nothing has come" + limit + before());
		}
		if (!matches.test(next)) {
			throw new AssertionError("Expected " + expected + ", but " + next + " has come" + after() + before());
		}
		this.seen.add(next);
	}

	/**
	 * Expects that nothing more has come. In a whole application nobody can say that
	 * nothing will: it waits until no actor has anything to do, for half a second at
	 * most.
	 * @throws AssertionError if something has, saying what
	 */
	public void expectNothing() {
		this.time.get().settle();
		if (!this.pending.isEmpty()) {
			throw new AssertionError("Expected nothing, but " + List.copyOf(this.pending) + " has come" + before());
		}
	}

	/**
	 * Everything that has come and was not expected yet. Waits as
	 * {@link #expectNothing()} does.
	 * @return in order; none of it is taken
	 */
	public List<Message<?>> pending() {
		this.time.get().settle();
		return this.pending.stream().<Message<?>>map(Received::message).toList();
	}

	private boolean hasCome() {
		return !this.pending.isEmpty();
	}

	private static String article(Class<?> type) {
		return "a message of the type " + type.getSimpleName();
	}

	private String after() {
		return this.pending.isEmpty() ? "" : ", and after it " + List.copyOf(this.pending);
	}

	private String before() {
		return this.seen.isEmpty() ? "" : "; before that " + this.seen;
	}

	/**
	 * A message has come. Any thread.
	 * @param key whom it was for, or {@code null} if not for a key
	 * @param message the message
	 * @return its answer, or {@code null} if it stays unanswered
	 */
	@Nullable CompletionStage<?> received(@Nullable String key, Message<?> message) {
		this.pending.add(new Received(key, message));
		Function<Object, CompletionStage<?>> answer = this.answers.get(message.getClass());
		try {
			return (answer != null) ? answer.apply(message) : null;
		}
		catch (Throwable ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	/**
	 * What has come.
	 *
	 * @param key whom it was for, or {@code null} if not for a key
	 * @param message the message
	 */
	private record Received(@Nullable String key, Message<?> message) {

		@Override
		public String toString() {
			return this.message + ((this.key != null) ? " to " + this.key : "");
		}

	}

	/**
	 * The refs that lead to a probe.
	 *
	 * @param <A> the actor class, or the interface
	 */
	interface Addresses<A> {

		ActorRef<A> ref();

		KeyedActors<A> keyed();

	}

	/**
	 * Takes the place of another actor.
	 */
	static final class Substitute {

		private final Probe<?> probe;

		private final @Nullable String key;

		/**
		 * Creates a double.
		 * @param key whom it stands for, or {@code null} if not for a key
		 */
		Substitute(Probe<?> probe, @Nullable String key) {
			this.probe = probe;
			this.key = key;
		}

		@Receive
		void tell(Message<?> message) {
			this.probe.received(this.key, message);
		}

		/**
		 * Whatever it fails with is an answer.
		 */
		@Receive
		CompletionStage<?> ask(Request<?, ?> request) throws Exception {
			CompletionStage<?> answer = this.probe.received(this.key, request);
			return (answer != null) ? answer : new CompletableFuture<>();
		}

	}

}
