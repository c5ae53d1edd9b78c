package dev.actorspring.durable.runtime;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.actorspring.ActorCrashedException;
import dev.actorspring.ActorException;
import dev.actorspring.ActorTerminatedException;
import dev.actorspring.ExitReason;
import dev.actorspring.Handling;
import dev.actorspring.Message;
import dev.actorspring.Request;
import dev.actorspring.durable.KeyRefusedException;
import dev.actorspring.durable.StateRefusedException;
import dev.actorspring.durable.StateUnreadableException;
import dev.actorspring.durable.codec.StateType;
import dev.actorspring.durable.runtime.AlarmBook.Alarm;
import dev.actorspring.durable.store.Lease;
import dev.actorspring.durable.store.StateKey;
import dev.actorspring.durable.store.StoredReply;
import dev.actorspring.durable.store.StoredState;
import dev.actorspring.spi.ActorHandle;
import dev.actorspring.spi.ActorInterceptor;
import dev.actorspring.spi.LogLine;
import dev.actorspring.spi.OpenRequest;
import dev.actorspring.spi.RefusedStartException;
import dev.actorspring.spi.TurnDecision;
import dev.actorspring.spi.TurnEnd;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Is around the actors of one durable class: loads their states before they start, has
 * them written after their turns, and keeps back what shows them until then.
 *
 * @param <T> the type of the state
 */
final class StateInterceptor<T> implements ActorInterceptor {

	private static final Logger log = LoggerFactory.getLogger(StateInterceptor.class);

	/** As many turns that are not written as an actor may go ahead. */
	private static final int MOST_UNWRITTEN = 1_000;

	private final DurableActors durable;

	private final String name;

	private final boolean keyed;

	private final StateType<T> type;

	private final AlarmBook book;

	/** {@code null} if no message has an idempotency key. */
	private final @Nullable Idempotency idempotency;

	StateInterceptor(DurableActors durable, String name, boolean keyed, StateType<T> type, AlarmBook book,
			@Nullable Idempotency idempotency) {
		this.durable = durable;
		this.name = name;
		this.keyed = keyed;
		this.type = type;
		this.book = book;
		this.idempotency = idempotency;
	}

	private StateKey key(ActorHandle actor) {
		return new StateKey(this.name, this.keyed ? actor.name() : "");
	}

	@SuppressWarnings("unchecked") // nobody else attaches anything
	private @Nullable ActiveState<T> active(ActorHandle actor) {
		return (ActiveState<T>) actor.attachment();
	}

	@Override
	public CompletionStage<?> beforeStart(ActorHandle actor) {
		StateKey key = key(actor);
		ActiveState<T> active = this.durable.active().activate(key, this.type);
		actor.attach(active);
		StateSlot<T> slot = active.slot();
		if (slot.isUsable(actor)) {
			return CompletableFuture.completedFuture(null);
		}
		if (slot.problem() != null) {
			// There is no such row. Whatever is sent to it is refused.
			slot.load(null, null, Map.of());
			return CompletableFuture.completedFuture(null);
		}
		Tenure tenure = this.durable.tenures().of(slot);
		CompletableFuture<?> loaded = (tenure != null) ? tenure.whenServing(actor.path()).handle((serving, failure) -> {
			if (failure != null) {
				throw new RefusedStartException(tenure.refusal(actor.path()));
			}
			return serving;
		}).thenCompose((serving) -> load(actor, active, tenure)) : load(actor, active, null);
		return loaded.whenComplete((done, failure) -> {
			if (failure != null) {
				this.durable.active().notLoaded(key, active);
			}
		});
	}

	private CompletableFuture<?> load(ActorHandle actor, ActiveState<T> active, @Nullable Tenure tenure) {
		StateSlot<T> slot = active.slot();
		StateKey key = slot.key();
		Lease.Fence fence = (tenure != null) ? tenure.fence() : null;
		if (tenure != null && fence == null) {
			return CompletableFuture.failedFuture(new RefusedStartException(tenure.refusal(actor.path())));
		}
		return this.durable.loader().load(key).handle((row, failure) -> {
			if (failure != null) {
				throw new RefusedStartException(this.durable.breaker().refusal(actor.path()));
			}
			T state = decode(actor, row);
			Map<String, Alarm> alarms = alarms(row);
			// In this order: whoever loses the tenure from now on finds the state.
			this.durable.active().loaded(key, active);
			if (!slot.load(row, state, alarms, () -> tenure == null || Objects.equals(fence, tenure.fence()))) {
				throw new RefusedStartException(Objects.requireNonNull(tenure).refusal(actor.path()));
			}
			this.durable.readable(key);
			return null;
		});
	}

