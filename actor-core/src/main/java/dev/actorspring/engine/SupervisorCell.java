package dev.actorspring.engine;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;

import dev.actorspring.ExitReason;
import dev.actorspring.RestartType;
import dev.actorspring.engine.Child.Phase;
import dev.actorspring.supervision.GiveUp;
import dev.actorspring.supervision.RestartStrategy;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.NodeSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * A supervisor as a state machine: every method below the line is an event, handled one
 * after another, that changes the state of a child and tells nodes what to do. None waits
 * for anything, so there is always an answer.
 * <p>
 * What takes several steps, a start or stop of many children in order, is a {@link Walk}.
 * There is at most one. Children that end in the middle of it are dealt with when it is
 * over, unless it has stopped or restarted them itself: so siblings that die together are
 * one group restart.
 */
final class SupervisorCell implements Node, Parent {

	private static final Duration GRACE = Duration.ofSeconds(1);

	private final Engine engine;

	private final SupervisorSpec spec;

	private final Parent parent;

	private final String path;

	private final Serial serial;

	private final Intensity intensity;

	private final Reports reports;

	/** In start order. Replaced, never changed. */
	private volatile List<Child> children = List.of();

	private Mode mode = Mode.STOPPED;

	private @Nullable Walk walk;

	/** What to do when the walk is over. */
	private final Deque<Runnable> deferred = new ArrayDeque<>();

	private int pendingStops;

	private boolean stoppingForGood;

	private int incarnations;

	SupervisorCell(Engine engine, SupervisorSpec spec, @Nullable Parent above, Parent parent) {
		this.engine = engine;
		this.spec = spec;
		this.parent = parent;
		this.path = (above != null) ? Parent.join(above.path(), spec.name()) : "";
		this.serial = new Serial(engine);
		this.intensity = new Intensity(spec.intensity(), spec.period());
		this.reports = new Reports(engine, spec.name());
	}

	/**
	 * Sets the children, before the first start.
	 * @param nodes in start order
	 */
	void adopt(List<Node> nodes) {
		List<Child> adopted = new ArrayList<>();
		for (Node node : nodes) {
			Recovery recovery = (this.spec.giveUp() == GiveUp.BACKOFF)
					? new Recovery(this.spec.intensity(), this.spec.period(), now()) : null;
			adopted.add(new Child(node, recovery, now()));
		}
		this.children = List.copyOf(adopted);
	}

	@Override
	public String name() {
		return this.spec.name();
	}

	@Override
	public String path() {
		return this.path;
	}

	@Override
	public RestartType restart() {
		return RestartType.PERMANENT;
	}

	@Override
	public @Nullable Duration shutdownTimeout() {
		return null;
	}

	@Override
	public void interrupt() {
		// Its children are interrupted one by one in their own time.
	}

	@Override
	public void abandon() {
		// Its children are abandoned one by one in their own time.
	}

	@Override
	public NodeSnapshot.Supervisor snapshot(Status status) {
		List<NodeSnapshot> shown = new ArrayList<>();
		for (Child child : this.children) {
			shown.add(child.node().snapshot(child.status()));
		}
		return new NodeSnapshot.Supervisor(name(), this.path, status.state(), this.spec.strategy(),
				this.spec.intensity(), this.spec.period(), this.spec.giveUp(), shown, this.reports.recentRestarts());
	}

	/**
	 * Finds a child by name.
	 * @param child its name
	 * @return the child, or {@code null}
	 */
	@Nullable Child find(String child) {
		for (Child candidate : this.children) {
			if (candidate.node().name().equals(child)) {
				return candidate;
			}
		}
		return null;
	}

	private long now() {
		return this.engine.timer().nanos();
	}

	// Events, turned into tasks.

	@Override
	public void start() {
		this.serial.execute(this::onStart);
	}

	@Override
	public void stop(boolean forGood) {
		this.serial.execute(() -> onStop(forGood));
	}

	@Override
	public void started(Node node) {
		onChild(node, this::onStarted);
	}

	@Override
	public void startFailed(Node node, String where, Throwable cause) {
		onChild(node, (child) -> onStartFailed(child, where, cause));
	}

	@Override
	public void exited(Node node, ExitReason reason) {
		onChild(node, (child) -> onExited(child, reason));
	}

	@Override
	public void stopped(Node node) {
		onChild(node, this::onStopped);
	}

