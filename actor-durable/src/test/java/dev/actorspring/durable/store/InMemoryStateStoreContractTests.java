package dev.actorspring.durable.store;

import dev.actorspring.durable.test.InMemoryStateStore;

class InMemoryStateStoreContractTests extends StateStoreContract {

	private final InMemoryStateStore store = new InMemoryStateStore();

	@Override
	protected StateStore store() {
		return this.store;
	}

}
