package dev.actorspring.engine;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeoutException;

import dev.actorspring.Dispatcher;
import dev.actorspring.ExitReason;
import dev.actorspring.Handling;
import dev.actorspring.Message;
import dev.actorspring.StartIgnoredException;
import dev.actorspring.engine.log.Texts;
import dev.actorspring.engine.mailbox.LifecycleSignal;
import dev.actorspring.engine.mailbox.LifecycleSignal.Kind;
import dev.actorspring.engine.time.Timer;
import dev.actorspring.spi.ActorInterceptor;
import dev.actorspring.system.ActorEvent.DeadLetter.Reason;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the owner of a cell starts and ends its incarnations, as signals, crashes and the
 * actor itself want it. What returns a boolean returns {@code false} if the cell belongs
 * to somebody else now.
 */
final class Lifecycle {

	private static final Logger log = LoggerFactory.getLogger(Lifecycle.class);

	private Lifecycle() {
	}

	/**
	 * Obeys all signals. Holds the incarnation while it takes one, and until that is
	 * either done or noted in its {@link IncarnationEnd}: an abandoned thread must not
	 * take signals that are meant for its successor, nor take any with it.
	 * @param <A> the actor class
	 * @param cell the cell
	 * @param runner of this thread
	 * @param current the incarnation, if there is one
	 */
	static <A> boolean obeySignals(ActorCell<A> cell, CellRunner runner, @Nullable Incarnation<A> current) {
		Incarnation<A> latest = current;
		while (cell.hasSignals()) {
			boolean holding = latest != null && latest.ending == null;
			if (latest != null && holding && !latest.hold()) {
				return false;
			}
			runner.showProgress();
			LifecycleSignal signal = cell.nextSignal();
			if (signal == null) {
				if (latest != null && holding) {
					latest.letGo();
				}
				return true;
			}
			if (!obey(cell, runner, signal, latest)) {
				return false;
			}
			runner.follow();
			Incarnation<A> obeyed = latest;
			latest = cell.incarnation();
			if (obeyed != null && obeyed.isAbandoned()) {
				return false;
			}
		}
		// In this order: whoever abandons it says so before taking a stop away.
		return latest == null || !latest.isAbandoned();
	}

	private static <A> boolean obey(ActorCell<A> cell, CellRunner runner, LifecycleSignal signal,
			@Nullable Incarnation<A> latest) {
		if (latest == null) {
			return obey(cell, runner, signal);
		}
		IncarnationEnd ending = latest.ending;
		if (ending != null) {
			if (signal.kind == Kind.CHILDREN_STOPPED) {
				return finish(cell, runner, latest, ending);
			}
			if (signal instanceof IncarnationSignal own) {
				own.meetsEnding(latest, ending.reason());
				return true;
			}
			ending.defer(signal);
			return true;
		}
		if (signal.kind == Kind.DRAIN) {
			cell.draining();
		}
		boolean passivated = (signal.kind == Kind.DRAIN || (signal.kind == Kind.PASSIVATE && !latest.hasSubscribers()))
				&& cell.isDone(latest);
		if (passivated || signal.isStop()) {
			return end(cell, runner, latest, passivated ? new ExitReason.Normal() : new ExitReason.Shutdown(), signal);
		}
		if (signal.kind == Kind.DISCARD) {
			return end(cell, runner, latest, Objects.requireNonNull(signal.reason), signal);
		}
		if (signal instanceof IncarnationSignal own) {
			ExitReason reason = own.meets(latest);
			if (reason != null) {
				return end(cell, runner, latest, reason);
			}
		}
		latest.letGo();
		return signal instanceof IncarnationSignal || settled(cell, signal, signal.kind != Kind.PASSIVATE);
	}

