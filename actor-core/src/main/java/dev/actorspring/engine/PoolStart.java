package dev.actorspring.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.actorspring.ExitReason;

/**
 * How the workers of a pool start together, before the incarnation of the front is made,
 * and end if that is not made after all. Those of one start have all ended before there
 * is another.
 */
final class PoolStart {

	private final Pool pool;

	/** Stands for the latest start that is wanted. Guarded by this. */
	private Object attempt = new Object();

	/** Completed when the last workers have ended. Guarded by this. */
	private CompletableFuture<Boolean> end = CompletableFuture.completedFuture(true);

	PoolStart(Pool pool) {
		this.pool = pool;
	}

	/**
	 * Starts the workers.
	 * @return done when all of them run; if one fails to start, that fails when the
	 * others have ended again
	 */
	CompletionStage<?> begin() {
		giveUp();
		Object mine = new Object();
		CompletableFuture<Boolean> before;
		synchronized (this) {
			this.attempt = mine;
			before = this.end;
		}
		return before.thenCompose((ended) -> start(mine));
	}

	private CompletionStage<?> start(Object mine) {
		PoolWorkers fresh;
		List<PoolWorker> starting;
		synchronized (this) {
			if (this.attempt != mine) {
				return CompletableFuture.failedFuture(new IllegalStateException("The start was given up"));
			}
			fresh = new PoolWorkers(this.pool);
			this.end = new CompletableFuture<>();
			starting = this.pool.refill(fresh);
		}
		List<CompletableFuture<Boolean>> outcomes = new ArrayList<>();
		for (PoolWorker worker : starting) {
			CompletableFuture<Boolean> outcome = new CompletableFuture<>();
			outcomes.add(outcome);
			worker.cell().activate(outcome);
		}
		return CompletableFuture.allOf(outcomes.toArray(CompletableFuture<?>[]::new))
			.thenCompose((all) -> outcomes.stream().allMatch(CompletableFuture::join)
					? CompletableFuture.completedFuture(true) : failure(fresh, starting));
	}

	private static CompletableFuture<Boolean> failure(PoolWorkers group, List<PoolWorker> starting) {
		Throwable cause = starting.stream()
			.map((worker) -> worker.cell().exit())
			.filter(ExitReason.Error.class::isInstance)
			.<Throwable>map((exit) -> ((ExitReason.Error) exit).cause())
			.findFirst()
			.orElseGet(() -> Objects.requireNonNullElseGet(group.ignored(),
					() -> new IllegalStateException("A worker was stopped before it ran")));
		CompletableFuture<Boolean> failed = new CompletableFuture<>();
		group.stop(() -> failed.completeExceptionally(cause));
		return failed;
	}

	/**
	 * Ends the workers if they are not wanted after all.
	 */
	void giveUp() {
		PoolWorkers unwanted;
		synchronized (this) {
			this.attempt = new Object();
			unwanted = this.pool.group();
		}
		if (unwanted != null && !unwanted.isStopping()) {
			unwanted.stop(() -> {
			});
		}
	}

	/**
	 * The workers have ended.
	 */
	void ended(PoolWorkers gone) {
		CompletableFuture<Boolean> over;
		synchronized (this) {
			if (this.pool.group() != gone) {
				return;
			}
			this.pool.ended(gone);
			over = this.end;
		}
		over.complete(true);
	}

}
