package dev.actorspring.durable.runtime;

import dev.actorspring.durable.test.InMemoryStateStore;

/**
 * The scripts with the store for tests, which fails in every way.
 */
class DifferentialTests extends DifferentialScripts {

	DifferentialTests() {
		super(new TroubledMemory(new InMemoryStateStore()), 1_500);
	}

}