	/**
	 * Obeys a signal while there is no incarnation.
	 */
	private static <A> boolean obey(ActorCell<A> cell, CellRunner runner, LifecycleSignal signal) {
		Preparation preparation = cell.preparation();
		if (signal.kind == Kind.RESUME) {
			return true;
		}
		boolean waits = signal instanceof IncarnationSignal own && own.isForNext();
		if (preparation != null && (signal.kind == Kind.START || waits)) {
			preparation.add(signal);
			return true;
		}
		if (signal instanceof IncarnationSignal own) {
			own.misses(cell.exit());
			return true;
		}
		if (signal.kind == Kind.DRAIN) {
			cell.draining();
			if (preparation != null || cell.depth() > 0) {
				return true;
			}
		}
		if (preparation != null && signal.kind != Kind.PREPARED) {
			// What comes of it is not wanted any more.
			cell.preparation(null);
			preparation.settle(false);
			if (cell.type().isPool()) {
				cell.pool().lifecycle().giveUp();
			}
		}
		return switch (signal.kind) {
			case START -> start(cell, runner, signal);
			case REOPEN -> startIncarnation(cell, runner, false);
			case DISCARD -> preparation == null || startIncarnation(cell, runner, preparation.isReplacing());
			case PREPARED -> prepared(cell, runner);
			case STOP, TERMINATE -> ended(cell, runner, signal, signal.reason);
			case PASSIVATE, DRAIN ->
				cell.isClosed() ? settled(cell, signal, true) : ended(cell, runner, signal, signal.reason);
			case CHILDREN_STOPPED, RESUME, INCARNATION -> true;
			case EXITED -> ended(cell, runner, null, signal.reason);
			case START_TIMED_OUT -> {
				TimeoutException timeout = timeout(cell);
				remember(cell, new ExitReason.Error(timeout));
				cell.parent().startFailed(cell, cell.path(), timeout);
				yield true;
			}
		};
	}

	private static <A> boolean settled(ActorCell<A> cell, @Nullable LifecycleSignal signal, boolean done) {
		if (signal != null) {
			signal.settle(cell.type().engine()::complete, done);
		}
		return true;
	}

	// Starting.

	private static <A> boolean start(ActorCell<A> cell, CellRunner runner, LifecycleSignal signal) {
		boolean owned = cell.isClosed() || startIncarnation(cell, runner, false);
		Preparation preparation = owned ? cell.preparation() : null;
		if (preparation != null) {
			preparation.add(signal);
		}
		else {
			settled(cell, signal, owned && cell.incarnation() != null);
		}
		return owned;
	}

	/**
	 * Begins an incarnation, as soon as what it needs is there.
	 * @param replacing whether it takes the place of one that was discarded
	 */
	private static <A> boolean startIncarnation(ActorCell<A> cell, CellRunner runner, boolean replacing) {
		ActorInterceptor interceptor = cell.type().interceptor();
		Throwable failure = null;
		if (interceptor != null) {
			Preparation preparation = new Preparation(cell, replacing);
			cell.open();
			if (preparation.begin(interceptor)) {
				cell.preparation(preparation);
				return true;
			}
			failure = preparation.failure();
		}
		return (failure != null) ? startFailed(cell, failure, replacing) : makeIncarnation(cell, runner, replacing);
	}

	private static <A> boolean prepared(ActorCell<A> cell, CellRunner runner) {
		Preparation preparation = cell.preparation();
		if (preparation != null && preparation.isToBeRepeated()) {
			cell.preparation(null);
			preparation.settle(false);
			return repeat(cell, runner, preparation.isReplacing());
		}
		if (preparation == null || !preparation.isOver()) {
			return true;
		}
		cell.preparation(null);
		Throwable failure = preparation.failure();
		if (failure != null && cell.type().isPool()) {
			// Some of the workers may run, or yet be started.
			cell.pool().lifecycle().giveUp();
		}
		boolean owned = (failure != null) ? startFailed(cell, failure, preparation.isReplacing())
				: makeIncarnation(cell, runner, preparation.isReplacing());
		preparation.settle(owned && cell.incarnation() != null);
		return owned;
	}

