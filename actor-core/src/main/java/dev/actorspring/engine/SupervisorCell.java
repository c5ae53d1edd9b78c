package dev.actorspring.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

import dev.actorspring.ExitReason;
import dev.actorspring.RestartType;
import dev.actorspring.StartIgnoredException;
import dev.actorspring.engine.Child.Phase;
import dev.actorspring.supervision.ChildState;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.NodeSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * The place of a supervisor in the tree. What happens to it becomes an event of its
 * {@link SupervisorMachine}, one after another.
 */
final class SupervisorCell implements Node, Parent {

	private final Engine engine;

	private final String name;

	private final RestartRules rules;

	private final String measuredName;

	private final String path;

	private final SerialExecutor serial;

	private final SupervisorMachine machine;

	private final Parent parent;

	SupervisorCell(Engine engine, SupervisorSpec spec, String measuredName, @Nullable Parent above, Parent parent) {
		this.engine = engine;
		this.name = spec.name();
		this.rules = new RestartRules(spec);
		this.measuredName = measuredName;
		this.path = (above != null) ? Parent.join(above.path(), spec.name()) : "";
		this.parent = parent;
		this.serial = new SerialExecutor(engine);
		this.machine = new SupervisorMachine(engine, this.rules, this, parent);
	}

	SupervisorMachine machine() {
		return this.machine;
	}

	Engine engine() {
		return this.engine;
	}

	SupervisorSpec spec() {
		return this.rules.spec();
	}

	RestartRules rules() {
		return this.rules;
	}

	Children children() {
		return this.machine.children();
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public String measuredName() {
		return this.measuredName;
	}

	@Override
	public String path() {
		return this.path;
	}

	@Override
	public RestartType restart() {
		return spec().restart();
	}

	@Override
	public boolean significant() {
		return spec().significant();
	}

	@Override
	public int incarnations() {
		return this.machine.incarnations();
	}

	@Override
	public @Nullable Duration shutdownTimeout() {
		return null;
	}

	@Override
	public void retire(ExitReason reason) {
		stop(true);
	}

	@Override
	public Parent above() {
		return this.parent;
	}

	@Override
	public void unblock() {
		this.machine.unblockAwaited();
	}

	@Override
	public boolean isHeldUpBy(ActorCell<?> actor) {
		return this.machine.isHeldUpBy(actor);
	}

	@Override
	public @Nullable Recovery backoffOf(Node node) {
		Child child = children().find(node.name());
		if (child == null || child.node() != node || child.status().state() != ChildState.BACKOFF) {
			return null;
		}
		return child.recovery();
	}

	@Override
	public void interrupt() {
		// Its children are interrupted one by one in their own time.
	}

	@Override
	public void abandon() {
		// Its children are abandoned one by one in their own time.
	}

	/**
	 * Describes it and all below it, the lowest first, without recursion.
	 */
	@Override
	public NodeSnapshot.Supervisor snapshot(ChildStatus status) {
		List<Found> found = new ArrayList<>();
		found.add(new Found(this, status, children().inOrder()));
		for (int i = 0; i < found.size(); i++) {
			for (Child child : found.get(i).children()) {
				if (child.node() instanceof SupervisorCell below) {
					found.add(new Found(below, child.status(), below.children().inOrder()));
				}
			}
		}
		Map<Node, NodeSnapshot.Supervisor> described = new HashMap<>();
		for (Found each : found.reversed()) {
			described.put(each.cell(), each.cell().describe(each, described));
		}
		return Objects.requireNonNull(described.get(this));
	}

	private NodeSnapshot.Supervisor describe(Found found, Map<Node, NodeSnapshot.Supervisor> described) {
		List<NodeSnapshot> shown = new ArrayList<>();
		for (Child child : found.children()) {
			NodeSnapshot below = described.get(child.node());
			shown.add((below != null) ? below : child.node().snapshot(child.status()));
		}
		ChildStatus status = found.status();
		return new SupervisorSnapshot(name(), this.path, status.state(), CellSnapshots.age(this.engine.timer(), status),
				status.nextAttempt(), spec(), shown, this.machine.recentRestarts());
	}

	// Events, turned into tasks.

	/**
	 * Runs a task of the supervisor. Any thread.
	 * @param task never blocks
	 */
	void execute(Runnable task) {
		this.serial.execute(task);
	}

	/**
	 * The time, for a task of the supervisor.
	 * @return nanoseconds of the time source
	 */
	long now() {
		return this.serial.now();
	}

	@Override
	public void start() {
		execute(this.machine::onStart);
	}

	@Override
	public void stop(boolean forGood) {
		execute(() -> this.machine.onStop(forGood));
	}

	@Override
	public void forget() {
		execute(this.machine::forget);
	}

	/**
	 * Ends all below it, forgets what has happened there, and starts it anew. Answered as
	 * {@link #start()}.
	 */
	void reset() {
		execute(this.machine::onReset);
	}

	@Override
	public void started(Node node) {
		onChild(node, this.machine::onStarted);
	}

	@Override
	public void startFailed(Node node, String where, Throwable cause) {
		onChild(node, (child) -> this.machine.onStartFailed(child, where, cause));
	}

	@Override
	public void startIgnored(Node node, StartIgnoredException ignored) {
		onChild(node, (child) -> this.machine.onStartIgnored(child, ignored));
	}

	@Override
	public void exited(Node node, ExitReason reason) {
		onChild(node, (child) -> this.machine.onExited(child, reason));
	}

	@Override
	public void stopped(Node node) {
		run(node, () -> {
			ExitReason end = null;
			if (node instanceof ActorCell<?> cell && cell.isClosed()) {
				// Before it may be started again by what is to be done now.
				end = WatchedCells.reason(cell);
				this.engine.topics().remove(cell);
			}
			Child child = children().of(node);
			if (child != null) {
				this.machine.onStopped(child);
			}
			if (node instanceof ActorCell<?> cell && end != null) {
				// After a reset it is known as another child.
				Child now = children().of(node);
				boolean again = now != null && now.phase() == Phase.STARTING;
				this.engine.watchers().ended(cell, end, !again);
			}
		});
	}

	private void onChild(Node node, Consumer<Child> event) {
		run(node, () -> {
			Child child = children().of(node);
			if (child != null) {
				event.accept(child);
			}
		});
	}

	private void run(Node node, Runnable task) {
		// Not of another supervisor, so that a deep tree does not make a deep stack. And
		// only where a handler is known to have been quick, or must not block.
		if (node instanceof ActorCell && Engine.onWorker()) {
			this.serial.executeHere(task);
		}
		else {
			execute(task);
		}
	}

	/**
	 * A supervisor as it was found in the tree.
	 *
	 * @param cell the supervisor
	 * @param status what its parent knows of it
	 * @param children its children at that moment
	 */
	private record Found(SupervisorCell cell, ChildStatus status, List<Child> children) {

	}

}
