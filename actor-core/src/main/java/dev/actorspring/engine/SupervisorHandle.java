package dev.actorspring.engine;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.ExitReason;
import dev.actorspring.engine.Child.Phase;
import dev.actorspring.supervision.ChildCounts;
import dev.actorspring.supervision.ChildException;
import dev.actorspring.supervision.ChildException.Reason;
import dev.actorspring.supervision.ChildInfo;
import dev.actorspring.supervision.ChildSpec;
import dev.actorspring.supervision.ChildState;
import dev.actorspring.supervision.ChildType;
import dev.actorspring.supervision.Supervisor;
import dev.actorspring.supervision.SupervisorSpec;

/**
 * What can be asked of a supervisor from outside.
 */
final class SupervisorHandle implements Supervisor {

	private final SupervisorCell cell;

	private final SupervisorMachine machine;

	SupervisorHandle(SupervisorCell cell) {
		this.cell = cell;
		this.machine = cell.machine();
	}

	@Override
	public String name() {
		return this.cell.name();
	}

	@Override
	public String path() {
		return this.cell.path();
	}

	@Override
	public List<ChildInfo> children() {
		return this.cell.children().inOrder().stream().map(Child::info).toList();
	}

	@Override
	public ChildCounts counts() {
		int active = 0;
		int supervisors = 0;
		int workers = 0;
		for (ChildInfo child : children()) {
			active += (child.state() == ChildState.RUNNING) ? 1 : 0;
			if (child.type() == ChildType.SUPERVISOR) {
				supervisors++;
			}
			else {
				workers++;
			}
		}
		return new ChildCounts(this.cell.spec().dynamic() ? 1 : supervisors + workers, active, supervisors, workers);
	}

	@Override
	public <A> CompletableFuture<ActorRef<A>> start(ActorSpec<A> child) {
		if (child.keyed()) {
			throw new IllegalArgumentException(
					"'" + child.name() + "' is keyed, and a keyed family cannot be started at run time");
		}
		ActorCell<A> node = new ActorCell<>(this.cell.engine().types().spawned(this.cell.engine(), child), this.cell,
				child.name());
		return start(node).thenApply((info) -> node);
	}

	@Override
	public CompletableFuture<Supervisor> start(SupervisorSpec child) {
		SupervisorCell node = TreeBuilder.graft(this.cell.engine(), child, this.cell);
		return start(node).thenApply((info) -> new SupervisorHandle(node));
	}

	private CompletableFuture<ChildInfo> start(Node node) {
		TreeBuilder.checkSignificance(this.cell.spec(), node.name(), node.significant());
		CompletableFuture<ChildInfo> result = new CompletableFuture<>();
		this.cell.execute(() -> start(node, result));
		return result;
	}

	private void start(Node node, CompletableFuture<ChildInfo> result) {
		Child present = this.cell.children().find(node.name());
		if (this.machine.isOver()) {
			fail(result, node.name(), Reason.NOT_RUNNING);
		}
		else if (present == null && !this.machine.isRunning()) {
			this.machine.whenRunning(() -> start(node, result));
		}
		else if (present == null && this.cell.children().size() >= this.cell.spec().maxChildren()) {
			fail(result, node.name(), Reason.TOO_MANY_CHILDREN);
		}
		else if (present == null) {
			Child child = this.machine.newChild(node, false);
			this.cell.children().add(child);
			child.starting(result, this.machine.now());
		}
		else if (present.phase() == Phase.STOPPING) {
			present.whenStopped(() -> start(node, result));
		}
		else {
			// One that was not to run is there without ever having been started.
			boolean started = present.phase() == Phase.RUNNING
					|| (present.startedNever() && present.phase() != Phase.STOPPED);
			fail(result, node.name(), started ? Reason.ALREADY_STARTED : Reason.ALREADY_PRESENT);
		}
	}

	@Override
	public CompletableFuture<ChildInfo> terminate(String id) {
		return withChild(id, this::terminate);
	}

	private void terminate(Child child, CompletableFuture<ChildInfo> result) {
		terminate(child, result, this::terminate);
	}

	/**
	 * Terminates a child, now or when the supervisor is done with what it does.
	 * @param again what to do then
	 */
	private void terminate(Child child, CompletableFuture<ChildInfo> result, Operation again) {
		switch (child.phase()) {
			case STOPPED, STOPPING -> {
				if (!this.machine.isRunning()) {
					this.machine.whenRunning(() -> withChild(child.node().name(), result, again));
				}
				else if (child.phase() == Phase.STOPPING) {
					child.whenStopped(() -> terminated(child, result));
				}
				else {
					this.machine.complete(result, child.info());
				}
			}
			case STARTING, RUNNING, DOWN, BACKOFF -> stop(child, true, result, () -> terminated(child, result), again);
		}
	}

	private void stop(Child child, boolean forGood, CompletableFuture<ChildInfo> result, Runnable then,
			Operation again) {
		if (this.machine.isRunning() || this.machine.isAwaited(child)) {
			child.whenStopped(then);
			this.machine.stopChild(child, forGood);
		}
		else {
			this.machine.whenRunning(() -> withChild(child.node().name(), result, again));
		}
	}

	private void terminated(Child child, CompletableFuture<ChildInfo> result) {
		if (this.machine.isForgotten(child)) {
			this.cell.children().remove(child);
		}
		this.machine.complete(result, child.info());
	}

	@Override
	public CompletableFuture<ChildInfo> restart(String id) {
		return withStopped(id, this::startAgain);
	}

	private void startAgain(Child child, CompletableFuture<ChildInfo> result) {
		if (child.isDisabled()) {
			fail(result, child.node().name(), Reason.DISABLED);
		}
		else {
			child.starting(result, this.machine.now());
		}
	}