	/**
	 * Tries again to start what was refused. A keyed actor that nobody waits for any more
	 * is forgotten.
	 */
	private static <A> boolean repeat(ActorCell<A> cell, CellRunner runner, boolean replacing) {
		if (cell.held() instanceof Ask<?> ask && ask.isOver()) {
			cell.held(null);
			cell.withdrawalPassed();
		}
		return (cell.parent() instanceof KeyedFamily<?> family && !family.keepsIdle())
				? ended(cell, runner, new LifecycleSignal(Kind.PASSIVATE), new ExitReason.Normal())
				: startIncarnation(cell, runner, replacing);
	}

	private static boolean startFailed(ActorCell<?> cell, Throwable failure, boolean replacing) {
		StartIgnoredException ignored = IgnoredStart.in(failure);
		if (ignored != null) {
			IgnoredStart.tell(cell, ignored);
			return true;
		}
		remember(cell, new ExitReason.Error(failure));
		if (replacing) {
			cell.parent().exited(cell, new ExitReason.Error(failure));
		}
		else {
			cell.parent().startFailed(cell, cell.path(), failure);
		}
		return true;
	}

	private static <A> boolean makeIncarnation(ActorCell<A> cell, CellRunner runner, boolean replacing) {
		cell.open();
		long begun = runner.timer().nanos();
		Incarnation<A> next = cell.nextIncarnation(begun);
		cell.type().engine().topics().started(cell);
		runner.serve(next);
		Watchdog watchdog = Watchdog.ofStart(next, begun);
		runner.enter(watchdog);
		A instance = null;
		Throwable failure = null;
		try {
			failure = Interception.beforeFactory(cell);
			instance = (failure == null) ? cell.type().factory().create(next.context()) : null;
			if (instance == null && failure == null) {
				failure = new IllegalStateException("The factory of " + cell.path() + " returned null");
			}
			failure = (failure == null) ? StateMachine.started(next) : failure;
		}
		catch (Throwable ex) {
			failure = ex;
		}
		boolean owned = next.hold();
		watchdog.end();
		runner.leave();
		// A restart takes as long as a start, and would have to look at the clock for
		// that.
		if (next.number() == 1 && cell.type().spec().dispatcher() == Dispatcher.VIRTUAL) {
			cell.type().messages().started(runner.timer().nanos() - begun);
		}
		if (watchdog.isTimeUp()) {
			failure = timeout(cell, failure);
		}
		if (!owned || failure != null) {
			destroyElsewhere(cell, instance);
		}
		if (!owned) {
			return false;
		}
		if (failure != null) {
			cell.dropIncarnation();
			letGo(next, IgnoredStart.reason(failure));
			next.stopChildren(() -> {
			});
			return startFailed(cell, failure, replacing);
		}
		next.instance = instance;
		cell.type().begun();
		if (!replacing) {
			cell.parent().started(cell);
		}
		if (next.stopRequested) {
			return end(cell, runner, next, next.wantedReason(), null);
		}
		Postponing.release(next);
		next.letGo();
		return true;
	}

	static TimeoutException timeout(ActorCell<?> cell) {
		Duration limit = cell.type().startTimeout();
		return new TimeoutException(
				cell.path() + " did not start within " + Texts.duration(Timer.saturatedNanos(limit)));
	}

	private static TimeoutException timeout(ActorCell<?> cell, @Nullable Throwable failure) {
		TimeoutException timeout = timeout(cell);
		if (failure != null) {
			timeout.initCause(failure);
		}
		return timeout;
	}

	// Ending.

	/**
	 * Ends an incarnation that is held and has crashed, or wants to end. If it has been
	 * told to stop meanwhile it ends by that, with its own reason.
	 * @param <A> the actor class
	 * @param cell the cell
	 * @param runner of this thread
	 * @param current the incarnation
	 * @param reason why
	 */
	static <A> boolean end(ActorCell<A> cell, CellRunner runner, Incarnation<A> current, ExitReason reason) {
		return end(cell, runner, current, reason, nextStop(cell));
	}

