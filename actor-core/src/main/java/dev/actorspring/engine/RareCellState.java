package dev.actorspring.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;

import dev.actorspring.ExitReason;
import dev.actorspring.engine.mailbox.Withdrawals;
import dev.actorspring.spi.RefusedStartException;
import org.jspecify.annotations.Nullable;

/**
 * What only few cells have something of, so that the others need no field for it.
 */
final class RareCellState {

	private static final VarHandle WITHDRAWALS;

	private static final VarHandle POSTPONED;

	static {
		try {
			MethodHandles.Lookup lookup = MethodHandles.lookup();
			WITHDRAWALS = lookup.findVarHandle(RareCellState.class, "withdrawals", Withdrawals.class);
			POSTPONED = lookup.findVarHandle(RareCellState.class, "postponed", PostponedMessages.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	/** What its parent keeps about it, if that is more than nothing. */
	volatile @Nullable Recovery recovery;

	/** Why the last incarnation has ended, if that was not a stop. */
	volatile @Nullable ExitReason exit;

	/**
	 * Whether it has ended for good, and its parent has forgotten it or keeps it stopped.
	 */
	volatile boolean gone;

	/** Whether it is to end as soon as it has nothing more to do. */
	volatile boolean draining;

	/** Why it cannot be prepared at present. */
	volatile @Nullable RefusedStartException refusal;

	/** What its interceptor keeps with it. */
	volatile @Nullable Object attachment;

	/** What it has taken from the mailbox and may not handle yet. For the owner. */
	@Nullable Object held;

	/** What its actor has sent and that waits; {@code null} until there is something. */
	volatile @Nullable Outbox outbox;

	/** What its next incarnation waits for. For the owner. */
	@Nullable Preparation preparation;

	/** The place that it has in a pool, if it is somebody's worker. */
	volatile @Nullable PoolWorker worker;

	/** What has its messages handled, if it is a pool. */
	private @Nullable Pool pool;

	private volatile @Nullable Withdrawals withdrawals;

	private volatile @Nullable PostponedMessages postponed;

	@Nullable PostponedMessages postponed() {
		return this.postponed;
	}

	PostponedMessages makePostponed() {
		PostponedMessages present = this.postponed;
		if (present == null) {
			PostponedMessages fresh = new PostponedMessages();
			present = POSTPONED.compareAndSet(this, null, fresh) ? fresh : this.postponed;
		}
		return Objects.requireNonNull(present);
	}

	@Nullable Withdrawals withdrawals() {
		return this.withdrawals;
	}

	Withdrawals makeWithdrawals() {
		Withdrawals present = this.withdrawals;
		if (present == null) {
			Withdrawals fresh = new Withdrawals();
			present = WITHDRAWALS.compareAndSet(this, null, fresh) ? fresh : this.withdrawals;
		}
		return Objects.requireNonNull(present);
	}

	synchronized Pool pool(ActorCell<?> front) {
		Pool present = this.pool;
		if (present == null) {
			present = new Pool(front);
			this.pool = present;
		}
		return present;
	}

}
