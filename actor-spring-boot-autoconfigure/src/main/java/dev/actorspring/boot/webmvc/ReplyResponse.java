package dev.actorspring.boot.webmvc;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import dev.actorspring.boot.http.MessageEndpoint.Exchange;
import dev.actorspring.protocol.StreamReply;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncManager;
import org.springframework.web.context.request.async.WebAsyncUtils;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * A response of the reply of an actor. A virtual thread waits for it, and writes it. A
 * thread of the server's pool is given back as long as there is no reply, and as long as
 * a stream lasts.
 */
final class ReplyResponse implements ServerResponse {

	/**
	 * A request to an actor has a time limit of its own, and a stream has none. Not zero,
	 * which is none for a server, and no time at all for the tests of MockMvc.
	 */
	private static final Duration NO_LIMIT = Duration.ofDays(3_650);

	private final Exchange exchange;

	private final @Nullable StreamReply stream;

	private final CompletableFuture<Object> reply;

	private final ResponseWriter writer;

	private ReplyResponse(Exchange exchange, @Nullable StreamReply stream, CompletableFuture<Object> reply,
			ResponseWriter writer) {
		this.exchange = exchange;
		this.stream = stream;
		this.reply = reply;
		this.writer = writer;
	}

	/**
	 * Creates a response.
	 * @param request the request
	 * @param exchange makes the answer of the reply
	 * @param stream how the reply is a stream, or {@code null} if it is a value
	 * @param reply completes with the reply, on the actor's own thread
	 * @param writer writes it
	 */
	static ServerResponse of(ServerRequest request, Exchange exchange, @Nullable StreamReply stream,
			CompletableFuture<Object> reply, ResponseWriter writer) {
		ServerResponse response = new ReplyResponse(exchange, stream, reply, writer);
		if (reply.isDone() || mayWait(request.servletRequest())) {
			return response;
		}
		return ServerResponse.async(reply.handle((value, failure) -> response), NO_LIMIT);
	}

	private static boolean mayWait(HttpServletRequest request) {
		return Thread.currentThread().isVirtual() || !request.isAsyncSupported();
	}

	@Override
	public HttpStatusCode statusCode() {
		return this.exchange.status();
	}

	@Override
	public HttpHeaders headers() {
		return this.exchange.applied();
	}

	@Override
	public MultiValueMap<String, Cookie> cookies() {
		return new LinkedMultiValueMap<>();
	}

	@Override
	public @Nullable ModelAndView writeTo(HttpServletRequest request, HttpServletResponse response, Context context)
			throws ServletException {
		if (this.stream == null || this.reply.isCompletedExceptionally() || mayWait(request)) {
			write(request, response);
		}
		else {
			DeferredResult<Object> written = new DeferredResult<>(NO_LIMIT.toMillis());
			Runnable writing = this.writer.inPresentContext(() -> {
				write(request, response);
				written.setResult(null);
			});
			begin(written, request, response);
			Thread.ofVirtual().name("actor-stream").start(writing);
		}
		return null;
	}

	private static void begin(DeferredResult<Object> written, HttpServletRequest request, HttpServletResponse response)
			throws ServletException {
		WebAsyncManager manager = WebAsyncUtils.getAsyncManager(request);
		manager.setAsyncWebRequest(WebAsyncUtils.createAsyncWebRequest(request, response));
		try {
			manager.startDeferredResultProcessing(written);
		}
		catch (Exception ex) {
			throw new ServletException("The response cannot be written by another thread", ex);
		}
	}

	private void write(HttpServletRequest request, HttpServletResponse response) {
		try {
			this.writer.write(this.exchange, this.stream, this.reply.get(), request, response);
		}
		catch (ExecutionException ex) {
			this.writer.fail(this.exchange, (ex.getCause() != null) ? ex.getCause() : ex, request, response);
		}
		catch (CancellationException ex) {
			this.writer.fail(this.exchange, ex, request, response);
		}
		catch (InterruptedException ex) {
			this.reply.cancel(true);
			this.writer.fail(this.exchange, StreamShutdown.failure(), request, response);
			Thread.currentThread().interrupt();
		}
	}

}
