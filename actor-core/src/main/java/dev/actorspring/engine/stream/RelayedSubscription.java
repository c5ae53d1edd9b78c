package dev.actorspring.engine.stream;

import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import dev.actorspring.engine.log.Texts;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands between the publisher that a handler has returned and a subscriber. Signals,
 * demand and cancel pass through on the thread they come on, one for one, until the
 * incarnation ends, which can be at any time. So that the error which that brings does
 * not overlap with another signal, the calls of the subscriber that are under way are
 * counted, and whoever comes back from the last one delivers the end.
 *
 * @param <T> the type of the items
 */
public final class RelayedSubscription<T> implements Flow.Subscriber<T>, Flow.Subscription, OpenStream {

	private static final int ENDED = 1;

	private static final int CALL = 2;

	private static final Logger log = LoggerFactory.getLogger(RelayedSubscription.class);

	private final OpenStreams streams;

	/** {@code null} once it is to get nothing more. Guarded by {@link #calls}. */
	private Flow.@Nullable Subscriber<? super T> subscriber;

	private volatile Flow.@Nullable Subscription origin;

	/**
	 * {@link #CALL} for each call under way, being subscribed included, since nothing
	 * else may come before that; and {@link #ENDED} once none may begin.
	 */
	private final AtomicInteger calls = new AtomicInteger(CALL);

	private final AtomicReference<@Nullable End> end = new AtomicReference<>();

	public RelayedSubscription(OpenStreams streams, Flow.Subscriber<? super T> subscriber) {
		this.streams = streams;
		this.subscriber = subscriber;
	}

	// From the publisher.

	@Override
	public void onSubscribe(Flow.Subscription subscription) {
		Objects.requireNonNull(subscription, "subscription");
		if (this.origin != null) {
			subscription.cancel();
			return;
		}
		this.origin = subscription;
		if (this.end.get() != null) {
			cancelOrigin();
		}
		call((target) -> target.onSubscribe(this));
	}

	@Override
	public void onNext(T item) {
		Objects.requireNonNull(item, "item");
		if (beginCall()) {
			call((target) -> target.onNext(item));
		}
	}

	@Override
	public void onError(Throwable failure) {
		if (finish(new End.Failed(Objects.requireNonNull(failure, "failure")))) {
			deliverEnd();
		}
	}

	@Override
	public void onComplete() {
		if (finish(new End.Completed())) {
			deliverEnd();
		}
	}

	/**
	 * Tells the subscriber that the publisher has thrown.
	 * @param thrown what it threw
	 */
	public void failedToSubscribe(Throwable thrown) {
		if (this.origin == null) {
			onSubscribe(Refusal.SUBSCRIPTION);
		}
		onError(thrown);
	}

	// From the subscriber.

	@Override
	public void request(long n) {
		Flow.Subscription subscription = this.origin;
		if (subscription != null && this.end.get() == null) {
			subscription.request(n);
		}
	}

	@Override
	public void cancel() {
		if (this.end.get() != null) {
			return;
		}
		if (finish(new End.Cancelled())) {
			deliverEnd();
		}
		cancelOrigin();
	}

	// From the incarnation.

	@Override
	public void end(Throwable failure) {
		boolean idle = finish(new End.Failed(failure));
		// Not on the thread that ends the actor.
		this.streams.owner().execute(() -> {
			if (idle) {
				deliverEnd();
			}
			cancelOrigin();
		});
	}

	@Override
	public void stopWaiting() {
		// The actor does not feed it.
	}

	@Override
	public boolean hasSubscriber() {
		return true;
	}

	// Serial.

	/**
	 * Decides how it ends, unless that is decided.
	 * @return whether the caller must deliver the end
	 */
	private boolean finish(End how) {
		if (!this.end.compareAndSet(null, how)) {
			return false;
		}
		this.streams.remove(this);
		return this.calls.getAndAdd(ENDED) == 0;
	}

	private boolean beginCall() {
		for (;;) {
			int before = this.calls.get();
			if ((before & ENDED) != 0) {
				return false;
			}
			if (this.calls.compareAndSet(before, before + CALL)) {
				return true;
			}
		}
	}

	/**
	 * Makes a call that has begun.
	 */
	private void call(Call<T> signal) {
		Flow.Subscriber<? super T> target = this.subscriber;
		this.streams.owner().outsideOfTheTurn(() -> {
			try {
				if (target != null) {
					signal.to(target);
				}
			}
			catch (Throwable ex) {
				log(ex);
				cancel();
			}
			if (this.calls.addAndGet(-CALL) == ENDED) {
				deliverEnd();
			}
		});
	}

	private void deliverEnd() {
		Flow.Subscriber<? super T> target = this.subscriber;
		this.subscriber = null;
		if (target != null) {
			this.streams.owner().outsideOfTheTurn(() -> {
				try {
					signalEnd(target);
				}
				catch (Throwable ex) {
					log(ex);
				}
			});
		}
	}

	private void signalEnd(Flow.Subscriber<? super T> target) {
		switch (this.end.get()) {
			case End.Completed completed -> target.onComplete();
			case End.Failed(Throwable failure) -> target.onError(failure);
			case End.Cancelled cancelled -> {
			}
			case null -> throw new IllegalStateException("Not ended");
		}
	}

	private void cancelOrigin() {
		Flow.Subscription subscription = this.origin;
		if (subscription != null) {
			try {
				subscription.cancel();
			}
			catch (Throwable ex) {
				Texts.safely(log, () -> log.warn("A publisher of {} failed when its subscription was cancelled",
						Texts.line(this.streams.path()), ex));
			}
		}
	}

	private void log(Throwable thrown) {
		Texts.safely(log, () -> log.warn("A subscriber to a stream of {} failed and gets nothing more",
				Texts.line(this.streams.path()), thrown));
	}

	private sealed interface End {

		record Completed() implements End {

		}

		record Failed(Throwable failure) implements End {

		}

		record Cancelled() implements End {

		}

	}

	private interface Call<T> {

		void to(Flow.Subscriber<? super T> subscriber);

	}

}
