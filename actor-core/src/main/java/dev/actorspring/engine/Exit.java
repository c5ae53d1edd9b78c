package dev.actorspring.engine;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import dev.actorspring.ExitReason;
import org.jspecify.annotations.Nullable;

/**
 * The end of an incarnation that somebody else wants: after what it has in hand, or at
 * once. Told of the end when it has come.
 */
class Exit implements Consumer<ExitReason> {

	private final CompletableFuture<Void> ended = new CompletableFuture<>();

	private final Engine engine;

	Exit(Engine engine) {
		this.engine = engine;
	}

	/**
	 * Ends the incarnation that a cell has, or is about to have. Any thread.
	 * @param cell the cell
	 * @param reason why it ends; {@code Killed} does not wait for what it has in hand
	 * @return completed once it has ended, or if there is none
	 */
	static CompletableFuture<Void> of(ActorCell<?> cell, ExitReason reason) {
		Exit exit = new Exit(cell.type().engine());
		Incarnation<?> target = cell.incarnation();
		if (cell.isClosed() && target == null) {
			exit.ended.complete(null);
			return exit.ended;
		}
		if (target != null) {
			target.whenEnded(exit);
		}
		exit.send(cell, target, reason);
		return exit.ended;
	}

	/**
	 * Kills the incarnation that a node has.
	 * @param node any node
	 * @return completed once it has ended; failed unless it is an actor, and runs
	 */
	static CompletableFuture<Void> kill(Node node) {
		if (!(node instanceof ActorCell<?> cell)) {
			return CompletableFuture
				.failedFuture(new IllegalStateException(node.path() + " is not an actor: kill those below it"));
		}
		if (cell.incarnation() == null) {
			return CompletableFuture.failedFuture(new IllegalStateException(node.path() + " is not running"));
		}
		return of(cell, new ExitReason.Killed());
	}

	final void send(ActorCell<?> cell, @Nullable Incarnation<?> target, ExitReason reason) {
		cell.signal(new ExitSignal(cell, target, reason, this));
		if (target != null) {
			Duration time = (reason instanceof ExitReason.Killed) ? Duration.ZERO : cell.shutdownTimeout();
			target.announceStop();
			Target overdue = new Target(target);
			new ShutdownTimer(this.engine.timer(), this.engine::execute, time,
					() -> (target.hasEnded() || isWithdrawn()) ? List.of() : List.of(overdue));
		}
	}

	/**
	 * Whether it is not wanted any more.
	 * @return {@code false}, unless somebody has changed his mind
	 */
	boolean isWithdrawn() {
		return false;
	}

	@Override
	public void accept(ExitReason reason) {
		this.engine.complete(() -> this.ended.complete(null));
	}

	/**
	 * What can be done if it takes too long. While it is being made it has the time that
	 * a start has.
	 */
	private record Target(Incarnation<?> incarnation) implements Overdue {

		@Override
		public void unblock() {
			// Whoever it waits for does not wait for its end.
		}

		@Override
		public void interrupt() {
			if (this.incarnation.instance != null) {
				this.incarnation.interrupt();
			}
		}

		@Override
		public void abandon() {
			if (this.incarnation.instance != null && this.incarnation.abandon()) {
				this.incarnation.cell().cutOff(this.incarnation);
			}
		}

	}

}