	private void onChild(Node node, Consumer<Child> event) {
		this.serial.execute(() -> {
			for (Child child : this.children) {
				if (child.node() == node) {
					event.accept(child);
					return;
				}
			}
		});
	}

	// ------------------------------------------------------------------------------------

	private void onStart() {
		this.mode = Mode.STARTING;
		this.incarnations++;
		this.intensity.clear();
		walk(this.children, this::startChild, () -> {
			this.mode = Mode.RUNNING;
			this.parent.started(this);
		});
	}

	private void onStop(boolean forGood) {
		this.pendingStops++;
		this.stoppingForGood |= forGood;
		this.mode = Mode.STOPPING;
		boolean closing = this.stoppingForGood;
		walk(reversed(this.children), (child) -> stopChild(child, closing), () -> {
			this.mode = Mode.STOPPED;
			this.stoppingForGood = false;
			for (; this.pendingStops > 0; this.pendingStops--) {
				this.parent.stopped(this);
			}
		});
	}

	private void onStarted(Child child) {
		if (child.isBeingStopped() || child.phase() != Phase.STARTING) {
			return;
		}
		ExitReason reason = child.reason();
		if (child.running(now())) {
			this.reports.restarted(child.node().name(), child.node().path(), incarnationsOf(child.node()), reason,
					now() - child.endedAt());
		}
		proceed(child);
	}

	private static int incarnationsOf(Node node) {
		return switch (node) {
			case ActorCell<?> cell -> cell.incarnations();
			case SupervisorCell supervisor -> supervisor.incarnations;
			default -> 1;
		};
	}

	private void onStartFailed(Child child, String where, Throwable cause) {
		if (child.isBeingStopped() || child.phase() != Phase.STARTING) {
			return;
		}
		child.down(new ExitReason.Error(cause), now());
		if (this.mode == Mode.STARTING) {
			undoStart(where, cause);
			return;
		}
		if (this.mode == Mode.REGROUPING) {
			this.walk = null;
			this.mode = Mode.RUNNING;
		}
		decide(child);
		doDeferred();
	}

	private void undoStart(String where, Throwable cause) {
		this.mode = Mode.STOPPING;
		walk(reversed(this.children), (child) -> stopChild(child, false), () -> {
			this.mode = Mode.STOPPED;
			this.parent.startFailed(this, where, cause);
		});
	}

	private void onExited(Child child, ExitReason reason) {
		if (child.isBeingStopped() || child.phase() != Phase.RUNNING) {
			return;
		}
		child.down(reason, now());
		whenRunning(() -> {
			if (child.phase() == Phase.DOWN) {
				decide(child);
			}
		});
	}

	private void onStopped(Child child) {
		if (child.stopped()) {
			proceed(child);
		}
	}

	private void onNextAttempt(Child child) {
		whenRunning(() -> {
			if (child.phase() == Phase.BACKOFF) {
				restart(child);
			}
		});
	}

	// What is done about a child that is down.

	private void decide(Child child) {
		ExitReason reason = child.reason();
		boolean restarted = switch (child.node().restart()) {
			case PERMANENT -> true;
			case TRANSIENT -> reason.isAbnormal();
			case TEMPORARY -> false;
		};
		if (!restarted) {
			retire(child);
		}
		else if (child.recovery() != null) {
			recover(child, child.recovery());
		}
		else if (this.intensity.record(now())) {
			this.reports.restarting(child.node().path(), reason, describe(child));
			restart(child);
		}
		else {
			escalate(child);
		}
	}

	private String describe(Child child) {
		int others = affected(child).size() - 1;
		String count = "%d of %d within %s".formatted(this.intensity.count(), this.spec.intensity(),
				Texts.duration(this.intensity.period()));
		String together = (others > 0) ? " with " + others + " of its siblings" : "";
		return together + " (restart " + count + ")";
	}

	private void retire(Child child) {
		this.reports.notRestarted(child.node().path(), child.reason());
		child.retired(now());
		child.node().stop(true);
		if (child.node().restart() == RestartType.TEMPORARY) {
			remove(child);
		}
	}

	private void recover(Child child, Recovery recovery) {
		long delay = recovery.ended(child.reason(), now());
		if (delay == 0) {
			this.reports.restarting(child.node().path(), child.reason(), "");
			restart(child);
			return;
		}
		Timer.Delayed next = this.engine.timer()
			.schedule(Duration.ofNanos(delay), () -> this.serial.execute(() -> onNextAttempt(child)));
		child.backingOff(Objects.requireNonNull(recovery.status().nextAttempt()), next);
		this.reports.backedOff(child.node().name(), child.node().path(), child.reason(), delay);
	}

