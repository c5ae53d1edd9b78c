package dev.actorspring.engine.stream;

import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

import dev.actorspring.ReplyStream;
import dev.actorspring.engine.log.Texts;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stream that an actor feeds, and the subscription of its one subscriber.
 * <p>
 * Whoever makes a signal possible, by an item, a demand or the end, makes sure that a
 * virtual thread delivers. There is never more than one, which delivers signal after
 * signal while there are any. So signals are serial, no subscriber runs on a thread of
 * the actor, and a demand from within a signal recurses into nothing.
 *
 * @param <T> the type of the items
 */
public final class FedStream<T> implements ReplyStream<T>, Flow.Subscription, OpenStream, Runnable {

	/** After how many signals others get their turn on the carrier thread. */
	private static final int BURST = 256;

	private static final Logger log = LoggerFactory.getLogger(FedStream.class);

	private final OpenStreams streams;

	private final int capacity;

	// What follows is changed only under the lock, and no foreign code runs under it.

	private final Object lock = new Object();

	/** Items, some of them {@link Gated}. */
	private final Queue<Object> buffer = new ArrayDeque<>();

	private long demand;

	/** {@code null} before it comes, and once it is to get nothing more. */
	private Flow.@Nullable Subscriber<? super T> subscriber;

	private volatile boolean subscribed;

	/** Whether a thread delivers, or the subscriber is still being told of us. */
	private boolean delivering;

	private volatile boolean over;

	/** What it ends with; {@code null} if it completes. */
	private @Nullable Throwable failure;

	/** Those who wait for room. */
	private @Nullable CompletableFuture<Boolean> room;

	public FedStream(OpenStreams streams, int capacity) {
		if (capacity < 1) {
			throw new IllegalArgumentException("The capacity is " + capacity + " but must be at least 1");
		}
		this.streams = streams;
		this.capacity = capacity;
	}

	public boolean belongsTo(OpenStreams streams) {
		return this.streams == streams;
	}

	// The actor's side.

	@Override
	public boolean emit(T item) {
		Objects.requireNonNull(item, "item");
		CompletableFuture<?> gate = this.streams.owner().gate();
		boolean deliver;
		synchronized (this.lock) {
			if (this.over || this.buffer.size() == this.capacity) {
				return false;
			}
			this.buffer.add((gate != null) ? new Gated(item, gate) : item);
			deliver = claimDelivery();
		}
		deliverIf(deliver);
		if (gate != null) {
			gate.whenComplete((value, failure) -> look());
		}
		return true;
	}

	/**
	 * Delivers what may be seen now.
	 */
	private void look() {
		boolean deliver;
		synchronized (this.lock) {
			deliver = claimDelivery();
		}
		deliverIf(deliver);
	}

	@Override
	public void complete() {
		endAfterBuffered(null);
	}

	@Override
	public void fail(Throwable failure) {
		endAfterBuffered(Objects.requireNonNull(failure, "failure"));
	}

	@Override
	public void end(Throwable failure) {
		endAfterBuffered(failure);
	}

	private void endAfterBuffered(@Nullable Throwable cause) {
		boolean deliver;
		synchronized (this.lock) {
			if (this.over) {
				return;
			}
			this.over = true;
			this.failure = cause;
			deliver = claimDelivery();
		}
		leave(deliver);
	}

	@Override
	public boolean isOver() {
		return this.over;
	}

	@Override
	public CompletionStage<Boolean> room() {
		synchronized (this.lock) {
			boolean closed = this.over || this.streams.areStopping();
			if (closed || this.buffer.size() < this.capacity) {
				return CompletableFuture.completedFuture(!closed);
			}
			if (this.room == null) {
				this.room = new CompletableFuture<>();
			}
			// A copy, as whoever gets it may complete it.
			return this.room.copy();
		}
	}

	/**
	 * Ends it because nobody has got hold of it who could subscribe.
	 */
	public void unwanted() {
		if (this.subscribed) {
			// It was handed out in another way as well.
			return;
		}
		endAtOnce(
				new IllegalStateException("This stream of " + this.streams.path() + " came too late for its request"));
	}

	@Override
	public boolean hasSubscriber() {
		return this.subscribed;
	}

	// The subscriber's side.

	@Override
	public void subscribe(Flow.Subscriber<? super T> newcomer) {
		Objects.requireNonNull(newcomer, "subscriber");
		if (!accept(newcomer)) {
			Refusal.signal(newcomer,
					new IllegalStateException("This stream of " + this.streams.path() + " has a subscriber already"));
			return;
		}
		try {
			newcomer.onSubscribe(this);
		}
		catch (Throwable ex) {
			failed(ex);
		}
		boolean deliver;
		synchronized (this.lock) {
			this.delivering = false;
			deliver = claimDelivery();
		}
		deliverIf(deliver);
	}