	private @Nullable T decode(ActorHandle actor, @Nullable StoredState row) {
		if (row == null) {
			return null;
		}
		StoredState.Value value = row.value();
		try {
			return (value.state() != null)
					? this.type.decode(actor.path(), value.state(), value.type(), value.typeVersion()) : null;
		}
		catch (StateUnreadableException ex) {
			this.durable.unreadable(row.key(), ex);
			throw new RefusedStartException(ex);
		}
	}

	private Map<String, Alarm> alarms(@Nullable StoredState row) {
		if (row == null) {
			return Map.of();
		}
		try {
			return this.book.decode(row.value().alarms());
		}
		catch (StateUnreadableException ex) {
			this.durable.unreadable(row.key(), ex);
			throw new RefusedStartException(ex);
		}
	}

	@Override
	public TurnDecision beforeTurn(ActorHandle actor, Message<?> message, @Nullable OpenRequest request) {
		if (request != null && this.durable.breaker().isOpen()) {
			request.decline(this.durable.breaker().refusal(actor.path()));
			return TurnDecision.TAKEN;
		}
		ActiveState<T> active = active(actor);
		if (active == null) {
			return TurnDecision.HANDLED;
		}
		StateSlot<T> slot = active.slot();
		Tenure tenure = (request != null) ? this.durable.tenures().of(slot) : null;
		if (request != null && tenure != null && !tenure.isServing()) {
			request.decline(tenure.refusal(actor.path()));
			return TurnDecision.TAKEN;
		}
		String problem = slot.problem();
		if (problem != null) {
			refuse(actor, message, request, new KeyRefusedException(actor.path(), problem));
			return TurnDecision.TAKEN;
		}
		if (slot.lost() != null) {
			// Another incarnation is on its way.
			return new TurnDecision.Later(CompletableFuture.completedFuture(null));
		}
		if (slot.backlog() >= MOST_UNWRITTEN) {
			CompletableFuture<Void> gate = slot.gate();
			if (gate != null) {
				return new TurnDecision.Later(gate);
			}
		}
		Alarm alarm = slot.takeSent(message);
		if (alarm != null && !slot.has(alarm)) {
			// It was cancelled, set anew, or handled before.
			return TurnDecision.TAKEN;
		}
		OwnedState<T> owned = active.owned();
		if (alarm != null && owned != null) {
			owned.handles(alarm);
		}
		// An alarm is handled once anyway.
		return (alarm == null && this.idempotency != null) ? this.idempotency.beforeTurn(actor, slot, message, request)
				: TurnDecision.HANDLED;
	}

	/**
	 * Refuses a message before it is handled.
	 */
	static void refuse(ActorHandle actor, Message<?> message, @Nullable OpenRequest request, ActorException refusal) {
		if (request != null) {
			request.decline(refusal);
		}
		else {
			log.warn("A {} to {} was not handled: {}", message.getClass().getSimpleName(), LogLine.of(actor.path()),
					LogLine.of(String.valueOf(refusal.getMessage())));
		}
	}

	@Override
	public void turnWaits(ActorHandle actor) {
		OwnedState<T> owned = owned(actor);
		if (owned != null) {
			owned.turnWaits();
		}
	}

	@Override
	public void turnResumes(ActorHandle actor) {
		OwnedState<T> owned = owned(actor);
		if (owned != null) {
			owned.turnResumes();
		}
	}

	@Override
	public @Nullable CompletionStage<?> beforeSend(ActorHandle actor) {
		OwnedState<T> owned = owned(actor);
		return (owned != null) ? this.durable.tenures().orWhenHeld(owned.slot(), owned.gate()) : null;
	}

	@Override
	public void turnEnded(ActorHandle actor, Message<?> message, TurnEnd end) {
		ActiveState<T> active = active(actor);
		if (active == null) {
			return;
		}
		InHand first = inHand(active.slot(), message);
		OwnedState<T> owned = active.owned();
		Alarm alarm = (owned != null) ? owned.handledAlarm() : null;
		if (end instanceof TurnEnd.Postponed) {
			postponed(actor, active, message, first);
			return;
		}
		if (first != null) {
			ended(actor, active.slot(), owned, first, end);
		}
		else if (owned != null) {
			owned.turnEnded((end instanceof TurnEnd.Crashed(Throwable cause)) ? cause : null, null);
		}
		if (alarm != null && end instanceof TurnEnd.Crashed) {
			this.durable.sender().failed(key(actor), alarm, active.slot().alarms().values());
		}
		else if (alarm != null) {
			this.durable.sender().handled(key(actor), alarm);
		}
	}