	private void restart(Child child) {
		if (this.spec.strategy() == RestartStrategy.ONE_FOR_ONE) {
			child.starting(now());
			return;
		}
		this.mode = Mode.REGROUPING;
		walk(reversed(affected(child)), this::stopSibling, () -> {
			List<Child> group = new ArrayList<>(affected(child));
			for (Child sibling : group) {
				if (sibling.node().restart() == RestartType.TEMPORARY) {
					remove(sibling);
				}
			}
			walk(affected(child), this::startChild, () -> this.mode = Mode.RUNNING);
		});
	}

	private List<Child> affected(Child child) {
		List<Child> all = this.children;
		return switch (this.spec.strategy()) {
			case ONE_FOR_ONE -> List.of(child);
			case ONE_FOR_ALL -> all;
			case REST_FOR_ONE -> all.subList(Math.max(0, all.indexOf(child)), all.size());
		};
	}

	private void escalate(Child child) {
		this.reports.escalated(this.path, child.node().path(), child.reason(), this.intensity);
		this.mode = Mode.STOPPING;
		walk(reversed(this.children), (each) -> stopChild(each, false), () -> {
			this.mode = Mode.STOPPED;
			this.parent.exited(this, new ExitReason.Shutdown());
		});
	}

	private void remove(Child child) {
		List<Child> remaining = new ArrayList<>(this.children);
		remaining.remove(child);
		this.children = List.copyOf(remaining);
	}

	private void whenRunning(Runnable action) {
		switch (this.mode) {
			case RUNNING -> action.run();
			case STARTING, REGROUPING -> this.deferred.add(action);
			case STOPPED, STOPPING -> {
				// The stop deals with the child.
			}
		}
	}

	private void doDeferred() {
		while (this.mode == Mode.RUNNING && !this.deferred.isEmpty()) {
			this.deferred.remove().run();
		}
		if (this.mode == Mode.STOPPED || this.mode == Mode.STOPPING) {
			this.deferred.clear();
		}
	}

	// Steps of a walk: true if there is nothing to wait for.

	private boolean startChild(Child child) {
		if (child.phase() == Phase.RUNNING) {
			return true;
		}
		child.starting(now());
		return false;
	}

	private boolean stopSibling(Child child) {
		return (child.phase() == Phase.DOWN || child.phase() == Phase.STOPPED || child.phase() == Phase.BACKOFF)
				|| stopChild(child, false);
	}

	private boolean stopChild(Child child, boolean forGood) {
		Duration timeout = child.node().shutdownTimeout();
		Timer.Delayed pressure = (timeout != null)
				? this.engine.timer().schedule(timeout, () -> this.serial.execute(() -> press(child, false))) : null;
		child.stopping(forGood, pressure, now());
		return false;
	}

	private void press(Child child, boolean abandon) {
		if (child.phase() != Phase.STOPPING) {
			return;
		}
		child.node().interrupt();
		if (abandon) {
			child.node().abandon();
		}
		child.pressure(this.engine.timer().schedule(GRACE, () -> this.serial.execute(() -> press(child, true))));
	}

	private void walk(List<Child> order, Predicate<Child> step, Runnable then) {
		this.walk = new Walk(order, step, then);
		this.walk.next();
	}

	private void proceed(Child child) {
		Walk current = this.walk;
		if (current != null && current.isAt(child)) {
			current.next();
		}
	}

	private static List<Child> reversed(List<Child> list) {
		List<Child> reversed = new ArrayList<>(list);
		Collections.reverse(reversed);
		return reversed;
	}

	/**
	 * Goes from child to child, waiting for each to answer.
	 */
	private final class Walk {

		private final List<Child> order;

		private final Predicate<Child> step;

		private final Runnable then;

		private int position = -1;

		Walk(List<Child> order, Predicate<Child> step, Runnable then) {
			this.order = List.copyOf(order);
			this.step = step;
			this.then = then;
		}

		boolean isAt(Child child) {
			return this.position >= 0 && this.position < this.order.size() && this.order.get(this.position) == child;
		}

		void next() {
			while (++this.position < this.order.size()) {
				if (!this.step.test(this.order.get(this.position))) {
					return;
				}
			}
			SupervisorCell.this.walk = null;
			this.then.run();
			doDeferred();
		}

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
		/** The children are stopped one after another. */
		STOPPING

	}

}
