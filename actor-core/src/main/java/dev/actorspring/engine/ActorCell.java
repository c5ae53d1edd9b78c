package dev.actorspring.engine;

import java.time.Duration;
import java.util.Deque;
import java.util.function.Consumer;

import dev.actorspring.ActorRef;
import dev.actorspring.Dispatcher;
import dev.actorspring.ExitReason;
import dev.actorspring.Message;
import dev.actorspring.RestartType;
import dev.actorspring.engine.Signal.Kind;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorEvent.DeadLetter.Reason;
import dev.actorspring.system.NodeSnapshot;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The place of an actor in the tree: its mailbox, and its incarnations one after another.
 * <p>
 * At any moment at most one thread owns the cell and runs it. It idles, owned by nobody,
 * while there is nothing to do, and rests while there is no incarnation.
 *
 * @param <A> the actor class
 */
final class ActorCell<A> extends SignalledMailbox implements Node, Runnable {

	/** After how many messages other actors get their turn on the thread. */
	private static final int THROUGHPUT = 256;

	private static final Logger log = LoggerFactory.getLogger(ActorCell.class);

	private final ActorType<A> type;

	private final Parent parent;

	private final String name;

	/** Written by the owner; and by {@link #abandon}, which thereby becomes the owner. */
	private volatile @Nullable Incarnation<A> incarnation;

	private int incarnations;

	/** Whether it was closed to be forgotten. */
	private boolean passivated;

	/** The coarse time at which it took its last message. Read by others. */
	private int lastActive;

	/** What its parent keeps about it, if that is more than nothing. */
	volatile @Nullable Recovery recovery;

	ActorCell(ActorType<A> type, Parent parent, String name) {
		this.type = type;
		this.parent = parent;
		this.name = name;
	}

	ActorType<A> type() {
		return this.type;
	}

	@Nullable Incarnation<A> incarnation() {
		return this.incarnation;
	}

	@Override
	public int incarnations() {
		return this.incarnations;
	}

	boolean isRunning() {
		Incarnation<A> current = this.incarnation;
		return current != null && current.instance != null && current.ending == null;
	}

	/**
	 * Whether it has messages, one of them possibly in hand, and can handle them.
	 * @return a best effort while others send
	 */
	boolean isBusy() {
		Incarnation<A> current = this.incarnation;
		return current != null && current.ending == null && (!isIdle() || current.suspension != null);
	}

	/**
	 * Whether it was closed to be forgotten: a new cell takes the place. Owner only.
	 * @return {@code true} after {@code PASSIVATE}
	 */
	boolean isPassivated() {
		return this.passivated;
	}

	/**
	 * When it took its last message.
	 * @return the coarse time
	 */
	int lastActive() {
		return this.lastActive;
	}

