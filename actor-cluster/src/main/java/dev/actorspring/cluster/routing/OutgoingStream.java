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

	/** It has ended, or the other node wants no more. */
	private boolean over;

	private boolean cancelled;

	/** What the publisher does not know of yet. */
	private long demand;

	/** Whether a thread tells it. */
	private boolean working;

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
		this.lock.lock();
		try {
			this.demand = (this.demand + n < 0) ? Long.MAX_VALUE : this.demand + n;
		}
		finally {
			this.lock.unlock();
		}
		work();
	}

	/**
	 * The other node wants no more, or is gone.
	 */
	void cancel() {
		this.lock.lock();
		try {
			this.over = true;
			this.cancelled = true;
		}
		finally {
			this.lock.unlock();
		}
		work();
	}

	@Override
	public void onSubscribe(Flow.Subscription given) {
		boolean second;
		this.lock.lock();
		try {
			second = this.subscription != null;
			if (!second) {
				this.subscription = given;
			}
		}
		finally {
			this.lock.unlock();
		}
		if (second) {
			given.cancel();
		}
		else {
			work();
		}
	}

	/**
	 * Has the publisher told what there is to tell, by one thread at a time.
	 */
	private void work() {
		this.lock.lock();
		try {
			if (this.working) {
				return;
			}
			this.working = true;
		}
		finally {
			this.lock.unlock();
		}
		this.executor.execute(() -> {
			for (Runnable next = next(); next != null; next = next()) {
				next.run();
			}
		});
	}

	private @Nullable Runnable next() {
		this.lock.lock();
		try {
			Flow.Subscription known = this.subscription;
			if (known != null && this.cancelled) {
				this.cancelled = false;
				return known::cancel;
			}
			if (!this.over && !this.begun) {
				this.begun = true;
				return this::subscribe;
			}
			if (known != null && !this.over && this.demand > 0) {
				long wanted = this.demand;
				this.demand = 0;
				return () -> known.request(wanted);
			}
			this.working = false;
			return null;
		}
		finally {
			this.lock.unlock();
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

	@Override
	public void onNext(Object item) {
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
