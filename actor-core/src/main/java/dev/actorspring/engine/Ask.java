package dev.actorspring.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import dev.actorspring.ActorCrashedException;
import dev.actorspring.ActorInBackoffException;
import dev.actorspring.ActorTerminatedException;
import dev.actorspring.AskTimeoutException;
import dev.actorspring.Handling;
import dev.actorspring.MailboxFullException;
import dev.actorspring.MailboxFullException.Reason;
import dev.actorspring.Request;
import dev.actorspring.engine.log.RepeatLog;
import dev.actorspring.engine.log.Texts;
import dev.actorspring.engine.mailbox.Withdrawable;
import dev.actorspring.engine.time.Timed;
import dev.actorspring.engine.time.Timer;
import dev.actorspring.spi.LogLine;
import dev.actorspring.spi.OpenRequest;
import dev.actorspring.system.AskOutcome;
import dev.actorspring.system.ContextCarrier.Scope;
import dev.actorspring.system.MessageProbe;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A request under way, and the future of its reply. Whoever moves the state to
 * {@link #DONE} decides the outcome, measures it, and only then completes the future.
 *
 * @param <R> the type of the reply
 */
final class Ask<R> extends CompletableFuture<R> implements OpenRequest, Timed, Withdrawable {

	private static final Logger log = LoggerFactory.getLogger(Ask.class);

	/** In no mailbox. */
	private static final int NEW = 0;

	private static final int QUEUED = 1;

	private static final int HANDLING = 2;

	private static final int DONE = 3;

	/** Left to the home of its target, which has it in a mailbox or is looked for. */
	private static final int ELSEWHERE = 4;

	/** Put aside by its target. */
	private static final int POSTPONED = 5;

	private static final VarHandle STATE;

	static {
		try {
			STATE = MethodHandles.lookup().findVarHandle(Ask.class, "state", int.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private final ActorType<?> type;

	private final Request<?, R> request;

	private final long begun;

	private final long deadline;

	/** What the asker's thread had in place. */
	private final @Nullable Object context;

	/** Set before it is offered to a mailbox. */
	private volatile @Nullable ActorCell<?> target;

	private volatile int state;

	private boolean begunInTime;

	/** For the thread that handles it. */
	private boolean lackingTime;

	/** The one that the same turn has made before it, if that was still open. */
	private @Nullable Ask<?> previous;

	Ask(ActorType<?> type, Request<?, R> request, long begun, long deadline, @Nullable Object context) {
		this.type = type;
		this.request = request;
		this.begun = begun;
		this.deadline = deadline;
		this.context = context;
	}

	@Override
	public Request<?, R> request() {
		return this.request;
	}

	@Override
	public @Nullable Object context() {
		return this.context;
	}

	@Nullable ActorCell<?> target() {
		return this.target;
	}

	void target(@Nullable ActorCell<?> cell) {
		this.target = cell;
	}

	/**
	 * It is about to be put into the mailbox of its target, or is not after all. Before
	 * anybody else can know of it.
	 * @param queued whether it is in a mailbox from now on
	 */
	void queued(boolean queued) {
		STATE.set(this, queued ? QUEUED : NEW);
	}

	/**
	 * It is about to be left to the home of its target. Before anybody there can know of
	 * it.
	 */
	void elsewhere() {
		STATE.compareAndSet(this, NEW, ELSEWHERE);
	}

	/**
	 * The one that the same turn has made before it.
	 * @return {@code null} if there is none that was still open then
	 */
	@Nullable Ask<?> previous() {
		return this.previous;
	}

	/**
	 * Notes what the same turn has asked before, unless that is over.
	 * @param latest the latest, which knows those before it
	 * @return this one, which is the latest now
	 */
	Ask<?> after(@Nullable Ask<?> latest) {
		Ask<?> open = latest;
		while (open != null && open.isDone()) {
			open = open.previous;
		}
		this.previous = open;
		return this;
	}

	/**
	 * Whether it is being handled, or was when its time was up.
	 * @return {@code false} if it still waited in the queue
	 */
	boolean isBegun() {
		return this.begunInTime || this.state == HANDLING;
	}

	/**
	 * What another actor was asked in its place.
	 * @return {@code null} if it was not forwarded
	 */
	@Nullable Ask<?> forwarded() {
		return this.type.engine().forwards().next(this);
	}

	/**
	 * Whether its target had too much to do for the time that it has.
	 * @return {@code false} also if that is not known yet
	 */
	boolean isRefusedAsTooLate() {
		return isCompletedExceptionally() && exceptionNow() instanceof MailboxFullException refusal
				&& refusal.getReason() == Reason.OVERLOAD;
	}

	/**
	 * Notes that what its handler has asked was refused, as it inherits too little time
	 * from this request. Only by the thread that handles it.
	 */
	void lackTime() {
		this.lackingTime = true;
	}

	/**
	 * Whether it has caused an exception by having too little time.
	 * @param thrown what its handler has thrown
	 * @return {@code true} if an asker with more patience would not have seen it
	 */
	boolean isTimeUp(Throwable thrown) {
		return switch (thrown) {
			case AskTimeoutException timeout -> this.deadline - this.type.engine().timer().nanos() <= 0;
			case MailboxFullException refusal -> this.lackingTime && refusal.getReason() == Reason.OVERLOAD;
			default -> false;
		};
	}

	/**
	 * Takes it out of the queue. Only by who has taken it from the mailbox.
	 * @return {@code false} if it was withdrawn before: nobody waits for the reply any
	 * more
	 */
	boolean begin() {
		return STATE.compareAndSet(this, QUEUED, HANDLING);
	}

	/**
	 * Goes on from a queue that it was taken from to the actor that is about to handle
	 * it. Only by who has taken it.
	 * @param queue where it waited
	 * @param handling who handles it
	 * @return {@code false} if nobody waits for the reply any more
	 */
	boolean goOn(ActorCell<?> queue, ActorCell<?> handling) {
		if (!begin()) {
			queue.withdrawalPassed();
			return false;
		}
		this.target = handling;
		return STATE.compareAndSet(this, HANDLING, QUEUED);
	}

	/**
	 * Puts it aside again, though it was begun. Only by who handles it.
	 * @return {@code false} if it is over
	 */
	boolean putAside() {
		return STATE.compareAndSet(this, HANDLING, POSTPONED);
	}

	/**
	 * Takes it up again, as if it came from the mailbox. Only by the owner of its target.
	 * @return {@code false} if it was withdrawn before
	 */
	boolean takeUp() {
		return STATE.compareAndSet(this, POSTPONED, QUEUED);
	}

	/**
	 * Answers, when the turn is over.
	 * @param reply the reply
	 * @return {@code false} if it came too late
	 */
	@Override
	public boolean reply(@Nullable Object reply) {
		if (claim(AskOutcome.REPLY) == DONE) {
			return false;
		}
		completeWith(reply);
		return true;
	}

	/**
	 * Decides that it is answered by the turn that ends. Whoever gets {@code true} has to
	 * measure it, together with the turn, and to {@link #completeWith} the reply.
	 * @return {@code false} if it is too late
	 */
	boolean claimReply() {
		return (int) STATE.getAndSet(this, DONE) != DONE;
	}

	@SuppressWarnings("unchecked")
	void completeWith(@Nullable Object reply) {
		outsideOfTheTurn(() -> super.complete((R) reply));
	}

	/**
	 * How long it has been under way.
	 * @param now the time
	 * @return nanoseconds
	 */
	long sinceBegun(long now) {
		return now - this.begun;
	}

	/**
	 * Answers with a declared exception.
	 * @param answer the exception
	 * @return {@code false} if it came too late
	 */
	@Override
	public boolean decline(Throwable answer) {
		return fail(AskOutcome.DECLINED, answer);
	}

	void crashed(Throwable cause) {
		fail(AskOutcome.CRASHED, crash(cause));
	}

	/**
	 * The same, but the actions that depend on it do not run on this thread, which has
	 * more to do than to wait for them.
	 * @param cause what the actor crashed with
	 */
	void crashedElsewhere(Throwable cause) {
		failElsewhere(AskOutcome.CRASHED, () -> crash(cause));
	}

	private ActorCrashedException crash(Throwable cause) {
		return new ActorCrashedException(path(),
				path() + " crashed while handling " + name() + ": " + cause.getClass().getSimpleName(), cause);
	}

	/**
	 * Its target is gone. Whether it may have been handled is known of what was in a
	 * mailbox.
	 * @param path whom was asked
	 * @param why a clause without a full stop
	 * @param otherwise what is known if it was in none
	 */
	void terminated(String path, String why, Handling otherwise) {
		int before = claim(AskOutcome.TERMINATED);
		if (before != DONE) {
			Handling handling = switch (before) {
				case QUEUED, POSTPONED -> Handling.NOT_HANDLED;
				case HANDLING -> Handling.UNKNOWN;
				default -> otherwise;
			};
			ActorTerminatedException failure = termination(path, why, handling);
			outsideOfTheTurn(() -> super.completeExceptionally(failure));
		}
	}

	/**
	 * The same, but the actions that depend on it do not run on this thread, which has
	 * more to do than to wait for them.
	 * @param path whom was asked
	 * @param why a clause without a full stop
	 * @param handling whether it may have been handled
	 */
	void terminatedElsewhere(String path, String why, Handling handling) {
		failElsewhere(AskOutcome.TERMINATED, () -> termination(path, why, handling));
	}

	/**
	 * Answers with an exception, without running anybody's code on this thread.
	 * @param answer the exception
	 */
	void declinedElsewhere(Throwable answer) {
		failElsewhere(AskOutcome.REJECTED, () -> answer);
	}

	private ActorTerminatedException termination(String path, String why, Handling handling) {
		return new ActorTerminatedException(path, path + " cannot answer " + name() + ": " + why, handling);
	}

	/**
	 * Fails it without running anybody's code on this thread, be it a probe or an action
	 * that depends on the future.
	 */
	private void failElsewhere(AskOutcome outcome, Supplier<? extends Throwable> cause) {
		if (end() != DONE) {
			this.type.engine().complete(() -> {
				measure(outcome);
				outsideOfTheTurn(() -> super.completeExceptionally(cause.get()));
			});
		}
	}

	/**
	 * It can never be answered while its asker waits for it.
	 * @param cause says why, and what to do instead
	 */
	void hopeless(IllegalStateException cause) {
		fail(AskOutcome.REJECTED, cause);
	}

	/**
	 * It has no place in the mailbox of its target.
	 * @param reason why
	 */
	void refused(Reason reason) {
		if (claim(AskOutcome.REJECTED) == DONE) {
			return;
		}
		ActorCell<?> cell = this.target;
		long queueTime = (cell != null) ? cell.timeFor(cell.depth()) : 0;
		String why = switch (reason) {
			case FULL -> " refused " + name() + ": its mailbox is full: ";
			case OVERLOAD -> " refused " + name() + ": its queue takes about " + Texts.duration(queueTime) + " of the "
					+ Texts.duration(allowed()) + " that the request has: ";
			case DROPPED -> " dropped " + name() + ", which waited longest, as its mailbox is full: ";
		};
		String text = path() + why + doing();
		explain("refusal", LogLine.label(reason), text);
		MailboxFullException refusal = new MailboxFullException(path(), text, reason, Duration.ofNanos(queueTime));
		if (reason == Reason.DROPPED) {
			// On the thread of whoever sent the next one, who has nothing to do with it.
			this.type.engine().complete(() -> outsideOfTheTurn(() -> super.completeExceptionally(refusal)));
		}
		else {
			outsideOfTheTurn(() -> super.completeExceptionally(refusal));
		}
	}

	/**
	 * Its target cannot run before its time is up, or could not be started at all. The
	 * actions that depend on it do not run on this thread.
	 * @param backoff who waits for what
	 */
	void refused(BackoffLookup backoff) {
		ActorCell<?> cell = this.target;
		if (cell != null) {
			failElsewhere(AskOutcome.REJECTED, () -> refusal(backoff, cell));
		}
	}

	private ActorInBackoffException refusal(BackoffLookup backoff, ActorCell<?> cell) {
		Timer timer = this.type.engine().timer();
		String text = path() + " refused " + name() + ": it is " + backoff.describe(timer, cell);
		explain("refusal", "backoff", text);
		return new ActorInBackoffException(path(), text, backoff.cause(), backoff.since(timer),
				backoff.untilNextAttempt(timer));
	}

	void unhandled() {
		fail(AskOutcome.REJECTED, new IllegalArgumentException(
				path() + " has no @Receive method for " + this.request.getClass().getName()));
	}

	@Override
	public boolean fail(Throwable failure) {
		return fail(switch (failure) {
			case ActorCrashedException crashed -> AskOutcome.CRASHED;
			case MailboxFullException full -> AskOutcome.REJECTED;
			case ActorInBackoffException backoff -> AskOutcome.REJECTED;
			case AskTimeoutException timeout -> AskOutcome.TIMEOUT;
			default -> AskOutcome.TERMINATED;
		}, failure);
	}

	private boolean fail(AskOutcome outcome, Throwable cause) {
		if (claim(outcome) == DONE) {
			return false;
		}
		outsideOfTheTurn(() -> super.completeExceptionally(cause));
		return true;
	}

	/**
	 * Completes the future. Actions that depend on it may run on this thread, in the
	 * middle of somebody's turn, but are no part of that turn: they get the context of
	 * the asker.
	 */
	private void outsideOfTheTurn(Runnable completion) {
		// Also if there are none yet: one may be added at any moment.
		Incarnation<?> current = Engine.current();
		Contexts contexts = this.type.engine().contexts();
		Scope scope = contexts.concern(this.context, current) ? contexts.restore(this.context) : null;
		if (current != null) {
			current.lend(true);
		}
		try {
			completion.run();
		}
		finally {
			if (current != null) {
				current.lend(false);
			}
			contexts.close(scope);
		}
	}

	private int claim(AskOutcome outcome) {
		int before = end();
		if (before != DONE) {
			measure(outcome);
		}
		return before;
	}

	/**
	 * Decides that it is over. What still waits in a mailbox is withdrawn from it.
	 * @return what it was before
	 */
	private int end() {
		int before = (int) STATE.getAndSet(this, DONE);
		withdrawFrom(before);
		return before;
	}

	private void withdrawFrom(int before) {
		ActorCell<?> cell = this.target;
		if (before == QUEUED && cell != null) {
			cell.withdrawn();
		}
		else if (before == POSTPONED && cell != null) {
			cell.postponed().withdrawn();
		}
	}

	private void measure(AskOutcome outcome) {
		MessageProbe probe = this.type.slot(this.request.getClass()).probe();
		if (probe != null) {
			try {
				probe.asked(outcome, sinceBegun(this.type.engine().timer().nanos()));
			}
			catch (Throwable ex) {
				log.warn("The probe of {} failed", path(), ex);
			}
		}
	}

	@Override
	public long deadline() {
		return this.deadline;
	}

	@Override
	public void expire() {
		int before = (int) STATE.getAndSet(this, DONE);
		if (before == DONE) {
			return;
		}
		this.begunInTime = before == HANDLING;
		// It has been one of those that wait, until now.
		String doing = doing();
		withdrawFrom(before);
		// Not on the timer's thread, which may have a thousand of these to see to, and
		// must not run anybody's probe.
		this.type.engine().complete(() -> {
			boolean mayHaveBegun = before == HANDLING || before == ELSEWHERE;
			measure(mayHaveBegun ? AskOutcome.TIMEOUT : AskOutcome.EXPIRED);
			String text = path()
					+ ((allowed() > 0) ? " did not answer " + name() + " within " + Texts.duration(allowed()) + ": "
							: " was not asked for " + name() + ", as no time was left: ")
					+ doing;
			explain("timeout", null, text);
			AskTimeoutException timeout = new AskTimeoutException(path(), text);
			outsideOfTheTurn(() -> super.completeExceptionally(timeout));
		});
	}

	@Override
	public Duration left() {
		return Duration.ofNanos(Math.max(0, this.deadline - this.type.engine().timer().nanos()));
	}

	@Override
	public void whenOver(Runnable action) {
		whenComplete((reply, failure) -> action.run());
	}

	private void explain(String event, @Nullable String reason, String text) {
		this.type.engine()
			.repeats()
			.write(new RepeatLog.Subject(event, reason, this.type.name(), this.request.getClass()), () -> text);
	}

	private String doing() {
		Ask<?> forwarded = forwarded();
		if (forwarded != null) {
			return "forwarded as " + forwarded.name() + " to " + forwarded.path() + ": " + forwarded.doing();
		}
		ActorCell<?> cell = this.target;
		return (cell != null) ? CellSnapshots.doing(cell, this) : "it was not reached on this node";
	}

	/**
	 * How long its asker is ready to wait.
	 * @return nanoseconds
	 */
	long allowed() {
		return this.deadline - this.begun;
	}

	/**
	 * Whether nobody waits for the reply any more.
	 * @return {@code true} once it is answered, cancelled or late
	 */
	@Override
	public boolean isOver() {
		return this.state == DONE;
	}

	@Override
	public boolean isWithdrawn() {
		return isOver();
	}

	@Override
	public void abort() {
		terminated(path(), "the actor system has stopped", Handling.UNKNOWN);
	}

	private String path() {
		ActorCell<?> cell = this.target;
		return (cell != null) ? cell.path() : this.type.name();
	}

	private String name() {
		return this.request.getClass().getSimpleName();
	}

	// What follows is the asker's side. Who waits as with any future must be able to.

	private void checkMayWait() {
		if (!isDone()) {
			this.type.engine().checkMayWait(() -> path() + " to answer " + name());
			Incarnation<?> waiting = Engine.owner();
			if (waiting != null) {
				Deadlocks.release(waiting.cell(), this);
			}
		}
	}

	@Override
	public R get() throws InterruptedException, ExecutionException {
		checkMayWait();
		this.type.engine().await(this::isDone);
		return super.get();
	}

	@Override
	public R get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
		checkMayWait();
		Engine engine = this.type.engine();
		return engine.await(engine.timer().nanos() + unit.toNanos(timeout), this::isDone) ? super.get(0, unit)
				: super.get(timeout, unit);
	}

	@Override
	public R join() {
		checkMayWait();
		this.type.engine().await(this::isDone);
		return super.join();
	}

	// Completing the future means to stop waiting.

	@Override
	public boolean complete(R value) {
		return claim(AskOutcome.CANCELLED) != DONE && super.complete(value);
	}

	@Override
	public boolean completeExceptionally(Throwable ex) {
		return claim(AskOutcome.CANCELLED) != DONE && super.completeExceptionally(ex);
	}

	@Override
	public boolean cancel(boolean mayInterruptIfRunning) {
		return claim(AskOutcome.CANCELLED) != DONE && super.cancel(mayInterruptIfRunning);
	}

}
