package dev.actorspring.cluster.routing;

import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

import dev.actorspring.cluster.wire.UnfitMessageException;
import org.jspecify.annotations.Nullable;

/**
 * A stream that an actor here has replied with to a request from another node, from which
 * its demand comes. It is subscribed to with the first of that. The publisher's code runs
 * on threads of the executor, or its own.
 */
final class OutgoingStream implements Flow.Subscriber<Object> {

	private final Flow.Publisher<?> publisher;

	private final Function<Object, byte[]> encoder;

	private final Target target;

	private final Executor executor;

	private final ReentrantLock lock = new ReentrantLock();

	private Flow.@Nullable Subscription subscription;

	private boolean begun;

	private boolean over;

	/** Before there is a subscription. */
	private long demand;

	/**
	 * Creates a stream.
	 * @param encoder writes an item
	 * @param target gets the items and the end, in order
	 */
	OutgoingStream(Flow.Publisher<?> publisher, Function<Object, byte[]> encoder, Target target, Executor executor) {
		this.publisher = publisher;
		this.encoder = encoder;
		this.target = target;
		this.executor = executor;
	}

	/**
	 * The other node wants more.
	 */
	void request(int n) {
		this.executor.execute(() -> requestHere(n));
	}

	private void requestHere(int n) {
		boolean first;
		Flow.Subscription known;
		this.lock.lock();
		try {
			first = !this.begun && !this.over;
			this.begun = true;
			known = this.subscription;
			if (known == null) {
				this.demand += n;
			}
		}
		finally {
			this.lock.unlock();
		}
		if (known != null) {
			known.request(n);
		}
		else if (first) {
			subscribe();
		}
	}

	@SuppressWarnings("unchecked") // any item is an object
	private void subscribe() {
		try {
			((Flow.Publisher<Object>) this.publisher).subscribe(this);
		}
		catch (RuntimeException ex) {
			onError(ex);
		}
	}

	/**
	 * The other node wants no more, or is gone.
	 */
	void cancel() {
		Flow.Subscription known;
		this.lock.lock();
		try {
			this.over = true;
			known = this.subscription;
		}
		finally {
			this.lock.unlock();
		}
		if (known != null) {
			this.executor.execute(known::cancel);
		}
	}

	@Override
	public void onSubscribe(Flow.Subscription given) {
		long wanted;
		boolean late;
		this.lock.lock();
		try {
			late = this.over || this.subscription != null;
			if (!late) {
				this.subscription = given;
			}
			wanted = this.demand;
		}
		finally {
			this.lock.unlock();
		}
		if (late) {
			given.cancel();
		}
		else {
			given.request(wanted);
		}
	}

	@Override
	public void onNext(Object item) {
		if (this.over) {
			return;
		}
		byte[] bytes;
		try {
			bytes = this.encoder.apply(item);
		}
		catch (UnfitMessageException ex) {
			cancel();
			this.target.end(ex);
			return;
		}
		this.target.item(bytes);
	}

	@Override
	public void onError(Throwable failure) {
		end(failure);
	}

	@Override
	public void onComplete() {
		end(null);
	}

	private void end(@Nullable Throwable failure) {
		boolean tell;
		this.lock.lock();
		try {
			tell = !this.over;
			this.over = true;
		}
		finally {
			this.lock.unlock();
		}
		if (tell) {
			this.target.end(failure);
		}
	}

	/**
	 * Where the items go.
	 */
	interface Target {

		void item(byte[] bytes);

		/**
		 * @param failure why there are no more, or {@code null} if that is all
		 */
		void end(@Nullable Throwable failure);

	}

}
