package dev.actorspring.engine;

import java.util.function.BiFunction;

import dev.actorspring.engine.MessageTable.Slot;
import dev.actorspring.protocol.ActorState;
import dev.actorspring.protocol.ActorStates;
import dev.actorspring.protocol.Handler;

/**
 * What to do with messages of one class in each state of an actor.
 */
final class StateSlots {

	static final Slot POSTPONED = new Slot(null, null, null, null, new LendingPolicy(), null);

	static final Slot IGNORED = new Slot(null, null, null, null, new LendingPolicy(), null);

	private final Slot[] slots;

	private final boolean interleave;

	/**
	 * Prepares for messages of one class.
	 * @param states of the actor
	 * @param handler stands for all handlers of the message
	 * @param handled makes the slot of one of its handlers
	 */
	StateSlots(ActorStates states, Handler handler, BiFunction<Handler, StateSlots, Slot> handled) {
		this.interleave = handler.interleave();
		this.slots = states.all()
			.stream()
			.map((state) -> slot(state, handler.messageType(), handled))
			.toArray(Slot[]::new);
	}

	private Slot slot(ActorState state, Class<?> message, BiFunction<Handler, StateSlots, Slot> handled) {
		Handler handler = state.handler(message);
		if (handler != null) {
			return handled.apply(handler, this);
		}
		return state.postponed().contains(message) ? POSTPONED : IGNORED;
	}

	/**
	 * What to do in a state.
	 * @return with a handler, or {@link #POSTPONED} or {@link #IGNORED}
	 */
	Slot in(ActorState state) {
		return this.slots[state.index()];
	}

	/**
	 * Whether it may be handled while the actor waits, in states that handle it.
	 */
	boolean interleave() {
		return this.interleave;
	}

}
