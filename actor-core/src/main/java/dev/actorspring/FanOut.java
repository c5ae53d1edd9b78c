package dev.actorspring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Requests to many actors at once, of which each gets the same time to answer. What has
 * answered by then can be used, whatever became of the others.
 * <p>
 * The outcomes are there one by one, in the order in which they come, and as a whole:
 * <pre>
 * FanOut&lt;Shop, Offer&gt; asked = FanOut.ask(shops, new GetOffer(article), Duration.ofSeconds(1));
 * for (var next : asked.inCompletionOrder()) {
 * 	switch (context.await(next)) { // outside of an actor next.join()
 * 		case Outcome.Answered(var shop, var offer) -&gt; ...
 * 		case Outcome.Failed(var shop, var cause) -&gt; ...
 * 		case Outcome.Unanswered(var shop, var cause) -&gt; ...
 * 	}
 * }
 * </pre> Safe for use by any thread. Actions that depend on one of its futures run on the
 * thread that completes it, which may be that of an actor asked, of whoever cancels or,
 * if it is done already, of whoever adds the action: pass an executor to the
 * {@code …Async} variants for anything that takes time.
 *
 * @param <A> the actor class, or an interface that it implements
 * @param <R> the type of the replies
 */
public final class FanOut<A, R> {

	private final List<CompletableFuture<R>> asks;

	private final List<CompletableFuture<Outcome<A, R>>> inCompletionOrder;

	private final CompletableFuture<Outcomes<A, R>> whole = new CompletableFuture<>();

	/** Guarded by itself. */
	private final List<Outcome<A, R>> known;

	/** How many of {@link #inCompletionOrder} are still open. */
	private final AtomicInteger open;

	private FanOut(int size) {
		this.asks = new ArrayList<>(size);
		this.known = new ArrayList<>(size);
		this.open = new AtomicInteger(size);
		this.inCompletionOrder = Stream.generate(CompletableFuture<Outcome<A, R>>::new).limit(size).toList();
		if (size == 0) {
			this.whole.complete(soFar());
		}
	}

	/**
	 * Asks many actors the same and returns at once.
	 * @param <A> the actor class, or an interface that it implements
	 * @param <R> the type of the replies
	 * @param targets whom to ask; one that is in it twice is asked twice
	 * @param request what to ask
	 * @param timeout how long to wait for each reply, more than zero; inside an actor
	 * that is handling a request, never longer than that request has left
	 * @return the replies to come
	 * @throws IllegalArgumentException if the timeout is not more than zero
	 */
	public static <A, R> FanOut<A, R> ask(Collection<? extends ActorRef<A>> targets, Request<? super A, R> request,
			Duration timeout) {
		Objects.requireNonNull(request, "request");
		return ask(targets, (target) -> request, timeout);
	}

	/**
	 * Asks each of many actors something of its own and returns at once.
	 * @param <A> the actor class, or an interface that it implements
	 * @param <R> the type of the replies
	 * @param targets whom to ask; one that is in it twice is asked twice
	 * @param request says what to ask an actor. Called once for each, before any is
	 * asked; what it throws is thrown
	 * @param timeout how long to wait for each reply, more than zero; inside an actor
	 * that is handling a request, never longer than that request has left
	 * @return the replies to come
	 * @throws IllegalArgumentException if the timeout is not more than zero
	 */
	public static <A, R> FanOut<A, R> ask(Collection<? extends ActorRef<A>> targets,
			Function<? super ActorRef<A>, ? extends Request<? super A, R>> request, Duration timeout) {
		List<ActorRef<A>> asked = List.copyOf(targets);
		Objects.requireNonNull(request, "request");
		if (!timeout.isPositive()) {
			throw new IllegalArgumentException("The timeout is " + timeout + " but must be more than zero");
		}
		List<Request<? super A, R>> requests = new ArrayList<>(asked.size());
		for (ActorRef<A> target : asked) {
			requests.add(Objects.requireNonNull(request.apply(target), "request"));
		}
		FanOut<A, R> fanOut = new FanOut<>(asked.size());
		for (int i = 0; i < asked.size(); i++) {
			fanOut.ask(asked.get(i), requests.get(i), timeout);
		}
		return fanOut;
	}

