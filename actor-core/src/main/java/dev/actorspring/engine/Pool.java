package dev.actorspring.engine;

import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import dev.actorspring.PoolRouting;
import dev.actorspring.PoolSpec;
import dev.actorspring.engine.mailbox.LifecycleSignal;
import dev.actorspring.engine.mailbox.LifecycleSignal.Kind;
import dev.actorspring.protocol.ActorProtocol;
import org.jspecify.annotations.Nullable;

/**
 * Several workers that take their messages from the mailbox of one cell, the front.
 * <p>
 * Nobody hands messages out. A worker that has done one takes the next by itself, so that
 * nothing waits behind a worker that is busy, and what a crash takes along is what the
 * worker had in hand. One that finds nothing is noted as idle, and whoever sends wakes
 * the one that has been idle longest: both do so under a lock, or in an order in which
 * one of the two sees the other. The front itself handles no message and is only run when
 * it starts and ends.
 */
final class Pool {

	/** Stands for a message that has come, and gives way itself. */
	static final Object NEWCOMER = new Object();

	private final ActorCell<?> front;

	/** Written under the lock. */
	private volatile PoolSpec spec;

	/** How many messages may wait. */
	private volatile int limit;

	private final ActorType<?> workerType;

	private final PoolQueue queue;

	private final boolean ranks;

	private final PoolClock clock;

	private final PoolStart lifecycle = new PoolStart(this);

	/** Those that are not retired. Guarded by this, as are all below. */
	private final List<PoolWorker> workers = new ArrayList<>();

	/** Those that have nothing to do, the one that has been idle longest first. */
	private final Set<PoolWorker> idle = new LinkedHashSet<>();

	/** Whether there are idle ones. Written under the lock. */
	private volatile boolean idling;

	private int size;

	/** Written under the lock. */
	private volatile @Nullable PoolWorkers group;

	/** Whether the workers get messages. */
	private boolean open;

	Pool(ActorCell<?> front) {
		this.front = front;
		this.spec = Objects.requireNonNull(front.type().spec().pool());
		this.limit = front.type().capacity();
		this.size = this.spec.size();
		this.workerType = workerType(front.type());
		ActorProtocol protocol = front.type().messages().protocol();
		boolean keyed = this.spec.routing() == PoolRouting.BY_KEY;
		this.ranks = PoolFront.ranks(protocol);
		this.queue = (keyed || this.ranks) ? new PoolQueue.ByRank(new PoolLines(front, keyed))
				: new PoolQueue.ByArrival(front);
		this.clock = new PoolClock(this, front.type().engine(), this.spec);
	}

	private static <A> ActorType<A> workerType(ActorType<A> front) {
		return new ActorType<>(front.engine(), front.spec().withPool(null), front.messages());
	}

	ActorCell<?> front() {
		return this.front;
	}

	PoolStart lifecycle() {
		return this.lifecycle;
	}

	// Starting and ending.

	/**
	 * Takes other workers in place of those that have ended.
	 * @param fresh theirs
	 * @return those that are to be started
	 */
	synchronized List<PoolWorker> refill(PoolWorkers fresh) {
		this.group = fresh;
		clear();
		for (int i = 0; i < this.size; i++) {
			add(fresh);
		}
		return List.copyOf(this.workers);
	}

	private void clear() {
		this.workers.clear();
		this.idle.clear();
		this.idling = false;
	}

	/**
	 * Has the workers that were started take messages.
	 * @return the workers
	 */
	SpawnedActors open() {
		PoolWorkers opened;
		synchronized (this) {
			opened = Objects.requireNonNull(this.group);
			this.queue.reset();
			this.open = true;
		}
		// They had nothing to look for until now.
		workers().forEach(Pool::haveALook);
		adjust();
		return opened;
	}

	synchronized boolean isOpen(PoolWorkers which) {
		return this.open && this.group == which;
	}

	@Nullable PoolWorkers group() {
		return this.group;
	}

	/**
	 * The workers are told to stop.
	 */
	synchronized void close(PoolWorkers closing) {
		if (this.group == closing) {
			this.open = false;
		}
	}

	/**
	 * The workers have ended.
	 */
	synchronized void ended(PoolWorkers gone) {
		if (this.group == gone) {
			this.group = null;
			clear();
		}
	}

