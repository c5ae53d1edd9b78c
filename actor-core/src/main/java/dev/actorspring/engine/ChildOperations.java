package dev.actorspring.engine;

import java.util.concurrent.CompletableFuture;

import dev.actorspring.RestartType;
import dev.actorspring.system.NodeOperations;

/**
 * What can be done to a child of a supervisor: what OTP allows.
 */
final class ChildOperations implements NodeOperations {

	private final SupervisorHandle supervisor;

	private final Node child;

	/** Whether the supervisor keeps a child that is terminated. */
	private final boolean kept;

	ChildOperations(SupervisorCell supervisor, Node child) {
		this.supervisor = new SupervisorHandle(supervisor);
		this.child = child;
		this.kept = !supervisor.spec().dynamic() && child.restart() != RestartType.TEMPORARY;
	}

	@Override
	public CompletableFuture<Void> restart() {
		if (!this.kept) {
			return CompletableFuture.failedFuture(new IllegalStateException(this.child.path()
					+ " is forgotten once it is terminated, and cannot be restarted: start a new one instead"));
		}
		return this.supervisor.renew(this.child.name()).thenApply((running) -> null);
	}

	@Override
	public CompletableFuture<Void> terminate() {
		return this.supervisor.terminate(this.child.name()).thenApply((terminated) -> null);
	}

	@Override
	public CompletableFuture<Void> kill() {
		return Exit.kill(this.child);
	}

	@Override
	public CompletableFuture<Void> start() {
		return this.supervisor.restart(this.child.name()).thenApply((running) -> null);
	}

	@Override
	public CompletableFuture<Void> disable() {
		return this.supervisor.disable(this.child.name()).thenApply((disabled) -> null);
	}

	@Override
	public CompletableFuture<Void> enable() {
		return this.supervisor.enable(this.child.name()).thenApply((running) -> null);
	}

	@Override
	public CompletableFuture<Void> passivate() {
		return CompletableFuture.failedFuture(CellOperations.notKeyed(this.child));
	}

	@Override
	public CompletableFuture<Void> resize(int size) {
		return PoolView.resize(this.child, size);
	}

}
