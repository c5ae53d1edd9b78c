package dev.actorspring.engine.stream;

import java.util.Objects;
import java.util.concurrent.Flow;

/**
 * A publisher that a handler has returned, as the asker gets it: each subscription ends
 * with the incarnation at the latest.
 *
 * @param <T> the type of the items
 */
public final class RelayedPublisher<T> implements Flow.Publisher<T> {

	private final OpenStreams streams;

	private final Flow.Publisher<T> origin;

	public RelayedPublisher(OpenStreams streams, Flow.Publisher<T> origin) {
		this.streams = streams;
		this.origin = origin;
	}

	@Override
	public void subscribe(Flow.Subscriber<? super T> subscriber) {
		Objects.requireNonNull(subscriber, "subscriber");
		Throwable ended = this.streams.failure();
		if (ended != null) {
			Refusal.signal(subscriber, ended);
			return;
		}
		RelayedSubscription<T> relay = new RelayedSubscription<>(this.streams, subscriber);
		this.streams.add(relay);
		try {
			this.origin.subscribe(relay);
		}
		catch (Throwable ex) {
			// Against the rules; but somebody waits for a signal.
			relay.failedToSubscribe(ex);
		}
	}

}
