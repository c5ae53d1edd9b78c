package dev.actorspring.engine.stream;

import java.util.concurrent.Flow;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a subscriber gets that gets no items.
 */
public final class Refusal implements Flow.Subscription {

	private static final Logger log = LoggerFactory.getLogger(Refusal.class);

	public static final Flow.Subscription SUBSCRIPTION = new Refusal();

	private Refusal() {
	}

	/**
	 * Signals an error to a subscriber that has got no subscription.
	 * @param subscriber the subscriber
	 * @param failure why
	 */
	public static void signal(Flow.Subscriber<?> subscriber, Throwable failure) {
		try {
			subscriber.onSubscribe(SUBSCRIPTION);
			subscriber.onError(failure);
		}
		catch (Throwable ex) {
			log.warn("A subscriber failed when it was refused", ex);
		}
	}

	@Override
	public void request(long n) {
		// There is nothing to come.
	}

	@Override
	public void cancel() {
		// There is nothing to end.
	}

}
