package dev.actorspring.boot.web;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import dev.actorspring.ActorConfigurationException;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.server.ServerWebExchange;
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
		for (PathPattern pattern : info.getPatternsCondition().getPatterns()) {
			for (Route route : this.table.routes()) {
				if (takes(info, route) && mayOverlap(pattern, route.pattern())) {
					checkDifferent(info, pattern, controller, route);
					if (isMoreSpecific(pattern, route)) {
						this.moreSpecific.computeIfAbsent(route, (key) -> new ArrayList<>()).add(info);
					}
				}
			}
		}
	}

	private static boolean takes(RequestMappingInfo info, Route route) {
		return info.getMethodsCondition().getMethods().isEmpty()
				|| info.getMethodsCondition().getMethods().contains(RequestMethod.resolve(route.method()));
	}

	private static void checkDifferent(RequestMappingInfo info, PathPattern pattern, HandlerMethod controller,
			Route route) {
		if (!info.getMethodsCondition().getMethods().isEmpty() && PathVariables.unnamed(pattern.getPatternString())
			.equals(PathVariables.unnamed(route.pattern().getPatternString()))) {
			throw new ActorConfigurationException(
					"The route " + route + " leads to method " + Mapping.describe(route.handler().method())
							+ " of actor '" + route.target().name() + "' and to the controller method "
							+ Mapping.describe(controller.getMethod()),
					"Give one of them another path or HTTP method.");
		}
	}

	private static boolean isMoreSpecific(PathPattern pattern, Route route) {
		return PathPattern.SPECIFICITY_COMPARATOR.compare(pattern, route.pattern()) < 0;
	}

	private static boolean mayOverlap(PathPattern one, PathPattern other) {
		String[] first = one.getPatternString().split("/");
		String[] second = other.getPatternString().split("/");
		for (int i = 0; i < Math.min(first.length, second.length); i++) {
			if (isRest(first[i]) || isRest(second[i])) {
				return true;
			}
			if (isLiteral(first[i]) && isLiteral(second[i]) && !first[i].equals(second[i])) {
				return false;
			}
		}
		return first.length == second.length || isRest(first[first.length - 1]) || isRest(second[second.length - 1]);
	}

	private static boolean isRest(String segment) {
		return segment.contains("**") || segment.startsWith("{*");
	}

	private static boolean isLiteral(String segment) {
		return segment.chars().noneMatch((c) -> c == '{' || c == '*' || c == '?');
	}

	/**
	 * Whether a controller takes a request that fits a route, by a more specific path.
	 */
	boolean claim(ServerWebExchange exchange, Route route) {
		if (this.moreSpecific.isEmpty()) {
			return false;
		}
		for (RequestMappingInfo info : this.moreSpecific.getOrDefault(route, List.of())) {
			RequestMappingInfo match = info.getMatchingCondition(exchange);
			if (match != null && match.getPatternsCondition()
				.getPatterns()
				.stream()
				.anyMatch((pattern) -> isMoreSpecific(pattern, route))) {
				return true;
			}
		}
		return false;
	}

}
