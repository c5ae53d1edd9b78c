package dev.actorspring.protocol;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The states of an actor class, as {@link dev.actorspring.States} declares them.
 */
public final class ActorStates {

	private final List<ActorState> all;

	private final List<ActorState> first;

	ActorStates(List<ActorState> all, List<ActorState> first) {
		this.all = List.copyOf(all);
		this.first = List.copyOf(first);
	}

	/**
	 * All of them.
	 * @return in the order in which they are permitted; each at its
	 * {@link ActorState#index() index}
	 */
	public List<ActorState> all() {
		return this.all;
	}

	/**
	 * Those that an incarnation may begin in.
	 * @return none if it may begin in any
	 */
	public List<ActorState> first() {
		return this.first;
	}

	/**
	 * Finds the state of an instance.
	 * @param instance what an actor has become
	 * @return {@code null} if it is no state
	 */
	public @Nullable ActorState of(Object instance) {
		for (Class<?> type = instance.getClass(); type != null; type = type.getSuperclass()) {
			for (ActorState state : this.all) {
				if (state.type() == type) {
					return state;
				}
			}
		}
		return null;
	}

	@Override
	public String toString() {
		return String.join(", ", this.all.stream().map(ActorState::name).toList());
	}

}
