package dev.actorspring.boot.webmvc;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.actorspring.boot.http.MessageEndpoint.Exchange;
import dev.actorspring.boot.http.StreamFormat;
import org.jspecify.annotations.Nullable;

/**
 * The body of one response that is a stream: each element is written as soon as it comes,
 * and the next are asked for only as fast as the client reads. How far the stream runs
 * ahead of the client is bounded by {@link #PREFETCH}, and by what fits into the buffers
 * of the connection.
 * <p>
 * Elements come on any thread, one at a time; the thread of the response writes them.
 */
final class StreamBody implements Flow.Subscriber<Object> {

	/**
	 * How many elements may be on their way from the thread that they come on, which may
	 * be the actor's own, to the one that writes JSON.
	 */
	private static final int PREFETCH = 16;

	/** So many are asked for at a time. */
	private static final int BATCH = PREFETCH / 2;

	/** No stream lasts for so long. */
	private static final Duration NEVER = Duration.ofDays(3_650);

	private final Exchange exchange;

	private final StreamFormat format;

	/** Elements, and at last how it has ended. */
	private final LinkedBlockingQueue<Object> arrived = new LinkedBlockingQueue<>();

	private volatile Flow.@Nullable Subscription subscription;

	private volatile boolean over;

	/**
	 * Creates a body.
	 * @param exchange knows how the elements are written, and what the last of a stream
	 * is that fails
	 */
	StreamBody(Exchange exchange) {
		this.exchange = exchange;
		this.format = exchange.format();
	}

	@Override
	public void onSubscribe(Flow.Subscription subscription) {
		this.subscription = subscription;
		if (this.over) {
			subscription.cancel();
		}
		else {
			subscription.request(PREFETCH);
		}
	}

	@Override
	public void onNext(Object element) {
		this.arrived.add(element);
	}

	@Override
	public void onError(Throwable failure) {
		this.arrived.add(new End(failure));
	}

	@Override
	public void onComplete() {
		this.arrived.add(new End(null));
	}

	/**
	 * Ends it at once, without what waits to be written. Any thread.
	 * @param failure what it ends with
	 */
	void shutDown(Throwable failure) {
		cancel();
		this.arrived.clear();
		this.arrived.add(new End(failure));
	}

	/**
	 * Wants no more elements. Any thread.
	 */
	void cancel() {
		this.over = true;
		Flow.Subscription known = this.subscription;
		if (known != null) {
			known.cancel();
		}
	}

	/**
	 * Writes until the stream ends.
	 * @param out where to
	 * @param heartbeat how often to write something that clients read over; zero for
	 * never
	 * @throws IOException if the client has left
	 * @throws InterruptedException if the thread is interrupted
	 */
	void writeTo(OutputStream out, Duration heartbeat) throws IOException, InterruptedException {
		boolean beats = !heartbeat.isZero() && heartbeat.compareTo(NEVER) < 0;
		int written = 0;
		for (;;) {
			Object next = beats ? this.arrived.poll(heartbeat.toNanos(), TimeUnit.NANOSECONDS) : this.arrived.take();
			if (next instanceof End end) {
				if (end.failure() != null) {
					out.write(this.format.problem(this.exchange.failure(end.failure()).body()));
				}
				return;
			}
			out.write((next != null) ? element(next) : this.format.heartbeat());
			if (this.arrived.isEmpty()) {
				out.flush();
			}
			if (next != null && ++written % BATCH == 0) {
				requestMore();
			}
		}
	}

	private byte[] element(Object element) {
		try {
			return this.format.element(this.exchange.element(element));
		}
		catch (Throwable ex) {
			// Also an error: whoever waits must hear of it.
			shutDown(ex);
			return new byte[0];
		}
	}

	private void requestMore() {
		Flow.Subscription known = this.subscription;
		if (known != null && !this.over) {
			known.request(BATCH);
		}
	}

	/**
	 * How it has ended.
	 *
	 * @param failure why, or {@code null} if it was complete
	 */
	private record End(@Nullable Throwable failure) {

	}

}
