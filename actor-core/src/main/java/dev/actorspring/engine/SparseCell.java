package dev.actorspring.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import dev.actorspring.ExitReason;
import dev.actorspring.Message;
import dev.actorspring.engine.mailbox.MeasuredMailbox;
import dev.actorspring.engine.mailbox.Withdrawals;
import dev.actorspring.spi.RefusedStartException;
import org.jspecify.annotations.Nullable;

/**
 * A cell that keeps apart what only few cells have something of, so that a million others
 * need no fields for it.
 */
abstract class SparseCell extends MeasuredMailbox {

	private static final VarHandle RARE;

	static {
		try {
			RARE = MethodHandles.lookup().findVarHandle(SparseCell.class, "rare", RareCellState.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private volatile @Nullable RareCellState rare;

	/**
	 * Whether there is anything at all of what this keeps.
	 * @return {@code false} for nearly all cells, after one look
	 */
	final boolean hasRareState() {
		return this.rare != null;
	}

	/**
	 * A turn is about to wait in the middle, which a sender that wakes it is to find
	 * here.
	 */
	final void suspending() {
		rare();
	}

	public final @Nullable Object attachment() {
		RareCellState present = this.rare;
		return (present != null) ? present.attachment : null;
	}

	public final void attach(@Nullable Object attachment) {
		if (attachment != null || this.rare != null) {
			rare().attachment = attachment;
		}
	}

	// What is put aside waits as well.

	@Override
	public final int depth() {
		return super.depth() + postponedCount();
	}

	@Override
	public final @Nullable Long oldestSentAt() {
		Long oldest = (postponedCount() > 0) ? postponed().oldestSentAt() : null;
		return (oldest != null) ? oldest : super.oldestSentAt();
	}

	@Override
	public final void forEachWaiting(int limit, Consumer<Object> action) {
		int count = (postponedCount() > 0) ? postponed().forEach(limit, action) : 0;
		super.forEachWaiting(limit - count, action);
	}

	/**
	 * How many messages wait in the mailbox itself. Any thread.
	 */
	final int inMailbox() {
		return super.depth();
	}

	/**
	 * How many messages are put aside until the state changes. Any thread.
	 * @return 0 for nearly all cells, after one look
	 */
	final int postponedCount() {
		RareCellState present = this.rare;
		PostponedMessages postponed = (present != null) ? present.postponed() : null;
		return (postponed != null) ? postponed.size() : 0;
	}

	/**
	 * Whether there is something to handle before what is in the mailbox. Owner only.
	 */
	final boolean hasDue() {
		RareCellState present = this.rare;
		PostponedMessages postponed = (present != null) ? present.postponed() : null;
		return postponed != null && postponed.hasDue();
	}

	/**
	 * What is put aside until the state changes.
	 * @return the same each time
	 */
	final PostponedMessages postponed() {
		return rare().makePostponed();
	}

	/**
	 * Looks at messages that wait, the oldest first.
	 * @param limit at how many at most
	 * @param action gets each
	 */
	public final void forEachMessage(int limit, Consumer<Message<?>> action) {
		forEachWaiting(limit, (payload) -> action.accept(Turn.message(payload)));
	}

	/**
	 * Waits for a time to pass, without a thread.
	 * @param time how long
	 * @return completed then
	 */
	public final CompletionStage<?> after(Duration time) {
		CompletableFuture<Void> passed = new CompletableFuture<>();
		type().engine().timer().schedule(time, () -> passed.complete(null));
		return passed;
	}

	abstract ActorType<?> type();

	@Override
	public final boolean dropsOldest() {
		return type().dropsOldest();
	}

	@Override
	public final boolean isTakenByMany() {
		return type().isTakenByMany();
	}

	/**
	 * What has the messages handled that wait here. Only of a pool.
	 */
	final Pool pool() {
		return rare().pool((ActorCell<?>) this);
	}

	/**
	 * Forgets, while it is stopped, what has happened to it.
	 */
	public final void forget() {
		if (type().isPool()) {
			pool().forget();
		}
	}

	/**
	 * The place that it has in a pool.
	 * @return {@code null} if it is nobody's worker
	 */
	final @Nullable PoolWorker worker() {
		RareCellState present = this.rare;
		return (present != null) ? present.worker : null;
	}

	final void worker(PoolWorker worker) {
		rare().worker = worker;
	}

	private RareCellState rare() {
		RareCellState present = this.rare;
		if (present == null) {
			RareCellState fresh = new RareCellState();
			present = RARE.compareAndSet(this, null, fresh) ? fresh : this.rare;
		}
		return Objects.requireNonNull(present);
	}

	final @Nullable Recovery recovery() {
		RareCellState present = this.rare;
		return (present != null) ? present.recovery : null;
	}

	final void recovery(@Nullable Recovery recovery) {
		rare().recovery = recovery;
	}

	/**
	 * What the next incarnation waits for. Owner only.
	 * @return {@code null} if that is nothing
	 */
	final @Nullable Preparation preparation() {
		RareCellState present = this.rare;
		return (present != null) ? present.preparation : null;
	}

	final void preparation(@Nullable Preparation preparation) {
		if (preparation != null || this.rare != null) {
			rare().preparation = preparation;
		}
	}

	/**
	 * Why the last incarnation has ended by itself.
	 * @return {@code null} if it has not, or there is another already
	 */
	final @Nullable ExitReason exit() {
		RareCellState present = this.rare;
		return (present != null) ? present.exit : null;
	}

	final void exit(ExitReason reason) {
		rare().exit = reason;
	}

	/**
	 * Whether it has ended for good, and its name is free or it can be started again.
	 * @return {@code false} also while its parent does not know yet
	 */
	final boolean isGone() {
		RareCellState present = this.rare;
		return present != null && present.gone;
	}

	final void gone(boolean gone) {
		rare().gone = gone;
	}

	/**
	 * Why it cannot be prepared at present. Any thread.
	 * @return {@code null} if it can, or nobody has tried
	 */
	final @Nullable RefusedStartException refusal() {
		RareCellState present = this.rare;
		return (present != null) ? present.refusal : null;
	}

	final void refusal(@Nullable RefusedStartException refusal) {
		if (refusal != null || this.rare != null) {
			rare().refusal = refusal;
		}
	}

	/**
	 * What was taken from the mailbox and may not be handled yet. Owner only.
	 * @return {@code null} if there is nothing
	 */
	final @Nullable Object held() {
		RareCellState present = this.rare;
		return (present != null) ? present.held : null;
	}

	final void held(@Nullable Object payload) {
		if (payload != null || this.rare != null) {
			rare().held = payload;
		}
	}

	final @Nullable Outbox outbox() {
		RareCellState present = this.rare;
		return (present != null) ? present.outbox : null;
	}

	/**
	 * By the thread of the actor.
	 * @param engine of this system
	 */
	final Outbox makeOutbox(Engine engine) {
		Outbox fresh = new Outbox(engine);
		rare().outbox = fresh;
		return fresh;
	}

	/**
	 * Whether it is to end as soon as it has nothing more to do.
	 * @return {@code true} from the first {@code DRAIN} that it obeys
	 */
	final boolean isDraining() {
		RareCellState present = this.rare;
		return present != null && present.draining;
	}

	final void draining() {
		rare().draining = true;
	}

	/**
	 * It begins to live again. Owner only.
	 */
	final void forgetEnd() {
		RareCellState present = this.rare;
		if (present != null) {
			present.exit = null;
			present.gone = false;
		}
	}

	@Override
	public final @Nullable Withdrawals withdrawals() {
		RareCellState present = this.rare;
		return (present != null) ? present.withdrawals() : null;
	}

	/**
	 * A request that waits here has ended. Any thread.
	 */
	final void withdrawn() {
		Withdrawals withdrawals = rare().makeWithdrawals();
		withdrawals.add();
		if (withdrawals.isTimeToCut(depth())) {
			// Not elsewhere, where it could fall behind those who ask and withdraw.
			cutOutWithdrawn(withdrawals);
		}
	}

	/**
	 * A request was taken that had ended before. Owner only.
	 */
	final void withdrawalPassed() {
		rare().makeWithdrawals().passed();
	}

}