	void lastActive(int now) {
		this.lastActive = now;
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public String path() {
		return Parent.join(this.parent.path(), this.name);
	}

	@Override
	public String measuredName() {
		return this.type.name();
	}

	@Override
	public RestartType restart() {
		return this.type.spec().restart();
	}

	@Override
	public boolean significant() {
		return this.type.spec().significant();
	}

	@Override
	public Duration shutdownTimeout() {
		return this.type.spec().shutdownTimeout();
	}

	@SuppressWarnings("unchecked")
	ActorRef<A> self() {
		return (this.parent instanceof KeyedFamily<?> family) ? (ActorRef<A>) family.get(this.name)
				: new CellRef<>(this);
	}

	// For any thread.

	/**
	 * Sends a message or an {@link Ask}.
	 * @param payload what to send
	 * @return what has become of it; never {@code WAKE}
	 */
	Offer send(Object payload) {
		Offer offer = offer(payload, this.type.spec().mailboxCapacity(), this.type.engine().timer().coarse());
		if (offer == Offer.WAKE) {
			wake();
			return Offer.QUEUED;
		}
		return offer;
	}

	/**
	 * Sends what the actor itself has ordered, which its own full mailbox must not
	 * refuse.
	 * @param message the message
	 */
	void deliver(SelfMessage message) {
		if (offer(message, Integer.MAX_VALUE, this.type.engine().timer().coarse()) == Offer.WAKE) {
			wake();
		}
	}

	@Override
	void wake() {
		Incarnation<A> current = this.incarnation;
		Suspension suspended = (current != null) ? current.suspension : null;
		if (suspended != null) {
			suspended.handBack();
		}
		else {
			this.type.engine().execute(this, this.type.spec().dispatcher());
		}
	}

	@Override
	public void start() {
		signal(Kind.START);
	}

	@Override
	public void stop(boolean forGood) {
		signal(forGood ? Kind.TERMINATE : Kind.STOP);
	}

	@Override
	public void interrupt() {
		Incarnation<A> current = this.incarnation;
		if (current != null) {
			current.interrupt();
		}
	}

	@Override
	public void abandon() {
		Incarnation<A> current = this.incarnation;
		if (current == null || !current.abandon()) {
			return;
		}
		log.error("{} did not stop in its shutdown time, nor when it was interrupted: incarnation {} is abandoned "
				+ "and may still hold a thread", path(), current.incarnation());
		this.type.engine().publish(new ActorEvent.Abandoned(this.type.name(), path(), current.incarnation()));
		if (current.inHand instanceof Ask<?> ask) {
			ask.terminated(path(), "it was abandoned while handling it");
		}
		this.incarnation = null;
		current.stopChildren(() -> {
		});
		this.type.engine().execute(this, this.type.spec().dispatcher());
	}

	void watch(Consumer<ExitReason> watcher) {
		this.type.engine().watchers().watch(this, watcher);
	}

	/**
	 * Sends a request. If the mailbox refuses it, it fails at once.
	 * @param ask the request
	 * @return {@code false} if the cell is closed, and the request still open
	 */
	boolean ask(Ask<?> ask) {
		ask.target(this);
		Offer offer = send(ask);
		if (offer == Offer.CLOSED) {
			return false;
		}
		if (offer == Offer.FULL) {
			ask.rejected(path(), this.type.spec().mailboxCapacity());
		}
		else {
			this.type.engine().timer().add(ask);
		}
		return true;
	}

	/**
	 * Ends the incarnation and the cell, unless a message comes.
	 */
	void passivate() {
		signal(Kind.PASSIVATE);
	}

	@Override
	public NodeSnapshot.Actor snapshot(Status status) {
		return CellSnapshots.of(this, status);
	}

	/**
	 * Says why a request has not been answered.
	 * @param ask the request
	 * @return a clause without a full stop
	 */
	String doing(Ask<?> ask) {
		return CellSnapshots.doing(this, ask);
	}

	// For the owner.

	@Override
	public void run() {
		Incarnation<A> current = bind(null);
		int budget = THROUGHPUT;
		try {
			for (;;) {
				if (hasSignals()) {
					if (!obeySignals(current)) {
						return;
					}
					current = bind(current);
				}
				if (current == null || current.ending != null) {
					if (rest()) {
						return;
					}
					continue;
				}
				if (current.isAbandoned()) {
					return;
				}
				Object payload = take();
				if (payload == null) {
					// An idle actor must not keep a thread object alive.
					current.runner = null;
					if (idle()) {
						return;
					}
					current.runner = Thread.currentThread();
					continue;
				}
				Throwable crash = handle(current, payload);
				if (crash != null || current.stopRequested) {
					if (!end(current, (crash != null) ? new ExitReason.Error(crash) : new ExitReason.Normal(), null)) {
						return;
					}
					current = bind(current);
				}
				if (--budget == 0) {
					budget = THROUGHPUT;
					if (this.type.spec().dispatcher() == Dispatcher.COMPUTE) {
						this.type.engine().execute(this, Dispatcher.COMPUTE);
						return;
					}
					Thread.yield();
				}
			}
		}
		finally {
			Engine.bind(null);
		}
	}

	/**
	 * Handles a message. Nothing that is thrown may leave the cell without an owner.
	 * @return what crashed the incarnation, or {@code null}
	 */
	private static @Nullable Throwable handle(Incarnation<?> current, Object payload) {
		try {
			return Turn.handle(current, payload);
		}
		catch (Throwable ex) {
			return ex;
		}
	}

	private @Nullable Incarnation<A> bind(@Nullable Incarnation<A> before) {
		Incarnation<A> now = this.incarnation;
		if (now != null && now != before) {
			now.runner = Thread.currentThread();
			Engine.bind(now);
		}
		return now;
	}

	private boolean obeySignals(@Nullable Incarnation<A> current) {
		if (current != null && current.ending == null) {
			// An abandoned thread must not take signals that are meant for its successor.
			if (!current.hold()) {
				return false;
			}
		}
		Deque<Kind> kinds = takeSignals();
		if (current != null && current.ending == null) {
			current.letGo();
		}
		for (Kind kind = kinds.poll(); kind != null; kind = kinds.poll()) {
			Incarnation<A> latest = this.incarnation;
			Ending ending = (latest != null) ? latest.ending : null;
			if (ending != null && kind != Kind.CHILDREN_STOPPED) {
				ending.defer(kind);
			}
			else if (!obey(kind, latest, kinds)) {
				return false;
			}
		}
		return true;
	}

	private boolean obey(Kind kind, @Nullable Incarnation<A> latest, Deque<Kind> more) {
		switch (kind) {
			case START -> {
				return latest != null || this.passivated || startIncarnation();
			}
			case STOP, TERMINATE -> {
				return (latest != null) ? end(latest, new ExitReason.Shutdown(), kind) : ended(kind, null);
			}
			case PASSIVATE -> {
				if (isClosed()) {
					return true;
				}
				if (latest == null) {
					return ended(kind, null);
				}
				return depth() > 0 || end(latest, new ExitReason.Normal(), kind);
			}
			case CHILDREN_STOPPED -> {
				Ending ending = (latest != null) ? latest.ending : null;
				if (latest == null || ending == null) {
					return true;
				}
				latest.letGo();
				more.addAll(ending.deferred());
				return finish(latest, ending);
			}
		}
		return true;
	}

	private boolean startIncarnation() {
		if (isClosed()) {
			open();
		}
		Incarnation<A> next = new Incarnation<>(this, ++this.incarnations);
		this.incarnation = next;
		bind(null);
		A instance = null;
		Throwable failure = null;
		try {
			instance = this.type.spec().factory().create(next);
		}
		catch (Throwable ex) {
			failure = ex;
		}
		if (!next.hold()) {
			destroy(instance);
			return false;
		}
		Thread.interrupted();
		if (instance != null) {
			next.instance = instance;
			next.letGo();
			this.parent.started(this);
			return true;
		}
		Throwable cause = (failure != null) ? failure
				: new IllegalStateException("The factory of " + path() + " returned null");
		this.incarnation = null;
		next.stopChildren(() -> {
		});
		this.parent.startFailed(this, path(), cause);
		return true;
	}

	/**
	 * Ends an incarnation: its children first, then itself.
	 * @param by the signal that wants it, or {@code null} if it ends by itself
	 * @return {@code false} if the cell belongs to somebody else now
	 */
	private boolean end(Incarnation<A> current, ExitReason reason, @Nullable Kind by) {
		current.suspension = null;
		Ending ending = new Ending(current.isKilled() ? new ExitReason.Killed() : reason, by);
		if (current.children() == null) {
			current.ending = ending;
			return finish(current, ending);
		}
		if (!current.hold()) {
			return false;
		}
		current.ending = ending;
		current.stopChildren(() -> signal(Kind.CHILDREN_STOPPED));
		return true;
	}

	private boolean finish(Incarnation<A> current, Ending ending) {
		destroy(current.instance);
		if (!current.hold()) {
			return false;
		}
		Thread.interrupted();
		this.incarnation = null;
		return ended(ending.by(), ending.reason());
	}

	private boolean ended(@Nullable Kind by, @Nullable ExitReason reason) {
		switch (by) {
			case STOP -> this.parent.stopped(this);
			case TERMINATE -> {
				closeForGood((reason != null) ? reason : new ExitReason.Shutdown());
				this.parent.stopped(this);
			}
			case PASSIVATE -> {
				if (!closeIfEmpty()) {
					return startIncarnation();
				}
				this.passivated = true;
				this.parent.exited(this, new ExitReason.Normal());
			}
			case null, default -> this.parent.exited(this, (reason != null) ? reason : new ExitReason.Normal());
		}
		return true;
	}

	private void closeForGood(ExitReason reason) {
		close((payload) -> {
			switch (payload) {
				case Ask<?> ask -> ask.terminated(path(), "it has terminated");
				case SelfMessage own -> {
				}
				case Message<?> message -> this.type.deadLetter(path(), message, Reason.TERMINATED);
				default -> throw new IllegalStateException("Not a payload: " + payload);
			}
		});
		this.type.engine().watchers().ended(this, reason);
	}

	private void destroy(@Nullable A instance) {
		if (instance != null) {
			try {
				this.type.spec().factory().destroy(instance);
			}
			catch (Throwable ex) {
				log.warn("{} failed while it was being destroyed", path(), ex);
			}
		}
	}

	@Override
	public String toString() {
		return path();
	}

}
