package dev.actorspring.engine;

import java.util.Objects;
import java.util.concurrent.Flow;

/**
 * A publisher that a handler has returned, as the asker gets it: each subscription ends
 * with the incarnation at the latest.
 *
 * @param <T> the type of the items
 */
final class RelayedPublisher<T> implements Flow.Publisher<T> {

	private final OpenStreams owner;

	private final Flow.Publisher<T> origin;

	RelayedPublisher(OpenStreams owner, Flow.Publisher<T> origin) {
		this.owner = owner;
		this.origin = origin;
	}

	@Override
	public void subscribe(Flow.Subscriber<? super T> subscriber) {
		Objects.requireNonNull(subscriber, "subscriber");
		Throwable ended = this.owner.failure();
		if (ended != null) {
			Refusal.signal(subscriber, ended);
			return;
		}
		RelayedSubscription<T> relay = new RelayedSubscription<>(this.owner, subscriber);
		this.owner.add(relay);
		try {
			this.origin.subscribe(relay);
		}
		catch (Throwable ex) {
			// Against the rules; but somebody waits for a signal.
			relay.failedToSubscribe(ex);
		}
	}

}
