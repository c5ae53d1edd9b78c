package dev.actorspring.boot.openapi;

import java.lang.reflect.Method;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.actorspring.boot.http.ProblemType;

import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;

/**
 * The problems that come of advice around a handler, as far as an annotation tells of it.
 */
final class Advice {

	private static final Set<ProblemType> SECURITY = EnumSet.of(ProblemType.UNAUTHORIZED, ProblemType.FORBIDDEN);

	private static final Map<String, Set<ProblemType>> ANNOTATIONS = Map.of(
			"org.springframework.security.access.prepost.PreAuthorize", SECURITY,
			"org.springframework.security.access.annotation.Secured", SECURITY,
			"jakarta.annotation.security.RolesAllowed", SECURITY, "jakarta.annotation.security.DenyAll", SECURITY,
			"org.springframework.validation.annotation.Validated", EnumSet.of(ProblemType.INVALID_REQUEST),
			"io.github.resilience4j.ratelimiter.annotation.RateLimiter", EnumSet.of(ProblemType.TOO_MANY_REQUESTS),
			"io.github.resilience4j.bulkhead.annotation.Bulkhead", EnumSet.of(ProblemType.TOO_MANY_REQUESTS),
			"io.github.resilience4j.circuitbreaker.annotation.CircuitBreaker", EnumSet.of(ProblemType.UNAVAILABLE));

	private Advice() {
	}

	/**
	 * What may refuse a message before its handler runs.
	 * @param handler the method that handles it
	 */
	static Set<ProblemType> problems(Method handler) {
		Set<ProblemType> problems = EnumSet.noneOf(ProblemType.class);
		for (MergedAnnotations annotations : List.of(MergedAnnotations.from(handler, SearchStrategy.TYPE_HIERARCHY),
				MergedAnnotations.from(handler.getDeclaringClass(), SearchStrategy.TYPE_HIERARCHY))) {
			ANNOTATIONS.forEach((name, types) -> {
				if (annotations.isPresent(name)) {
					problems.addAll(types);
				}
			});
		}
		return problems;
	}

}
