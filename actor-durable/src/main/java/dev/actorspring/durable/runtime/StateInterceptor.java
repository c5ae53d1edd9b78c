package dev.actorspring.durable.runtime;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.actorspring.ExitReason;
import dev.actorspring.Message;
import dev.actorspring.Request;
import dev.actorspring.durable.StateUnreadableException;
import dev.actorspring.durable.codec.StateType;
import dev.actorspring.durable.runtime.AlarmBook.Alarm;
import dev.actorspring.durable.store.StateKey;
import dev.actorspring.durable.store.StoredState;
import dev.actorspring.spi.ActorHandle;
import dev.actorspring.spi.ActorInterceptor;
import dev.actorspring.spi.OpenRequest;
import dev.actorspring.spi.RefusedStartException;
import dev.actorspring.spi.TurnDecision;
import org.jspecify.annotations.Nullable;

/**
 * Is around the actors of one durable class: loads their states before they start, has
 * them written after their turns, and keeps back what shows them until then.
 *
 * @param <T> the type of the state
 */
final class StateInterceptor<T> implements ActorInterceptor {

	/** As many turns that are not written as an actor may go ahead. */
	private static final int MOST_UNWRITTEN = 1_000;

	private final DurableActors durable;

	private final String name;

	private final boolean keyed;

	private final StateType<T> type;

	private final AlarmBook book;

	StateInterceptor(DurableActors durable, String name, boolean keyed, StateType<T> type, AlarmBook book) {
		this.durable = durable;
		this.name = name;
		this.keyed = keyed;
		this.type = type;
		this.book = book;
	}

	private StateKey key(ActorHandle actor) {
		return new StateKey(this.name, this.keyed ? actor.name() : "");
	}

	private @Nullable ActiveState<T> active(ActorHandle actor) {
		return this.durable.active(key(actor), this.type);
	}

	@Override
	public CompletionStage<?> beforeStart(ActorHandle actor) {
		StateKey key = key(actor);
		ActiveState<T> active = this.durable.activate(key, this.type);
		StateSlot<T> slot = active.slot();
		if (slot.isUsable(actor)) {
			return CompletableFuture.completedFuture(null);
		}
		LeaseKeeper lease = this.durable.lease();
		if (lease != null && !lease.isServing()) {
			this.durable.notLoaded(key, active);
			return CompletableFuture.failedFuture(new RefusedStartException(lease.refusal(actor.path())));
		}
		return this.durable.loader().load(key).handle((row, failure) -> {
			if (failure != null) {
				throw new RefusedStartException(this.durable.breaker().refusal(actor.path()));
			}
			slot.load(row, decode(actor, row), alarms(row));
			this.durable.loaded(key, active);
			this.durable.readable(key);
			return null;
		}).whenComplete((loaded, failure) -> {
			if (failure != null) {
				this.durable.notLoaded(key, active);
			}
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
		LeaseKeeper lease = this.durable.lease();
		if (request != null && lease != null && !lease.isServing()) {
			request.decline(lease.refusal(actor.path()));
			return TurnDecision.TAKEN;
		}
		ActiveState<T> active = active(actor);
		if (active == null) {
			return TurnDecision.HANDLED;
		}
		StateSlot<T> slot = active.slot();
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
		return TurnDecision.HANDLED;
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
		return (owned != null) ? orWhenHeld(owned.gate()) : null;
	}

	@Override
	public void turnEnded(ActorHandle actor, Message<?> message, @Nullable Throwable thrown, boolean crashed) {
		OwnedState<T> owned = owned(actor);
		if (owned != null) {
			boolean alarm = owned.handlesAlarm();
			owned.turnEnded(crashed ? thrown : null);
			if (alarm && crashed) {
				this.durable.alarmCrashed(key(actor));
			}
			else if (alarm) {
				this.durable.alarmHandled(key(actor));
			}
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
		return orWhenHeld((failed != null) ? failed : gate);
	}

	/**
	 * A write proves that the lease is held. Without one it has to be known.
	 */
	private @Nullable CompletionStage<?> orWhenHeld(@Nullable CompletableFuture<?> gate) {
		LeaseKeeper lease = this.durable.lease();
		if (gate != null || lease == null) {
			return gate;
		}
		// In this order, or one that is renewed in between would not be noticed.
		CompletableFuture<?> next = lease.whenHeld();
		return lease.isHeld() ? null : next;
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

	@Override
	public void discarded(ActorHandle actor, Message<?> message) {
		ActiveState<T> active = active(actor);
		if (active != null && active.slot().takeSent(message) != null) {
			// It is sent again.
			this.durable.forget(key(actor));
		}
	}

	@Override
	public void ended(ActorHandle actor, ExitReason reason) {
		this.durable.ended(key(actor));
	}

}
