package dev.actorspring.boot.webmvc;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

import dev.actorspring.boot.http.ControllerFailures;
import dev.actorspring.boot.http.ExceptionHandlers;
import dev.actorspring.boot.http.HttpAnswer;
import dev.actorspring.boot.http.MessageEndpoint.Exchange;
import dev.actorspring.protocol.StreamReply;
import dev.actorspring.system.ContextCarrier;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/**
 * Writes what has become of requests. A client that has left is no failure: nobody is
 * there who could be told.
 */
final class ResponseWriter {

	private final Duration heartbeat;

	private final StreamShutdown shutdown;

	private final @Nullable ContextCarrier carrier;

	private final @Nullable ControllerFailures advice;

	/**
	 * Creates what all responses share.
	 * @param heartbeat how often a stream writes something that clients read over; zero
	 * for never
	 * @param shutdown when all streams end
	 * @param carrier knows what belongs to a request, or {@code null} if nothing does
	 * @param advice knows the application's, or {@code null} if it is not to be asked
	 */
	ResponseWriter(Duration heartbeat, StreamShutdown shutdown, @Nullable ContextCarrier carrier,
			@Nullable ControllerFailures advice) {
		this.heartbeat = heartbeat;
		this.shutdown = shutdown;
		this.carrier = carrier;
		this.advice = advice;
	}

	/**
	 * Has something done elsewhere as if on this thread: what is logged belongs to the
	 * trace of the request.
	 */
	Runnable inPresentContext(Runnable action) {
		ContextCarrier known = this.carrier;
		Object captured = (known != null) ? known.capture() : null;
		if (known == null || captured == null) {
			return action;
		}
		return () -> {
			try (ContextCarrier.Scope scope = known.restore(captured)) {
				action.run();
			}
		};
	}

	/**
	 * Writes a reply that is a value.
	 * @param exchange makes the answer of it
	 * @param reply the reply
	 * @param request the request
	 * @param response the response
	 */
	void write(Exchange exchange, @Nullable Object reply, HttpServletRequest request, HttpServletResponse response) {
		HttpAnswer answer;
		try {
			answer = exchange.answer(reply);
		}
		catch (Throwable ex) {
			// Also an error: whoever waits must hear of it.
			answer = exchange.failure(ex);
		}
		ReadyResponse.writeUnlessGone(answer, request, response);
	}

	/**
	 * Writes what has come instead of a reply. Throws it if the actor has declared it and
	 * the application has advice for it, which is called then as it would be if a
	 * controller had thrown it.
	 */
	void fail(Exchange exchange, Throwable failure, HttpServletRequest request, HttpServletResponse response) {
		Throwable declared = exchange.declared(failure);
		if (declared != null && this.advice != null) {
			ExceptionHandlers.Handler handler = this.advice.handler(declared, exchange.actor(), accepted(request))
				.orElse(null);
			if (handler != null) {
				new AdvisedFailure(handler, exchange.failure(failure)).putInto(request);
				ResponseWriter.<RuntimeException>rethrow(declared);
			}
		}
		ReadyResponse.writeUnlessGone(exchange.failure(failure), request, response);
	}

	/**
	 * Throws an exception as it is: what calls this may declare none.
	 */
	@SuppressWarnings({ "unchecked", "TypeParameterUnusedInFormals" })
	private static <E extends Throwable> void rethrow(Throwable declared) throws E {
		throw (E) declared;
	}

	private static List<MediaType> accepted(HttpServletRequest request) {
		try {
			String accept = String.join(",", Collections.list(request.getHeaders(HttpHeaders.ACCEPT)));
			return accept.isEmpty() ? List.of(MediaType.ALL) : MediaType.parseMediaTypes(accept);
		}
		catch (InvalidMediaTypeException ex) {
			return List.of(MediaType.ALL);
		}
	}

	/**
	 * Begins with a reply that is a stream: subscribes to it in any case, and cancels it
	 * if nobody wants it any more, as the actor must learn of it. The headers are sent
	 * before the first element comes, so that the client knows that there is a stream.
	 * @param exchange knows how it is written
	 * @param stream how the reply is a stream
	 * @param reply the reply
	 * @param request the request
	 * @param response the response
	 * @return what is to be written, or {@code null} if nothing is
	 */
	@Nullable StreamBody begin(Exchange exchange, StreamReply stream, Object reply, HttpServletRequest request,
			HttpServletResponse response) {
		if (HttpMethod.HEAD.matches(request.getMethod())) {
			writeHead(exchange, response);
			abandon(exchange, stream, reply);
			return null;
		}
		StreamBody body = new StreamBody(exchange);
		try {
			stream.replied().toPublisher(reply).subscribe(body);
			writeHead(exchange, response);
			response.flushBuffer();
			this.shutdown.add(body);
			return body;
		}
		catch (IOException ex) {
			// The client has left.
			body.cancel();
		}
		catch (Throwable ex) {
			// Also an error: whoever waits must hear of it.
			body.cancel();
			ReadyResponse.writeUnlessGone(exchange.failure(ex), request, response);
		}
		return null;
	}

	private static void writeHead(Exchange exchange, HttpServletResponse response) {
		response.setStatus(exchange.status().value());
		ReadyResponse.addHeaders(exchange.applied(), response);
		response.setContentType(exchange.format().mediaType().toString());
		response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noCache().getHeaderValue());
	}

	/**
	 * Cancels a stream that nobody wants.
	 */
	static void abandon(Exchange exchange, StreamReply stream, Object reply) {
		StreamBody nobody = new StreamBody(exchange);
		nobody.cancel();
		stream.replied().toPublisher(reply).subscribe(nobody);
	}

	/**
	 * Writes a stream until it ends, or the client leaves.
	 */
	void write(StreamBody body, HttpServletResponse response) {
		try {
			body.writeTo(response.getOutputStream(), this.heartbeat);
		}
		catch (IOException ex) {
			// The client has left.
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			body.cancel();
			this.shutdown.remove(body);
		}
	}

}
