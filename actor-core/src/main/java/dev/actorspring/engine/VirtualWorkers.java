package dev.actorspring.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Serves cells that have been fast lately on virtual threads, of which each serves many,
 * since to start one takes longer than their handlers do. There are as many at a time as
 * processors.
 * <p>
 * A handler that blocks all the same holds up nobody: its worker loses its place when it
 * waits through this library, and else as soon as the {@link Lookout} has seen it with
 * the same cell twice. If it is blocked then, all that queues gets threads of its own, as
 * others may block as well.
 */
final class VirtualWorkers {

	/** As many as queue in one array. */
	private static final int CHUNK = 256;

	/**
	 * As many as queue get threads of their own when a handler blocks. It may have been
	 * for an instant, in which everything stood still for a garbage collection.
	 */
	private static final int FEW = 64;

	/** As many at the most, if handlers have blocked for a while. */
	private static final int MANY = 1 << 20;

	private final Consumer<Runnable> threads;

	private final ArrayedQueue<CellRunner> queue = new ArrayedQueue<>(CHUNK);

	private final AtomicReferenceArray<@Nullable VirtualWorker> places;

	/** For each place what who has it has woken. */
	private final List<WokenStack<CellRunner>> woken;

	/** How many places are taken, or about to be. */
	private final AtomicInteger taken = new AtomicInteger();

	private final Lookout lookout = new Lookout(this::look);

	/** Those that have lost their places at the last look. Only for the lookout. */
	private final List<VirtualWorker> retired = new ArrayList<>();

	/** For the lookout. */
	private int threadsAtOnce = FEW;

	/**
	 * Creates them.
	 * @param processors how many work at a time, at the most
	 * @param threads runs something on a virtual thread
	 */
	VirtualWorkers(int processors, Consumer<Runnable> threads) {
		this.places = new AtomicReferenceArray<>(processors);
		this.woken = Stream.generate(WokenStack<CellRunner>::new).limit(processors).toList();
		this.threads = threads;
	}

	/**
	 * Has a cell served, by this thread if that is a worker and soon ready.
	 * @param runner serves it
	 */
	void execute(CellRunner runner) {
		// It may be a worker of another system.
		if (Engine.serving() instanceof VirtualWorker worker && worker.isFast() && has(worker)) {
			CellRunner waiting = worker.keep(runner);
			if (waiting != null && !start(waiting)) {
				addWoken(worker, waiting);
			}
			// Whoever does not see yet what it keeps looks again: the lookout, after it
			// has taken its place away and before it sleeps. A fence here would be one
			// for each message.
			if (has(worker)) {
				this.lookout.wake();
			}
			else {
				worker.giveAway();
			}
		}
		else {
			add(runner);
		}
	}

	/**
	 * Has a cell served that a worker's handler has woken. Only by that worker.
	 */
	private void addWoken(VirtualWorker worker, CellRunner runner) {
		if (!this.woken.get(worker.place()).push(runner)) {
			this.queue.add(runner);
		}
		seeToIt();
	}

	/**
	 * Has a cell served, if need be behind others.
	 * @param runner serves it
	 */
	void add(CellRunner runner) {
		if (!start(runner)) {
			this.queue.add(runner);
			// Who had the place may have found nothing there just before.
			seeToIt();
		}
	}

	private void seeToIt() {
		if (!goOn()) {
			this.lookout.wake();
		}
	}

	/**
	 * Has a cell served, behind all that waits to be served.
	 * @param runner serves it
	 */
	void addLast(CellRunner runner) {
		if (Engine.serving() instanceof VirtualWorker worker && has(worker)) {
			this.queue.add(runner);
			// It looks there when it returns. But whoever has taken its place away
			// meanwhile may have found nothing there.
			if (!has(worker)) {
				seeToIt();
			}
		}
		else {
			add(runner);
		}
	}

	/**
	 * Sees to it that somebody serves what queues, if there is a place.
	 * @return {@code false} if others have to
	 */
	boolean goOn() {
		return this.taken.get() < this.places.length() && (!isAnyWaiting() || start(null));
	}

