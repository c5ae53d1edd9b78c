package dev.actorspring.engine;

import dev.actorspring.Dispatcher;
import dev.actorspring.ExitReason;
import dev.actorspring.engine.MessageTable.Slot;
import dev.actorspring.engine.mailbox.LifecycleSignal;
import dev.actorspring.engine.mailbox.LifecycleSignal.Kind;
import dev.actorspring.engine.mailbox.TurnLength;
import dev.actorspring.engine.time.Timer;
import dev.actorspring.spi.ActorInterceptor;
import dev.actorspring.spi.Scheduler;
import dev.actorspring.spi.TurnDecision;
import org.jspecify.annotations.Nullable;

/**
 * Runs a cell on one thread: the owner's loop, and what it needs for each message, kept
 * apart from the cell, whose memory the senders write to.
 * <p>
 * A thread that is in code of the actor may find when it returns that the cell has been
 * taken from it. So on every way that a stop can lead to it holds the incarnation before
 * it touches the cell; see {@link Incarnation}.
 */
final class CellRunner extends TurnClock implements Scheduler.ActorStep {

	/** After how many messages other actors get their turn on the thread. */
	private static final int THROUGHPUT = 256;

	private final MessageTable messages;

	/**
	 * How many there were when it was last known that the cell had been given to this.
	 */
	private int abandonments;

	/** What the handler has in hand: a message or an {@link Ask}. Read by others. */
	@Nullable Object inHand;

	/**
	 * What the turn has asked last, which knows what it has asked before. Read by others.
	 */
	@Nullable Ask<?> asked;

	private @Nullable Incarnation<?> incarnation;

	/** Whether code of the actor has run on the thread. */
	private boolean used;

	/** Whether it has come to the end of its mailbox, and not let go of it. */
	private boolean lingers;

	/**
	 * Prepares to serve a cell.
	 * @param cell owned by this thread, which hands it over to the one that runs this
	 */
	CellRunner(ActorCell<?> cell) {
		super(cell);
		this.messages = cell.type().messages();
		this.abandonments = engine().abandonments().count();
	}

	@Override
	public void run() {
		run(false);
	}

	/**
	 * Serves the cell.
	 * @param lent whether this thread is only {@linkplain LentThread lent}
	 */
	void run(boolean lent) {
		Thread thread = Thread.currentThread();
		on(Engine.bind(this));
		try {
			loop(cell(), lent);
		}
		finally {
			Engine.unbind();
			if (!(thread instanceof ComputeThread)) {
				tell();
			}
			if (!lent && !thread.isVirtual()) {
				cleanUp();
			}
		}
	}

	/**
	 * Serves the cell on a thread that serves others next, and is cleaned before that.
	 * @param here what the thread does
	 * @return whether it has not let go of the cell, but wants to linger
	 */
	boolean run(Serving here) {
		on(here);
		here.current = this;
		this.lingers = false;
		try {
			loop(cell(), false);
		}
		finally {
			here.current = null;
		}
		return this.lingers;
	}

	/**
	 * Takes away what code of the actor has left on this thread, before another cell is
	 * served there.
	 */
	void cleanUp() {
		if (this.used) {
			engine().cleanThread(Thread.currentThread());
			this.used = false;
		}
	}

	/**
	 * Whether others want to be served by this thread, before it goes on here.
	 */
	private boolean isWanted(Dispatcher dispatcher) {
		if (engine().isDriven()) {
			showProgress();
			return cell().inMailbox() > 0 || cell().hasDue() || isWorker()
					|| Continuations.areWaiting(this.incarnation);
		}
		return dispatcher == Dispatcher.COMPUTE
				|| (Engine.serving() instanceof VirtualWorker worker && worker.isWanted());
	}

	private boolean isWorker() {
		return cell().hasRareState() && cell().worker() != null;
	}

