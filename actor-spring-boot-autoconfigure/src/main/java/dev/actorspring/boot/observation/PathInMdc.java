package dev.actorspring.boot.observation;

import dev.actorspring.Message;
import dev.actorspring.system.TurnObserver;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Has the path of the actor in the MDC while a message is handled, so that what the
 * handler logs tells whose it is.
 *
 * @param next who else observes, if somebody does
 */
record PathInMdc(@Nullable TurnObserver next) implements TurnObserver {

	/**
	 * The same as that of spans.
	 */
	static final String KEY = ActorObservation.HighCardinalityKeyNames.PATH.asString();

	@Override
	public Observed begin(String path, Message<?> message) {
		// First, since it may fail: then there is no end that would tidy up.
		Observed observed = (this.next != null) ? this.next.begin(path, message) : null;
		// The sender's, if that is an actor.
		String before = MDC.get(KEY);
		MDC.put(KEY, path);
		return (outcome, thrown) -> {
			if (before != null) {
				MDC.put(KEY, before);
			}
			else {
				MDC.remove(KEY);
			}
			if (observed != null) {
				observed.end(outcome, thrown);
			}
		};
	}

}
