package dev.actorspring.engine;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

import dev.actorspring.ExitReason;
import dev.actorspring.RestartType;
import dev.actorspring.StartIgnoredException;
import dev.actorspring.engine.Child.Phase;
import dev.actorspring.engine.log.Texts;
import dev.actorspring.engine.time.Timer;
import dev.actorspring.supervision.ChildInfo;
import dev.actorspring.supervision.Restart;
import dev.actorspring.supervision.RestartStrategy;
import dev.actorspring.system.ActorStartException;
import org.jspecify.annotations.Nullable;

/**
 * A supervisor as a state machine: every {@code on…} method is an event, handled one
 * after another, that changes the state of a child and tells nodes what to do. None waits
 * for anything, so there is always an answer.
 * <p>
 * What takes several steps, a start or stop of many children, is a {@link ChildSequence}.
 * There is at most one. Children that end in the middle of it are dealt with when it is
 * over, unless it has stopped or restarted them itself: so siblings that die together are
 * one group restart.
 */
final class SupervisorMachine {

	private final Engine engine;

	private final RestartRules rules;

	/** The node that this is the inside of. */
	private final SupervisorCell cell;

	private final Parent parent;

	private final SupervisionLog log;

	private final Children children = new Children();

	/** Those of the spec. */
	private final List<Child> declared = new ArrayList<>();

	private Mode mode = Mode.STOPPED;

	/** Read by others. */
	private volatile @Nullable ChildSequence sequence;

	/** What to do when the sequence is over. */
	private final Deque<Runnable> deferred = new ArrayDeque<>();

	private int pendingStops;

	private boolean stoppingForGood;

	private volatile int incarnations;

	SupervisorMachine(Engine engine, RestartRules rules, SupervisorCell cell, Parent parent) {
		this.engine = engine;
		this.rules = rules;
		this.cell = cell;
		this.parent = parent;
		this.log = new SupervisionLog(engine, rules.spec().name(), cell.measuredName());
	}

	/**
	 * Sets the children of the spec, before the first start.
	 * @param nodes in start order
	 */
	void adopt(List<Node> nodes) {
		for (Node node : nodes) {
			Child child = newChild(node, true);
			this.declared.add(child);
			this.children.add(child);
		}
	}

	Child newChild(Node node, boolean ofSpec) {
		return this.rules.child(node, ofSpec, now());
	}

	Children children() {
		return this.children;
	}

	/**
	 * How often it has been started. Any thread.
	 * @return the number of the latest incarnation
	 */
	int incarnations() {
		return this.incarnations;
	}

	/**
	 * What it has restarted lately. Any thread.
	 * @return the oldest first
	 */
	List<Restart> recentRestarts() {
		return this.log.recentRestarts();
	}

	long now() {
		return this.cell.now();
	}

	// Its own life.

	void onStart() {
		this.mode = Mode.STARTING;
		this.incarnations++;
		this.declared.forEach(this.children::put);
		this.rules.clear(this.declared);
		inSequence(this.declared, false, this::startChild, () -> {
			this.mode = Mode.RUNNING;
			this.parent.started(this.cell);
		});
	}

	void onStop(boolean forGood) {
		this.pendingStops++;
		this.stoppingForGood |= forGood;
		stopAll(this.stoppingForGood, () -> {
			this.stoppingForGood = false;
			for (; this.pendingStops > 0; this.pendingStops--) {
				this.parent.stopped(this.cell);
			}
		});
	}

	void onReset() {
		whenRunning(() -> {
			if (this.mode == Mode.RUNNING) {
				stopAll(true, () -> {
					forget();
					onStart();
				});
			}
			else {
				this.parent.startFailed(this.cell, this.cell.path(), new IllegalStateException("It is not running"));
			}
		});
	}

	/**
	 * Forgets how its children have done, and theirs. Only while it is stopped.
	 */
	void forget() {
		this.log.clear();
		this.rules.reset();
		this.declared.replaceAll((known) -> {
			known.node().forget();
			Child fresh = newChild(known.node(), true);
			fresh.order(known.order());
			return fresh;
		});
	}

