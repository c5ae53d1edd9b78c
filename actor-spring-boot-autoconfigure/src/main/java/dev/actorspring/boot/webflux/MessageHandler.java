package dev.actorspring.boot.webflux;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import dev.actorspring.boot.caller.CallerRequest;
import dev.actorspring.boot.http.HttpAnswer;
import dev.actorspring.boot.http.MessageEndpoint.Answered;
import dev.actorspring.boot.http.MessageEndpoint.Asked;
import dev.actorspring.boot.http.MessageEndpoint;
import dev.actorspring.boot.http.MessageEndpoint.Exchange;
import dev.actorspring.boot.http.ProblemException;
import dev.actorspring.boot.http.RequestBodies;
import dev.actorspring.protocol.StreamReply;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Handles the requests of one route: reads the body, and waits for the reply, without a
 * thread that waits. What they mean is left to the {@link MessageEndpoint}.
 */
final class MessageHandler implements HandlerFunction<ServerResponse> {

	private static final Mono<byte[]> NO_BODY = Mono.just(BodyReader.EMPTY);

	private final MessageEndpoint endpoint;

	private final RequestBodies bodies;

	private final CallerIdentity identity;

	private final RequestContext context;

	private final DeclaredFailures declared;

	private final @Nullable StreamReplies streams;

	/**
	 * Creates a handler.
	 * @param endpoint the end of the route
	 * @param bodies knows how large bodies may be
	 * @param identity knows who has sent a request
	 * @param context puts the context of a request in place
	 * @param declared has advice answer what actors declare
	 * @param streams writes replies that are streams
	 */
	MessageHandler(MessageEndpoint endpoint, RequestBodies bodies, CallerIdentity identity, RequestContext context,
			DeclaredFailures declared, StreamBodies streams) {
		this.endpoint = endpoint;
		this.bodies = bodies;
		this.identity = identity;
		this.context = context;
		this.declared = declared;
		StreamReply stream = endpoint.stream();
		this.streams = (stream != null) ? new StreamReplies(stream, streams) : null;
	}

	@Override
	public Mono<ServerResponse> handle(ServerRequest request) {
		Exchange exchange = this.endpoint.open(request.method(), request.uri().getRawPath(), request.pathVariables(),
				request.queryParams(), request.headers().asHttpHeaders());
		Mono<ServerResponse> response = this.endpoint.wantsCallers()
				? caller(request).flatMap((caller) -> sent(request, exchange, caller)) : sent(request, exchange, null);
		return this.identity.within(response)
			// Within the request's context too: what is logged belongs to its trace.
			.onErrorResume((failure) -> within(() -> failed(request, exchange, failure)));
	}

	private Mono<ServerResponse> sent(ServerRequest request, Exchange exchange, @Nullable CallerRequest caller) {
		return body(request, exchange).flatMap((body) -> send(request, exchange, body, caller));
	}

	private static Mono<CallerRequest> caller(ServerRequest request) {
		return request.principal().map(Optional::of).defaultIfEmpty(Optional.empty()).map((principal) -> {
			Map<String, List<String>> cookies = new HashMap<>();
			request.cookies()
				.forEach((name, values) -> cookies.put(name, values.stream().map(HttpCookie::getValue).toList()));
			Locale locale = request.exchange().getLocaleContext().getLocale();
			// Copied, as some servers use theirs again for the next request.
			HttpHeaders headers = new HttpHeaders();
			headers.addAll(request.headers().asHttpHeaders());
			return new CallerRequest(headers, cookies, (locale != null) ? locale : Locale.getDefault(),
					request.remoteAddress().orElse(null), principal.orElse(null));
		});
	}

	private Mono<byte[]> body(ServerRequest request, Exchange exchange) {
		try {
			return exchange.expectsBody() ? BodyReader.read(request, this.bodies) : NO_BODY;
		}
		catch (ProblemException ex) {
			return Mono.error(ex);
		}
	}

	private Mono<ServerResponse> send(ServerRequest request, Exchange exchange, byte[] body,
			@Nullable CallerRequest caller) {
		StreamReplies streams = this.streams;
		if (streams != null) {
			return within(() -> exchange.send(body, caller)).flatMap((sent) -> switch (sent) {
				case Answered answered -> Mono.just(response(answered.answer()));
				case Asked asked -> streams.respond(exchange, asked.reply())
					.switchIfEmpty(Mono.fromSupplier(() -> response(exchange.answer(null))));
			});
		}
		return Mono.create((sink) -> {
			switch (this.context.call(sink.contextView(), () -> exchange.send(body, caller))) {
				case Answered answered -> sink.success(response(answered.answer()));
				case Asked asked -> PendingReply.await(request, exchange, asked, sink);
			}
		});
	}

	private ServerResponse failed(ServerRequest request, Exchange exchange, Throwable failure) {
		return this.declared.response(request.exchange(), exchange, failure)
			.orElseGet(() -> response(exchange.failure(failure)));
	}

	private <T> Mono<T> within(Supplier<T> action) {
		return Mono.deferContextual((context) -> Mono.just(this.context.call(context, action)));
	}

	private static ServerResponse response(HttpAnswer answer) {
		return new ReadyResponse(answer);
	}

}
