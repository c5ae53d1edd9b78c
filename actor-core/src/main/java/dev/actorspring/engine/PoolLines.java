package dev.actorspring.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

import dev.actorspring.Message;
import dev.actorspring.Prioritized;
import dev.actorspring.Routed;
import dev.actorspring.engine.log.Texts;
import dev.actorspring.engine.mailbox.Envelope;
import dev.actorspring.engine.mailbox.MailboxIndex;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages of a pool in lines: one for all of a key, of which no two are in hand at
 * the same time, and one for each that has no key. Next is the line whose first message
 * is the most urgent, and of those the one that came first. Within a line the order is
 * that in which they came, whatever their priorities: else those would decide over the
 * order of what belongs together. Guarded by the pool.
 */
final class PoolLines {

	private static final Logger log = LoggerFactory.getLogger(PoolLines.class);

	/** So many places that have gone are not worth a look at all. */
	private static final int FEW = 64;

	private final ActorCell<?> front;

	private final boolean keyed;

	private MailboxIndex index;

	/** Those of a key of which a message waits or is in hand. */
	private final Map<Object, Line> byKey = new HashMap<>();

	/** Those of which no message is in hand, and one waits. */
	private final PriorityQueue<Line> ready = new PriorityQueue<>(Line.ORDER);

	private long arrivals;

	/** How many places are in the lines, with those whose message has gone. */
	private int places;

	PoolLines(ActorCell<?> front, boolean keyed) {
		this.front = front;
		this.keyed = keyed;
		this.index = new MailboxIndex(front);
	}

	void reset() {
		this.byKey.clear();
		this.ready.clear();
		this.places = 0;
		this.index = new MailboxIndex(this.front);
	}

	boolean hasNext() {
		look();
		return !this.ready.isEmpty();
	}

	@Nullable Object take(PoolWorker worker) {
		look();
		for (Line line = this.ready.poll(); line != null; line = this.ready.poll()) {
			Place first = line.places.pollFirst();
			if (first != null) {
				this.places--;
				Object payload = this.index.take(first.envelope());
				if (payload != null) {
					line.inHand = true;
					worker.line = line;
					return payload;
				}
			}
			goOn(line);
		}
		return null;
	}

	void done(PoolWorker worker) {
		Line line = worker.line;
		if (line != null) {
			worker.line = null;
			line.inHand = false;
			goOn(line);
		}
	}

	private void goOn(Line line) {
		if (!line.places.isEmpty()) {
			this.ready.add(line);
		}
		else if (line.key != null) {
			this.byKey.remove(line.key, line);
		}
	}

	private void look() {
		this.index.forEachNew(this::add);
		if (this.places > FEW && this.places > 2 * this.front.depthAtMost()) {
			forgetThoseGone();
		}
	}

	private void add(Envelope envelope) {
		Object payload = envelope.payload;
		if (payload == null) {
			return;
		}
		Message<?> message = Turn.message(payload);
		Object key = this.keyed ? key(message) : null;
		Line line = (key != null) ? this.byKey.computeIfAbsent(key, Line::new) : new Line(null);
		line.places.addLast(new Place(envelope, priority(payload), this.arrivals++));
		this.places++;
		if (!line.inHand && line.places.size() == 1) {
			this.ready.add(line);
		}
	}

	/**
	 * A place whose message gave way or was withdrawn is passed over when its turn comes.
	 * That may be never, if there is always something more urgent.
	 */
	private void forgetThoseGone() {
		List<Line> all = new ArrayList<>(this.ready);
		this.ready.clear();
		this.byKey.values().stream().filter((line) -> line.inHand).forEach(all::add);
		this.places = 0;
		for (Line line : all) {
			line.places.removeIf(
					(place) -> !MailboxIndex.isWaiting(place.envelope()) && this.index.take(place.envelope()) == null);
			this.places += line.places.size();
			if (!line.inHand) {
				goOn(line);
			}
		}
	}

	private static @Nullable Object key(Message<?> message) {
		try {
			return (message instanceof Routed routed) ? routed.routingKey() : null;
		}
		catch (Throwable ex) {
			failed(message, ex);
			return null;
		}
	}

	/**
	 * How urgent a message is.
	 * @param payload the message, or what it is in
	 * @return more is sooner
	 */
	static int priority(Object payload) {
		Message<?> message = Turn.message(payload);
		try {
			return (message instanceof Prioritized prioritized) ? prioritized.priority() : 0;
		}
		catch (Throwable ex) {
			failed(message, ex);
			return 0;
		}
	}

	/**
	 * What is least urgent, and of equal messages has waited longest.
	 * @param front where they wait
	 * @param newcomer what has come, and counts as the youngest
	 * @return a payload that waits, or the newcomer
	 */
	static Object leastUrgent(ActorCell<?> front, Object newcomer) {
		int[] least = { priority(newcomer) };
		Object[] found = { newcomer };
		front.forEachWaiting((waiting) -> {
			int priority = priority(waiting);
			if (priority < least[0] || (priority == least[0] && found[0] == newcomer)) {
				least[0] = priority;
				found[0] = waiting;
			}
		});
		return found[0];
	}

	private static void failed(Message<?> message, Throwable thrown) {
		Texts.safely(log, () -> log.warn("A {} does not say where in a queue it belongs",
				message.getClass().getSimpleName(), thrown));
	}

	/**
	 * Where a message waits.
	 *
	 * @param envelope its link in the mailbox
	 * @param priority how urgent it is
	 * @param arrival how many came before it
	 */
	private record Place(Envelope envelope, int priority, long arrival) {

	}

	/**
	 * Messages of which one is handled after the other.
	 */
	static final class Line {

		private static final Comparator<Line> ORDER = Comparator.comparingInt(Line::urgency)
			.thenComparingLong(Line::arrival);

		private final @Nullable Object key;

		private final Deque<Place> places = new ArrayDeque<>(1);

		private boolean inHand;

		Line(@Nullable Object key) {
			this.key = key;
		}

		/**
		 * Less is sooner.
		 */
		private int urgency() {
			return -Math.max(this.places.getFirst().priority(), -Integer.MAX_VALUE);
		}

		private long arrival() {
			return this.places.getFirst().arrival();
		}

	}

}
