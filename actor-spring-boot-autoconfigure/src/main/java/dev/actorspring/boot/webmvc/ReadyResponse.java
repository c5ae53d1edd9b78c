package dev.actorspring.boot.webmvc;

import java.io.IOException;

import dev.actorspring.boot.http.HttpAnswer;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * A response whose body is there already, so that nothing has to be chosen, encoded or
 * copied when it is written.
 */
final class ReadyResponse implements ServerResponse {

	private final HttpAnswer answer;

	/**
	 * Creates a response.
	 * @param answer what it says
	 */
	ReadyResponse(HttpAnswer answer) {
		this.answer = answer;
	}

	@Override
	public HttpStatusCode statusCode() {
		return this.answer.status();
	}

	@Override
	public HttpHeaders headers() {
		HttpHeaders all = new HttpHeaders();
		this.answer.addHeadersTo(all);
		return HttpHeaders.readOnlyHttpHeaders(all);
	}

	@Override
	public MultiValueMap<String, Cookie> cookies() {
		return new LinkedMultiValueMap<>();
	}

	@Override
	public @Nullable ModelAndView writeTo(HttpServletRequest request, HttpServletResponse response, Context context) {
		writeUnlessGone(this.answer, request, response);
		return null;
	}

	/**
	 * Writes an answer, unless another has begun. If the client has left, nobody is there
	 * who could be told.
	 */
	static void writeUnlessGone(HttpAnswer answer, HttpServletRequest request, HttpServletResponse response) {
		try {
			if (!response.isCommitted()) {
				write(answer, request, response);
			}
		}
		catch (IOException ex) {
			// The client has left.
		}
	}

	static void addHeaders(HttpHeaders headers, HttpServletResponse response) {
		headers.forEach((name, values) -> values.forEach((value) -> response.addHeader(name, value)));
	}

	private static void write(HttpAnswer answer, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		response.setStatus(answer.status().value());
		addHeaders(answer.headers(), response);
		if (answer.contentType() != null) {
			response.setContentType(answer.contentType().toString());
			response.setContentLength(answer.body().length);
			if (!HttpMethod.HEAD.matches(request.getMethod())) {
				response.getOutputStream().write(answer.body());
			}
		}
	}

}
