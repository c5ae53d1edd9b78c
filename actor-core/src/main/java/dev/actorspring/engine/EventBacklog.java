package dev.actorspring.engine;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The events that wait for one handler of one actor, of which there is a limit. In the
 * mailbox stands an {@link EventEntry} for each: whoever takes the next of them gets the
 * event that has waited longest, so that one can give way to another without a place in
 * the mailbox being given up. Guarded by itself; there is one only while events wait.
 */
final class EventBacklog {

	private final EventRoute route;

	private final ActorCell<?> cell;

	private final Deque<Object> events = new ArrayDeque<>(2);

	private boolean retired;

	EventBacklog(EventRoute route, ActorCell<?> cell) {
		this.route = route;
		this.cell = cell;
	}

	/**
	 * Whether another may have taken its place.
	 */
	boolean isRetired() {
		return this.retired;
	}

	int size() {
		return this.events.size();
	}

	void addLast(Object event) {
		this.events.addLast(event);
	}

	Object first() {
		return this.events.getFirst();
	}

	Object removeFirst() {
		Object event = this.events.removeFirst();
		retireIfEmpty();
		return event;
	}

	void removeLast() {
		this.events.removeLast();
		retireIfEmpty();
	}

	/**
	 * Lets the oldest give way.
	 * @param event what waits instead, behind the others
	 * @return the oldest
	 */
	Object replaceFirst(Object event) {
		this.events.addLast(event);
		return this.events.removeFirst();
	}

	private void retireIfEmpty() {
		if (this.events.isEmpty()) {
			this.retired = true;
			this.route.retire(this.cell, this);
		}
	}

}
