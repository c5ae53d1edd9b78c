package dev.actorspring.otp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * What one side shows after a step.
 *
 * @param answer what the step came to
 * @param log what has happened in the step, in order: {@code +id} for a child that was
 * started, {@code !id} for a start that failed, {@code -id} for a child that was stopped
 * by its supervisor
 * @param state the tree: for each supervisor its four counts and its children in order
 */
record Observation(String answer, String log, String state) {

	static final String DEAD = "dead";

	/**
	 * An observation in which the order of what has none does not matter: the children of
	 * a dynamic supervisor, named {@code supervisor.number}, are stopped in parallel.
	 */
	static Observation of(String answer, List<String> events, String state) {
		List<String> log = new ArrayList<>(events);
		for (int from = 0, to; from < log.size(); from = to) {
			String group = stopOf(log.get(from));
			to = from + 1;
			while (!group.isEmpty() && to < log.size() && stopOf(log.get(to)).equals(group)) {
				to++;
			}
			Collections.sort(log.subList(from, to));
		}
		return new Observation(answer, String.join(" ", log), state);
	}

	static Observation parse(String answer, String log, String state) {
		return of(answer, log.isEmpty() ? List.of() : Arrays.asList(log.split(" ")), state);
	}

	private static String stopOf(String event) {
		return event.startsWith("-") ? event.substring(0, Math.max(0, event.indexOf('.'))) : "";
	}

	/**
	 * The answer without what it is about.
	 * @return the first word
	 */
	String word() {
		int colon = this.answer.indexOf(':');
		return (colon < 0) ? this.answer : this.answer.substring(0, colon);
	}

	@Override
	public String toString() {
		return "%s | %s | %s".formatted(this.answer, this.log, this.state);
	}

}