	/**
	 * Takes the next signal if it is a stop.
	 * @return the stop, or {@code null}
	 */
	private static @Nullable LifecycleSignal nextStop(ActorCell<?> cell) {
		LifecycleSignal next = cell.nextSignal();
		if (next != null && !next.isStop()) {
			cell.putBack(next);
			return null;
		}
		return next;
	}

	/**
	 * Ends an incarnation that is held: its children first, then itself.
	 * @param by the signal that wants it, or {@code null} if it ends by itself
	 */
	private static <A> boolean end(ActorCell<A> cell, CellRunner runner, Incarnation<A> current, ExitReason reason,
			@Nullable LifecycleSignal by) {
		IncarnationEnd ending = new IncarnationEnd(current.isKilled() ? new ExitReason.Killed() : reason, by);
		current.ending = ending;
		cell.type().ended();
		current.suspend(null);
		if (ending.reason() instanceof ExitReason.Error) {
			// What is left to do to an instance that crashed must not look like its will.
			current.endReplies(ending.reason());
		}
		if (current.spawned() != null) {
			current.stopChildren(() -> cell.signal(new LifecycleSignal(Kind.CHILDREN_STOPPED)));
			if (ending.reason() instanceof ExitReason.Killed) {
				PoolWorkers.killThoseOf(current);
			}
			return true;
		}
		return finish(cell, runner, current, ending);
	}

	/**
	 * Destroys an incarnation that is held, and lets go of it for good.
	 */
	private static <A> boolean finish(ActorCell<A> cell, CellRunner runner, Incarnation<A> current,
			IncarnationEnd ending) {
		if (cell.type().destroys()) {
			current.letGo();
			Watchdog watchdog = Watchdog.ofDestruction(current);
			runner.enter(watchdog);
			destroy(cell, current.instance);
			boolean owned = current.hold();
			watchdog.end();
			runner.leave();
			if (!owned) {
				return false;
			}
		}
		cell.dropIncarnation();
		letGo(current, ending.reason());
		ending.putBackDeferred(cell);
		return ended(cell, runner, ending.by(), ending.reason());
	}

	private static void letGo(Incarnation<?> gone, ExitReason reason) {
		ActorInterceptor interceptor = gone.cell().type().interceptor();
		if (interceptor != null) {
			Interception.ended(interceptor, gone.cell(), reason);
		}
		gone.endReplies(reason);
		gone.detach(reason);
		gone.cell().type().engine().memberships().end(gone);
	}

	private static <A> boolean ended(ActorCell<A> cell, CellRunner runner, @Nullable LifecycleSignal by,
			@Nullable ExitReason reason) {
		switch ((by != null) ? by.kind : null) {
			case STOP -> {
				remember(cell, reason);
				cell.parent().stopped(cell);
			}
			case TERMINATE -> {
				remember(cell, reason);
				close(cell);
				cell.parent().stopped(cell);
			}
			case DISCARD -> {
				return startIncarnation(cell, runner, true);
			}
			case PASSIVATE, DRAIN -> {
				if (cell.held() != null || cell.postponedCount() > 0 || !cell.closeIfEmpty()) {
					cell.parent().revived(cell);
					settled(cell, by, false);
					return startIncarnation(cell, runner, false);
				}
				cell.parent().exited(cell, new ExitReason.Normal());
				settled(cell, by, true);
			}
			case null, default -> {
				ExitReason why = (reason != null) ? reason : new ExitReason.Normal();
				remember(cell, why);
				cell.parent().exited(cell, why);
			}
		}
		return true;
	}

