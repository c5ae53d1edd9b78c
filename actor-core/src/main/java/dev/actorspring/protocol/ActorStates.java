package dev.actorspring.protocol;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import dev.actorspring.States;
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
	 * The types that the states of an actor class are made of, whether they are valid or
	 * not.
	 * @param actor the actor class
	 * @return the interface, all that it permits, and their supertypes; empty if it has
	 * no states
	 */
	public static Set<Class<?>> typesOf(Class<?> actor) {
		Set<Class<?>> types = new LinkedHashSet<>();
		States states = actor.getAnnotation(States.class);
		if (states != null) {
			addPermitted(states.value(), types);
		}
		return types;
	}

	private static void addPermitted(Class<?> type, Set<Class<?>> types) {
		ActorProtocol.collectSupertypes(type, types);
		if (type.isSealed()) {
			for (Class<?> permitted : type.getPermittedSubclasses()) {
				addPermitted(permitted, types);
			}
		}
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