	private void stopAll(boolean forGood, Runnable then) {
		this.mode = Mode.STOPPING;
		Set<Child> leaving = new LinkedHashSet<>(this.children.leaving());
		List<Child> order = new ArrayList<>(leaving);
		order.addAll(reversed(this.children.inOrder()));
		inSequence(order, this.rules.spec().dynamic(), (child) -> leaving.contains(child) ? !child.isBeingStopped()
				: stopUnlessDown(child, forGood || !child.isDeclared()), () -> {
					this.mode = Mode.STOPPED;
					this.children.inOrder()
						.stream()
						.filter((child) -> !child.isDeclared())
						.forEach(this.children::remove);
					then.run();
				});
	}

	private void undoStart(String where, Throwable cause) {
		stopAll(false, () -> this.parent.startFailed(this.cell, where, cause));
	}

	private void escalate(Child child) {
		this.log.escalated(this.cell.path(), child.node().path(), child.reason(), child.intensity());
		stopAll(false, () -> this.parent.exited(this.cell, new ExitReason.Shutdown()));
	}

	// What the children tell.

	void onStarted(Child child) {
		if (child.isBeingStopped() || child.phase() != Phase.STARTING) {
			return;
		}
		ExitReason reason = child.reason();
		boolean restarted = child.running(now());
		CompletableFuture<ChildInfo> request = child.takeRequestedStart();
		if (request != null) {
			complete(request, child.info());
		}
		else if (restarted) {
			this.log.restarted(child.node(), reason, child.endedAt(), now());
		}
		settled(child);
	}

	void onStartFailed(Child child, String where, Throwable cause) {
		if (child.isBeingStopped() || child.phase() != Phase.STARTING) {
			return;
		}
		child.down(new ExitReason.Error(cause), now());
		unblockAwaited();
		CompletableFuture<ChildInfo> request = child.takeRequestedStart();
		if (request != null) {
			requestedStartFailed(child, request, new ActorStartException(where, cause));
			return;
		}
		if (this.mode == Mode.STARTING) {
			undoStart(where, cause);
			return;
		}
		if (this.mode == Mode.REGROUPING && this.sequence != null && this.sequence.awaits(child)) {
			this.sequence = null;
			this.mode = Mode.RUNNING;
		}
		whenRunning(() -> decideIfDown(child));
		doDeferred();
	}

	void onStartIgnored(Child child, StartIgnoredException ignored) {
		if (child.isBeingStopped() || (child.phase() != Phase.STARTING && child.phase() != Phase.RUNNING)) {
			return;
		}
		this.log.ignored(child.node(), ignored);
		child.ignored(ignored, now());
		unblockAwaited();
		CompletableFuture<ChildInfo> request = child.takeRequestedStart();
		if (isForgotten(child)) {
			this.children.remove(child);
		}
		if (request != null) {
			fail(request, ignored);
		}
	}

	private void requestedStartFailed(Child child, CompletableFuture<ChildInfo> request, ActorStartException failure) {
		// Nobody will handle what waits, or comes.
		child.retiring(now());
		if (child.startedNever()) {
			this.children.remove(child);
		}
		fail(request, failure);
	}

	/**
	 * Answers somebody, who may do anything with the answer: not on the supervisor's
	 * thread.
	 * @param request whom
	 * @param answer what
	 */
	void complete(CompletableFuture<ChildInfo> request, ChildInfo answer) {
		this.engine.complete(() -> request.complete(answer));
	}

	void fail(CompletableFuture<ChildInfo> request, RuntimeException answer) {
		this.engine.complete(() -> request.completeExceptionally(answer));
	}

	void onExited(Child child, ExitReason reason) {
		if (child.isBeingStopped() || child.phase() != Phase.RUNNING) {
			return;
		}
		child.down(reason, now());
		unblockAwaited();
		whenRunning(() -> decideIfDown(child));
	}

	/**
	 * Those that are waited for may wait for one that is down now. Any thread.
	 */
	void unblockAwaited() {
		awaited().forEach((child) -> child.node().unblock());
	}

	private List<Child> awaited() {
		ChildSequence present = this.sequence;
		return (present != null) ? present.awaited() : List.of();
	}

	/**
	 * Whether it does nothing until an actor has come to an end of what it does. Any
	 * thread.
	 * @param actor the actor
	 * @return a best effort while it goes on
	 */
	boolean isHeldUpBy(ActorCell<?> actor) {
		return awaited().stream().anyMatch((child) -> child.node().isHeldUpBy(actor));
	}

