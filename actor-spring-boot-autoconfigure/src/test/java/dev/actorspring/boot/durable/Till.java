package dev.actorspring.boot.durable;

import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.durable.Durable;
import dev.actorspring.durable.State;
import dev.actorspring.stereotype.Actor;

/**
 * A single actor with a state, known to the package only.
 */
@Actor
class Till {

	private final Durable<Total> total;

	Till(@State(name = "till-total") Durable<Total> total) {
		this.total = total;
	}

	@Receive
	Total add(Add add) {
		return this.total.set(new Total(this.total.orElse(new Total(0)).cents() + add.cents()));
	}

	record Total(long cents) {

	}

	record Add(long cents) implements Request<Till, Total> {

	}

}
