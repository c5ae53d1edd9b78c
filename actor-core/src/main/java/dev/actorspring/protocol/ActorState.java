package dev.actorspring.protocol;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * One of the states of an actor class: what becomes of messages in it. There is something
 * for each {@linkplain Handler#messageType() type} that the
 * {@linkplain ActorProtocol#handlers() protocol} has a handler for.
 */
public final class ActorState {

	private final Class<?> type;

	private final int index;

	private final Map<Class<?>, Handler> handlers;

	private final Set<Class<?>> postponed;

	private final Set<Class<?>> ignored;

	private final @Nullable StateEntry entry;

	ActorState(Class<?> type, int index, Map<Class<?>, Handler> handlers, Set<Class<?>> postponed,
			Set<Class<?>> ignored, @Nullable StateEntry entry) {
		this.type = type;
		this.index = index;
		this.handlers = Map.copyOf(handlers);
		this.postponed = Set.copyOf(postponed);
		this.ignored = Set.copyOf(ignored);
		this.entry = entry;
	}

	/**
	 * The class of its instances.
	 * @return a concrete class
	 */
	public Class<?> type() {
		return this.type;
	}

	/**
	 * What it is called.
	 * @return the simple name of its class
	 */
	public String name() {
		return this.type.getSimpleName();
	}

	/**
	 * Its place among {@linkplain ActorStates#all() all} of its actor.
	 * @return from 0
	 */
	public int index() {
		return this.index;
	}

	/**
	 * Who handles a message in this state.
	 * @param messageType one of the protocol's
	 * @return a method of the state, or one of the actor that is for all states;
	 * {@code null} if the message is postponed or ignored
	 */
	public @Nullable Handler handler(Class<?> messageType) {
		return this.handlers.get(messageType);
	}

	/**
	 * Who handles messages in this state.
	 * @return ordered by the name of the message type
	 */
	public List<Handler> handlers() {
		return this.handlers.values()
			.stream()
			.distinct()
			.sorted(Comparator.comparing((handler) -> handler.messageType().getName()))
			.toList();
	}

	/**
	 * Which messages wait for another state.
	 * @return some of the protocol's types
	 */
	public Set<Class<?>> postponed() {
		return this.postponed;
	}

	/**
	 * Of which messages nothing becomes.
	 * @return some of the protocol's types
	 */
	public Set<Class<?>> ignored() {
		return this.ignored;
	}

	/**
	 * What happens when an actor has come into it.
	 * @return {@code null} for nothing
	 */
	public @Nullable StateEntry entry() {
		return this.entry;
	}

	@Override
	public String toString() {
		return name();
	}

}