	// Messages.

	/**
	 * A message has come. By whoever sent it.
	 */
	void arrived() {
		if (this.idling) {
			wake(false);
		}
		else {
			this.clock.messageWaits();
		}
	}

	/**
	 * What a worker is to handle next.
	 * @param worker has done what it had
	 * @return a payload, or {@code null}
	 */
	@Nullable Object next(PoolWorker worker) {
		Object payload = null;
		boolean more = false;
		boolean surplus;
		synchronized (this) {
			finish(worker);
			if (!this.open || worker.group() != this.group) {
				return null;
			}
			boolean owes = worker.owes();
			if (worker.retired && owes) {
				// What it has put aside meanwhile may need what the others get.
				worker.retired = false;
				this.workers.add(worker);
			}
			if (worker.retired) {
				return null;
			}
			surplus = this.workers.size() > this.size && !owes;
			if (surplus) {
				retire(worker);
			}
			else {
				payload = takeOrIdle(worker);
				more = payload != null && this.queue.hasNext();
			}
		}
		if (surplus) {
			worker.cell().drain();
		}
		else if (more) {
			// Who has sent it may have woken nobody but this worker.
			arrived();
		}
		return payload;
	}

	private @Nullable Object takeOrIdle(PoolWorker worker) {
		Object payload = take(worker);
		if (payload == null) {
			beIdle(worker);
			// Who has sent something meanwhile may not have seen that.
			payload = take(worker);
		}
		if (payload != null) {
			notIdle(worker);
			worker.busy = true;
			worker.taken++;
		}
		return payload;
	}

	private void finish(PoolWorker worker) {
		if (worker.busy) {
			worker.busy = false;
			this.queue.done(worker);
			float pace = worker.cell().serviceTime();
			if (pace > 0 && !this.ranks && this.front.type().refusesEarly()) {
				this.front.served((long) (pace / this.size));
			}
		}
	}

	private void beIdle(PoolWorker worker) {
		if (this.idle.isEmpty()) {
			this.clock.workerIdles();
		}
		this.idle.add(worker);
		this.idling = true;
		VarHandle.fullFence();
	}

	private void notIdle(PoolWorker worker) {
		if (this.idle.remove(worker)) {
			this.idling = !this.idle.isEmpty();
		}
	}

	private @Nullable Object take(PoolWorker worker) {
		if (this.clock.mustWait(this.queue)) {
			return null;
		}
		for (;;) {
			Object payload = this.queue.take(worker);
			if (payload == null) {
				return null;
			}
			if (!(payload instanceof Ask<?> ask) || ask.goOn(this.front, worker.cell())) {
				this.clock.begun();
				return payload;
			}
			this.queue.done(worker);
		}
	}

	/**
	 * Wakes workers if there is something for them to do.
	 * @param many whether there may be more than one message that nobody was woken for
	 */
	void wake(boolean many) {
		List<PoolWorker> woken = new ArrayList<>(1);
		synchronized (this) {
			if (this.open && this.queue.hasNext() && !this.clock.mustWait(this.queue)) {
				pick(woken, many ? this.front.depth() : 1);
			}
		}
		woken.forEach(Pool::haveALook);
	}

	private static void haveALook(PoolWorker worker) {
		worker.cell().signal(new LifecycleSignal(Kind.RESUME));
	}

	/**
	 * Picks those that have been idle longest. One that has something of its own to do
	 * comes by afterwards, which may take it long; but it may also be about to idle, so
	 * if there is no other all of them are to have another look.
	 */
	private void pick(List<PoolWorker> picked, int count) {
		for (Iterator<PoolWorker> each = this.idle.iterator(); each.hasNext() && picked.size() < count;) {
			PoolWorker worker = each.next();
			if (worker.isFree()) {
				picked.add(worker);
				each.remove();
			}
		}
		if (picked.isEmpty()) {
			picked.addAll(this.idle);
			this.idle.clear();
			this.clock.messageWaits();
		}
		this.idling = !this.idle.isEmpty();
	}

