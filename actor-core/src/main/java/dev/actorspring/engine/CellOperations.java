package dev.actorspring.engine;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import dev.actorspring.system.NodeOperations;

/**
 * What can be done to a keyed or spawned actor.
 */
final class CellOperations implements NodeOperations {

	private final CellGroup group;

	private final ActorCell<?> cell;

	CellOperations(CellGroup group, ActorCell<?> cell) {
		this.group = group;
		this.cell = cell;
	}

	@Override
	public CompletableFuture<Void> restart() {
		return unlessStopping((result) -> this.group.stop(this.cell, false, () -> activate(result)));
	}

	@Override
	public CompletableFuture<Void> terminate() {
		return unlessStopping((result) -> this.group.stop(this.cell, true,
				() -> this.group.engine().complete(() -> result.complete(null))));
	}

	@Override
	public CompletableFuture<Void> kill() {
		return Exit.kill(this.cell);
	}

	@Override
	public CompletableFuture<Void> start() {
		return this.cell.isRunning() ? failed("is running") : unlessStopping(this::activate);
	}

	private void activate(CompletableFuture<Void> result) {
		this.group.release(this.cell);
		this.cell.activate(settling(result, "did not start, and is tried again"));
	}

	@Override
	public CompletableFuture<Void> disable() {
		return noChild();
	}

	@Override
	public CompletableFuture<Void> enable() {
		return noChild();
	}

	private CompletableFuture<Void> noChild() {
		return failed("is no child of a supervisor, and cannot be disabled or enabled");
	}

	@Override
	public CompletableFuture<Void> passivate() {
		if (!(this.group instanceof KeyedFamily)) {
			return CompletableFuture.failedFuture(notKeyed(this.cell));
		}
		return unlessStopping((result) -> this.cell
			.passivate(settling(result, "has something to do, or somebody subscribes to it, and is not passivated")));
	}

	@Override
	public CompletableFuture<Void> resize(int size) {
		return PoolView.resize(this.cell, size);
	}

	private CompletableFuture<Boolean> settling(CompletableFuture<Void> result, String otherwise) {
		CompletableFuture<Boolean> outcome = new CompletableFuture<>();
		outcome.thenAccept((done) -> {
			if (done) {
				result.complete(null);
			}
			else {
				result.completeExceptionally(new IllegalStateException(this.cell.path() + " " + otherwise));
			}
		});
		return outcome;
	}

	private CompletableFuture<Void> unlessStopping(Consumer<CompletableFuture<Void>> operation) {
		if (this.group.isStopping()) {
			return failed("is not looked after at present: what is above it is being stopped, or not running");
		}
		CompletableFuture<Void> result = new CompletableFuture<>();
		operation.accept(result);
		return result;
	}

	private CompletableFuture<Void> failed(String why) {
		return CompletableFuture.failedFuture(new IllegalStateException(this.cell.path() + " " + why));
	}

	static IllegalStateException notKeyed(Node node) {
		return new IllegalStateException(
				node.path() + " is not a keyed actor and is never passivated: terminate it instead");
	}

}
