package dev.actorspring.engine;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import dev.actorspring.Backlog;
import dev.actorspring.Event;
import dev.actorspring.Message;
import dev.actorspring.Overflow;
import dev.actorspring.engine.mailbox.Mailbox.Offer;
import dev.actorspring.protocol.Handler;
import dev.actorspring.system.ActorEvent.DeadLetter.Reason;
import dev.actorspring.system.TopicProbe.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * The way of events to one handler of some actors. Any thread.
 */
final class EventRoute {

	private final Subscribers subscribers;

	private final EventMeasure measure;

	/** {@code null} if they wait in the mailboxes as other messages do. */
	private final @Nullable Backlog backlog;

	/** Of those that have events waiting, if there is a backlog. */
	private final ConcurrentMap<ActorCell<?>, EventBacklog> waiting = new ConcurrentHashMap<>();

	EventRoute(Subscribers subscribers, Handler handler, EventMeasure measure) {
		this.subscribers = subscribers;
		this.backlog = handler.backlog();
		this.measure = measure;
	}

	/**
	 * Sends an event to each of them.
	 * @param event the event
	 * @param payload the same, or {@link ContextMessage} with it
	 */
	void send(Event event, Object payload) {
		int[] counts = new int[Outcome.values().length];
		this.subscribers.forEach((cell) -> {
			Outcome outcome = send(cell, event, payload);
			if (outcome != null) {
				counts[outcome.ordinal()]++;
			}
		});
		for (Outcome outcome : Outcome.values()) {
			this.measure.delivered(event.getClass(), name(), outcome, counts[outcome.ordinal()]);
		}
	}

	/**
	 * Sends an event to one of them.
	 * @return {@code null} if it has ended
	 */
	private @Nullable Outcome send(ActorCell<?> cell, Event event, Object payload) {
		return (this.backlog != null) ? sendToBacklog(cell, event, payload, this.backlog)
				: outcome(cell, event, cell.offer(payload));
	}

	private @Nullable Outcome sendToBacklog(ActorCell<?> cell, Event event, Object payload, Backlog limit) {
		for (;;) {
			EventBacklog own = this.waiting.computeIfAbsent(cell, (missing) -> new EventBacklog(this, missing));
			Offer offer;
			synchronized (own) {
				if (own.isRetired()) {
					continue;
				}
				if (own.size() >= limit.value()) {
					return overflow(own, payload, limit.overflow());
				}
				// Whoever takes the entry has to wait until this is over.
				own.addLast(payload);
				offer = Admission.offer(cell, new EventEntry(own));
				if (offer == Offer.FULL || offer == Offer.CLOSED) {
					own.removeLast();
				}
			}
			if (offer == Offer.WAKE) {
				// Not while the lock is held, as the actor may run on this thread.
				cell.wake();
			}
			return outcome(cell, event, offer);
		}
	}

	private Outcome overflow(EventBacklog own, Object payload, Overflow rule) {
		if (rule == Overflow.REJECT) {
			return Outcome.DROPPED;
		}
		Message<?> oldest = Turn.message(own.replaceFirst(payload));
		this.measure.delivered(oldest.getClass(), name(), Outcome.DROPPED, 1);
		return Outcome.ACCEPTED;
	}

	private static @Nullable Outcome outcome(ActorCell<?> cell, Event event, Offer offer) {
		return switch (offer) {
			case QUEUED, WAKE -> Outcome.ACCEPTED;
			case FULL -> {
				cell.type().deadLetter(cell.path(), event, Reason.MAILBOX_FULL);
				yield Outcome.REFUSED;
			}
			case CLOSED -> null;
		};
	}

	/**
	 * Nothing waits for an actor any more.
	 */
	void retire(ActorCell<?> cell, EventBacklog empty) {
		this.waiting.remove(cell, empty);
	}

	private String name() {
		return this.subscribers.table().name();
	}

}
