package dev.actorspring.boot.openapi;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.actorspring.boot.http.RouteDescription;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;

/**
 * The paths of a document. Two that differ only in the names of their variables are the
 * same to OpenAPI: then the names that were there first count.
 */
final class PathItems {

	private static final Pattern VARIABLE = Pattern.compile("\\{([^}]*)}");

	private final Paths paths;

	private final Map<String, String> known = new HashMap<>();

	PathItems(Paths paths) {
		this.paths = paths;
		paths.keySet().forEach((path) -> this.known.put(unnamed(path), path));
	}

	/**
	 * Where a route belongs.
	 */
	Place at(RouteDescription route) {
		String path = this.known.computeIfAbsent(unnamed(route.path()), (unnamed) -> route.path());
		PathItem item = this.paths.computeIfAbsent(path, (added) -> new PathItem());
		List<String> names = VARIABLE.matcher(path).results().map((match) -> match.group(1)).toList();
		Map<String, String> shown = new HashMap<>();
		for (int i = 0; i < route.variables().size(); i++) {
			shown.put(route.variables().get(i), names.get(i));
		}
		return new Place(item, shown);
	}

	private static String unnamed(String path) {
		return VARIABLE.matcher(path).replaceAll(Matcher.quoteReplacement("{}"));
	}

	/**
	 * A place in the document.
	 *
	 * @param item the operations of the path
	 * @param names the names of the path's variables in the document, by those in the
	 * route
	 */
	record Place(PathItem item, Map<String, String> names) {

	}

}
