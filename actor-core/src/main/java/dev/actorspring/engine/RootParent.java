package dev.actorspring.engine;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import dev.actorspring.ExitReason;
import dev.actorspring.StartIgnoredException;
import dev.actorspring.system.ActorStartException;
import org.jspecify.annotations.Nullable;

/**
 * Stands above the root: whoever starts and stops the system.
 */
final class RootParent implements Parent {

	private volatile CompletableFuture<Optional<ActorStartException>> start = new CompletableFuture<>();

	private final CompletableFuture<Boolean> stop = new CompletableFuture<>();

	CompletableFuture<Optional<ActorStartException>> whenStarted() {
		return this.start;
	}

	/**
	 * It is about to be started again.
	 * @return that start
	 */
	CompletableFuture<Optional<ActorStartException>> whenStartedAgain() {
		CompletableFuture<Optional<ActorStartException>> next = new CompletableFuture<>();
		this.start = next;
		return next;
	}

	CompletableFuture<Boolean> whenStopped() {
		return this.stop;
	}

	@Override
	public String path() {
		return "";
	}

	@Override
	public @Nullable Parent above() {
		return null;
	}

	@Override
	public @Nullable Recovery backoffOf(Node child) {
		return null;
	}

	@Override
	public boolean isHeldUpBy(ActorCell<?> actor) {
		return false;
	}

	@Override
	public void started(Node node) {
		this.start.complete(Optional.empty());
	}

	@Override
	public void startFailed(Node node, String path, Throwable cause) {
		this.start.complete(Optional.of(new ActorStartException(path, cause)));
	}

	@Override
	public void startIgnored(Node node, StartIgnoredException ignored) {
		throw new IllegalStateException("The root is no actor, and always starts");
	}

	@Override
	public void exited(Node node, ExitReason reason) {
		throw new IllegalStateException("The root backs off, and never exits by itself");
	}

	@Override
	public void stopped(Node node) {
		this.start.complete(Optional
			.of(new ActorStartException(node.path(), new IllegalStateException("The system was stopped meanwhile"))));
		this.stop.complete(true);
	}

}
