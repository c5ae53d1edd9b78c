package dev.actorspring.engine;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

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
final class ActorCell<A> extends MeasuredMailbox implements Node {

	/** After how many messages other actors get their turn on the thread. */
	private static final int THROUGHPUT = 256;

	private static final Logger log = LoggerFactory.getLogger(ActorCell.class);

	private final ActorType<A> type;

	private final Parent parent;

	private final String name;

	/** Written by the owner; and by {@link #abandon}, which thereby becomes the owner. */
	private volatile @Nullable Incarnation<A> incarnation;

	private int incarnations;

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
	 * Whether it has messages, one of them possibly in hand, and can handle them, or owes
	 * a reply.
	 * @return a best effort while others send
	 */
	boolean isBusy() {
		Incarnation<A> current = this.incarnation;
		return current != null && current.ending == null
				&& (!isIdle() || current.suspension() != null || current.hasPromises());
	}

	/**
	 * How many messages it has taken from its mailbox to handle them.
	 * @return for a keyed actor, and one that was started at run time, with those that
	 * were dropped
	 */
	long handled() {
		long taken = Integer.toUnsignedLong(taken());
		return (this.parent instanceof CellGroup) ? taken : this.type.messages().handled(taken);
	}

	/**
	 * Whether somebody subscribes to one of its streams.
	 * @return a best effort while subscribers come and go
	 */
	boolean hasSubscribers() {
		Incarnation<A> current = this.incarnation;
		return current != null && current.hasSubscribers();
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

	@Override
	boolean dropsOldest() {
		return this.type.dropsOldest();
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
	void signalled() {
		Incarnation<A> current = this.incarnation;
		if (current != null) {
			current.signalled = true;
		}
	}

	@Override
	void wake() {
		Dispatcher dispatcher = this.type.spec().dispatcher();
		Suspension suspended = (dispatcher == Dispatcher.VIRTUAL) ? suspension() : null;
		if (suspended != null) {
			suspended.handBack();
		}
		else if (dispatcher != Dispatcher.COMPUTE || !LentThread.tryRun(this)) {
			this.type.engine().execute(new Shift(this), dispatcher);
		}
	}

	/**
	 * The turn that waits in the middle, if one does. Never on {@code COMPUTE}: there a
	 * sender is spared the look at the incarnation, which need not be in any cache.
	 */
	private @Nullable Suspension suspension() {
		Incarnation<A> current = this.incarnation;
		return (current != null) ? current.suspension() : null;
	}

	@Override
	public void start() {
		signal(new Signal(Kind.REOPEN));
	}

	/**
	 * Starts it unless it runs or has been closed.
	 */
	void activate() {
		signal(new Signal(Kind.START));
	}

	/**
	 * Starts it unless it runs or has been closed.
	 * @param outcome completed when that is over, with whether it runs
	 */
	void activate(CompletableFuture<Boolean> outcome) {
		signal(new Signal(Kind.START, outcome));
	}

	@Override
	public void stop(boolean forGood) {
		signal(new Signal(forGood ? Kind.TERMINATE : Kind.STOP));
		announceStop();
	}

	@Override
	public void retire(ExitReason reason) {
		signal(new Signal(Kind.TERMINATE, reason));
		announceStop();
	}

	private void announceStop() {
		Incarnation<A> current = this.incarnation;
		if (current != null) {
			current.announceStop();
		}
	}

	/**
	 * Ends the incarnation and the cell, unless a message comes.
	 */
	void passivate() {
		signal(new Signal(Kind.PASSIVATE));
	}

	/**
	 * Ends the incarnation and the cell, unless a message comes.
	 * @param outcome completed when that is over, with whether the cell has ended
	 */
	void passivate(CompletableFuture<Boolean> outcome) {
		signal(new Signal(Kind.PASSIVATE, outcome));
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
		// From here on this thread owns the cell; who ran it, or was about to, keeps off.
		this.type.engine().abandonments().add(this);
		Reports.abandoned(path(), current.incarnation());
		this.type.engine().publish(new ActorEvent.Abandoned(this.type.name(), path(), current.incarnation()));
		current.terminateInHand();
		this.incarnation = null;
		current.endReplies(new ExitReason.Killed());
		current.stopChildren(() -> {
		});
		Ending ending = current.ending;
		if (ending == null && current.instance != null) {
			this.type.messages().active().decrement();
		}
		if (ending != null) {
			ending.deferred().reversed().forEach(this::putBack);
			Signal by = ending.by();
			if (by != null && by.isStop()) {
				putBack(by);
			}
			else if (by != null) {
				by.settle(this.type.engine(), false);
			}
		}
		Signal stop = nextStop();
		if (stop != null) {
			putBack(new Signal(stop.kind, new ExitReason.Killed()));
		}
		// Not on its dispatcher, whose threads it may be holding.
		this.type.engine().execute(new Shift(this), Dispatcher.VIRTUAL);
	}

	void watch(Watcher watcher) {
		this.type.engine().watchers().watch(this, watcher);
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

	/**
	 * Serves the cell until it is somebody else's turn.
	 * @param shift of this thread
	 * @param lent whether this thread is only {@linkplain LentThread lent}: then one
	 * message is handled, and what else there is to do is left to the dispatcher
	 */
	void run(Shift shift, boolean lent) {
		Incarnation<A> current = this.incarnation;
		// In this order: who abandons the cell says so before it has another incarnation.
		if (shift.isCutOff()) {
			return;
		}
		serve(shift, current);
		boolean look = true;
		int budget = lent ? 1 : THROUGHPUT;
		try {
			for (;;) {
				if (look || current == null || current.ending != null || current.signalled) {
					look = false;
					if (current != null && current.signalled) {
						current.signalled = false;
					}
					if (hasSignals()) {
						if (lent) {
							// To start or to end it may take longer than a turn.
							handOver(shift, current);
							return;
						}
						if (!obeySignals(shift, current)) {
							return;
						}
						current = serve(shift);
					}
				}
				if (current == null || current.ending != null) {
					if (rest()) {
						return;
					}
					continue;
				}
				// An incarnation is abandoned a second or more after a stop has come. So
				// a thread that has seen no stop just now cannot be overtaken before it
				// is in user code again.
				if (current.isAbandoned()) {
					return;
				}
				Object payload = shift.take();
				if (payload == null) {
					current.shift = null;
					shift.lastActive(shift.timer().coarse());
					if (idle()) {
						return;
					}
					// There may have been another owner in between.
					current.leave();
					current = serve(shift);
					look = true;
					continue;
				}
				Throwable crash = handle(shift, current, payload);
				if (crash != null || current.stopRequested) {
					ExitReason reason = (crash != null) ? new ExitReason.Error(crash) : new ExitReason.Normal();
					if (!current.hold()) {
						return;
					}
					shift.moveHead();
					if (!end(current, reason, nextStop())) {
						return;
					}
					current = serve(shift);
					look = true;
				}
				else if (--budget == 0) {
					budget = lent ? 1 : THROUGHPUT;
					if (this.type.spec().dispatcher() == Dispatcher.COMPUTE && !hasSignals()) {
						// In this order: if there was a stop, its owner has taken it.
						Shift next = new Shift(this);
						if (current.isAbandoned()) {
							return;
						}
						shift.moveHead();
						current.shift = null;
						if (lent) {
							shift.lastActive(shift.timer().coarse());
							if (idle()) {
								return;
							}
						}
						this.type.engine().enqueue(next, Dispatcher.COMPUTE);
						return;
					}
					Thread.yield();
				}
			}
		}
		finally {
			if (current != null) {
				current.leave();
			}
		}
	}

	/**
	 * Gives the cell to the pool. Not if it has been abandoned; and if it is from now on,
	 * the pool's shift notices.
	 */
	private void handOver(Shift shift, @Nullable Incarnation<A> current) {
		Shift next = new Shift(this);
		if (current != null) {
			if (!current.hold()) {
				return;
			}
			shift.moveHead();
			current.shift = null;
			current.letGo();
		}
		this.type.engine().enqueue(next, Dispatcher.COMPUTE);
	}

	/**
	 * Handles a message. Nothing that is thrown may leave the cell without an owner.
	 * @return what crashed the incarnation, or {@code null}
	 */
	private static @Nullable Throwable handle(Shift shift, Incarnation<?> current, Object payload) {
		try {
			return Turn.handle(shift, current, payload);
		}
		catch (Throwable ex) {
			return ex;
		}
	}

	/**
	 * Has a shift serve the incarnation that there is now, from the head of the mailbox.
	 */
	private @Nullable Incarnation<A> serve(Shift shift) {
		Incarnation<A> now = this.incarnation;
		serve(shift, now);
		return now;
	}

	private static void serve(Shift shift, @Nullable Incarnation<?> now) {
		if (now != null) {
			now.shift = shift;
		}
		shift.incarnation(now);
		shift.follow();
	}

	/**
	 * Takes the next signal if it is a stop, so that an incarnation that has ended by
	 * itself meanwhile ends by the stop, with its own reason.
	 * @return the stop, or {@code null}
	 */
	private @Nullable Signal nextStop() {
		Signal next = nextSignal();
		if (next != null && !next.isStop()) {
			putBack(next);
			return null;
		}
		return next;
	}

	// What follows returns false if the cell belongs to somebody else now.

	/**
	 * Obeys all signals. Holds the incarnation while it takes one, and until that is
	 * either done or noted in its {@link Ending}: an abandoned thread must not take
	 * signals that are meant for its successor, nor take any with it.
	 */
	private boolean obeySignals(Shift shift, @Nullable Incarnation<A> current) {
		Incarnation<A> latest = current;
		for (;;) {
			boolean holding = latest != null && latest.ending == null;
			if (latest != null && holding && !latest.hold()) {
				return false;
			}
			shift.moveHead();
			Signal signal = nextSignal();
			if (signal == null) {
				if (latest != null && holding) {
					latest.letGo();
				}
				return true;
			}
			if (!obey(signal, latest)) {
				return false;
			}
			shift.follow();
			latest = this.incarnation;
		}
	}

	private boolean obey(Signal signal, @Nullable Incarnation<A> latest) {
		if (latest == null) {
			return switch (signal.kind) {
				case START -> start(signal);
				case REOPEN -> startIncarnation();
				case STOP, TERMINATE -> ended(signal, signal.reason);
				case PASSIVATE -> isClosed() ? settled(signal, true) : ended(signal, null);
				case CHILDREN_STOPPED -> true;
			};
		}
		Ending ending = latest.ending;
		if (ending != null) {
			if (signal.kind == Kind.CHILDREN_STOPPED) {
				latest.letGo();
				return finish(latest, ending);
			}
			ending.defer(signal);
			return true;
		}
		boolean passivated = signal.kind == Kind.PASSIVATE && depth() == 0 && !latest.hasSubscribers()
				&& !latest.hasPromises();
		if (passivated || signal.isStop()) {
			return end(latest, passivated ? new ExitReason.Normal() : new ExitReason.Shutdown(), signal);
		}
		latest.letGo();
		return settled(signal, signal.kind != Kind.PASSIVATE);
	}

	private boolean start(Signal signal) {
		boolean owned = isClosed() || startIncarnation();
		settled(signal, owned && this.incarnation != null);
		return owned;
	}

	private boolean settled(@Nullable Signal signal, boolean done) {
		if (signal != null) {
			signal.settle(this.type.engine(), done);
		}
		return true;
	}

	private boolean startIncarnation() {
		open();
		Incarnation<A> next = new Incarnation<>(this, ++this.incarnations);
		this.incarnation = next;
		serve(Objects.requireNonNull(Engine.shift()));
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
		if (instance == null) {
			Throwable cause = (failure != null) ? failure
					: new IllegalStateException("The factory of " + path() + " returned null");
			this.incarnation = null;
			next.endReplies(new ExitReason.Error(cause));
			next.stopChildren(() -> {
			});
			this.parent.startFailed(this, path(), cause);
			return true;
		}
		next.instance = instance;
		this.type.messages().active().increment();
		this.parent.started(this);
		if (next.stopRequested) {
			return end(next, new ExitReason.Normal(), null);
		}
		next.letGo();
		return true;
	}

	/**
	 * Ends an incarnation that is held: its children first, then itself.
	 * @param by the signal that wants it, or {@code null} if it ends by itself
	 */
	private boolean end(Incarnation<A> current, ExitReason reason, @Nullable Signal by) {
		Ending ending = new Ending(current.isKilled() ? new ExitReason.Killed() : reason, by);
		current.ending = ending;
		this.type.messages().active().decrement();
		current.suspend(null);
		if (ending.reason() instanceof ExitReason.Error) {
			// What is left to do to an instance that crashed must not look like its will.
			current.endReplies(ending.reason());
		}
		if (current.children() != null) {
			current.stopChildren(() -> signal(new Signal(Kind.CHILDREN_STOPPED)));
			return true;
		}
		current.letGo();
		return finish(current, ending);
	}

	private boolean finish(Incarnation<A> current, Ending ending) {
		destroy(current.instance);
		if (!current.hold()) {
			return false;
		}
		Thread.interrupted();
		this.incarnation = null;
		current.endReplies(ending.reason());
		ending.deferred().reversed().forEach(this::putBack);
		return ended(ending.by(), ending.reason());
	}

	private boolean ended(@Nullable Signal by, @Nullable ExitReason reason) {
		switch ((by != null) ? by.kind : null) {
			case STOP -> this.parent.stopped(this);
			case TERMINATE -> {
				closeForGood((reason != null) ? reason : new ExitReason.Shutdown());
				this.parent.stopped(this);
			}
			case PASSIVATE -> {
				if (!closeIfEmpty()) {
					settled(by, false);
					return startIncarnation();
				}
				this.parent.exited(this, new ExitReason.Normal());
				settled(by, true);
			}
			case null, default -> this.parent.exited(this, (reason != null) ? reason : new ExitReason.Normal());
		}
		return true;
	}

	private void closeForGood(ExitReason reason) {
		int refused = close((payload) -> {
			switch (payload) {
				case Ask<?> ask -> ask.terminated(path(), "it has terminated");
				case Told told -> this.type.deadLetter(path(), told.message(), Reason.TERMINATED);
				case SelfMessage own -> {
				}
				case Message<?> message -> this.type.deadLetter(path(), message, Reason.TERMINATED);
				default -> throw new IllegalStateException("Not a payload: " + payload);
			}
		});
		this.type.messages().discarded(refused);
		this.type.engine().watchers().ended(this, reason);
	}

	private void destroy(@Nullable A instance) {
		if (instance != null) {
			try {
				this.type.spec().factory().destroy(instance);
			}
			catch (Throwable ex) {
				Texts.safely(log, () -> log.warn("{} failed while it was being destroyed", Texts.line(path()), ex));
			}
		}
	}

	@Override
	public String toString() {
		return path();
	}

}
