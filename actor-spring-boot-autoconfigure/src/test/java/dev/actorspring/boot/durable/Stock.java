package dev.actorspring.boot.durable;

import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.durable.Durable;
import dev.actorspring.durable.State;
import dev.actorspring.stereotype.KeyedActor;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * A keyed actor with a state.
 */
@KeyedActor(value = "stock", passivateAfter = "50ms")
@RequestMapping("/stock/{key}")
class Stock {

	private final Durable<Level> level;

	private final int before;

	Stock(@State(name = "stock-level") Durable<Level> level) {
		this.level = level;
		this.before = level.find().map(Level::pieces).orElse(0);
	}

	@Receive
	@PostMapping("/deliveries")
	Level deliver(Deliver delivery) {
		return this.level.set(new Level(this.level.orElse(new Level(0)).pieces() + delivery.pieces()));
	}

	@Receive
	@GetMapping
	Level count(Count count) {
		return this.level.orElse(new Level(0));
	}

	/** What the constructor saw. */
	@Receive
	Integer before(Before question) {
		return this.before;
	}

	@Receive
	@PostMapping("/fires")
	Level burn(Burn burn) {
		this.level.set(new Level(0));
		throw new IllegalStateException("It burns");
	}

	record Level(int pieces) {

	}

	record Deliver(int pieces) implements Request<Stock, Level> {

	}

	record Count() implements Request<Stock, Level> {

	}

	record Before() implements Request<Stock, Integer> {

	}

	record Burn() implements Request<Stock, Level> {

	}

}
