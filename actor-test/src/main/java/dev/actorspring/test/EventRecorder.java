package dev.actorspring.test;

import java.util.ArrayList;
import java.util.List;

import dev.actorspring.system.ActorEvent;

/**
 * Records what happens to actors, at once. Any thread.
 */
public final class EventRecorder implements ActorEvent.Listener {

	private final List<ActorEvent> events = new ArrayList<>();

	/** Those that no test has waited for yet. */
	private final List<ActorEvent> open = new ArrayList<>();

	/**
	 * Creates a recorder, to be added as a listener.
	 */
	public EventRecorder() {
	}

	@Override
	public synchronized void onEvent(ActorEvent event) {
		this.events.add(event);
		this.open.add(event);
	}

	@Override
	public boolean isImmediate() {
		return true;
	}

	/**
	 * What has happened so far.
	 * @param <E> the type of the events
	 * @param type the type of the events
	 * @return in order
	 */
	public synchronized <E extends ActorEvent> List<E> events(Class<E> type) {
		return this.events.stream().filter(type::isInstance).map(type::cast).toList();
	}

	/**
	 * Forgets what has happened.
	 */
	public synchronized void clear() {
		this.events.clear();
		this.open.clear();
	}

	/**
	 * What nobody has waited for, in order.
	 */
	synchronized List<ActorEvent> open() {
		return List.copyOf(this.open);
	}

	/**
	 * Somebody has waited for an event.
	 */
	synchronized void close(ActorEvent event) {
		this.open.removeIf((each) -> each == event);
	}

}
