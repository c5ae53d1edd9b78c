package dev.actorspring.boot.webmvc;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

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
import org.springframework.web.servlet.function.ServerResponse;

/**
 * A response of the reply of an actor. A virtual thread waits for it, and writes it. A
 * thread of the server's pool is given back as long as there is no reply; then one of
 * them writes it, but for a stream, which a virtual thread writes as long as it lasts.
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

	/** Whether somebody writes the reply. */
	private final AtomicBoolean taken = new AtomicBoolean();

	/**
	 * Creates a response.
	 * @param exchange makes the answer of the reply
	 * @param stream how the reply is a stream, or {@code null} if it is a value
	 * @param reply completes with the reply, on the actor's own thread
	 * @param writer writes it
	 */
	ReplyResponse(Exchange exchange, @Nullable StreamReply stream, CompletableFuture<Object> reply,
			ResponseWriter writer) {
		this.exchange = exchange;
		this.stream = stream;
		this.reply = reply;
		this.writer = writer;
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

	/**
	 * Called again, by another thread of the server, when a reply has come that was not
	 * there yet.
	 */
	@Override
	public @Nullable ModelAndView writeTo(HttpServletRequest request, HttpServletResponse response, Context context)
			throws ServletException {
		boolean mayWait = Thread.currentThread().isVirtual() || !request.isAsyncSupported();
		if (this.reply.isDone() || mayWait) {
			this.taken.set(true);
			write(request, response, mayWait);
		}
		else {
			DeferredResult<Object> awaited = new DeferredResult<>(NO_LIMIT.toMillis());
			awaited.onCompletion(this::abandonUnlessTaken);
			begin(awaited, request, response);
			this.reply.whenComplete((value, failure) -> awaited.setResult(this));
		}
		return null;
	}

	private static void begin(DeferredResult<Object> result, HttpServletRequest request, HttpServletResponse response)
			throws ServletException {
		WebAsyncManager manager = WebAsyncUtils.getAsyncManager(request);
		manager.setAsyncWebRequest(WebAsyncUtils.createAsyncWebRequest(request, response));
		try {
			manager.startDeferredResultProcessing(result);
		}
		catch (Exception ex) {
			throw new ServletException("The response cannot be written by another thread", ex);
		}
	}

	/**
	 * The request is over. If nobody has written the reply, as when the client has left
	 * or a filter has refused to go on, the actor is to learn of it.
	 */
	private void abandonUnlessTaken() {
		if (this.taken.compareAndSet(false, true)) {
			this.reply.cancel(true);
			StreamReply streamed = this.stream;
			if (streamed != null) {
				this.reply.thenAccept((value) -> ResponseWriter.abandon(this.exchange, streamed, value));
			}
		}
	}

	private void write(HttpServletRequest request, HttpServletResponse response, boolean mayWait)
			throws ServletException {
		try {
			Object value = this.reply.get();
			StreamReply streamed = this.stream;
			if (streamed == null || value == null) {
				this.writer.write(this.exchange, value, request, response);
				return;
			}
			StreamBody body = this.writer.begin(this.exchange, streamed, value, request, response);
			if (body == null) {
				return;
			}
			if (mayWait) {
				this.writer.write(body, response);
			}
			else {
				writeElsewhere(body, request, response);
			}
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

	private void writeElsewhere(StreamBody body, HttpServletRequest request, HttpServletResponse response)
			throws ServletException {
		DeferredResult<Object> written = new DeferredResult<>(NO_LIMIT.toMillis());
		Runnable writing = this.writer.inPresentContext(() -> this.writer.write(body, response));
		begin(written, request, response);
		Thread.ofVirtual().name("actor-stream").start(() -> {
			try {
				writing.run();
			}
			finally {
				end(written);
			}
		});
	}

	private static void end(DeferredResult<Object> written) {
		try {
			written.setResult(null);
		}
		catch (IllegalStateException ex) {
			// The server has ended the request already, as the client has left.
		}
	}

}
