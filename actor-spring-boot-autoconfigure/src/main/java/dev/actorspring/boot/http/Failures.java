package dev.actorspring.boot.http;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

import dev.actorspring.ActorCrashedException;
import dev.actorspring.ActorException;
import dev.actorspring.ActorInBackoffException;
import dev.actorspring.ActorTerminatedException;
import dev.actorspring.AskTimeoutException;
import dev.actorspring.DeclinedException;
import dev.actorspring.Handling;
import dev.actorspring.MailboxFullException;
import dev.actorspring.boot.diagnostics.Causes;
import dev.actorspring.protocol.Handler;
import dev.actorspring.spi.LogLine;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.NodeSnapshot;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.AlternativeJdkIdGenerator;
import org.springframework.util.IdGenerator;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * Decides which problem a failure is.
 */
final class Failures {

	private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

	/**
	 * A stopped actor comes back with a new deployment, if at all.
	 */
	static final Duration RETRY_LATER = Duration.ofSeconds(5);

	private final ActorSystem system;

	private final BackoffWatch backoff;

	private final boolean messages;

	private final IdGenerator ids = new AlternativeJdkIdGenerator();

	/**
	 * Creates it.
	 * @param system where the actors are
	 * @param backoff knows who is in backoff
	 * @param messages whether the messages of exceptions that nobody declares may be
	 * shown
	 */
	Failures(ActorSystem system, BackoffWatch backoff, boolean messages) {
		this.system = system;
		this.backoff = backoff;
		this.messages = messages;
	}

	/**
	 * The problem of a request that did not lead to a reply.
	 * @param failure what came instead of the reply
	 * @param handler who should have replied
	 * @param supervisors the paths of what is above the actor
	 * @param path the actor that was asked
	 */
	Problem problem(Throwable failure, Handler handler, List<String> supervisors, String path) {
		Optional<BackoffState> waits = backoff(failure, supervisors, path);
		if (waits.isPresent()) {
			return backoff(waits.get());
		}
		if (failure instanceof ProblemException invalid) {
			return invalid.problem();
		}
		// First, since a handler may declare one of ours.
		Throwable answer = answer(failure);
		Problem ofState = StateFailures.problem(answer, this.messages);
		if (ofState != null && (StateFailures.isOf(answer, path) || !handler.declares(answer))) {
			return ofState;
		}
		Problem ofCluster = ClusterFailures.problem(answer, this.messages);
		if (ofCluster != null && (StateFailures.isOf(answer, path) || !handler.declares(answer))) {
			return ofCluster;
		}
		if (handler.declares(answer)) {
			return declined(answer);
		}
		return switch (answer) {
			case MailboxFullException ex -> mailboxFull(ex.getQueueTime());
			// Who follows a stream begins it anew in any case.
			case ActorTerminatedException ex -> (handler.stream() != null) ? terminated() : terminated(ex);
			case ActorInBackoffException ex -> backoff(BackoffState.of(ex));
			case AskTimeoutException ex -> timeout(ex);
			case ActorCrashedException ex -> crashed((ex.getCause() != null) ? ex.getCause() : ex, handler, path);
			default -> {
				// What a handler threw came as a crash or is declared: it was its advice.
				Problem refusal = Refusals.problem(answer);
				yield (refusal != null) ? refusal : failed(answer, handler, path);
			}
		};
	}

	/**
	 * The exception that a handler declares, and has answered with.
	 * @param failure what came instead of the reply
	 * @param handler who should have replied
	 * @return {@code null} if the failure is another one
	 */
	@Nullable Throwable declared(Throwable failure, Handler handler) {
		Throwable answer = answer(failure);
		// A handler may declare so much that it includes what is ours.
		boolean ours = answer instanceof ProblemException || answer instanceof ActorException;
		return (!ours && handler.declares(answer)) ? answer : null;
	}

	private static Throwable answer(Throwable failure) {
		return (failure instanceof DeclinedException && failure.getCause() != null) ? failure.getCause() : failure;
	}

	/**
	 * The problem of an ask that the application has sent itself.
	 * @param failure what it failed with
	 */
	Problem problem(ActorException failure) {
		Optional<BackoffState> waits = backoff(failure, Target.supervisors(failure.getPath()), failure.getPath());
		if (waits.isPresent()) {
			return backoff(waits.get());
		}
		Problem ofState = StateFailures.problem(failure, this.messages);
		if (ofState != null) {
			return ofState;
		}
		Problem ofCluster = ClusterFailures.problem(failure, this.messages);
		if (ofCluster != null) {
			return ofCluster;
		}
		return switch (failure) {
			case DeclinedException ex -> declined((ex.getCause() != null) ? ex.getCause() : ex);
			case MailboxFullException ex -> mailboxFull(ex.getQueueTime());
			case ActorTerminatedException ex -> terminated(ex);
			case ActorInBackoffException ex -> backoff(BackoffState.of(ex));
			case AskTimeoutException ex -> timeout(ex);
			default -> asked(failure);
		};
	}