	/**
	 * Keeps the reason for those who watch it later. That it was stopped need not be
	 * kept.
	 */
	private static void remember(ActorCell<?> cell, @Nullable ExitReason reason) {
		if (reason != null && !(reason instanceof ExitReason.Shutdown)) {
			cell.exit(reason);
		}
	}

	private static void close(ActorCell<?> cell) {
		Object held = cell.held();
		if (held != null) {
			cell.held(null);
			terminate(cell, held);
		}
		Postponing.takeAll(cell, (payload) -> terminate(cell, payload));
		cell.type().messages().discarded(cell.close((payload) -> terminate(cell, payload)));
	}

	private static void terminate(ActorCell<?> cell, Object payload) {
		switch (payload) {
			case Ask<?> ask -> {
				if (ask.begin()) {
					ask.terminatedElsewhere(cell.path(), "it has terminated", Handling.NOT_HANDLED);
				}
				else {
					cell.withdrawalPassed();
				}
			}
			case ContextMessage told -> Interception.deadLetter(cell, told.message(), Reason.TERMINATED);
			case SelfMessage own -> {
			}
			case EventEntry entry -> Interception.deadLetter(cell, Turn.message(entry.open()), Reason.TERMINATED);
			case Message<?> message -> Interception.deadLetter(cell, message, Reason.TERMINATED);
			default -> throw new IllegalStateException("Not a payload: " + payload);
		}
	}

	private static <A> void destroy(ActorCell<A> cell, @Nullable A instance) {
		if (instance != null) {
			try {
				cell.type().factory().destroy(instance);
			}
			catch (Throwable ex) {
				Texts.safely(log,
						() -> log.warn("{} failed while it was being destroyed", Texts.line(cell.path()), ex));
			}
		}
	}

	/**
	 * Destroys what was made too late to be an incarnation. Nobody waits for that.
	 */
	private static <A> void destroyElsewhere(ActorCell<A> cell, @Nullable A instance) {
		if (instance != null) {
			cell.type().engine().virtual(() -> destroy(cell, instance));
		}
	}

	// Abandoning.

	/**
	 * Cuts off an incarnation that was abandoned, and has the next owner go on as if it
	 * had come to its end. Nothing of the application runs on this thread.
	 * @param <A> the actor class
	 * @param cell the cell, which this thread owns
	 * @param current the incarnation
	 */
	static <A> void cutOff(ActorCell<A> cell, Incarnation<?> current) {
		Abandonments.answerFor(current);
		cell.dropIncarnation();
		letGo(current, new ExitReason.Killed());
		current.stopChildren(() -> {
		});
		LifecycleSignal stop = nextStop(cell);
		IncarnationEnd ending = current.ending;
		if (ending != null) {
			goOnWithTheEnd(cell, ending, stop);
			return;
		}
		if (current.instance != null) {
			cell.type().ended();
		}
		else if (stop == null) {
			cell.putBack(new LifecycleSignal(Kind.START_TIMED_OUT));
		}
		if (stop != null) {
			cell.putBack(stop.because(new ExitReason.Killed()));
		}
		else if (current.instance != null && !cell.isToStop()) {
			// It was to end, but not to stay stopped.
			cell.putBack(new LifecycleSignal(Kind.EXITED, new ExitReason.Killed()));
		}
	}

	private static void goOnWithTheEnd(ActorCell<?> cell, IncarnationEnd ending, @Nullable LifecycleSignal stop) {
		ExitReason reason = (ending.reason() instanceof ExitReason.Shutdown) ? new ExitReason.Killed()
				: ending.reason();
		LifecycleSignal by = ending.by();
		if (stop != null) {
			cell.putBack((by != null) ? stop : stop.because(reason));
		}
		ending.putBackDeferred(cell);
		if (by != null && by.kind != Kind.DISCARD) {
			cell.putBack(by.because(reason));
		}
		else if (stop == null) {
			cell.putBack(new LifecycleSignal(Kind.EXITED, reason));
		}
	}

}
