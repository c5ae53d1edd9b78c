package dev.actorspring.boot.http;

import java.util.Map;
import java.util.function.Function;

import dev.actorspring.boot.caller.CallerParameterException;
import dev.actorspring.boot.caller.UnknownCallerException;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * Decides which problem it is that advice around a handler has refused a message. The
 * libraries that the advice comes from may not be there, so their exceptions are known by
 * name.
 */
final class Refusals {

	private static final String UNKNOWN = "It is not known who asks.";

	private static final Map<String, Function<Throwable, Problem>> KNOWN = Map.of(
			"org.springframework.security.core.AuthenticationException",
			(refusal) -> Problem.of(ProblemType.UNAUTHORIZED, UNKNOWN),
			"org.springframework.security.access.AccessDeniedException",
			(refusal) -> Problem.of(ProblemType.FORBIDDEN, "You may not do this."),
			"jakarta.validation.ConstraintViolationException", MethodViolations::ofConstraints,
			"org.springframework.validation.method.MethodValidationException", MethodViolations::ofParameters,
			"org.springframework.resilience.InvocationRejectedException", Refusals::tooMany,
			"io.github.resilience4j.ratelimiter.RequestNotPermitted", Refusals::tooMany,
			"io.github.resilience4j.bulkhead.BulkheadFullException", Refusals::tooMany,
			"io.github.resilience4j.circuitbreaker.CallNotPermittedException",
			(refusal) -> Problem.of(ProblemType.UNAVAILABLE, "It is not available at present.")
				.retryAfter(Failures.RETRY_LATER));

	private Refusals() {
	}

	/**
	 * The problem of a refusal.
	 * @param refusal what the advice threw
	 * @return {@code null} if nothing is known about it
	 */
	static @Nullable Problem problem(Throwable refusal) {
		if (refusal instanceof ErrorResponse
				|| AnnotatedElementUtils.hasAnnotation(refusal.getClass(), ResponseStatus.class)) {
			return Failures.declined(refusal);
		}
		if (refusal instanceof CallerParameterException parameter) {
			return Problem.invalid(parameter.getName(), parameter.getProblem());
		}
		if (refusal instanceof UnknownCallerException) {
			return Problem.of(ProblemType.UNAUTHORIZED, UNKNOWN);
		}
		for (Class<?> type = refusal.getClass(); type != null; type = type.getSuperclass()) {
			Function<Throwable, Problem> known = KNOWN.get(type.getName());
			if (known != null) {
				return known.apply(refusal);
			}
		}
		return null;
	}

	private static Problem tooMany(Throwable refusal) {
		return Problem.of(ProblemType.TOO_MANY_REQUESTS, "The limit is reached.");
	}

}
