package dev.actorspring.engine.mailbox;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * The queue of an actor: any thread may offer, only its owner may take; unless it
 * {@linkplain #isTakenByMany is taken by many}, as by senders if it {@link #dropsOldest},
 * for then all who take hold a lock.
 * <p>
 * A linked queue after Vyukov's, with three turns of its own. Each link carries its
 * sequence number, set before the link is published with one compare-and-set on the tail:
 * the depth is then that number less the count of messages taken, exact and free, and the
 * bound is never overshot. Whether the actor is idle is kept in the last link itself:
 * going idle writes {@link #IDLE} where the next link would go, so the sender that links
 * behind it learns in the same instruction that it has to wake the actor, and an owner
 * that finds a link not yet written simply goes idle instead of spinning. There is no
 * wake-up to lose: exactly one thread can take the {@code IDLE} mark away, as it has to
 * move the tail from that link before, and that thread becomes responsible for running
 * the owner.
 * <p>
 * Most of many actors are idle and have had few messages. So that none of them keeps its
 * last link, and none is fetched to be written to when the next message comes, they all
 * have the same ones, which nobody writes to: one for each count of messages, with the
 * mark. A sender puts a link of the mailbox's own in its place.
 * <p>
 * While an actor waits in the middle of a turn, messages are taken out of order
 * ({@link #takeNext}). Their links stay behind empty, or are cut out, and are passed over
 * when the owner comes by.
 * <p>
 * To write here costs the owner more than all else that it does for a message, as the
 * memory has to be fetched from the core of a sender. So it takes messages through a
 * {@link MailboxCursor}, which only marks their links as {@link #TAKEN} and moves the
 * head now and then. Whoever wants to know exactly counts the marks behind the head.
 * <p>
 * A payload that is {@linkplain Withdrawable withdrawn} stays in its link until the owner
 * comes by, but is not counted from then on. So that a hanging owner does not let them
 * gather, their links are {@linkplain #cutOutWithdrawn cut out} now and then, by any
 * thread and beside the owner. That is safe because a link which is cut out keeps its way
 * to the links behind it: whoever stands there goes on as if nothing had happened.
 */
public abstract class Mailbox {

	/** How many links are looked at before it is time to look at something else. */
	public static final int STEP = 256;

	/** A mailbox that has had less has no last link of its own while it is idle. */
	public static final int MANY = 1_024;

	public static final Envelope IDLE = new Envelope(null);

	/** In place of a payload that was taken since the head was moved. */
	public static final Object TAKEN = new Object();

	private static final Envelope CLOSED = new Envelope(null);

	/**
	 * What idle mailboxes have for their last links, by how many messages they have had.
	 */
	private static final Envelope[] SHARED = new Envelope[MANY];

	private static final VarHandle TAIL;

	private static final VarHandle HEAD;

	private static final VarHandle COUNT;

	private static final VarHandle NEXT;

	private static final VarHandle PAYLOAD;

	static {
		try {
			MethodHandles.Lookup lookup = MethodHandles.lookup();
			TAIL = lookup.findVarHandle(Mailbox.class, "tail", Envelope.class);
			HEAD = lookup.findVarHandle(Mailbox.class, "head", Envelope.class);
			COUNT = lookup.findVarHandle(Mailbox.class, "taken", int.class);
			NEXT = lookup.findVarHandle(Envelope.class, "next", Envelope.class);
			PAYLOAD = lookup.findVarHandle(Envelope.class, "payload", Object.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
		for (int i = 0; i < MANY; i++) {
			SHARED[i] = stub(i);
			SHARED[i].next = IDLE;
		}
	}

	/**
	 * The link sent last, or {@link #CLOSED}.
	 */
	private volatile Envelope tail;

	/**
	 * The link taken last, but for those behind it that are marked. Written by the owner,
	 * and always before the count.
	 */
	private volatile Envelope head;

	/**
	 * How many were taken, modulo 2^32, in order or not, but for those that are marked.
	 * Written by whoever may take.
	 */
	private volatile int taken;

	/**
	 * Creates an empty mailbox that is owned by its creator.
	 */
	public Mailbox() {
		this(0);
	}

	/**
	 * Creates an empty mailbox that is owned by its creator.
	 * @param passed as if so many messages had been taken from it, modulo 2^32
	 */
	public Mailbox(int passed) {
		Envelope stub = stub(passed);
		this.head = stub;
		this.tail = stub;
		COUNT.set(this, passed);
	}

	/**
	 * A link that a message is to come behind.
	 * @param sequence of the last message before that
	 */
	private static Envelope stub(int sequence) {
		Envelope stub = new Envelope(null);
		stub.sequence = sequence;
		return stub;
	}

	/**
	 * Adds a message. Any thread.
	 * @param payload what to add
	 * @param capacity how many may wait
	 * @param now the coarse time
	 * @return what has become of it
	 */
	public final Offer offer(Object payload, int capacity, long now) {
		Envelope envelope = new Envelope(payload);
		envelope.sentAt = now;
		for (;;) {
			Envelope last = this.tail;
			if (last == CLOSED) {
				return Offer.CLOSED;
			}
			int sequence = last.sequence + 1;
			if (capacity != Integer.MAX_VALUE && isFull(last, capacity)) {
				return Offer.FULL;
			}
			envelope.sequence = sequence;
			if (TAIL.compareAndSet(this, last, envelope)) {
				return link(last, envelope) ? Offer.WAKE : Offer.QUEUED;
			}
		}
	}

	/**
	 * Links behind what was the last link. Only by the thread that has moved the tail
	 * from there.
	 * @return whether it has taken the mark away
	 */
	private boolean link(Envelope last, Envelope envelope) {
		if (last.next != IDLE) {
			// The owner may leave the mark at this moment.
			return NEXT.getAndSet(last, envelope) == IDLE;
		}
		// Nobody owns the mailbox but this thread now: who wants to has to move the tail.
		if (isShared(last)) {
			Envelope stub = stub(last.sequence);
			NEXT.setOpaque(stub, envelope);
			HEAD.setRelease(this, stub);
		}
		else {
			NEXT.setRelease(last, envelope);
		}
		return true;
	}

	/**
	 * Never says that there is room where there is none, but for a payload that is
	 * withdrawn at this very moment.
	 */
	private boolean isFull(Envelope last, int capacity) {
		int most = last.sequence + 1 - capacity;
		if (most - this.taken <= 0) {
			return false;
		}
		int tooMany = most - countTaken();
		return tooMany > 0 && tooMany - withdrawnCount() > 0;
	}

	/**
	 * What is known of payloads that were withdrawn.
	 * @return {@code null} if none was so far, or none ever can be
	 */
	public @Nullable Withdrawals withdrawals() {
		return null;
	}

	private int withdrawnCount() {
		Withdrawals withdrawn = withdrawals();
		return (withdrawn != null) ? withdrawn.count() : 0;
	}

	private int cutOutCount() {
		Withdrawals withdrawn = withdrawals();
		return (withdrawn != null) ? withdrawn.cutOut() : 0;
	}

	private void passWithdrawn() {
		Withdrawals withdrawn = withdrawals();
		if (withdrawn != null) {
			withdrawn.passed();
		}
	}

	/**
	 * Cuts out the links of what was withdrawn. Any thread, one at a time.
	 * @param withdrawn of this mailbox; has told the caller that it is
	 * {@linkplain Withdrawals#isTimeToCut time} to
	 */
	public final synchronized void cutOutWithdrawn(Withdrawals withdrawn) {
		int countBefore = withdrawn.count();
		Envelope before = this.head;
		Envelope link = next(before);
		while (link != null && link != IDLE) {
			Envelope after = next(link);
			if (after == null || after == IDLE) {
				// The last link stays: the next sender links behind it.
				break;
			}
			if (!cutOut(withdrawn, before, link, after)) {
				before = link;
			}
			link = after;
		}
		withdrawn.end(countBefore);
	}

	private static boolean cutOut(Withdrawals withdrawn, Envelope before, Envelope link, Envelope after) {
		Object payload = link.payload;
		if (!isWithdrawn(payload)) {
			return false;
		}
		// Before the head can be moved beyond it.
		withdrawn.cutOut(1);
		if (!PAYLOAD.compareAndSet(link, payload, null)) {
			// The owner was there first.
			withdrawn.cutOut(-1);
			return false;
		}
		// Not if the head has been moved meanwhile.
		NEXT.compareAndSet(before, link, after);
		return true;
	}

	/**
	 * Whether senders may {@linkplain #dropOldest make room} for what they send.
	 * @return always the same
	 */
	public boolean dropsOldest() {
		return false;
	}

	/**
	 * Whether others than the owner take, too: then all who do hold a lock.
	 * @return always the same
	 */
	public boolean isTakenByMany() {
		return dropsOldest();
	}

	/**
	 * Takes the oldest message out that may give way to another. Any thread, if the
	 * mailbox {@link #dropsOldest}.
	 * @param mayGo which payload may be taken
	 * @return its payload, or {@code null} if there is none
	 */
	public final synchronized @Nullable Object dropOldest(Predicate<Object> mayGo) {
		// Never moves the head, so that nobody's position in the queue gets lost.
		return findNext(new Position(), mayGo, Integer.MAX_VALUE);
	}

	/**
	 * Takes the oldest message. Owner only.
	 * @return its payload, or {@code null} if none is linked
	 */
	public final @Nullable Object take() {
		if (!isTakenByMany()) {
			return takeFirst();
		}
		synchronized (this) {
			return takeFirst();
		}
	}

	/**
	 * Takes the oldest message if somebody wants it. Owner only, if the mailbox
	 * {@link #dropsOldest}.
	 * @param wanted whether to take a payload
	 * @return its payload, or {@code null} if none is linked, or it is not wanted
	 */
	final synchronized @Nullable Object takeIf(Predicate<Object> wanted) {
		for (Envelope link = next(this.head); link != null; link = next(this.head)) {
			Object payload = link.payload;
			if (isThere(payload) && !wanted.test(Objects.requireNonNull(payload))) {
				return null;
			}
			Object taken = advance(this.head, link);
			if (taken != null) {
				return taken;
			}
		}
		return null;
	}

	final @Nullable Object takeFirst() {
		for (;;) {
			Envelope last = this.head;
			Envelope first = (Envelope) NEXT.getAcquire(last);
			if (first == null) {
				return null;
			}
			Object payload = advance(last, first);
			if (payload != null) {
				return payload;
			}
		}
	}

	private @Nullable Object advance(Envelope last, Envelope first) {
		Object payload = first.payload;
		first.payload = null;
		HEAD.setRelease(this, first);
		// An old link must not keep young ones alive in the eyes of a generational GC.
		NEXT.setOpaque(last, null);
		if (payload != null) {
			COUNT.setRelease(this, this.taken + 1);
		}
		return (payload != TAKEN) ? payload : null;
	}

	/**
	 * The link taken last, for a cursor to begin at. Owner only.
	 * @return the link
	 */
	public final Envelope head() {
		return this.head;
	}

	public static @Nullable Envelope next(Envelope link) {
		return (Envelope) NEXT.getAcquire(link);
	}

	/**
	 * Moves the head over links that were marked. Owner only.
	 * @param last the last of them
	 * @param count how many messages they had
	 */
	public final void advance(Envelope last, int count) {
		Envelope link = this.head;
		HEAD.setRelease(this, last);
		COUNT.setRelease(this, this.taken + count);
		// By their numbers: the last itself may have been cut out.
		while (link.sequence - last.sequence < 0) {
			Envelope next = link.next;
			// Not before the count: who finds the chain cut looks at that again.
			NEXT.setRelease(link, null);
			link = Objects.requireNonNull(next);
		}
	}

	/**
	 * Takes the first message behind a position that somebody wants, if it is one of the
	 * next {@value #STEP}. Owner only.
	 * @param position moved to the link before which nothing more is wanted
	 * @param wanted which payload to take
	 * @return its payload, or {@code null} if none of those looked at is wanted; then
	 * {@link #release(Position)} says whether there are more
	 */
	public final @Nullable Object takeNext(Position position, Predicate<Object> wanted) {
		if (!isTakenByMany()) {
			return findNext(position, wanted, STEP);
		}
		synchronized (this) {
			return findNext(position, wanted, STEP);
		}
	}

	private @Nullable Object findNext(Position position, Predicate<Object> wanted, int limit) {
		Envelope before = position.in(this.head);
		Object found = null;
		for (int i = 0; i < limit && found == null; i++) {
			Envelope link = (Envelope) NEXT.getAcquire(before);
			if (link == null || link == IDLE) {
				break;
			}
			Object payload = link.payload;
			if (payload == TAKEN) {
				// The head has to come by, and to count it.
				before = link;
				continue;
			}
			boolean there = isThere(payload);
			boolean gone = there && isWithdrawn(payload);
			if (there && !gone && !wanted.test(payload)) {
				position.waiting = link;
				before = link;
				continue;
			}
			if (there) {
				link.payload = null;
				COUNT.setRelease(this, this.taken + 1);
				if (gone) {
					passWithdrawn();
				}
				else {
					found = payload;
					position.sentAt = link.sentAt;
				}
			}
			Envelope after = (Envelope) NEXT.getAcquire(link);
			// The last link stays, though empty: the next sender links behind it, and may
			// find the mark of an owner that waits in a turn.
			if (after != null && after != IDLE) {
				NEXT.setRelease(before, after);
			}
			else {
				before = link;
			}
		}
		position.link = before;
		return found;
	}

	/**
	 * Takes a message wherever it stands. For a {@link MailboxIndex}, if the mailbox
	 * {@linkplain #isTakenByMany is taken by many}.
	 * @param link where it stands
	 * @param last the link up to which the head may move
	 * @return its payload, or {@code null} if that was taken or withdrawn
	 */
	final synchronized @Nullable Object takeOut(Envelope link, Envelope last) {
		Object payload = link.payload;
		if (!isThere(payload)) {
			return null;
		}
		link.payload = null;
		COUNT.setRelease(this, this.taken + 1);
		Envelope before = this.head;
		Envelope next = (Envelope) NEXT.getAcquire(before);
		// By their numbers: the last itself may have been cut out.
		while (next != null && next != IDLE && next.payload == null && next.sequence - last.sequence <= 0) {
			HEAD.setRelease(this, next);
			NEXT.setOpaque(before, null);
			before = next;
			next = (Envelope) NEXT.getAcquire(before);
		}
		if (isWithdrawn(payload)) {
			passWithdrawn();
			return null;
		}
		return payload;
	}

	/**
	 * Gives the mailbox up if nothing is linked. Owner only.
	 * @return {@code false} if the caller still owns it, because a message came
	 */
	public final boolean release() {
		Envelope last = this.head;
		return (canShare(last) && exchange(last, SHARED[last.sequence])) || NEXT.compareAndSet(last, null, IDLE);
	}

	/**
	 * Lets go of the last link. Others see that nothing waits all the while.
	 */
	private boolean exchange(Envelope last, Envelope shared) {
		HEAD.setRelease(this, shared);
		if (TAIL.compareAndSet(this, last, shared)) {
			return true;
		}
		HEAD.setRelease(this, last);
		return false;
	}

	/**
	 * Not if others are to find what comes behind the head at any moment.
	 */
	private boolean canShare(Envelope last) {
		return last.sequence >= 0 && last.sequence < MANY && !isTakenByMany();
	}

	private static boolean isShared(Envelope link) {
		return link.sequence >= 0 && link.sequence < MANY && SHARED[link.sequence] == link;
	}

	/**
	 * Gives the mailbox up if nothing is linked behind a position. Owner only.
	 * @param position where {@link #takeNext} has left it
	 * @return {@code false} if the caller still owns it, because there are more messages
	 */
	public final boolean release(Position position) {
		return NEXT.compareAndSet(position.link, null, IDLE);
	}

	/**
	 * Takes the mailbox if nobody owns it. Any thread.
	 * @return {@code true} if the caller now owns it
	 */
	public final boolean acquire() {
		for (;;) {
			Envelope last = this.tail;
			if (last.next != IDLE) {
				return false;
			}
			// In place of a message, so that one thread at the most takes the mark away.
			Envelope empty = stub(last.sequence);
			if (TAIL.compareAndSet(this, last, empty)) {
				if (this.head == last) {
					HEAD.setRelease(this, empty);
				}
				if (!isShared(last)) {
					NEXT.setRelease(last, empty);
				}
				return true;
			}
		}
	}

	/**
	 * Closes the mailbox if it is empty. Owner only.
	 * @return {@code false} if a message came
	 */
	public final synchronized boolean closeIfEmpty() {
		for (Envelope link = this.head.next; link != null && !isWaiting(link.payload); link = this.head.next) {
			if (isWithdrawn(advance(this.head, link))) {
				passWithdrawn();
			}
		}
		return TAIL.compareAndSet(this, this.head, CLOSED);
	}

	/**
	 * Closes the mailbox: nothing more is accepted. Owner only.
	 * @param refused gets what was waiting, in order, and what was withdrawn as well
	 * @return how many these were
	 */
	public final int close(Consumer<Object> refused) {
		List<Object> waiting = closeAndTakeAll();
		waiting.forEach(refused);
		return waiting.size();
	}

	private synchronized List<Object> closeAndTakeAll() {
		List<Object> waiting = new ArrayList<>();
		Envelope last = (Envelope) TAIL.getAndSet(this, CLOSED);
		if (last == CLOSED) {
			return waiting;
		}
		Envelope link = this.head;
		int passed = 0;
		while (link != last) {
			Envelope next = (Envelope) NEXT.getAcquire(link);
			if (next == null) {
				// Its sender is between its two instructions.
				Thread.yield();
				continue;
			}
			link = next;
			Object payload = link.payload;
			link.payload = null;
			passed += (payload != null) ? 1 : 0;
			if (isThere(payload)) {
				waiting.add(payload);
			}
		}
		this.taken += passed;
		this.head = last;
		return waiting;
	}

	/**
	 * Opens a closed mailbox again. Owner only.
	 */
	public final void open() {
		if (this.tail == CLOSED) {
			Envelope stub = stub(this.head.sequence);
			this.head = stub;
			this.tail = stub;
		}
	}

	public final boolean isClosed() {
		return this.tail == CLOSED;
	}

	/**
	 * Whether nobody owns the mailbox, which implies that it is empty.
	 * @return a best effort while others send
	 */
	public final boolean isIdle() {
		Envelope last = this.tail;
		return last != CLOSED && last.next == IDLE;
	}

	/**
	 * How many messages wait. Any thread; exact when nothing moves.
	 * @return zero or more
	 */
	public int depth() {
		Envelope last = this.tail;
		if (last == this.head) {
			// Without a look at the link, which need not be in any cache.
			return 0;
		}
		return (last != CLOSED) ? Math.max(0, last.sequence - taken() - withdrawnCount()) : 0;
	}

	/**
	 * How many were taken, without a look at the links.
	 * @return {@link #taken()} or somewhat less
	 */
	public final int takenAtLeast() {
		return this.taken;
	}

	/**
	 * How many messages wait at most: without a look at their links, and with those that
	 * were withdrawn.
	 * @return {@link #depth()} or more
	 */
	public final int depthAtMost() {
		Envelope last = this.tail;
		return (last != CLOSED) ? last.sequence - this.taken : 0;
	}

	/**
	 * How many were taken so far. Any thread; exact when nothing moves, and never too
	 * many.
	 * @return a count modulo 2^32
	 */
	public final int taken() {
		int published = this.taken;
		// Without a look at the link, which need not be in any cache.
		return (this.head == this.tail) ? published : countTaken();
	}

	private int countTaken() {
		for (;;) {
			// In this order, so that nothing is counted twice.
			int published = this.taken;
			Envelope link = this.head;
			// All up to the head were taken, even if their owner has yet to say so; but
			// for
			// those that were cut out, of which some may be behind the head.
			int count = published + Math.max(0, link.sequence - cutOutCount() - published);
			for (link = link.next; link != null && !isThere(link.payload) && link != IDLE; link = link.next) {
				if (link.payload == TAKEN) {
					count++;
				}
			}
			// Else the head was moved, and the links behind it may have been cut off.
			if (published == this.taken) {
				return count;
			}
		}
	}

	private static boolean isThere(@Nullable Object payload) {
		return payload != null && payload != TAKEN;
	}

	private static boolean isWithdrawn(@Nullable Object payload) {
		return payload instanceof Withdrawable message && message.isWithdrawn();
	}

	private static boolean isWaiting(@Nullable Object payload) {
		return isThere(payload) && !isWithdrawn(payload);
	}

	/**
	 * A number that the messages waiting now have passed once {@link #hasPassed} says so.
	 * @return the sequence number of the last of them
	 */
	public final int mark() {
		Envelope last = this.tail;
		return (last != CLOSED) ? last.sequence : this.head.sequence;
	}

	public final boolean hasPassed(int mark) {
		Envelope last = this.head;
		for (Envelope link = last.next; link != null && link != IDLE && !isThere(link.payload); link = link.next) {
			last = link;
		}
		return last.sequence - mark >= 0;
	}

	/**
	 * When the oldest waiting message was sent. Any thread; a best effort while the owner
	 * takes.
	 * @return the coarse time, or {@code null} if none waits
	 */
	public @Nullable Long oldestSentAt() {
		Envelope link = this.head.next;
		while (link != null && link != IDLE) {
			if (isWaiting(link.payload)) {
				return link.sentAt;
			}
			link = link.next;
		}
		return null;
	}

	/**
	 * Looks at what waits, without taking it. Any thread; a best effort while the owner
	 * takes.
	 * @param action gets each payload
	 */
	public final void forEachWaiting(Consumer<Object> action) {
		forEachWaiting(Integer.MAX_VALUE, action);
	}

	/**
	 * Looks at what waits, without taking it. Any thread; a best effort while the owner
	 * takes.
	 * @param limit at how many at most
	 * @param action gets each payload
	 */
	public void forEachWaiting(int limit, Consumer<Object> action) {
		Envelope link = this.head.next;
		for (int left = limit; left > 0 && link != null && link != IDLE;) {
			Object payload = link.payload;
			if (payload != null && isWaiting(payload)) {
				action.accept(payload);
				left--;
			}
			link = link.next;
		}
	}

	/**
	 * What has become of an offer.
	 */
	public enum Offer {

		/** It is in the queue, and the owner will see it. */
		QUEUED,

		/** It is in the queue, and the caller now owns the mailbox: it must run it. */
		WAKE,

		/** It was refused: the capacity is reached. */
		FULL,

		/** It was refused: the mailbox is closed. */
		CLOSED

	}

	/**
	 * How far a waiting actor has looked through its queue. May be kept from one wait to
	 * the next, so that no message is looked at twice. Owner only.
	 */
	public static final class Position {

		private @Nullable Envelope link;

		/** The last that was looked at and left in the queue. */
		private @Nullable Envelope waiting;

		private long sentAt;

		/**
		 * Takes up the search again after messages were taken in their order.
		 */
		public void resume() {
			this.link = null;
		}

		/**
		 * When the message was sent that was taken last.
		 * @return the coarse time
		 */
		public long sentAt() {
			return this.sentAt;
		}

		/**
		 * Begins the search anew, as what was not wanted before may be wanted now.
		 */
		public void restart() {
			this.link = null;
			this.waiting = null;
		}

		private Envelope in(Envelope head) {
			if (this.link != null) {
				return this.link;
			}
			// One that still has its payload has not been passed, and so is not cut off.
			Envelope last = this.waiting;
			return (last != null && isThere(last.payload)) ? last : head;
		}

	}

}
