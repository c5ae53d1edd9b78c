package dev.actorspring.engine;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;

import dev.actorspring.engine.mailbox.Mailbox.Position;
import dev.actorspring.spi.ActorInterceptor;
import dev.actorspring.spi.TurnDecision;
import org.jspecify.annotations.Nullable;

/**
 * A turn that waits in the middle for a future, and meanwhile handles the messages that
 * may interleave, on the same thread.
 * <p>
 * Between two of them it gives the mailbox up, and whoever then takes the mailbox
 * {@linkplain #handBack hands it back}. All that time it holds the incarnation, so that
 * nobody can abandon a cell that is owned by nobody. An actor without interleaved
 * handlers keeps its mailbox, and does not look at it.
 */
final class Suspension {

	/** Whoever is to wake it may have done so before. */
	private static final long LONGEST_PAUSE = Duration.ofMillis(10).toNanos();

	private final ActorCell<?> cell;

	private final Incarnation<?> incarnation;

	private final CompletableFuture<?> future;

	private final CellRunner runner;

	private final Thread thread = Thread.currentThread();

	/** What the turn that waits has in hand. */
	private final @Nullable Object inHand;

	/** The request it waits for, if its target cannot answer while it waits itself. */
	private volatile @Nullable Ask<?> waitingFor;

	private volatile boolean handedBack;

	private boolean interrupted;

	private @Nullable Throwable crash;

	Suspension(Incarnation<?> incarnation, CompletableFuture<?> future) {
		this.cell = incarnation.cell();
		this.incarnation = incarnation;
		this.future = future;
		this.runner = Objects.requireNonNull(incarnation.runner);
		this.inHand = incarnation.inHand();
	}

	// For any thread.

	@Nullable Object inHand() {
		return this.inHand;
	}

	@Nullable Ask<?> waitingFor() {
		return this.waitingFor;
	}

	/**
	 * The request whose reply it waits for.
	 * @return {@code null} if it waits for something else
	 */
	@Nullable Ask<?> request() {
		return (this.future instanceof Ask<?> ask) ? ask : null;
	}

	/**
	 * Hands the mailbox back. Only by the thread that has just acquired it.
	 */
	void handBack() {
		this.handedBack = true;
		LockSupport.unpark(this.thread);
	}

	/**
	 * Has a look whether there is still a reason to wait.
	 */
	void wake() {
		LockSupport.unpark(this.thread);
	}

	// For the suspended thread.

	/**
	 * What an interleaved handler crashed the incarnation with.
	 * @return the crash, or {@code null}
	 */
	@Nullable Throwable crash() {
		return this.crash;
	}

	/**
	 * Waits.
	 */
	void run() {
		grip();
		Engine.waits();
		Interception.turnWaits(this.cell, true);
		this.runner.showProgress();
		this.incarnation.suspend(this);
		Waker waker = new Waker(this.thread);
		try {
			if (this.future instanceof Ask<?> ask && CallCycles.blocks(ask)) {
				this.waitingFor = ask;
				CallCycles.check(ask, this.cell);
			}
			if (this.cell.hasSignals()) {
				Deadlocks.release(this.cell, this.future);
			}
			this.future.whenComplete(waker);
			if (this.cell.type().interleaves()) {
				takeInterleaved();
			}
			else {
				park();
			}
		}
		finally {
			waker.sleeper = null;
			if (this.crash == null) {
				this.incarnation.suspend(null);
			}
			Interception.turnWaits(this.cell, false);
			this.incarnation.letGo();
		}
		if (!this.future.isDone()) {
			throw new Interrupted(this.cell.path() + " was interrupted while it waited");
		}
	}

	private void grip() {
		if (!this.incarnation.hold()) {
			throw new Interrupted(this.cell.path() + " was abandoned");
		}
	}

	private boolean isOver() {
		return this.future.isDone() || this.interrupted || this.incarnation.isKilled();
	}

