package dev.actorspring.cluster.routing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

import dev.actorspring.Handling;
import dev.actorspring.cluster.ActorUnreachableException;
import dev.actorspring.cluster.wire.WireFormat.Encoded;
import org.jspecify.annotations.Nullable;

/**
 * A stream that an actor on another node has replied with. For one subscriber, whose
 * signals come one after another on threads of the executor. The other node gets no more
 * demand than there is room for here, however much the subscriber has.
 */
final class IncomingStream implements Flow.Publisher<Object>, Flow.Subscription {

	/** How many items may be under way, or wait here for the subscriber. */
	private static final int MOST_UNDER_WAY = 256;

	private static final Flow.Subscription NOTHING = new Flow.Subscription() {

		@Override
		public void request(long n) {
		}

		@Override
		public void cancel() {
		}

	};

	private final String path;

	private final Origin origin;

	private final Function<byte[], @Nullable Object> decoder;

	private final Function<Encoded, Throwable> failures;

	private final Executor executor;

	private final ReentrantLock lock = new ReentrantLock();

	private final Deque<byte[]> items = new ArrayDeque<>(0);

	private Flow.@Nullable Subscriber<? super Object> subscriber;

	/** What the subscriber wants and the other node does not know of yet. */
	private long demand;

	/** What the other node knows of and the subscriber has not got yet. */
	private int underWay;

	private @Nullable End end;

	private boolean cancelled;

	private boolean signalling;

	/**
	 * Creates a stream.
	 * @param path of the actor
	 * @param origin the other node
	 * @param decoder reads an item
	 * @param failures reads why there are no more
	 * @param executor runs the subscriber
	 */
	IncomingStream(String path, Origin origin, Function<byte[], @Nullable Object> decoder,
			Function<Encoded, Throwable> failures, Executor executor) {
		this.path = path;
		this.origin = origin;
		this.decoder = decoder;
		this.failures = failures;
		this.executor = executor;
	}

	@Override
	public void subscribe(Flow.Subscriber<? super Object> wanting) {
		Objects.requireNonNull(wanting, "subscriber");
		boolean first;
		this.lock.lock();
		try {
			first = this.subscriber == null && !this.cancelled;
			if (first) {
				this.subscriber = wanting;
				// Nothing else is signalled before it has its subscription.
				this.signalling = true;
			}
		}
		finally {
			this.lock.unlock();
		}
		if (!first) {
			wanting.onSubscribe(NOTHING);
			wanting.onError(new IllegalStateException("A stream of an actor can be subscribed to once"));
			return;
		}
		wanting.onSubscribe(this);
		signal();
	}

	@Override
	public void request(long n) {
		if (n <= 0) {
			end(new IllegalArgumentException("A subscriber has requested " + n + " items"));
			this.origin.cancel();
			return;
		}
		this.lock.lock();
		try {
			this.demand = (this.demand + n < 0) ? Long.MAX_VALUE : this.demand + n;
		}
		finally {
			this.lock.unlock();
		}
		grant();
	}

	private void grant() {
		int more;
		this.lock.lock();
		try {
			if (this.cancelled || this.end != null || this.underWay > MOST_UNDER_WAY / 2) {
				return;
			}
			more = (int) Math.min(this.demand, MOST_UNDER_WAY - this.underWay);
			this.demand -= (this.demand == Long.MAX_VALUE) ? 0 : more;
			this.underWay += more;
		}
		finally {
			this.lock.unlock();
		}
		if (more > 0) {
			this.origin.request(more);
		}
	}

	@Override
	public void cancel() {
		boolean open;
		this.lock.lock();
		try {
			open = !this.cancelled && this.end == null;
			this.cancelled = true;
			this.items.clear();
		}
		finally {
			this.lock.unlock();
		}
		if (open) {
			this.origin.cancel();
		}
	}

	/**
	 * An item has come.
	 * @return {@code false} if nobody has asked for it
	 */
	boolean arrived(byte[] item) {
		this.lock.lock();
		try {
			if (this.cancelled || this.end != null) {
				return true;
			}
			if (this.items.size() >= this.underWay) {
				return false;
			}
			this.items.add(item);
		}
		finally {
			this.lock.unlock();
		}
		wake();
		return true;
	}

	/**
	 * There will be no more.
	 * @param failure why, or {@code null} if that is all
	 */
	void ended(@Nullable Encoded failure) {
		end((failure != null) ? this.failures.apply(failure) : null);
	}

	/**
	 * The other node is gone.
	 * @param why a clause without a full stop
	 */
	void lost(String why) {
		end(new ActorUnreachableException(this.path, "A stream of " + this.path + " has no end: " + why,
				Handling.UNKNOWN));
	}

	private void end(@Nullable Throwable failure) {
		this.lock.lock();
		try {
			if (this.cancelled || this.end != null) {
				return;
			}
			this.end = new End(failure);
		}
		finally {
			this.lock.unlock();
		}
		wake();
	}

	private void wake() {
		this.lock.lock();
		try {
			if (this.signalling || this.subscriber == null) {
				return;
			}
			this.signalling = true;
		}
		finally {
			this.lock.unlock();
		}
		this.executor.execute(this::signal);
	}

	private void signal() {
		while (signalNext()) {
			grant();
		}
	}

	private boolean signalNext() {
		Flow.Subscriber<? super Object> target;
		byte[] item;
		End over = null;
		this.lock.lock();
		try {
			target = this.subscriber;
			item = this.items.poll();
			if (item != null) {
				this.underWay--;
			}
			else {
				over = this.end;
			}
			if (target == null || this.cancelled || (item == null && over == null)) {
				this.signalling = false;
				return false;
			}
			this.cancelled = over != null;
		}
		finally {
			this.lock.unlock();
		}
		if (item != null) {
			signalItem(target, item);
		}
		else if (over != null) {
			over.signal(target);
		}
		return true;
	}

	private void signalItem(Flow.Subscriber<? super Object> target, byte[] item) {
		try {
			target.onNext(Objects.requireNonNull(this.decoder.apply(item), "item"));
		}
		catch (Throwable ex) {
			this.lock.lock();
			try {
				this.items.clear();
				this.end = new End(ex);
			}
			finally {
				this.lock.unlock();
			}
			this.origin.cancel();
		}
	}

	/**
	 * Where the items come from.
	 */
	interface Origin {

		void request(int n);

		void cancel();

	}

	private record End(@Nullable Throwable failure) {

		void signal(Flow.Subscriber<?> target) {
			if (this.failure != null) {
				target.onError(this.failure);
			}
			else {
				target.onComplete();
			}
		}

	}

}
