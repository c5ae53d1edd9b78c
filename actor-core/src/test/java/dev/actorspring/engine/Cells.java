package dev.actorspring.engine;

import java.util.List;

import dev.actorspring.protocol.HandlerAdapters;
import dev.actorspring.engine.time.Timer;
import dev.actorspring.testing.StandingClock;

/**
 * Makes cells that nobody starts.
 */
final class Cells {

	private static final Engine ENGINE = new Engine(new Timer(new StandingClock()),
			new ActorTypes(HandlerAdapters.NONE), Timeouts.DEFAULT, List.of(), List.of(), new Contexts(null), List::of);

	private static final ActorType<Counter> TYPE = ENGINE.types().registered(ENGINE, SystemTest.counter("counter"));

	private static final Parent PARENT = SpawnedActors.ofRoot(ENGINE, "root");

	private Cells() {
	}

	static ActorCell<Counter> cell(String name) {
		return new ActorCell<>(TYPE, PARENT, name);
	}

}
