package dev.actorspring.engine;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * A subscriber that keeps what it gets.
 */
class Listener implements Flow.Subscriber<Integer> {

	private final long demand;

	final List<Integer> items = new CopyOnWriteArrayList<>();

	volatile Flow.@Nullable Subscription subscription;

	volatile @Nullable Throwable failure;

	volatile boolean completed;

	/** What it does besides, with each item. */
	volatile Consumer<Integer> reaction = (item) -> {
	};

	Listener(long demand) {
		this.demand = demand;
	}

	static Listener greedy() {
		return new Listener(Long.MAX_VALUE);
	}

	static Listener to(Flow.Publisher<Integer> publisher, long demand) {
		Listener listener = new Listener(demand);
		publisher.subscribe(listener);
		return listener;
	}

	@Override
	public void onSubscribe(Flow.Subscription subscription) {
		this.subscription = subscription;
		if (this.demand > 0) {
			subscription.request(this.demand);
		}
	}

	@Override
	public void onNext(Integer item) {
		this.items.add(item);
		this.reaction.accept(item);
	}

	@Override
	public void onError(Throwable failure) {
		this.failure = failure;
	}

	@Override
	public void onComplete() {
		this.completed = true;
	}

	boolean isOver() {
		return this.completed || this.failure != null;
	}

}
