package dev.actorspring.protocol;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The states of an actor class, and how one follows another. It is true because it is
 * read from what the engine holds actors to: a state that a method does not declare with
 * {@link dev.actorspring.Becomes} cannot be brought about by it.
 *
 * @param states all states
 * @param transitions how one follows another, in the order of the states
 */
public record StateDiagram(List<State> states, List<Transition> transitions) {

	/**
	 * What a transition is called that comes of the entry of a state.
	 */
	public static final String ENTRY = "entry";

	/**
	 * Copies the lists.
	 */
	public StateDiagram {
		states = List.copyOf(states);
		transitions = List.copyOf(transitions);
	}

	/**
	 * Draws the diagram of an actor class.
	 * @param actor an actor class with {@link dev.actorspring.States}
	 * @return its diagram
	 * @throws dev.actorspring.ActorConfigurationException if the class is no valid actor
	 * @throws IllegalArgumentException if it has no states
	 */
	public static StateDiagram of(Class<?> actor) {
		ActorStates states = ActorProtocol.of(actor, List.of()).states();
		if (states == null) {
			throw new IllegalArgumentException(actor.getName() + " is not annotated with @States");
		}
		return of(states);
	}

	/**
	 * Draws the diagram of states.
	 * @param states of some actor class
	 * @return their diagram
	 */
	public static StateDiagram of(ActorStates states) {
		List<State> boxes = new ArrayList<>();
		Set<Transition> arrows = new LinkedHashSet<>();
		for (ActorState state : states.all()) {
			boxes.add(new State(state.name(), states.first().contains(state), names(state.postponed().stream()),
					names(state.ignored().stream())));
			for (Handler handler : state.handlers()) {
				names(handler.becomes().stream(), false).forEach((next) -> arrows
					.add(new Transition(state.name(), handler.messageType().getSimpleName(), next)));
			}
			StateEntry entry = state.entry();
			if (entry != null) {
				names(entry.becomes().stream(), false)
					.forEach((next) -> arrows.add(new Transition(state.name(), ENTRY, next)));
			}
		}
		return new StateDiagram(boxes, List.copyOf(arrows));
	}

	private static List<String> names(Stream<Class<?>> types) {
		return names(types, true);
	}

	private static List<String> names(Stream<Class<?>> types, boolean sorted) {
		Stream<String> names = types.map(Class::getSimpleName);
		return (sorted ? names.sorted() : names).toList();
	}

	/**
	 * The diagram as text for <a href="https://mermaid.js.org">Mermaid</a>, which many
	 * pages draw: {@code stateDiagram-v2}.
	 * @return lines, each ended with {@code \n}
	 */
	public String toMermaid() {
		StringBuilder text = new StringBuilder("stateDiagram-v2\n");
		for (State state : this.states) {
			text.append("    state ").append(state.name()).append('\n');
		}
		for (State state : this.states) {
			if (state.first()) {
				text.append("    [*] --> ").append(state.name()).append('\n');
			}
		}
		for (Transition each : this.transitions) {
			text.append("    %s --> %s : %s\n".formatted(each.from(), each.to(), each.on()));
		}
		return text.toString();
	}

	/**
	 * A state.
	 *
	 * @param name the simple name of its class
	 * @param first whether an incarnation is said to begin in it; if that is said of
	 * none, any may be the first
	 * @param postponed the simple names of messages that wait for another state
	 * @param ignored the simple names of messages of which nothing becomes
	 */
	public record State(String name, boolean first, List<String> postponed, List<String> ignored) {

		/**
		 * Copies the lists.
		 */
		public State {
			postponed = List.copyOf(postponed);
			ignored = List.copyOf(ignored);
		}

	}

	/**
	 * A way from one state to another.
	 *
	 * @param from the name of the state in which it begins
	 * @param on the simple name of the message that brings it about, or
	 * {@value StateDiagram#ENTRY} for the entry of the state
	 * @param to the name of the state that follows
	 */
	public record Transition(String from, String on, String to) {

	}

}
