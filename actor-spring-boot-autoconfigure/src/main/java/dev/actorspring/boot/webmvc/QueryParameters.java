package dev.actorspring.boot.webmvc;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

import dev.actorspring.boot.http.ProblemException;
import dev.actorspring.boot.http.ProblemType;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/**
 * The parameters in the query of a request. Those that a servlet request knows have those
 * of a form in its body among them, and reading them reads the body.
 */
final class QueryParameters {

	private QueryParameters() {
	}

	/**
	 * Reads them.
	 * @param request the request
	 * @return decoded
	 * @throws ProblemException if that is not possible
	 */
	static MultiValueMap<String, String> of(HttpServletRequest request) {
		MultiValueMap<String, String> parameters = new LinkedMultiValueMap<>();
		String query = request.getQueryString();
		if (query == null) {
			return parameters;
		}
		for (String pair : query.split("&")) {
			int equals = pair.indexOf('=');
			String name = decode((equals >= 0) ? pair.substring(0, equals) : pair);
			if (!name.isEmpty()) {
				parameters.add(name, (equals >= 0) ? decode(pair.substring(equals + 1)) : "");
			}
		}
		return parameters;
	}

	private static String decode(String encoded) {
		try {
			return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			throw new ProblemException(ProblemType.INVALID_REQUEST, "The query is not percent-encoded.");
		}
	}

}
