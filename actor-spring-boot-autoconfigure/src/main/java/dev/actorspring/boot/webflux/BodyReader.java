package dev.actorspring.boot.webflux;

import java.util.Arrays;

import dev.actorspring.boot.http.ProblemException;
import dev.actorspring.boot.http.RequestBodies;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.util.context.Context;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * Reads the body of one request to its end, and copies it.
 */
final class BodyReader implements CoreSubscriber<DataBuffer> {

	static final byte[] EMPTY = {};

	private final MonoSink<byte[]> sink;

	private final RequestBodies bodies;

	private byte[] body = EMPTY;

	private int size;

	private boolean done;

	@SuppressWarnings("NullAway.Init")
	private Subscription subscription;

	/**
	 * Creates a reader.
	 * @param sink gets the body, or a {@link ProblemException}
	 * @param bodies knows how large it may be
	 */
	BodyReader(MonoSink<byte[]> sink, RequestBodies bodies) {
		this.sink = sink;
		this.bodies = bodies;
	}

	/**
	 * Reads the body of a request.
	 * @param request the request
	 * @param bodies knows how large it may be
	 * @return the bytes, none if there is no body; or a {@link ProblemException}
	 */
	static Mono<byte[]> read(ServerRequest request, RequestBodies bodies) {
		bodies.checkLength(request.headers().asHttpHeaders());
		Flux<DataBuffer> parts = request.body(BodyExtractors.toDataBuffers());
		return Mono.create((sink) -> parts.subscribe(new BodyReader(sink, bodies)));
	}

	@Override
	public Context currentContext() {
		return Context.of(this.sink.contextView());
	}

	@Override
	public void onSubscribe(Subscription subscription) {
		this.subscription = subscription;
		this.sink.onCancel(subscription::cancel);
		subscription.request(Long.MAX_VALUE);
	}

	@Override
	public void onNext(DataBuffer part) {
		try {
			int count = part.readableByteCount();
			if (this.done) {
				return;
			}
			if (count > this.bodies.maxSize() - this.size) {
				this.subscription.cancel();
				fail(this.bodies.tooLarge());
				return;
			}
			int needed = this.size + count;
			if (needed > this.body.length) {
				// Mostly there is one part. If there are many, most find room.
				this.body = Arrays.copyOf(this.body,
						Math.max(needed, (this.size > 0) ? Math.clamp(2L * needed, 0, this.bodies.maxSize()) : 0));
			}
			part.read(this.body, this.size, count);
			this.size = needed;
		}
		finally {
			DataBufferUtils.release(part);
		}
	}

	@Override
	public void onComplete() {
		if (this.done) {
			return;
		}
		if (this.body.length > this.size) {
			this.body = Arrays.copyOf(this.body, this.size);
		}
		this.done = true;
		this.sink.success(this.body);
	}

	@Override
	public void onError(Throwable failure) {
		if (!this.done) {
			// The connection's, not ours: a client that leaves must not fill the log.
			fail(this.bodies.unreadable());
		}
	}

	private void fail(ProblemException problem) {
		this.done = true;
		this.body = EMPTY;
		this.sink.error(problem);
	}

}
