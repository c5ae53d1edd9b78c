package dev.actorspring.boot.web;

import java.util.Arrays;
import java.util.function.Consumer;

import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.MonoSink;
import reactor.util.context.Context;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;

/**
 * Reads one body to its end, and copies it.
 */
final class BodyReader implements CoreSubscriber<DataBuffer> {

	private final MonoSink<byte[]> sink;

	private final RequestBodies bodies;

	private final Consumer<byte[]> check;

	private byte[] body = RequestBodies.EMPTY;

	private int size;

	private boolean done;

	@SuppressWarnings("NullAway.Init")
	private Subscription subscription;

	/**
	 * Creates a reader.
	 * @param sink gets the body, or a {@link ProblemException}
	 * @param bodies knows how large it may be
	 * @param check called with the body before the sink
	 */
	BodyReader(MonoSink<byte[]> sink, RequestBodies bodies, Consumer<byte[]> check) {
		this.sink = sink;
		this.bodies = bodies;
		this.check = check;
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
		try {
			this.check.accept(this.body);
		}
		catch (ProblemException ex) {
			fail(ex);
			return;
		}
		this.done = true;
		this.sink.success(this.body);
	}

	@Override
	public void onError(Throwable failure) {
		if (!this.done) {
			// The connection's, not ours: a client that leaves must not fill the log.
			fail(new ProblemException(Problem.invalid("", "cannot be read to its end")));
		}
	}

	private void fail(ProblemException problem) {
		this.done = true;
		this.body = RequestBodies.EMPTY;
		this.sink.error(problem);
	}

}
