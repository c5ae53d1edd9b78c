package dev.actorspring.engine;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import dev.actorspring.engine.log.Texts;
import dev.actorspring.system.ActorEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of events to one listener, which must hold up nobody: they are queued, and a
 * virtual thread calls the listener while there are any.
 */
final class EventDelivery {

	private static final Logger log = LoggerFactory.getLogger(EventDelivery.class);

	/** As many events as may wait. */
	private static final int CAPACITY = 10_000;

	private final Engine engine;

	private final ActorEvent.Listener listener;

	private final boolean hearsEnds;

	private final Queue<ActorEvent> events = new ConcurrentLinkedQueue<>();

	private final AtomicInteger pending = new AtomicInteger();

	private final AtomicLong leftOut = new AtomicLong();

	EventDelivery(Engine engine, ActorEvent.Listener listener) {
		this.engine = engine;
		this.listener = listener;
		this.hearsEnds = listener.hearsEnds();
	}

	/**
	 * Whether the listener hears of ends.
	 * @return the same each time
	 */
	boolean hearsEnds() {
		return this.hearsEnds;
	}

	/**
	 * Tells the listener, now or soon. Any thread.
	 * @param event what has happened
	 */
	void deliver(ActorEvent event) {
		if (this.listener.isImmediate()) {
			tell(event);
			return;
		}
		if (this.pending.get() >= CAPACITY) {
			this.leftOut.incrementAndGet();
			return;
		}
		this.events.add(event);
		if (this.pending.getAndIncrement() == 0) {
			this.engine.complete(this::drain);
		}
	}

	private void drain() {
		do {
			ActorEvent event = this.events.poll();
			if (event != null) {
				tell(event);
			}
			long missed = this.leftOut.getAndSet(0);
			if (missed > 0) {
				log.warn("{} events were left out, as the listener {} is too slow for them", missed, this.listener);
			}
		}
		while (this.pending.decrementAndGet() != 0);
	}

	private void tell(ActorEvent event) {
		try {
			this.listener.onEvent(event);
		}
		catch (Throwable ex) {
			Texts.safely(log, () -> log.warn("A listener failed on {} of {}", event.getClass().getSimpleName(),
					Texts.line(event.path()), ex));
		}
	}

}