	void onStopped(Child child) {
		if (!child.stopped()) {
			return;
		}
		if (!child.isToStartAgain()) {
			CompletableFuture<ChildInfo> request = child.takeRequestedStart();
			if (request != null) {
				fail(request, new ActorStartException(child.node().path(),
						new IllegalStateException("It was stopped again")));
			}
		}
		this.children.settle(child);
		List<Runnable> actions = child.takeWhenStopped();
		actions.forEach(Runnable::run);
		if (child.phase() == Phase.STOPPED) {
			settled(child);
		}
	}

	private void onNextAttempt(Child child) {
		whenRunning(() -> {
			if (child.phase() == Phase.BACKOFF && this.mode == Mode.RUNNING) {
				restart(child);
			}
		});
	}

	// What is done about a child that is down.

	private void decideIfDown(Child child) {
		if (child.phase() == Phase.DOWN && this.mode == Mode.RUNNING) {
			decide(child);
		}
	}

	private void decide(Child child) {
		ExitReason reason = child.reason();
		if (!child.node().restart().isRestartedAfter(reason)) {
			retire(child);
		}
		else if (child.recovery() != null) {
			recover(child, child.recovery());
		}
		else if (child.intensity().record(now())) {
			this.log.restarting(child.node(), reason, () -> describe(child));
			restart(child);
		}
		else {
			escalate(child);
		}
	}

	private String describe(Child child) {
		int others = affected(child).size() - 1;
		Intensity counted = child.intensity();
		String count = "%d of %d within %s".formatted(counted.count(), counted.restarts(),
				Texts.duration(counted.period()));
		String together = (others > 0) ? " with " + others + " of its siblings" : "";
		return together + " (restart " + count + ")";
	}

	private void retire(Child child) {
		this.log.notRestarted(child.node(), child.reason());
		child.retiring(now());
		if (isForgotten(child)) {
			this.children.remove(child);
		}
		if (child.node().significant() && isTimeToShutDown()) {
			this.log.autoShutdown(this.cell.path(), child.node().path());
			stopAll(false, () -> this.parent.exited(this.cell, new ExitReason.Shutdown()));
		}
	}

	/**
	 * Whether a child is gone once it has ended for good.
	 * @param child the child
	 * @return {@code false} if it can be restarted by name
	 */
	boolean isForgotten(Child child) {
		return this.rules.spec().dynamic() || (child.node().restart() == RestartType.TEMPORARY && !child.isDisabled());
	}

	private boolean isTimeToShutDown() {
		return switch (this.rules.spec().autoShutdown()) {
			case NEVER -> false;
			case ANY_SIGNIFICANT -> true;
			case ALL_SIGNIFICANT -> this.children.inOrder()
				.stream()
				.filter((child) -> child.node().significant())
				.allMatch((child) -> child.phase() == Phase.STOPPED || child.phase() == Phase.STOPPING);
		};
	}

	private void recover(Child child, Recovery recovery) {
		long delay = recovery.ended(child.reason(), child.hasStarted(), now(), this.engine.random());
		if (delay == 0) {
			this.log.restarting(child.node(), child.reason(), () -> "");
			restart(child);
			return;
		}
		Timer.Delayed next = this.engine.timer()
			.schedule(Duration.ofNanos(delay), () -> this.cell.execute(() -> onNextAttempt(child)));
		child.backingOff(Objects.requireNonNull(recovery.status().nextAttempt()), next);
		this.log.backedOff(child.node(), child.reason(), delay);
		if (child.node() instanceof ActorCell<?> actor) {
			BackoffLookup.refuseWaiting(actor);
		}
	}

	private void restart(Child child) {
		if (this.rules.spec().strategy() == RestartStrategy.ONE_FOR_ONE) {
			child.starting(now());
			return;
		}
		this.mode = Mode.REGROUPING;
		inSequence(reversed(affected(child)), false, this::stopSibling, () -> {
			List<Child> group = affected(child);
			group.removeIf((sibling) -> {
				boolean gone = sibling.node().restart() == RestartType.TEMPORARY;
				if (gone) {
					sibling.retiring(now());
					this.children.remove(sibling);
				}
				return gone;
			});
			inSequence(group, false, this::startChild, () -> this.mode = Mode.RUNNING);
		});
	}