	/**
	 * A message comes again. If it is an alarm, that is not over; if it has an
	 * idempotency key, it will be the first with that, unless a repetition overtakes it.
	 */
	private void postponed(ActorHandle actor, ActiveState<T> active, Message<?> message, @Nullable InHand first) {
		OwnedState<T> owned = active.owned();
		Alarm alarm = (owned != null) ? owned.putBackAlarm() : null;
		if (alarm != null) {
			active.slot().sending(message, alarm);
		}
		if (owned != null) {
			owned.turnEnded(null, null);
		}
		if (first != null) {
			active.slot()
				.repeats()
				.forget(first, new ActorTerminatedException(actor.path(),
						actor.path() + " has postponed it until its state changes: ask again", Handling.NOT_HANDLED));
			actor.settled();
		}
	}

	private @Nullable InHand inHand(StateSlot<T> slot, Message<?> message) {
		return (this.idempotency != null) ? this.idempotency.inHand(slot, message) : null;
	}

	/**
	 * Stores what a message has come to together with what its turn has set: both, or
	 * neither.
	 * @param owned the state whose turn has ended; {@code null} if it has long before,
	 * with a promise
	 */
	private void ended(ActorHandle actor, StateSlot<T> slot, @Nullable OwnedState<T> owned, InHand first, TurnEnd end) {
		Throwable failure = failure(actor, end);
		StoredReply.Content content = null;
		try {
			content = (failure == null) ? first.content(end) : null;
		}
		catch (IllegalArgumentException ex) {
			failure = new StateRefusedException(actor.path(), String.valueOf(ex.getMessage()), ex);
		}
		StoredReply reply = (content != null) ? new StoredReply(new StoredReply.Id(slot.key(), first.key()), content)
				: null;
		CompletableFuture<Void> gate = (owned != null) ? owned.turnEnded(failure, reply) : null;
		if (content != null) {
			slot.repeats().store(first, content, (gate != null) ? gate : slot.store(Objects.requireNonNull(reply)));
		}
		else if (failure != null) {
			slot.repeats().forget(first, failure);
			actor.settled();
		}
		if (failure instanceof StateRefusedException refusal) {
			throw refusal;
		}
	}

	/**
	 * Why a turn has come to nothing that can be stored.
	 * @return {@code null} if it has come to something, or will
	 */
	private static @Nullable Throwable failure(ActorHandle actor, TurnEnd end) {
		return switch (end) {
			case TurnEnd.Crashed(Throwable cause) ->
				new ActorCrashedException(actor.path(), actor.path() + " crashed while handling it", cause);
			case TurnEnd.Declined(Throwable answer, boolean declared) when !declared -> answer;
			case TurnEnd.Withdrawn withdrawn ->
				new ActorTerminatedException(actor.path(), "Nobody waited for it any more", Handling.NOT_HANDLED);
			default -> null;
		};
	}

	@Override
	public boolean wantsReply(ActorHandle actor, Request<?, ?> request) {
		ActiveState<T> active = active(actor);
		return active != null && inHand(active.slot(), request) != null;
	}

	@Override
	public void promiseEnded(ActorHandle actor, Request<?, ?> request, TurnEnd end) {
		ActiveState<T> active = active(actor);
		InHand first = (active != null) ? inHand(active.slot(), request) : null;
		if (active != null && first != null) {
			ended(actor, active.slot(), null, first, end);
		}
	}

	@Override
	public @Nullable CompletionStage<?> beforeReply(ActorHandle actor, Request<?, ?> request) {
		ActiveState<T> active = active(actor);
		if (active == null) {
			return null;
		}
		CompletableFuture<Void> gate = active.slot().gate();
		OwnedState<T> owned = active.owned();
		// It may be lost already, and what this very turn has met with says more.
		CompletableFuture<Void> failed = (gate != null && gate.isCompletedExceptionally() && owned != null)
				? owned.failedWrite() : null;
		return this.durable.tenures().orWhenHeld(active.slot(), (failed != null) ? failed : gate);
	}

	private @Nullable OwnedState<T> owned(ActorHandle actor) {
		ActiveState<T> active = active(actor);
		return (active != null) ? active.owned() : null;
	}

	@Override
	public boolean isSettled(ActorHandle actor) {
		ActiveState<T> active = active(actor);
		return active == null || active.slot().isSettled();
	}

	/** An alarm waits in a mailbox once. */
	@Override
	public boolean admitsWithoutRoom(ActorHandle actor, Message<?> message) {
		return this.durable.active().isExpected(key(actor), message);
	}

	@Override
	public void discarded(ActorHandle actor, Message<?> message) {
		ActiveState<T> active = active(actor);
		if (active != null && active.slot().takeSent(message) != null) {
			// It is sent again.
			this.durable.active().settled(key(actor));
		}
	}

	@Override
	public void ended(ActorHandle actor, ExitReason reason) {
		ActiveState<T> active = active(actor);
		if (active != null && this.idempotency != null) {
			active.slot()
				.repeats()
				.ended(new ActorTerminatedException(actor.path(),
						actor.path() + " has ended before the reply was there", Handling.UNKNOWN));
		}
		this.durable.active().ended(key(actor));
	}

}
