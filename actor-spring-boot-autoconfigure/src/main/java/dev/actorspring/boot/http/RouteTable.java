package dev.actorspring.boot.http;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import dev.actorspring.ActorConfigurationException;

import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * All routes to actors, the most specific path first.
 */
public final class RouteTable {

	private final List<Route> routes;

	private final List<PathPattern> prefixes;

	/**
	 * Creates the table.
	 * @param routes in any order
	 * @param prefixes the paths below which nothing else is expected
	 * @throws ActorConfigurationException if two routes have the same method and path
	 */
	RouteTable(List<Route> routes, List<PathPattern> prefixes) {
		checkUnique(routes);
		this.routes = routes.stream()
			.sorted(Comparator.comparing(Route::pattern, PathPattern.SPECIFICITY_COMPARATOR))
			.toList();
		this.prefixes = prefixes.stream()
			.map((prefix) -> PathPatternParser.defaultInstance.parse(PathVariables.below(prefix.getPatternString())))
			.toList();
	}

	/**
	 * All routes.
	 * @return in the order in which they are tried
	 */
	public List<Route> routes() {
		return this.routes;
	}

	/**
	 * The route of a request.
	 * @param method the method, where GET also answers HEAD
	 * @param path the path within the application
	 * @return empty if there is none
	 */
	public Optional<Match> match(HttpMethod method, PathContainer path) {
		HttpMethod wanted = method.equals(HttpMethod.HEAD) ? HttpMethod.GET : method;
		for (Route route : this.routes) {
			if (route.method().equals(wanted)) {
				PathPattern.PathMatchInfo info = route.pattern().matchAndExtract(path);
				if (info != null) {
					return Optional.of(new Match(route, info.getUriVariables()));
				}
			}
		}
		return Optional.empty();
	}

	/**
	 * The methods that a path takes, by name in order.
	 * @return empty if the path leads nowhere
	 */
	Set<String> allowed(PathContainer path) {
		Set<String> methods = new TreeSet<>();
		for (Route route : this.routes) {
			if (route.pattern().matches(path)) {
				methods.add(route.method().name());
			}
		}
		if (methods.contains(HttpMethod.GET.name())) {
			methods.add(HttpMethod.HEAD.name());
		}
		return methods;
	}

	/**
	 * Whether we answer for a path that leads nowhere.
	 */
	boolean owns(PathContainer path) {
		return this.prefixes.stream().anyMatch((pattern) -> pattern.matches(path));
	}

	private static void checkUnique(List<Route> routes) {
		Map<String, Route> seen = new HashMap<>();
		for (Route route : routes) {
			Route other = seen.putIfAbsent(route.signature(), route);
			if (other != null && other.handler() == route.handler()) {
				throw new ActorConfigurationException(
						"The route " + route + " is given twice at " + route.destination(),
						"Remove one of the two paths, of the method or of the class.");
			}
			if (other != null) {
				throw route.conflict(other.destination());
			}
		}
	}

	/**
	 * A route that fits a request.
	 *
	 * @param route the route
	 * @param variables the path variables
	 */
	public record Match(Route route, Map<String, String> variables) {

	}

}