	/**
	 * Serves the cell until it is somebody else's turn: obeys its signals, starts and
	 * ends incarnations, and has them handle one message after another.
	 */
	private <A> void loop(ActorCell<A> cell, boolean lent) {
		Incarnation<A> current = cell.incarnation();
		// In this order: who abandons the cell says so before it has another incarnation.
		if (isCutOff()) {
			return;
		}
		serve(current);
		ActorInterceptor interceptor = cell.type().interceptor();
		boolean look = true;
		boolean plain = false;
		int limit = (lent || engine().isDriven()) ? 1 : THROUGHPUT;
		int budget = limit;
		try {
			for (;;) {
				Object payload = null;
				if (look || current == null || current.ending != null || current.signalled) {
					look = false;
					plain = cell.type().takesFromMailbox();
					if (current != null && current.signalled) {
						current.signalled = false;
					}
					if (cell.hasSignals()) {
						if (lent) {
							// To start or to end it may take longer than a turn.
							handOver(cell, current);
							return;
						}
						if (!Lifecycle.obeySignals(cell, this, current)) {
							return;
						}
						current = serveNext(cell);
					}
					if (current != null && current.ending == null) {
						payload = Continuations.next(current);
						look = payload != null;
					}
				}
				if (current == null || current.ending != null) {
					if (cell.rest()) {
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
				if (payload == null) {
					payload = plain ? take() : takeAdmitted(cell, interceptor);
				}
				if (payload == null) {
					boolean rare = cell.hasRareState();
					payload = rare ? takeShared(cell, interceptor) : null;
					if (payload == null && rare && (cell.held() != null || cell.type().isPool())) {
						showProgress();
						current.runner = null;
						lastActive(timer().coarse());
						if (cell.rest()) {
							return;
						}
						current.runner = this;
						look = true;
						continue;
					}
					if (payload == null && rare && cell.isDraining() && cell.isDone(current)) {
						cell.signal(new LifecycleSignal(Kind.DRAIN));
						continue;
					}
				}
				if (payload == null) {
					current.runner = null;
					lastActive(timer().coarse());
					if (plain && budget != limit && !cell.hasRareState() && serving().mayLinger(this)) {
						this.lingers = true;
						return;
					}
					if (cell.idle()) {
						return;
					}
					// There may have been another owner in between.
					current.leave();
					current = serveNext(cell);
					look = true;
					continue;
				}
				Throwable crash = handle(current, payload, interceptor);
				if (crash != null || current.stopRequested) {
					ExitReason reason = (crash != null) ? new ExitReason.Error(crash) : current.wantedReason();
					if (!current.hold()) {
						return;
					}
					showProgress();
					if (!Lifecycle.end(cell, this, current, reason)) {
						return;
					}
					current = serveNext(cell);
					look = true;
				}
				else if (--budget == 0) {
					budget = limit;
					if (current.isAbandoned()) {
						return;
					}
					Dispatcher dispatcher = cell.type().spec().dispatcher();
					if (isWanted(dispatcher) && !cell.hasSignals()) {
						// In this order: if there was a stop, its owner has taken it.
						CellRunner next = new CellRunner(cell);
						if (current.isAbandoned()) {
							return;
						}
						showProgress();
						current.runner = null;
						if (lent && !isWorker()) {
							lastActive(timer().coarse());
							if (!Continuations.areWaiting(current) && !cell.hasDue() && cell.idle()) {
								return;
							}
						}
						engine().enqueue(next, dispatcher);
						return;
					}
					serving().leaveProcessor();
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
	 * Takes the oldest message that may be handled.
	 * @return {@code null} if there is none, or one is {@linkplain ActorCell#held held}
	 */
	private @Nullable Object takeAdmitted(ActorCell<?> cell, @Nullable ActorInterceptor interceptor) {
		if (cell.type().isPool()) {
			// Its workers take what is there.
			return null;
		}
		for (;;) {
			Object held = cell.held();
			Object payload = (held != null) ? held : takeDueOrNext(cell);
			if (payload == null || payload instanceof SelfMessage || interceptor == null) {
				return payload;
			}
			TurnDecision decision = (payload instanceof Ask<?> ask && ask.isOver()) ? TurnDecision.HANDLED
					: Interception.beforeTurn(interceptor, cell, payload);
			if (decision instanceof TurnDecision.Later later) {
				cell.held(payload);
				later.until().whenComplete((value, failure) -> cell.signal(new LifecycleSignal(Kind.RESUME)));
				return null;
			}
			if (held != null) {
				cell.held(null);
			}
			if (Interception.admits(decision, cell, payload)) {
				return payload;
			}
		}
	}

	private @Nullable Object takeDueOrNext(ActorCell<?> cell) {
		Object due = Postponing.takeDue(cell, Postponing.ANY);
		return (due != null) ? due : take();
	}

	/**
	 * Takes the next message of the pool that the cell is a worker of, when its own
	 * mailbox is empty.
	 * @return {@code null} if it is no worker, or there is nothing for it
	 */
	private @Nullable Object takeShared(ActorCell<?> cell, @Nullable ActorInterceptor interceptor) {
		PoolWorker worker = cell.worker();
		if (worker == null || cell.held() != null) {
			return null;
		}
		Object payload = worker.next();
		while (payload != null && interceptor != null) {
			cell.held(payload);
			payload = takeAdmitted(cell, interceptor);
			if (payload != null || cell.held() != null) {
				return payload;
			}
			payload = worker.next();
		}
		return payload;
	}

	/**
	 * Gives the cell to the pool. Not if it has been abandoned; and if it is from now on,
	 * the pool's runner notices.
	 */
	private <A> void handOver(ActorCell<A> cell, @Nullable Incarnation<A> current) {
		CellRunner next = new CellRunner(cell);
		if (current != null) {
			if (!current.hold()) {
				return;
			}
			showProgress();
			current.runner = null;
			current.letGo();
		}
		engine().enqueue(next, Dispatcher.COMPUTE);
	}

	/**
	 * Handles a message. Nothing that is thrown may leave the cell without an owner.
	 * @return what crashed the incarnation, or {@code null}
	 */
	private @Nullable Throwable handle(Incarnation<?> current, Object payload, @Nullable ActorInterceptor interceptor) {
		try {
			return Turn.handle(this, current, payload, interceptor);
		}
		catch (Throwable ex) {
			return ex;
		}
	}

	/**
	 * Serves the incarnation that there is now, from the head of the mailbox.
	 */
	private <A> @Nullable Incarnation<A> serveNext(ActorCell<A> cell) {
		Incarnation<A> now = cell.incarnation();
		serve(now);
		return now;
	}

	/**
	 * Whether the cell has been taken away before this began to serve it.
	 * @return {@code true} if it must not touch the cell
	 */
	boolean isCutOff() {
		Abandonments all = engine().abandonments();
		int now = all.count();
		if (now == this.abandonments) {
			return false;
		}
		// In this order: what comes in between is seen now, or the next time.
		boolean cutOff = all.has(cell(), this.abandonments);
		if (!cutOff) {
			this.abandonments = now;
		}
		return cutOff;
	}

	/**
	 * Whether the cell has been quick lately, or those like it if nothing is known of it.
	 */
	boolean isQuick() {
		float pace = cell().serviceTime();
		return (pace > 0) ? pace < TurnLength.VERY_QUICK : this.messages.isQuick();
	}

	@Override
	public String path() {
		return cell().path();
	}

	/**
	 * Has others see how far it is. To be called before anything else is done with the
	 * mailbox than to take from it.
	 */
	void showProgress() {
		tell();
		moveHead();
	}

	/**
	 * Serves an incarnation from now on, from the head of the mailbox.
	 * @param now the incarnation, or {@code null} if there is none
	 */
	void serve(@Nullable Incarnation<?> now) {
		if (now != null) {
			now.runner = this;
		}
		this.incarnation = now;
		follow();
	}

	/**
	 * Runs code of the actor outside of a turn from now on.
	 * @param watchdog watches over it
	 */
	void enter(Watchdog watchdog) {
		cleanThread();
		this.inHand = watchdog;
	}

	/**
	 * That code has returned.
	 */
	void leave() {
		this.inHand = null;
		this.asked = null;
		clearInterrupt();
	}

	/**
	 * The incarnation whose code this thread runs.
	 * @return the incarnation, or {@code null} in between two
	 */
	@Nullable Incarnation<?> incarnation() {
		return this.incarnation;
	}

	Engine engine() {
		return this.messages.engine();
	}

	@Override
	Timer timer() {
		return engine().timer();
	}

	Contexts contexts() {
		return engine().contexts();
	}

	/**
	 * What to do with messages of a class. Only on the thread that runs this.
	 * @param message the class
	 * @return the same each time
	 */
	Slot slot(Class<?> message) {
		return serving().slot(this.messages, message);
	}

	/**
	 * Takes away what code of the actor has left on this thread, before other code runs
	 * there. Not in the middle of a turn.
	 */
	void cleanThread() {
		if (this.used) {
			engine().cleanThread(Thread.currentThread());
		}
		this.used = true;
	}

	/**
	 * Takes away an interrupt that code of the actor has left.
	 */
	void clearInterrupt() {
		Thread thread = thread();
		if (thread != null && thread.isInterrupted()) {
			Thread.interrupted();
		}
	}

}
