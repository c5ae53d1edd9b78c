package dev.actorspring.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

import dev.actorspring.engine.mailbox.Withdrawable;
import org.jspecify.annotations.Nullable;

/**
 * What an actor has taken from its mailbox and put aside, to handle it when its state has
 * changed. It outlives the incarnations. Only the owner of the cell puts in and takes
 * out; any thread may look, and withdraw a request.
 * <p>
 * What is <em>due</em> is in a queue of its own: all that waited when the state changed,
 * but for what was put aside again since, which is older than the rest of it.
 */
final class PostponedMessages {

	/** Fewer that were withdrawn are not worth a look at all of them. */
	private static final int FEW = 16;

	private final Deque<Entry> aside = new ArrayDeque<>();

	private final Deque<Entry> due = new ArrayDeque<>();

	/** The number of the next that is put aside. */
	private long next;

	/** How many of them were withdrawn. */
	private int withdrawn;

	/** The one that was taken last, which may come back. For the owner. */
	private @Nullable Entry taken;

	/** Written under the lock. */
	private volatile int size;

	/** Written under the lock. */
	private volatile boolean anyDue;

	/**
	 * Puts a message aside, unless it is a request that is over.
	 * @param payload the message as it was in the mailbox; a request that has begun
	 * @param sentAt when it was sent, by the coarse clock, if it comes from the mailbox
	 */
	synchronized void add(Object payload, long sentAt) {
		Entry last = this.taken;
		if (!(payload instanceof Ask<?> ask) || ask.putAside()) {
			this.aside
				.addLast((last != null && last.payload == payload) ? last : new Entry(payload, sentAt, this.next++));
			count();
		}
	}

	/**
	 * The state has changed: all are due now.
	 */
	synchronized void release() {
		Deque<Entry> older = new ArrayDeque<>();
		Entry last = this.aside.peekLast();
		// Only if a turn has postponed its message after it had the others handled.
		while (last != null && !this.due.isEmpty() && this.due.getFirst().number < last.number) {
			older.addLast(this.due.removeFirst());
		}
		while (!this.aside.isEmpty() || !older.isEmpty()) {
			boolean fromAside = older.isEmpty()
					|| (!this.aside.isEmpty() && this.aside.getLast().number > older.getLast().number);
			this.due.addFirst(fromAside ? this.aside.removeLast() : older.removeLast());
		}
		count();
	}

	boolean hasDue() {
		return this.anyDue;
	}

	/**
	 * Takes the first that is due. Requests are in the hands of the owner then, and
	 * {@linkplain Ask#queued queued} as if they came from the mailbox.
	 * @param wanted which to take
	 * @return {@code null} if there is none
	 */
	synchronized @Nullable Object takeDue(Predicate<Object> wanted) {
		this.taken = take(this.due, wanted);
		return (this.taken != null) ? this.taken.payload : null;
	}

	/**
	 * Takes the oldest of those that are not due.
	 * @param wanted which to take
	 * @return {@code null} if there is none
	 */
	synchronized @Nullable Object takeOldest(Predicate<Object> wanted) {
		Entry oldest = take(this.aside, wanted);
		return (oldest != null) ? oldest.payload : null;
	}

	private @Nullable Entry take(Deque<Entry> from, Predicate<Object> wanted) {
		Entry found = null;
		for (Iterator<Entry> entries = from.iterator(); found == null && entries.hasNext();) {
			Entry next = entries.next();
			if (isWithdrawn(next)) {
				entries.remove();
				this.withdrawn--;
			}
			else if (wanted.test(next.payload)) {
				entries.remove();
				if (!(next.payload instanceof Ask<?> ask) || ask.takeUp()) {
					found = next;
				}
				else {
					this.withdrawn--;
				}
			}
		}
		count();
		return found;
	}

	/**
	 * A request that waits here has ended. Any thread.
	 */
	synchronized void withdrawn() {
		this.withdrawn++;
		if (this.withdrawn > Math.max(FEW, this.size)) {
			int before = this.aside.size() + this.due.size();
			this.aside.removeIf(PostponedMessages::isWithdrawn);
			this.due.removeIf(PostponedMessages::isWithdrawn);
			// Of some of them the one that has withdrawn them has yet to come by here.
			this.withdrawn -= before - this.aside.size() - this.due.size();
		}
		count();
	}

	private static boolean isWithdrawn(Entry entry) {
		return entry.payload instanceof Withdrawable message && message.isWithdrawn();
	}

	private void count() {
		this.size = Math.max(0, this.aside.size() + this.due.size() - this.withdrawn);
		this.anyDue = !this.due.isEmpty();
	}

	/**
	 * How many wait, but for those that were withdrawn. Any thread.
	 */
	int size() {
		return this.size;
	}

	/**
	 * When the oldest was sent. Any thread.
	 * @return the coarse time, or {@code null} if none waits
	 */
	synchronized @Nullable Long oldestSentAt() {
		Long oldest = oldest(this.aside);
		return (oldest != null) ? oldest : oldest(this.due);
	}

	private static @Nullable Long oldest(Deque<Entry> entries) {
		for (Entry entry : entries) {
			if (!isWithdrawn(entry)) {
				return entry.sentAt;
			}
		}
		return null;
	}

	/**
	 * Looks at what waits, the oldest first. Any thread.
	 * @param limit at how many at most
	 * @param action gets each payload
	 * @return how many these were
	 */
	int forEach(int limit, Consumer<Object> action) {
		Object[] waiting;
		synchronized (this) {
			waiting = Stream.concat(this.aside.stream(), this.due.stream())
				.filter((entry) -> !isWithdrawn(entry))
				.limit(limit)
				.map(Entry::payload)
				.toArray();
		}
		for (Object payload : waiting) {
			action.accept(payload);
		}
		return waiting.length;
	}

	/**
	 * One message.
	 *
	 * @param payload as it was in the mailbox
	 * @param sentAt when it was sent, by the coarse clock
	 * @param number its place in the order in which they are handled
	 */
	private record Entry(Object payload, long sentAt, long number) {

	}

}