	/**
	 * What gives way when there is no room: the oldest of those that are least urgent.
	 * @param newcomer what has come
	 * @return what was taken out, or {@link #NEWCOMER}; {@code null} if there is nothing
	 */
	@Nullable Object giveWay(Object newcomer) {
		if (!this.ranks) {
			return this.front.dropOldest((waiting) -> true);
		}
		synchronized (this) {
			Object least = PoolLines.leastUrgent(this.front, newcomer);
			return (least == newcomer) ? NEWCOMER : this.front.dropOldest((waiting) -> waiting == least);
		}
	}

	// Workers that end.

	/**
	 * An incarnation of a worker has ended, or could not start.
	 */
	void left(ActorCell<?> cell) {
		PoolWorker worker = Objects.requireNonNull(cell.worker());
		synchronized (this) {
			if (cell.held() == null) {
				finish(worker);
			}
			notIdle(worker);
		}
		wake(true);
		PoolBackoff.refuseWaiting(this);
	}

	/**
	 * A worker has gone for good. Another takes its place, unless it was too many.
	 */
	void gone(ActorCell<?> cell) {
		boolean missing;
		synchronized (this) {
			missing = this.workers.remove(Objects.requireNonNull(cell.worker()));
		}
		if (missing) {
			adjust();
		}
	}

	// Size.

	private void add(PoolWorkers to) {
		String name = Integer.toString(this.workers.size() + 1);
		for (int i = 1; to.cells().get(name) != null; i++) {
			name = Integer.toString(i);
		}
		this.workers.add(to.add(this.workerType, name));
	}

	private void retire(PoolWorker worker) {
		worker.retired = true;
		this.workers.remove(worker);
		notIdle(worker);
	}

	/**
	 * Starts the workers that are missing, and ends those that are too many and have
	 * nothing to do; the others end when they come by. One that has put something aside
	 * stays until that is handled, for which it may need further messages.
	 */
	private void adjust() {
		List<PoolWorker> fresh;
		List<PoolWorker> surplus = new ArrayList<>();
		synchronized (this) {
			if (!this.open || this.group == null) {
				return;
			}
			int before = this.workers.size();
			while (this.workers.size() < this.size) {
				add(this.group);
			}
			fresh = List.copyOf(this.workers.subList(Math.min(before, this.workers.size()), this.workers.size()));
			for (PoolWorker worker : List.copyOf(this.workers).reversed()) {
				if (this.workers.size() > this.size && !worker.owes()
						&& (this.idle.contains(worker) || !worker.cell().isRunning())) {
					retire(worker);
					surplus.add(worker);
				}
			}
		}
		fresh.forEach((worker) -> worker.cell().activate());
		surplus.forEach((worker) -> worker.cell().drain());
	}

	/**
	 * Sets how many workers there are to be.
	 * @param newSize 1 or more
	 */
	void resize(int newSize) {
		synchronized (this) {
			this.size = newSize;
			if (!this.idle.isEmpty()) {
				this.clock.resized();
			}
		}
		adjust();
	}

	/**
	 * Forgets, while it is stopped, that it was resized.
	 */
	synchronized void forget() {
		this.size = this.spec.size();
	}

	/**
	 * Changes the size by one, within what the spec allows.
	 * @return {@code false} if there is nothing to change
	 */
	boolean resizeBy(int step) {
		synchronized (this) {
			boolean possible = this.open && ((step > 0) ? this.idle.isEmpty() && this.size < this.spec.maxSize()
					: !this.idle.isEmpty() && this.size > this.spec.size());
			if (!possible) {
				return false;
			}
			this.size += step;
		}
		adjust();
		return true;
	}

	// What can be seen.

	synchronized List<PoolWorker> workers() {
		return List.copyOf(this.workers);
	}

	synchronized int size() {
		return this.size;
	}

	synchronized int busy() {
		return (int) this.workers.stream().filter((worker) -> worker.busy).count();
	}

	PoolSpec spec() {
		return this.spec;
	}

	int limit() {
		return this.limit;
	}

	void changeLimit(int newLimit) {
		this.limit = newLimit;
	}

	void changeRate(int rate, Duration period) {
		synchronized (this) {
			this.spec = this.spec.withRate(rate, period);
			this.clock.changeRate(this.spec);
		}
		wake(true);
	}

	int depth() {
		return this.front.depth();
	}

}