	@Override
	public CompletableFuture<ChildInfo> disable(String id) {
		return unlessDynamic(id, (child, result) -> {
			child.disabled(true);
			takeOut(child, result);
		});
	}

	private void takeOut(Child child, CompletableFuture<ChildInfo> result) {
		if (child.isDisabled()) {
			terminate(child, result, this::takeOut);
		}
		else {
			// It was enabled before it came to that.
			this.machine.complete(result, child.info());
		}
	}

	@Override
	public CompletableFuture<ChildInfo> enable(String id) {
		return unlessDynamic(id, (child, result) -> {
			boolean disabled = child.isDisabled();
			child.disabled(false);
			if (disabled && child.phase() != Phase.RUNNING) {
				whenStopped(child, result, this::startAgain);
			}
			else {
				this.machine.complete(result, child.info());
			}
		});
	}

	@Override
	public SupervisorSpec spec() {
		return this.cell.spec();
	}

	@Override
	public Optional<ChildSpec> childSpec(String id) {
		Child child = this.cell.children().find(id);
		return Optional.ofNullable(switch ((child != null) ? child.node() : null) {
			case ActorCell<?> actor -> new ChildSpec.Actor(actor.type().spec().withName(id));
			case KeyedFamily<?> family -> new ChildSpec.Actor(family.type().spec());
			case SupervisorCell supervisor -> new ChildSpec.Supervisor(supervisor.spec());
			case null, default -> null;
		});
	}

	@Override
	public Optional<ExitReason> lastEnd(String id) {
		return Optional.ofNullable(this.cell.children().find(id)).map(Child::lastEnd);
	}

	@Override
	public CompletableFuture<SupervisorSpec> reconfigure(UnaryOperator<SupervisorSpec> change) {
		CompletableFuture<SupervisorSpec> result = new CompletableFuture<>();
		// Not in the middle of a group restart, which has begun by the rules that there
		// are.
		this.cell.execute(() -> this.machine.whenRunning(() -> {
			try {
				SupervisorSpec changed = change.apply(this.cell.spec());
				RestartRules.checkMayBecome(this.cell.spec(), changed);
				this.cell.rules().change(changed, this.cell.children().inOrder(), this.machine.now());
				this.cell.engine().complete(() -> result.complete(changed));
			}
			catch (Throwable ex) {
				this.cell.engine().complete(() -> result.completeExceptionally(ex));
			}
		}));
		return result;
	}

	/**
	 * Stops a child, unless it is stopped, and starts it again. Other than between
	 * {@link #terminate} and {@link #restart}, its mailbox stays open.
	 * @param id the child
	 * @return completes once it runs; fails as {@link #restart} does
	 */
	CompletableFuture<ChildInfo> renew(String id) {
		return withChild(id, this::renew);
	}

	private void renew(Child child, CompletableFuture<ChildInfo> result) {
		switch (child.phase()) {
			case STOPPED, STOPPING -> whenStopped(child, result, this::startAgain);
			case STARTING, RUNNING, DOWN, BACKOFF ->
				stop(child, false, result, () -> whenStopped(child, result, this::startAgain), this::renew);
		}
	}

	@Override
	public CompletableFuture<ChildInfo> delete(String id) {
		return withStopped(id, (child, result) -> {
			this.cell.children().remove(child);
			this.machine.complete(result, child.info());
		});
	}

	private CompletableFuture<ChildInfo> withStopped(String id, Operation operation) {
		return unlessDynamic(id, (child, result) -> whenStopped(child, result, operation));
	}

	private CompletableFuture<ChildInfo> unlessDynamic(String id, Operation operation) {
		if (!this.cell.spec().dynamic()) {
			return withChild(id, operation);
		}
		CompletableFuture<ChildInfo> result = new CompletableFuture<>();
		this.cell.execute(() -> fail(result, id, this.machine.isOver() ? Reason.NOT_RUNNING : Reason.NOT_FOR_DYNAMIC));
		return result;
	}

	private void whenStopped(Child child, CompletableFuture<ChildInfo> result, Operation operation) {
		switch (child.phase()) {
			case RUNNING -> fail(result, child.node().name(), Reason.RUNNING);
			case STARTING, DOWN, BACKOFF -> fail(result, child.node().name(), Reason.RESTARTING);
			case STOPPING -> child.whenStopped(() -> whenStopped(child, result, operation));
			case STOPPED -> {
				if (this.machine.isOver()) {
					fail(result, child.node().name(), Reason.NOT_RUNNING);
				}
				else if (this.machine.isRunning()) {
					operation.apply(child, result);
				}
				else {
					this.machine.whenRunning(() -> withChild(child.node().name(), result,
							(same, answer) -> whenStopped(same, answer, operation)));
				}
			}
		}
	}

	private CompletableFuture<ChildInfo> withChild(String id, Operation operation) {
		CompletableFuture<ChildInfo> result = new CompletableFuture<>();
		this.cell.execute(() -> withChild(id, result, operation));
		return result;
	}

	private void withChild(String id, CompletableFuture<ChildInfo> result, Operation operation) {
		Child child = this.cell.children().find(id);
		if (this.machine.isOver()) {
			fail(result, id, Reason.NOT_RUNNING);
		}
		else if (child == null) {
			fail(result, id, Reason.NOT_FOUND);
		}
		else {
			operation.apply(child, result);
		}
	}

	private void fail(CompletableFuture<ChildInfo> result, String id, Reason reason) {
		this.machine.fail(result, new ChildException(path(), id, reason));
	}

	@Override
	public String toString() {
		return "Supervisor[" + path() + "]";
	}

	/**
	 * Does something with a child, as a task of the supervisor.
	 */
	@FunctionalInterface
	private interface Operation {

		void apply(Child child, CompletableFuture<ChildInfo> result);

	}

}
