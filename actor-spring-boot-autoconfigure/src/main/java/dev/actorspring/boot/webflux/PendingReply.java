package dev.actorspring.boot.webflux;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

import dev.actorspring.boot.http.MessageEndpoint.Asked;
import dev.actorspring.boot.http.MessageEndpoint.Exchange;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Schedulers;
import reactor.netty.Connection;

import org.springframework.http.server.reactive.AbstractServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.util.ClassUtils;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * A request that waits for the reply of an actor. It is handed from the actor's thread to
 * the one that writes it, in one step: each operator of a chain that did the same would
 * cost every request something.
 */
final class PendingReply implements BiConsumer<@Nullable Object, @Nullable Throwable>, Runnable, Disposable {

	private static final boolean REACTOR_NETTY = ClassUtils.isPresent("reactor.netty.Connection",
			PendingReply.class.getClassLoader());

	private final MonoSink<ServerResponse> sink;

	private final CompletableFuture<Object> future;

	private final Executor thread;

	private final Exchange exchange;

	private volatile boolean cancelled;

	private @Nullable Object reply;

	private @Nullable Throwable failure;

	private PendingReply(MonoSink<ServerResponse> sink, CompletableFuture<Object> future, Executor thread,
			Exchange exchange) {
		this.sink = sink;
		this.future = future;
		this.thread = thread;
		this.exchange = exchange;
	}

	/**
	 * Waits for a reply. A client that disconnects withdraws its request.
	 * @param request the request
	 * @param exchange makes the response of the reply
	 * @param asked completes with the reply
	 * @param sink gets the response, or the failure
	 */
	static void await(ServerRequest request, Exchange exchange, Asked asked, MonoSink<ServerResponse> sink) {
		Executor thread = asked.here() ? Runnable::run : thread(request);
		PendingReply pending = new PendingReply(sink, asked.reply(), thread, exchange);
		sink.onCancel(pending);
		asked.reply().whenComplete(pending);
	}

	/**
	 * Where a reply is written that is not there at once. The future of an ask is
	 * completed on the actor's own thread, which must go on with the next message and not
	 * write JSON. With Reactor Netty it is the event loop of the request, which has to
	 * send the response anyway; with other servers, Reactor's parallel threads.
	 */
	private static Executor thread(ServerRequest request) {
		Executor loop = REACTOR_NETTY ? ReactorNetty.eventLoop(request.exchange().getRequest()) : null;
		return (loop != null) ? loop : Schedulers.parallel()::schedule;
	}

	@Override
	public void accept(@Nullable Object reply, @Nullable Throwable failure) {
		this.reply = reply;
		this.failure = failure;
		if (!this.cancelled) {
			try {
				this.thread.execute(this);
			}
			catch (RuntimeException ex) {
				this.sink.error(ex);
			}
		}
	}

	@Override
	public void run() {
		// Nobody is there who could be told of a failure.
		if (this.cancelled) {
			return;
		}
		if (this.failure != null) {
			this.sink.error(this.failure);
			return;
		}
		try {
			this.sink.success(new ReadyResponse(this.exchange.answer(this.reply)));
		}
		catch (Throwable ex) {
			// Also an error: whoever waits must hear of it.
			this.sink.error(ex);
		}
	}

	@Override
	public void dispose() {
		this.cancelled = true;
		this.future.cancel(true);
	}

	/**
	 * Apart, so that its classes are only needed where they are.
	 */
	private static final class ReactorNetty {

		static @Nullable Executor eventLoop(ServerHttpRequest request) {
			return (nativeRequest(request) instanceof Connection connection) ? connection.channel().eventLoop() : null;
		}

		private static @Nullable Object nativeRequest(ServerHttpRequest request) {
			ServerHttpRequest undecorated = request;
			while (undecorated instanceof ServerHttpRequestDecorator decorator) {
				undecorated = decorator.getDelegate();
			}
			try {
				return (undecorated instanceof AbstractServerHttpRequest own) ? own.getNativeRequest() : null;
			}
			catch (IllegalStateException ex) {
				// The mock of a test has none.
				return null;
			}
		}

	}

}