	/**
	 * Starts a worker if there is a place.
	 * @param first what it is to serve, or {@code null} for what queues
	 */
	private boolean start(@Nullable CellRunner first) {
		for (int before = this.taken.get(); before < this.places.length(); before = this.taken.get()) {
			if (this.taken.compareAndSet(before, before + 1)) {
				this.threads.accept(newWorker(first));
				return true;
			}
		}
		return false;
	}

	private VirtualWorker newWorker(@Nullable CellRunner first) {
		for (int i = 0;; i = (i + 1) % this.places.length()) {
			if (this.places.get(i) == null) {
				VirtualWorker worker = new VirtualWorker(this, i, first);
				if (this.places.compareAndSet(i, null, worker)) {
					return worker;
				}
			}
		}
	}

	/**
	 * What a worker is to serve next. Only by that.
	 * @param worker which
	 * @param turnOver whether it is the turn of those that queue
	 * @return {@code null} if there is nothing, or it has lost its place
	 */
	@Nullable CellRunner poll(VirtualWorker worker, boolean turnOver) {
		if (!has(worker)) {
			return null;
		}
		WokenStack<CellRunner> own = this.woken.get(worker.place());
		CellRunner latest = null;
		if (turnOver) {
			own.passOn(this.queue);
		}
		else {
			latest = own.takeLatest();
		}
		return (latest != null) ? latest : takeOldest(worker.place());
	}

	/**
	 * Takes what queues, or else what was woken first at one of the places.
	 * @param place which of them is asked last
	 */
	private @Nullable CellRunner takeOldest(int place) {
		CellRunner queued = this.queue.poll();
		if (queued != null) {
			return queued;
		}
		for (int i = 1; i <= this.woken.size(); i++) {
			CellRunner oldest = this.woken.get((place + i) % this.woken.size()).takeOldest();
			if (oldest != null) {
				return oldest;
			}
		}
		return null;
	}

	/**
	 * Whether a worker has a place here.
	 */
	boolean has(VirtualWorker worker) {
		return worker.hasPlaceIn(this);
	}

	boolean isAnyWaiting() {
		if (!this.queue.isEmpty()) {
			return true;
		}
		// Not with a stream: this is asked often.
		for (int i = 0; i < this.woken.size(); i++) {
			if (!this.woken.get(i).isEmpty()) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Takes the place of a worker away. Any thread.
	 * @return {@code false} if it has none any more
	 */
	boolean leave(VirtualWorker worker) {
		if (this.places.compareAndSet(worker.place(), worker, null)) {
			worker.left();
			this.taken.decrementAndGet();
			return true;
		}
		return false;
	}

	/**
	 * Takes places away from workers that do not go on, if somebody waits for that.
	 * @return whether it is worth to look again soon
	 */
	private boolean look() {
		this.retired.forEach(VirtualWorker::giveAway);
		this.retired.clear();
		boolean blocked = false;
		boolean waiting = isAnyWaiting();
		for (int i = 0; i < this.places.length(); i++) {
			VirtualWorker worker = this.places.get(i);
			if (worker == null) {
				continue;
			}
			boolean keeps = worker.keepsAny();
			if (worker.isStalled() && (keeps || waiting)) {
				blocked |= worker.isBlocked();
				worker.retire();
				this.retired.add(worker);
			}
			waiting |= keeps;
		}
		if (blocked) {
			giveThreads();
		}
		else {
			this.threadsAtOnce = Math.max(this.threadsAtOnce / 2, FEW);
		}
		return waiting || !this.retired.isEmpty();
	}

	/**
	 * Gives threads to some of those that queue, and to more of them the next time. A
	 * worker that follows on one that has blocked is noticed at every second look only,
	 * so that this doubles with each pair of looks while all block.
	 */
	private void giveThreads() {
		for (int i = 0; i < this.threadsAtOnce; i++) {
			CellRunner next = takeOldest(0);
			if (next == null) {
				return;
			}
			this.threads.accept(next);
		}
		this.threadsAtOnce = Math.min(this.threadsAtOnce * 4, MANY);
	}

	void close() {
		this.lookout.close();
	}

}