	private void ask(ActorRef<A> target, Request<? super A, R> request, Duration timeout) {
		CompletableFuture<R> ask = start(target, request, timeout);
		this.asks.add(ask);
		ask.whenComplete((value, failure) -> arrived(outcome(target, value, failure)));
	}

	/**
	 * Asks one. A ref that fails instead of its future must not leave the others, which
	 * are asked already, without anybody who waits for them.
	 */
	private CompletableFuture<R> start(ActorRef<A> target, Request<? super A, R> request, Duration timeout) {
		try {
			return target.ask(request, timeout);
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private static <A, R> Outcome<A, R> outcome(ActorRef<A> from, @Nullable R value, @Nullable Throwable failure) {
		Throwable cause = (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
				: failure;
		return switch (cause) {
			case null -> new Outcome.Answered<>(from, value);
			case CancellationException cancelled -> new Outcome.Unanswered<>(from, cancelled);
			// An actor may also decline with somebody else's timeout: that is an answer.
			case AskTimeoutException timeout when timeout.getPath().equals(from.path()) ->
				new Outcome.Unanswered<>(from, timeout);
			default -> new Outcome.Failed<>(from, cause);
		};
	}

	private void arrived(Outcome<A, R> outcome) {
		int place;
		synchronized (this.known) {
			place = this.known.size();
			this.known.add(outcome);
		}
		// Somebody may have cancelled it, and then does not want to know.
		this.inCompletionOrder.get(place).complete(outcome);
		if (this.open.decrementAndGet() == 0) {
			this.whole.complete(soFar());
		}
	}

	/**
	 * One future for each request: the first completes with the outcome that comes first,
	 * and so on. None fails, and none stays open when the time is up. To cancel one
	 * withdraws nothing.
	 * @return unmodifiable, the same futures each time
	 */
	public List<CompletableFuture<Outcome<A, R>>> inCompletionOrder() {
		return this.inCompletionOrder;
	}

	/**
	 * Completes once all outcomes are known, which is when the time is up at the latest;
	 * all of {@link #inCompletionOrder()} are done then. Does not fail. To cancel it
	 * withdraws nothing.
	 * @return a future of the caller's own
	 */
	public CompletableFuture<Outcomes<A, R>> whole() {
		return this.whole.copy();
	}

	/**
	 * The outcomes that are known now. Requests that may still be answered are in none of
	 * its lists. Never blocks.
	 * @return a snapshot
	 */
	public Outcomes<A, R> soFar() {
		List<Outcome<A, R>> outcomes;
		synchronized (this.known) {
			outcomes = List.copyOf(this.known);
		}
		List<Outcome.Answered<A, R>> answered = new ArrayList<>();
		List<Outcome.Failed<A, R>> failed = new ArrayList<>();
		List<Outcome.Unanswered<A, R>> unanswered = new ArrayList<>();
		for (Outcome<A, R> outcome : outcomes) {
			switch (outcome) {
				case Outcome.Answered<A, R> value -> answered.add(value);
				case Outcome.Failed<A, R> failure -> failed.add(failure);
				case Outcome.Unanswered<A, R> missing -> unanswered.add(missing);
			}
		}
		return new Outcomes<>(answered, failed, unanswered);
	}

	/**
	 * Withdraws all requests that have not been answered: they count as
	 * {@linkplain Outcome.Unanswered unanswered}, and are not handled unless they are
	 * being handled already. Outcomes that are known already stay as they are. The whole
	 * is complete when it returns, but for what another thread is just reporting.
	 */
	public void cancel() {
		for (CompletableFuture<R> ask : this.asks) {
			ask.cancel(false);
		}
	}

}
