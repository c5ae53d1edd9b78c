package dev.actorspring.engine;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.IntPredicate;

import dev.actorspring.Backlog;
import dev.actorspring.Event;
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
	 * @param partitions of which partitions, if they belong to some
	 */
	void send(Event event, Object payload, IntPredicate partitions) {
		int[] counts = new int[Outcome.values().length];
		this.subscribers.forEach(partitions, (cell) -> {
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
		Arrival arrival = new Arrival(cell, payload, limit);
		Offer offer = arrival.offer(cell.type().room());
		if (offer == Offer.FULL) {
			offer = Admission.offerWithoutRoom(cell, payload, arrival::offer);
		}
		if (offer == Offer.WAKE) {
			// Not while the lock is held, as the actor may run on this thread.
			cell.wake();
		}
		Object oldest = arrival.gaveWay;
		if (oldest != null) {
			this.measure.delivered(Turn.message(oldest).getClass(), name(), Outcome.DROPPED, 1);
		}
		return arrival.leftOut ? Outcome.DROPPED : outcome(cell, event, offer);
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

	/**
	 * An event on its way to a backlog and the mailbox. Who looks through a mailbox may
	 * hold its lock and want that of a backlog: so no mailbox is locked under the latter,
	 * and nobody is called who might.
	 */
	private final class Arrival {

		private final ActorCell<?> cell;

		private final Object payload;

		private final Backlog limit;

		private final long now;

		/** What it has taken the place of. */
		private @Nullable Object gaveWay;

		/** Whether those that were there before it stay instead. */
		private boolean leftOut;

		Arrival(ActorCell<?> cell, Object payload, Backlog limit) {
			this.cell = cell;
			this.payload = payload;
			this.limit = limit;
			this.now = cell.type().engine().timer().coarse();
		}

		/**
		 * Offers it, unless the backlog is full.
		 * @param capacity how many may wait in the mailbox
		 * @return what the mailbox says; {@code QUEUED} if it is not asked
		 */
		Offer offer(int capacity) {
			for (;;) {
				EventBacklog own = EventRoute.this.waiting.computeIfAbsent(this.cell,
						(missing) -> new EventBacklog(EventRoute.this, missing));
				synchronized (own) {
					if (own.isRetired()) {
						continue;
					}
					if (own.size() >= this.limit.value()) {
						overflow(own);
						return Offer.QUEUED;
					}
					// Whoever takes the entry has to wait until this is over.
					own.addLast(this.payload);
					Offer offer = this.cell.offer(new EventEntry(own), capacity, this.now);
					if (offer == Offer.FULL || offer == Offer.CLOSED) {
						own.removeLast();
					}
					return offer;
				}
			}
		}

		private void overflow(EventBacklog own) {
			if (this.limit.overflow() == Overflow.REJECT) {
				this.leftOut = true;
			}
			else {
				this.gaveWay = own.replaceFirst(this.payload);
			}
		}

	}

}