	private void takeInterleaved() {
		Position position = this.incarnation.position();
		position.resume();
		while (!isOver()) {
			Object payload = takeNext(position);
			if (payload != null && isAdmitted(payload)) {
				interleave(payload);
				// It was a step of its own.
				engine().await(() -> true);
			}
			else if (payload != null) {
				continue;
			}
			else if (this.cell.release(position)) {
				parkReleased();
			}
		}
	}

	/**
	 * Takes what it could not handle when it has waited before, or else the next.
	 */
	private @Nullable Object takeNext(Position position) {
		Object held = this.cell.held();
		if (held == null) {
			Object due = Postponing.takeDue(this.cell, this::isInterleaved);
			return (due != null) ? due : this.cell.takeNext(position, this::isInterleaved);
		}
		this.cell.held(null);
		return held;
	}

	/**
	 * Asks whether it may be handled, until that is certain. If the turn is to go on
	 * before that, it is the next one to be handled after it.
	 */
	private boolean isAdmitted(Object payload) {
		ActorInterceptor interceptor = this.cell.type().interceptor();
		if (interceptor == null || payload instanceof SelfMessage || payload instanceof Ask<?> ask && ask.isOver()) {
			return true;
		}
		for (;;) {
			TurnDecision decision = Interception.beforeTurn(interceptor, this.cell, payload);
			if (!(decision instanceof TurnDecision.Later later)) {
				return Interception.admits(decision, this.cell, payload);
			}
			later.until().whenComplete(new Waker(this.thread));
			if (isOver()) {
				this.cell.held(payload);
				return false;
			}
			if (!engine().await(() -> later.until().toCompletableFuture().isDone() || isOver())) {
				LockSupport.parkNanos(this, LONGEST_PAUSE);
			}
			this.interrupted |= Thread.interrupted();
		}
	}

	private void park() {
		while (!this.handedBack && !isOver()) {
			if (!engine().await(() -> this.handedBack || isOver())) {
				LockSupport.park(this);
			}
			this.interrupted |= Thread.interrupted();
		}
	}

	private void parkReleased() {
		park();
		if (!this.handedBack && this.cell.acquire()) {
			return;
		}
		while (!this.handedBack) {
			// Whoever has taken the mailbox is about to hand it back.
			Thread.yield();
		}
		this.handedBack = false;
	}

	private Engine engine() {
		return this.cell.type().engine();
	}

	private void interleave(Object payload) {
		this.incarnation.letGo();
		ClassLoader loader = this.thread.getContextClassLoader();
		Throwable thrown = Turn.handle(this.runner, this.incarnation, payload, this.cell.type().interceptor());
		if (this.thread.getContextClassLoader() != loader) {
			// It is the waiting turn that goes on now.
			this.thread.setContextClassLoader(loader);
		}
		grip();
		if (thrown != null) {
			this.crash = thrown;
			throw new Interrupted(this.cell.path() + " crashed in an interleaved handler while it waited");
		}
	}

	private boolean isInterleaved(Object payload) {
		return this.cell.type().isInterleaved(Turn.message(payload))
				&& !Postponing.isPostponed(this.incarnation, payload);
	}

	/**
	 * Wakes the thread when the future is done, which may be long after that has given up
	 * to wait.
	 */
	private static final class Waker implements BiConsumer<@Nullable Object, @Nullable Throwable> {

		private volatile @Nullable Thread sleeper;

		Waker(Thread sleeper) {
			this.sleeper = sleeper;
		}

		@Override
		public void accept(@Nullable Object value, @Nullable Throwable failure) {
			LockSupport.unpark(this.sleeper);
		}

	}

	/**
	 * Ends a turn that waits, because its incarnation cannot go on.
	 */
	private static final class Interrupted extends RuntimeException {

		private static final long serialVersionUID = 1L;

		Interrupted(String message) {
			super(message);
		}

	}

}
