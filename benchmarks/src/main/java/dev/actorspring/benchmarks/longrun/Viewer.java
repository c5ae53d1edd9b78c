package dev.actorspring.benchmarks.longrun;

import java.util.concurrent.Flow;

import org.jspecify.annotations.Nullable;

/**
 * Reads a stream item by item, at the pace of somebody else.
 */
final class Viewer implements Flow.Subscriber<Long> {

	private final Traffic traffic;

	private volatile Flow.@Nullable Subscription subscription;

	Viewer(Traffic traffic) {
		this.traffic = traffic;
	}

	/**
	 * Reads one more item.
	 */
	void next() {
		Flow.Subscription current = this.subscription;
		if (current != null) {
			current.request(1);
		}
	}

	@Override
	public void onSubscribe(Flow.Subscription newSubscription) {
		this.subscription = newSubscription;
	}

	@Override
	public void onNext(Long item) {
		this.traffic.read();
	}

	@Override
	public void onError(Throwable failure) {
		this.traffic.ended(this, failure);
	}

	@Override
	public void onComplete() {
		this.traffic.ended(this, null);
	}

}
