package dev.actorspring.boot.webmvc;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.actorspring.boot.caller.CallerRequest;
import dev.actorspring.boot.http.MessageEndpoint;
import dev.actorspring.boot.http.MessageEndpoint.Answered;
import dev.actorspring.boot.http.MessageEndpoint.Asked;
import dev.actorspring.boot.http.MessageEndpoint.Exchange;
import dev.actorspring.boot.http.ProblemException;
import dev.actorspring.boot.http.RequestBodies;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.support.RequestContextUtils;

/**
 * Handles the requests of one route: reads the body, and sends the message. What they
 * mean is left to the {@link MessageEndpoint}, waiting for the reply to the
 * {@link ReplyResponse}.
 */
final class MessageHandler implements HandlerFunction<ServerResponse> {

	private static final byte[] NO_BODY = {};

	private static final Cookie[] NO_COOKIES = {};

	private final MessageEndpoint endpoint;

	private final RequestBodies bodies;

	private final ResponseWriter writer;

	/**
	 * Creates a handler.
	 * @param endpoint the end of the route
	 * @param bodies knows how large bodies may be
	 * @param writer waits for replies, and writes them
	 */
	MessageHandler(MessageEndpoint endpoint, RequestBodies bodies, ResponseWriter writer) {
		this.endpoint = endpoint;
		this.bodies = bodies;
		this.writer = writer;
	}

	@Override
	public ServerResponse handle(ServerRequest request) {
		MultiValueMap<String, String> query;
		try {
			query = QueryParameters.of(request.servletRequest());
		}
		catch (ProblemException ex) {
			return new ReadyResponse(open(request, new LinkedMultiValueMap<>()).failure(ex));
		}
		return handle(request, open(request, query));
	}

	private Exchange open(ServerRequest request, MultiValueMap<String, String> query) {
		return this.endpoint.open(request.method(), request.servletRequest().getRequestURI(), request.pathVariables(),
				query, headers(request.servletRequest()));
	}

	/**
	 * As they were sent: Spring's own copy adds an encoding to the content type, and
	 * fails if that cannot have one.
	 */
	private static HttpHeaders headers(HttpServletRequest request) {
		HttpHeaders headers = new HttpHeaders();
		request.getHeaderNames()
			.asIterator()
			.forEachRemaining((name) -> headers.addAll(name, Collections.list(request.getHeaders(name))));
		return headers;
	}

	/**
	 * Nothing of the request may be looked at later.
	 */
	private @Nullable CallerRequest caller(ServerRequest request) {
		if (!this.endpoint.wantsCallers()) {
			return null;
		}
		HttpServletRequest servlet = request.servletRequest();
		Map<String, List<String>> cookies = new HashMap<>();
		Stream.of((servlet.getCookies() != null) ? servlet.getCookies() : NO_COOKIES)
			.forEach((cookie) -> cookies.computeIfAbsent(cookie.getName(), (name) -> new ArrayList<>())
				.add(cookie.getValue()));
		return new CallerRequest(headers(servlet), cookies, RequestContextUtils.getLocale(servlet),
				RemoteAddress.of(servlet.getRemoteAddr(), servlet.getRemotePort()), servlet.getUserPrincipal());
	}

	private ServerResponse handle(ServerRequest request, Exchange exchange) {
		try {
			byte[] body = exchange.expectsBody() ? BodyReader.read(request.servletRequest(), this.bodies) : NO_BODY;
			return switch (exchange.send(body, caller(request))) {
				case Answered answered -> new ReadyResponse(answered.answer());
				case Asked asked -> new ReplyResponse(exchange, this.endpoint.stream(), asked.reply(), this.writer);
			};
		}
		catch (RuntimeException ex) {
			return new ReadyResponse(exchange.failure(ex));
		}
	}

}
