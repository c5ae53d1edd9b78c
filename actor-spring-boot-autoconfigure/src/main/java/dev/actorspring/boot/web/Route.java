package dev.actorspring.boot.web;

import dev.actorspring.protocol.Handler;

import org.springframework.http.HttpMethod;
import org.springframework.web.util.pattern.PathPattern;

/**
 * A method and path that lead to a message.
 *
 * @param method the HTTP method
 * @param pattern the path
 * @param target whom it goes to
 * @param handler who handles the message there
 */
record Route(HttpMethod method, PathPattern pattern, Target target, Handler handler) {

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

	@Override
	public String toString() {
		return this.method + " " + this.pattern.getPatternString();
	}

}
