package dev.actorspring.boot.webflux;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

import dev.actorspring.boot.http.MessageEndpoint;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.MonoSink;

import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * A request that waits for the reply of an actor. It is handed from the actor's thread to
 * the one that writes it, in one step: each operator of a chain that did the same would
 * cost every request something.
 */
final class PendingReply implements BiConsumer<@Nullable Object, @Nullable Throwable>, Runnable, Disposable {

	private final MonoSink<ServerResponse> sink;

	private final CompletableFuture<Object> future;

	private final Executor thread;

	private final MessageEndpoint.Exchange exchange;

	private volatile boolean cancelled;

	private @Nullable Object reply;

	private @Nullable Throwable failure;

	private PendingReply(MonoSink<ServerResponse> sink, CompletableFuture<Object> future, Executor thread,
			MessageEndpoint.Exchange exchange) {
		this.sink = sink;
		this.future = future;
		this.thread = thread;
		this.exchange = exchange;
	}

	/**
	 * Waits for a reply. A client that disconnects withdraws its request.
	 * @param future completes with the reply
	 * @param sink gets the response, or the failure
	 * @param thread where the response is made
	 * @param exchange makes it of the reply
	 */
	static void await(CompletableFuture<Object> future, MonoSink<ServerResponse> sink, Executor thread,
			MessageEndpoint.Exchange exchange) {
		PendingReply pending = new PendingReply(sink, future, thread, exchange);
		sink.onCancel(pending);
		future.whenComplete(pending);
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

}