	/**
	 * The problem of a plain message that was refused. Only a refused request carries the
	 * time that the queue takes; how long the first message has waited is near to it.
	 * @param path the actor
	 */
	Problem mailboxFull(String path) {
		return mailboxFull(this.system.find(path)
			.map((node) -> (node instanceof NodeSnapshot.Actor actor) ? actor.oldestMessageAge() : null)
			.orElse(Duration.ZERO));
	}

	private static Problem mailboxFull(Duration queueTime) {
		return Problem.of(ProblemType.MAILBOX_FULL, "Too many messages are waiting already.").retryAfter(queueTime);
	}

	/**
	 * Whether a client may simply repeat it depends on how far it had come.
	 */
	private static Problem terminated(ActorTerminatedException failure) {
		return (failure.getHandling() == Handling.NOT_HANDLED) ? terminated() : Problem.of(ProblemType.OUTCOME_UNKNOWN,
				"It was stopped before it answered. Whether the request was handled is not known.");
	}

	static Problem terminated() {
		return Problem.of(ProblemType.TERMINATED, "It is not running.").retryAfter(RETRY_LATER);
	}

	Problem backoff(BackoffState found) {
		Throwable cause = found.cause();
		String after = (this.messages && cause != null)
				? ", after " + text(NestedExceptionUtils.getMostSpecificCause(cause)) : "";
		return Problem
			.of(ProblemType.BACKOFF,
					"It has failed, and is in backoff since %s%s. It will be tried again."
						.formatted(found.since().truncatedTo(ChronoUnit.MILLIS), after))
			.retryAfter(found.remaining());
	}

	private static String text(Throwable failure) {
		String type = failure.getClass().getSimpleName();
		return (failure.getMessage() != null) ? type + ": " + failure.getMessage() : type;
	}

	/**
	 * Whether a message was waiting when the actor went into backoff, and has been
	 * dropped.
	 */
	private Optional<BackoffState> backoff(Throwable failure, List<String> supervisors, String path) {
		return (failure instanceof AskTimeoutException) ? this.backoff.find(this.system, supervisors, path)
				: Optional.empty();
	}

	private static Problem timeout(AskTimeoutException failure) {
		LOG.debug("{}", failure.getMessage());
		return Problem.of(ProblemType.TIMEOUT, "There was no reply in the time allowed.");
	}

	/**
	 * The actor crashed, as its supervisor has logged, or there was another mistake.
	 */
	private Problem asked(ActorException failure) {
		String id = this.ids.generateId().toString();
		Throwable cause = (failure.getCause() != null) ? failure.getCause() : failure;
		LOG.error("Error {}: an ask of an HTTP request has failed: {}: {}", id,
				LogLine.of(String.valueOf(failure.getMessage())), LogLine.of(Causes.describe(cause)));
		if (LOG.isDebugEnabled()) {
			log(() -> LOG.debug("Error {} in full", id, cause));
		}
		return internal(id);
	}

	/**
	 * The actor crashed. Its supervisor has logged that, with the stack trace.
	 */
	private Problem crashed(Throwable cause, Handler handler, String path) {
		String id = this.ids.generateId().toString();
		String when = (handler.stream() != null) ? "before the end of the stream that answers" : "while handling";
		LOG.error("Error {}: {} crashed {} {} of an HTTP request: {}", id, LogLine.of(path), when,
				handler.messageType().getSimpleName(), LogLine.of(Causes.describe(cause)));
		if (LOG.isDebugEnabled()) {
			log(() -> LOG.debug("Error {} in full", id, cause));
		}
		return internal(id);
	}

	/**
	 * Something else went wrong, of which nobody else knows.
	 */
	private Problem failed(Throwable failure, Handler handler, String path) {
		String id = this.ids.generateId().toString();
		String message = "Error %s: there is no answer of %s to %s of an HTTP request: %s".formatted(id,
				LogLine.of(path), handler.messageType().getSimpleName(), LogLine.of(Causes.describe(failure)));
		if (!log(() -> LOG.error(message, failure))) {
			LOG.error(message);
		}
		return internal(id);
	}

	private static Problem internal(String id) {
		return Problem.of(ProblemType.CRASHED, "Something went wrong; the error id is in the log.").with("errorId", id);
	}

	/**
	 * Logs an exception, or one that it was caused by, that may fail to describe itself.
	 */
	private static boolean log(Runnable statement) {
		try {
			statement.run();
			return true;
		}
		catch (RuntimeException ex) {
			return false;
		}
	}

	/**
	 * The problem of an exception that is an answer.
	 */
	static Problem declined(Throwable answer) {
		if (answer instanceof ErrorResponse response) {
			return Problem.of(response.getBody(), response.getStatusCode(), response.getHeaders());
		}
		String message = Causes.message(answer);
		String detail = (message != null && ClassNames.isHarmless(message)) ? message : "The request was declined.";
		ResponseStatus status = AnnotatedElementUtils.findMergedAnnotation(answer.getClass(), ResponseStatus.class);
		if (status == null) {
			return Problem.of(ProblemType.DECLINED, detail);
		}
		return Problem.of(ProblemType.DECLINED, status.reason().isEmpty() ? detail : status.reason())
			.withStatus(status.code());
	}

}