	private boolean accept(Flow.Subscriber<? super T> newcomer) {
		synchronized (this.lock) {
			if (this.subscribed) {
				return false;
			}
			this.subscribed = true;
			this.subscriber = newcomer;
			// Nothing must be delivered before it knows its subscription.
			this.delivering = true;
			return true;
		}
	}

	@Override
	public void request(long n) {
		if (n <= 0) {
			endAtOnce(new IllegalArgumentException("The demand is " + n + " but must be more than zero (rule 3.9)"));
			return;
		}
		boolean deliver;
		synchronized (this.lock) {
			this.demand = (this.demand + n < 0) ? Long.MAX_VALUE : this.demand + n;
			deliver = claimDelivery();
		}
		deliverIf(deliver);
	}

	private void endAtOnce(Throwable cause) {
		boolean deliver;
		synchronized (this.lock) {
			this.over = true;
			this.failure = cause;
			this.buffer.clear();
			deliver = claimDelivery();
		}
		leave(deliver);
	}

	@Override
	public void cancel() {
		synchronized (this.lock) {
			this.over = true;
			this.failure = null;
			this.buffer.clear();
			this.subscriber = null;
		}
		leave(false);
	}

	// Delivery.

	/**
	 * Whether the caller must have what is there delivered. Under the lock.
	 */
	private boolean claimDelivery() {
		if (this.delivering || !hasSignal()) {
			return false;
		}
		this.delivering = true;
		return true;
	}

	private boolean hasSignal() {
		if (this.subscriber == null) {
			return false;
		}
		Object first = this.buffer.peek();
		while (first instanceof Gated gated && gated.isLost()) {
			this.buffer.remove();
			first = this.buffer.peek();
		}
		return (first == null) ? this.over : this.demand > 0 && !(first instanceof Gated gated && gated.isClosed());
	}

	@SuppressWarnings("unchecked") // nothing else is emitted
	private @Nullable T poll() {
		Object first = this.buffer.poll();
		return (T) ((first instanceof Gated gated) ? gated.item() : first);
	}

	private void deliverIf(boolean claimed) {
		if (claimed) {
			this.streams.owner().execute(this);
		}
	}

	/**
	 * Lets go of the actor when nothing more can be emitted.
	 */
	private void leave(boolean deliver) {
		this.streams.remove(this);
		stopWaiting();
		deliverIf(deliver);
	}

	@Override
	public void stopWaiting() {
		CompletableFuture<Boolean> waiting;
		synchronized (this.lock) {
			waiting = takeRoom();
		}
		if (waiting != null) {
			this.streams.owner().complete(() -> waiting.complete(false));
		}
	}

	private @Nullable CompletableFuture<Boolean> takeRoom() {
		CompletableFuture<Boolean> waiting = this.room;
		this.room = null;
		return waiting;
	}

	@Override
	public void run() {
		for (int i = 1; deliverNext(); i++) {
			if (i % BURST == 0) {
				Thread.yield();
			}
		}
	}

	private boolean deliverNext() {
		Flow.Subscriber<? super T> target;
		T item;
		Throwable cause;
		CompletableFuture<Boolean> waiting = null;
		synchronized (this.lock) {
			target = this.subscriber;
			if (target == null || !hasSignal()) {
				this.delivering = false;
				return false;
			}
			item = poll();
			cause = this.failure;
			if (item == null) {
				this.subscriber = null;
			}
			else {
				this.demand -= (this.demand != Long.MAX_VALUE) ? 1 : 0;
				waiting = this.over ? null : takeRoom();
			}
		}
		if (waiting != null) {
			waiting.complete(true);
		}
		try {
			signal(target, item, cause);
		}
		catch (Throwable ex) {
			failed(ex);
		}
		return true;
	}

	private static <T> void signal(Flow.Subscriber<? super T> target, @Nullable T item, @Nullable Throwable cause) {
		if (item != null) {
			target.onNext(item);
		}
		else if (cause != null) {
			target.onError(cause);
		}
		else {
			target.onComplete();
		}
	}

	/**
	 * An item that shows what may not be seen yet.
	 *
	 * @param item the item
	 * @param gate done when it may; if it fails, it never may
	 */
	private record Gated(Object item, CompletableFuture<?> gate) {

		boolean isClosed() {
			return !this.gate.isDone();
		}

		boolean isLost() {
			return this.gate.isCompletedExceptionally();
		}

	}

	private void failed(Throwable thrown) {
		Texts.safely(log, () -> log.warn("A subscriber to a stream of {} failed and gets nothing more",
				Texts.line(this.streams.path()), thrown));
		cancel();
	}

}
