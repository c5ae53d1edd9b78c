package dev.actorspring.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

import dev.actorspring.engine.mailbox.LifecycleSignal;
import dev.actorspring.engine.mailbox.LifecycleSignal.Kind;
import dev.actorspring.engine.time.Timer;
import dev.actorspring.engine.time.Timer.Delayed;
import dev.actorspring.spi.ActorInterceptor;
import dev.actorspring.spi.RefusedStartException;
import org.jspecify.annotations.Nullable;

/**
 * What has to be there before an incarnation is made. Meanwhile the cell rests, and no
 * thread is held. For the owner of the cell, but for {@link #prepared}.
 */
final class Preparation {

	private static final Duration PAUSE = Duration.ofMillis(250);

	private final ActorCell<?> cell;

	private final boolean replacing;

	/** Signals that want an answer once the incarnation is there. */
	private final List<LifecycleSignal> waiting = new ArrayList<>();

	private boolean over;

	private boolean again;

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
		this.cell.refusal(null);
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
		Timer timer = this.cell.type().engine().timer();
		Delayed limit = timer.schedule(this.cell.type().startTimeout(), () -> prepared(Lifecycle.timeout(this.cell)));
		stage.whenComplete((value, thrown) -> {
			limit.cancel();
			if (FutureResults.unwrap(thrown) instanceof RefusedStartException refusal) {
				refuse(refusal);
			}
			else {
				prepared(FutureResults.unwrap(thrown));
			}
		});
		return !isOver();
	}

	/**
	 * Answers those that wait, and has it tried again after a while.
	 */
	private void refuse(RefusedStartException refusal) {
		if (isOver()) {
			// It took longer than it may.
			return;
		}
		this.cell.refusal(refusal);
		this.cell.forEachWaiting(this::refuse);
		// Written by the owner before it began with this.
		refuse(this.cell.held());
		this.cell.type().engine().timer().schedule(PAUSE, this::repeat);
	}

	private void refuse(@Nullable Object payload) {
		if (payload instanceof Ask<?> ask) {
			refuse(this.cell, ask);
		}
	}

	private void repeat() {
		synchronized (this) {
			if (this.over) {
				return;
			}
			this.again = true;
		}
		this.cell.signal(new LifecycleSignal(Kind.PREPARED));
	}

	/**
	 * Whether it was refused, and it is time to try again.
	 */
	synchronized boolean isToBeRepeated() {
		return this.again;
	}

	/**
	 * Answers a request to an actor that cannot be prepared at present. Any thread.
	 * @param cell the actor, which does not run
	 * @param ask the request
	 */
	static void refuse(ActorCell<?> cell, Ask<?> ask) {
		RefusedStartException refusal = cell.refusal();
		if (refusal != null) {
			ask.declinedElsewhere(refusal.answer());
		}
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
