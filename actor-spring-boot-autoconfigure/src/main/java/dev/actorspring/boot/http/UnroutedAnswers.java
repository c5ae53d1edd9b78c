package dev.actorspring.boot.http;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;
import org.springframework.http.server.PathContainer;

/**
 * The answers to requests below our paths that fit no route: 404, or 405 where another
 * method would have led to an actor. All are empty where the path is not ours.
 */
public final class UnroutedAnswers {

	private final RouteTable table;

	private final JsonMapper mapper;

	UnroutedAnswers(RouteTable table, JsonMapper mapper) {
		this.table = table;
		this.mapper = mapper;
	}

	/**
	 * The answer where nobody else has anything at a path.
	 * @param path the path within the application
	 * @param sent the path as it was sent
	 * @return 405 or 404
	 */
	public Optional<HttpAnswer> notFound(PathContainer path, String sent) {
		Optional<HttpAnswer> otherMethod = methodNotAllowed(path, sent, List.of());
		if (otherMethod.isPresent() || !this.table.owns(path)) {
			return otherMethod;
		}
		return answer(Problem.of(ProblemType.NOT_FOUND, "No message is known by this path."), sent);
	}

	/**
	 * The answer where a path takes other methods.
	 * @param path the path within the application
	 * @param sent the path as it was sent
	 * @param elsewhere the methods that others than actors take there
	 * @return 405 with all the methods, or empty if none leads to an actor
	 */
	public Optional<HttpAnswer> methodNotAllowed(PathContainer path, String sent, Collection<String> elsewhere) {
		Set<String> allowed = new TreeSet<>(this.table.allowed(path));
		if (allowed.isEmpty()) {
			return Optional.empty();
		}
		allowed.addAll(elsewhere);
		String methods = String.join(", ", allowed);
		return answer(Problem.of(ProblemType.METHOD_NOT_ALLOWED, "This path takes " + methods + " only.")
			.withHeader(HttpHeaders.ALLOW, methods), sent);
	}

	/**
	 * The answer where a reply would not be acceptable, or nobody can read what is.
	 * @param path the path within the application
	 * @param sent the path as it was sent
	 * @return 406
	 */
	public Optional<HttpAnswer> notAcceptable(PathContainer path, String sent) {
		return isOurs(path) ? answer(RequestBodies.notAcceptable(), sent) : Optional.empty();
	}

	/**
	 * The answer where nobody can read what the body is.
	 * @param path the path within the application
	 * @param sent the path as it was sent
	 * @return 415
	 */
	public Optional<HttpAnswer> unsupportedMediaType(PathContainer path, String sent) {
		return isOurs(path) ? answer(RequestBodies.unsupported(), sent) : Optional.empty();
	}

	private boolean isOurs(PathContainer path) {
		return !this.table.allowed(path).isEmpty() || this.table.owns(path);
	}

	private Optional<HttpAnswer> answer(Problem problem, String sent) {
		return Optional.of(problem.answer(this.mapper, sent));
	}

}
