package dev.actorspring.engine;

import java.util.concurrent.ForkJoinTask;

import org.jspecify.annotations.Nullable;

/**
 * A cell that queues for a {@link ComputeThread}. The pool would make a task of any
 * runnable, but not one that lets its thread go on with what is kept.
 */
final class ComputeTask extends ForkJoinTask<@Nullable Void> {

	private static final long serialVersionUID = 1L;

	private final transient CellRunner runner;

	ComputeTask(CellRunner runner) {
		this.runner = runner;
	}

	@Override
	protected boolean exec() {
		if (Thread.currentThread() instanceof ComputeThread worker) {
			worker.serve(this.runner);
			if (worker.isTurnOfOthers() && pollSubmission() instanceof ComputeTask submitted) {
				worker.serve(submitted.runner);
			}
			worker.serving().tell();
		}
		else {
			this.runner.run();
		}
		// Nobody asks whether it is done, and to note that would cost something.
		return false;
	}

	@Override
	public @Nullable Void getRawResult() {
		return null;
	}

	@Override
	protected void setRawResult(@Nullable Void value) {
		// There is none.
	}

}
