package shop;

import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.durable.Durable;
import dev.actorspring.durable.State;
import dev.actorspring.stereotype.FamilyScope;
import dev.actorspring.stereotype.KeyedActor;
import org.jspecify.annotations.Nullable;

/**
 * Pieces of something, after it: a message and a component are new, and a component is gone.
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
		return "after: " + add(deliver.pieces()) + " " + deliver.from();
	}

	@Receive
	String take(Take take) {
		return "after: " + add(-take.pieces());
	}

	@Receive
	String count(Count count) {
		return "after: " + this.level.orElse(new Level(0)).pieces();
	}

	record Level(int pieces) {

	}

	record Deliver(int pieces, @Nullable String from) implements Request<Stock, String> {

	}

	record Take(int pieces) implements Request<Stock, String> {

	}

	record Count() implements Request<Stock, String> {

	}

}
