package dev.actorspring.boot.http;

import java.lang.reflect.Method;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.protocol.Handler;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.web.util.pattern.PathPattern;

/**
 * A method and path that lead to a message.
 */
public final class Route {

	private final HttpMethod method;

	private final PathPattern pattern;

	private final Target target;

	private final Handler handler;

	private final @Nullable KeyComponent idempotencyKey;

	/**
	 * Creates a route.
	 * @param method the HTTP method
	 * @param pattern the path
	 * @param target whom it goes to
	 * @param handler who handles the message there
	 * @throws ActorConfigurationException if the idempotency key of the message cannot be
	 * one
	 */
	Route(HttpMethod method, PathPattern pattern, Target target, Handler handler) {
		this.method = method;
		this.pattern = pattern;
		this.target = target;
		this.handler = handler;
		KeyComponent key = KeyComponent.of(handler.messageType());
		this.idempotencyKey = target.durable() ? key : null;
	}

	/**
	 * The HTTP method.
	 * @return where it is GET, the route takes HEAD, too
	 */
	public HttpMethod method() {
		return this.method;
	}

	/**
	 * The path.
	 * @return the pattern of the path within the application
	 */
	public PathPattern pattern() {
		return this.pattern;
	}

	Target target() {
		return this.target;
	}

	Handler handler() {
		return this.handler;
	}

	/**
	 * What the header {@code Idempotency-Key} gives.
	 * @return {@code null} if a request must not have it
	 */
	@Nullable KeyComponent idempotencyKey() {
		return this.idempotencyKey;
	}

	/**
	 * Whether the request may have a body that becomes the message.
	 */
	boolean hasBody() {
		return hasBody(this.method);
	}

	static boolean hasBody(HttpMethod method) {
		return method.equals(HttpMethod.POST) || method.equals(HttpMethod.PUT) || method.equals(HttpMethod.PATCH);
	}

	/**
	 * What two routes must not have in common: the path with its variables unnamed.
	 */
	String signature() {
		return this.method + " " + PathVariables.unnamed(this.pattern.getPatternString());
	}

	String destination() {
		return "method " + Mapping.describe(this.handler.method()) + " of actor '" + this.target.name() + "'";
	}

	ActorConfigurationException conflict(String other) {
		return new ActorConfigurationException("The route " + this + " leads to " + destination() + " and to " + other,
				"Give one of them another path or HTTP method.");
	}

	/**
	 * Checks that a controller does not take the same requests.
	 * @param other a path of the controller
	 * @param controller the method of the controller, for the method of this route
	 * @throws ActorConfigurationException if the paths are the same
	 */
	public void checkDifferent(PathPattern other, Method controller) {
		if (PathVariables.unnamed(other.getPatternString())
			.equals(PathVariables.unnamed(this.pattern.getPatternString()))) {
			throw conflict("the controller method " + Mapping.describe(controller));
		}
	}

	/**
	 * Whether another path is more specific, and so goes before this route.
	 * @param other a path of a controller
	 * @return whether it does
	 */
	public boolean isLessSpecificThan(PathPattern other) {
		return PathPattern.SPECIFICITY_COMPARATOR.compare(other, this.pattern) < 0;
	}

	/**
	 * Whether a path may fit both this route and another pattern.
	 * @param other a path of a controller
	 * @return {@code false} only if none can
	 */
	public boolean mayOverlap(PathPattern other) {
		String[] first = other.getPatternString().split("/");
		String[] second = this.pattern.getPatternString().split("/");
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

	@Override
	public String toString() {
		return this.method + " " + this.pattern.getPatternString();
	}

}
