package dev.actorspring.boot.http;

import java.util.Map;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.util.MultiValueMap;

/**
 * A request without its body.
 *
 * @param method the HTTP method
 * @param path the path as it was sent, encoded
 * @param variables the path variables of the route
 * @param query the query parameters
 * @param headers the headers
 */
public record RequestData(HttpMethod method, String path, Map<String, String> variables,
		MultiValueMap<String, String> query, HttpHeaders headers) {

	/**
	 * Whether a method only asks.
	 * @param method an HTTP method
	 * @return whether it is GET or HEAD
	 */
	public static boolean isSafe(HttpMethod method) {
		return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
	}

}
