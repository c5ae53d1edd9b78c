package dev.actorspring.boot.webmvc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.actorspring.boot.http.Route;
import dev.actorspring.boot.http.RouteTable;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.condition.PathPatternsRequestCondition;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;

/**
 * The mappings of the application's controllers, which Spring asks after all functional
 * routes. So that it makes no difference which of the two a route is, the same method and
 * path in both fail the start, and a more specific path of a controller goes before that
 * of an actor.
 */
final class ControllerRoutes implements SmartInitializingSingleton {

	private final RouteTable table;

	private final ObjectProvider<RequestMappingHandlerMapping> mappings;

	/**
	 * Those that may come before a route; few routes have any.
	 */
	private final Map<Route, List<RequestMappingInfo>> moreSpecific = new IdentityHashMap<>();

	/**
	 * Creates it.
	 * @param table the routes to actors
	 * @param mappings where the controllers are, asked when all of them are known
	 */
	ControllerRoutes(RouteTable table, ObjectProvider<RequestMappingHandlerMapping> mappings) {
		this.table = table;
		this.mappings = mappings;
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.mappings.forEach((mapping) -> mapping.getHandlerMethods().forEach(this::add));
	}

	private void add(RequestMappingInfo info, HandlerMethod controller) {
		for (PathPattern pattern : patterns(info)) {
			for (Route route : this.table.routes()) {
				if (takes(info, route) && route.mayOverlap(pattern)) {
					if (!info.getMethodsCondition().getMethods().isEmpty()) {
						route.checkDifferent(pattern, controller.getMethod());
					}
					if (route.isLessSpecificThan(pattern)) {
						this.moreSpecific.computeIfAbsent(route, (key) -> new ArrayList<>()).add(info);
					}
				}
			}
		}
	}

	/**
	 * None where the application has gone back to the path matcher of old.
	 */
	private static Collection<PathPattern> patterns(RequestMappingInfo info) {
		PathPatternsRequestCondition condition = info.getPathPatternsCondition();
		return (condition != null) ? condition.getPatterns() : Set.of();
	}

	private static boolean takes(RequestMappingInfo info, Route route) {
		return info.getMethodsCondition().getMethods().isEmpty()
				|| info.getMethodsCondition().getMethods().contains(RequestMethod.resolve(route.method()));
	}

	/**
	 * Whether a controller takes a request that fits a route, by a more specific path.
	 */
	boolean claim(HttpServletRequest request, Route route) {
		if (this.moreSpecific.isEmpty()) {
			return false;
		}
		for (RequestMappingInfo info : this.moreSpecific.getOrDefault(route, List.of())) {
			RequestMappingInfo match = info.getMatchingCondition(request);
			if (match != null && patterns(match).stream().anyMatch(route::isLessSpecificThan)) {
				return true;
			}
		}
		return false;
	}

}