	private List<Child> affected(Child child) {
		return switch (this.rules.spec().strategy()) {
			case ONE_FOR_ONE -> List.of(child);
			case ONE_FOR_ALL -> this.children.inOrder();
			case REST_FOR_ONE -> this.children.from(child);
		};
	}

	// Steps of a sequence: true if there is nothing to wait for.

	private boolean startChild(Child child) {
		if (child.phase() == Phase.RUNNING) {
			return true;
		}
		if (child.isDisabled()) {
			// It may have been stopped only to be started again.
			return (child.phase() == Phase.STOPPED && !child.isOpen()) || stopChild(child, true);
		}
		if (child.isBeingStopped()) {
			child.whenStopped(() -> child.starting(now()));
		}
		else {
			child.starting(now());
		}
		return false;
	}

	private boolean stopSibling(Child child) {
		if (child.phase() == Phase.DOWN || child.phase() == Phase.STOPPED || child.phase() == Phase.BACKOFF) {
			return true;
		}
		stopChild(child, false);
		// Whoever has asked for its start gets it all the same.
		child.toStartAgain(child.node().restart() != RestartType.TEMPORARY);
		return false;
	}

	private boolean stopUnlessDown(Child child, boolean forGood) {
		if (child.phase() == Phase.DOWN && !forGood) {
			// It has stopped all below it already.
			child.gaveUp(now());
			return true;
		}
		return stopChild(child, forGood);
	}

	/**
	 * Tells a child to stop, and puts pressure on it when its shutdown time is over.
	 * @param child the child, running or not
	 * @param forGood whether its mailbox is closed as well
	 * @return {@code false}: its answer is to be awaited
	 */
	boolean stopChild(Child child, boolean forGood) {
		child.stopping(forGood, now());
		Duration timeout = child.node().shutdownTimeout();
		if (timeout != null) {
			child.hurry(new ShutdownTimer(this.engine.timer(), this.cell::execute, timeout,
					() -> (child.phase() == Phase.STOPPING) ? List.of(child.node()) : List.of()));
		}
		return false;
	}

	private void inSequence(List<Child> order, boolean parallel, Predicate<Child> step, Runnable then) {
		ChildSequence next = new ChildSequence(order, parallel, step, () -> {
			this.sequence = null;
			then.run();
			doDeferred();
		});
		this.sequence = next;
		next.proceed();
	}

	private void settled(Child child) {
		if (this.sequence != null) {
			this.sequence.settled(child);
		}
	}

	// Waiting for the sequence to be over.

	boolean isRunning() {
		return this.mode == Mode.RUNNING;
	}

	/**
	 * Whether the supervisor has ended, or is about to.
	 * @return {@code true} if nothing more can be asked of it
	 */
	boolean isOver() {
		return this.mode == Mode.STOPPED || this.mode == Mode.STOPPING;
	}

	boolean isAwaited(Child child) {
		return this.sequence != null && this.sequence.awaits(child);
	}

	/**
	 * Does something now, or when the sequence is over; it must then check for itself
	 * whether it still makes sense.
	 * @param action what to do
	 */
	void whenRunning(Runnable action) {
		if (this.mode == Mode.STARTING || this.mode == Mode.REGROUPING) {
			this.deferred.add(action);
		}
		else {
			action.run();
		}
	}

	private void doDeferred() {
		while (this.mode != Mode.STARTING && this.mode != Mode.REGROUPING && !this.deferred.isEmpty()) {
			this.deferred.remove().run();
		}
	}

	private static List<Child> reversed(List<Child> list) {
		List<Child> reversed = new ArrayList<>(list);
		Collections.reverse(reversed);
		return reversed;
	}

	/**
	 * What the supervisor is doing.
	 */
	private enum Mode {

		/** Nothing runs. */
		STOPPED,
		/** The children are started one after another, for the first time. */
		STARTING,
		/** Each child may end and be restarted. */
		RUNNING,
		/** Some children are stopped and started again together. */
		REGROUPING,
		/** The children are stopped. */
		STOPPING

	}

}
