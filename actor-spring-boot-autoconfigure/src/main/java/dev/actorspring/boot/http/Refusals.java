package dev.actorspring.boot.http;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

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

	/** Those that say enough by their class, wherever they were thrown. */
	private static final Map<String, Supplier<Problem>> BY_NAME = Map.of(
			"org.springframework.security.core.AuthenticationException",
			() -> Problem.of(ProblemType.UNAUTHORIZED, UNKNOWN), UnknownCallerException.class.getName(),
			() -> Problem.of(ProblemType.UNAUTHORIZED, UNKNOWN),
			"org.springframework.security.access.AccessDeniedException",
			() -> Problem.of(ProblemType.FORBIDDEN, "You may not do this."),
			"org.springframework.resilience.InvocationRejectedException", Refusals::tooMany,
			"io.github.resilience4j.ratelimiter.RequestNotPermitted", Refusals::tooMany,
			"io.github.resilience4j.bulkhead.BulkheadFullException", Refusals::tooMany,
			"io.github.resilience4j.circuitbreaker.CallNotPermittedException",
			() -> Problem.of(ProblemType.UNAVAILABLE, "It is not available at present.")
				.retryAfter(Failures.RETRY_LATER));

	private static final Map<String, Function<Throwable, Problem>> VIOLATIONS = Map.of(
			"jakarta.validation.ConstraintViolationException", MethodViolations::ofConstraints,
			"org.springframework.validation.method.MethodValidationException", MethodViolations::ofParameters);

	/**
	 * Those that say by their fields what is wrong, which do not come from other nodes.
	 */
	private static final Set<String> INVALID = Set.of(CallerParameterException.class.getName(),
			"jakarta.validation.ConstraintViolationException",
			"org.springframework.validation.method.MethodValidationException");

	private static final Supplier<Problem> INVALID_ELSEWHERE = () -> Problem.of(ProblemType.INVALID_REQUEST,
			"The request is not what its handler takes.");

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
		for (Class<?> type = refusal.getClass(); type != null; type = type.getSuperclass()) {
			Function<Throwable, Problem> violations = VIOLATIONS.get(type.getName());
			if (violations != null) {
				return violations.apply(refusal);
			}
			Supplier<Problem> known = BY_NAME.get(type.getName());
			if (known != null) {
				return known.get();
			}
		}
		return ClusterFailures.types(refusal)
			.stream()
			.map((type) -> INVALID.contains(type) ? INVALID_ELSEWHERE : BY_NAME.get(type))
			.filter(Objects::nonNull)
			.findFirst()
			.map(Supplier::get)
			.orElse(null);
	}

	private static Problem tooMany() {
		return Problem.of(ProblemType.TOO_MANY_REQUESTS, "The limit is reached.");
	}

}
