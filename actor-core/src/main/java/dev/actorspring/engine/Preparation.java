package dev.actorspring.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

import dev.actorspring.engine.mailbox.LifecycleSignal;
import dev.actorspring.engine.mailbox.LifecycleSignal.Kind;
import dev.actorspring.engine.time.Timer.Delayed;
import dev.actorspring.spi.ActorInterceptor;
import org.jspecify.annotations.Nullable;

/**
 * What has to be there before an incarnation is made. Meanwhile the cell rests, and no
 * thread is held. For the owner of the cell, but for {@link #prepared}.
 */
final class Preparation {

	private final ActorCell<?> cell;

	private final boolean replacing;

	/** Signals that want an answer once the incarnation is there. */
	private final List<LifecycleSignal> waiting = new ArrayList<>();

	private boolean over;

	private @Nullable Throwable failure;

	/**
	 * Creates a preparation.
	 * @param cell the cell
	 * @param replacing whether the incarnation takes the place of one that was discarded
	 */
	Preparation(ActorCell<?> cell, boolean replacing) {
		this.cell = cell;
		this.replacing = replacing;
	}

	/**
	 * Begins to prepare an incarnation.
	 * @param interceptor does so
	 * @return {@code false} if there is nothing to wait for
	 */
	boolean begin(ActorInterceptor interceptor) {
		CompletionStage<?> stage;
		try {
			stage = interceptor.beforeStart(this.cell);
		}
		catch (Throwable ex) {
			this.failure = ex;
			return false;
		}
		if (stage == null) {
			return false;
		}
		Delayed limit = this.cell.type()
			.engine()
			.timer()
			.schedule(this.cell.type().startTimeout(), () -> prepared(Lifecycle.timeout(this.cell)));
		stage.whenComplete((value, thrown) -> {
			limit.cancel();
			prepared(FutureResults.unwrap(thrown));
		});
		return !isOver();
	}

	/**
	 * It is there, or cannot be. Any thread; only the first time counts.
	 */
	private void prepared(@Nullable Throwable thrown) {
		synchronized (this) {
			if (this.over) {
				return;
			}
			this.over = true;
			this.failure = thrown;
		}
		this.cell.signal(new LifecycleSignal(Kind.PREPARED));
	}

	synchronized boolean isOver() {
		return this.over;
	}

	synchronized @Nullable Throwable failure() {
		return this.failure;
	}

	boolean isReplacing() {
		return this.replacing;
	}

	void add(LifecycleSignal signal) {
		this.waiting.add(signal);
	}

	/**
	 * Answers the signals that wait.
	 * @param runs whether there is an incarnation
	 */
	void settle(boolean runs) {
		this.waiting.forEach((signal) -> signal.settle(this.cell.type().engine()::complete, runs));
	}

}
