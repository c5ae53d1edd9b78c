package shop;

import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.durable.Durable;
import dev.actorspring.durable.State;
import dev.actorspring.stereotype.FamilyScope;
import dev.actorspring.stereotype.KeyedActor;

/**
 * Pieces of something, before the upgrade.
 */
@KeyedActor(value = "stock", scope = FamilyScope.CLUSTER)
class Stock {

	private final Durable<Level> level;

	Stock(@State(name = "stock") Durable<Level> level) {
		this.level = level;
	}

	private int add(int pieces) {
		return this.level.set(new Level(this.level.orElse(new Level(0)).pieces() + pieces)).pieces();
	}

	@Receive
	String deliver(Deliver deliver) {
		return "before: " + add(deliver.pieces());
	}

	@Receive
	String take(Take take) {
		return "before: " + add(-take.pieces()) + " " + take.how();
	}

	record Level(int pieces) {

	}

	record Deliver(int pieces) implements Request<Stock, String> {

	}

	record Take(int pieces, String how) implements Request<Stock, String> {

	}

}
