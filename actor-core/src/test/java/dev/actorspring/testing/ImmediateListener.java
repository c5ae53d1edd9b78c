package dev.actorspring.testing;

import java.util.function.Consumer;

import dev.actorspring.system.ActorEvent;

/**
 * Hears of each event before anything comes of it, on the thread where it happens.
 *
 * @param action what to do with it
 */
public record ImmediateListener(Consumer<ActorEvent> action) implements ActorEvent.Listener {

	@Override
	public void onEvent(ActorEvent event) {
		this.action.accept(event);
	}

	@Override
	public boolean isImmediate() {
		return true;
	}

}
