package dev.actorspring.boot.durable;

import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.durable.Durable;
import dev.actorspring.durable.State;
import dev.actorspring.stereotype.Actor;

/**
 * A single actor with a state.
 */
@Actor
class Ledger {

	private final Durable<Total> total;

	Ledger(@State(name = "ledger-total", version = 1) Durable<Total> total) {
		this.total = total;
	}

	@Receive
	Total add(Add add) {
		return this.total.set(new Total(this.total.find().map(Total::cents).orElse(0L) + add.cents()));
	}

	record Total(long cents) {

	}

	record Add(long cents) implements Request<Ledger, Total> {

	}

}
