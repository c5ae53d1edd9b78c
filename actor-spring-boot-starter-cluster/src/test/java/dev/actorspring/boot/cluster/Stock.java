package dev.actorspring.boot.cluster;

import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.stereotype.FamilyScope;
import dev.actorspring.stereotype.KeyedActor;

/**
 * Adds up, and forgets it when it moves.
 */
@KeyedActor(scope = FamilyScope.CLUSTER)
class Stock {

	private int level;

	@Receive
	int add(Add add) {
		this.level += add.amount();
		return this.level;
	}

	record Add(int amount) implements Request<Stock, Integer> {

	}

}
