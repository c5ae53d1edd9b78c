package dev.actorspring.boot.http;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

import dev.actorspring.ActorException;
import dev.actorspring.DeclinedException;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.util.function.SingletonSupplier;

/**
 * Answers the failed asks of the application's own controllers as the routes of the
 * actors are answered, and knows when it is the application that answers.
 */
public final class ControllerFailures {

	private final Failures failures;

	private final SingletonSupplier<ExceptionHandlers> handlers;

	/**
	 * Creates it.
	 * @param failures decides which problem a failure is
	 * @param beans where the advice of the application is, asked when it is needed
	 */
	ControllerFailures(Failures failures, ListableBeanFactory beans) {
		this.failures = failures;
		this.handlers = SingletonSupplier.of(() -> ExceptionHandlers.of(beans));
	}

	/**
	 * Finds the method of the application that handles a failure: one that names the
	 * exception of the ask, or any of its own for an exception that is none of an ask, or
	 * that carries the actor's own answer. So an exception that an actor crashed with
	 * finds no handler that is meant for the controller's own.
	 * @param thrown what the controller failed with
	 * @param controller its class, if it is known
	 * @param accepted what the client accepts
	 * @return the method, or empty if the answer is ours
	 */
	public Optional<ExceptionHandlers.Handler> handler(Throwable thrown, @Nullable Class<?> controller,
			List<MediaType> accepted) {
		ActorException failure = failure(thrown);
		if (failure == null) {
			return this.handlers.obtain().any(thrown, controller, accepted);
		}
		Optional<ExceptionHandlers.Handler> named = this.handlers.obtain().named(thrown, failure, controller, accepted);
		return (named.isEmpty() && failure instanceof DeclinedException)
				? this.handlers.obtain().any(thrown, controller, accepted) : named;
	}

	/**
	 * The exception of an ask, as it is or as a future wraps it.
	 * @param thrown what a controller failed with
	 * @return {@code null} if it is another one, even if that has one of an ask as its
	 * cause
	 */
	public static @Nullable ActorException failure(Throwable thrown) {
		Throwable failure = thrown;
		while ((failure instanceof CompletionException || failure instanceof ExecutionException)
				&& failure.getCause() != null) {
			failure = failure.getCause();
		}
		return (failure instanceof ActorException actor) ? actor : null;
	}

	/**
	 * The answer to a failed ask.
	 * @param failure what it failed with
	 * @return the problem detail
	 */
	public ResponseEntity<ProblemDetail> response(ActorException failure) {
		Problem problem = this.failures.problem(failure);
		ProblemDetail detail = ProblemDetail.forStatus(problem.status());
		detail.setType(problem.type());
		detail.setTitle(problem.title());
		detail.setDetail(problem.detail());
		URI instance = problem.instance();
		if (instance != null) {
			detail.setInstance(instance);
		}
		problem.properties().forEach(detail::setProperty);
		return ResponseEntity.status(problem.status())
			.headers((headers) -> headers.putAll(problem.headers()))
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.body(detail);
	}

}
