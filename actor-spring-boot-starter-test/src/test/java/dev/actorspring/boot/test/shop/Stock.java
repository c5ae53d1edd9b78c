package dev.actorspring.boot.test.shop;

import dev.actorspring.ActorContext;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.stereotype.KeyedActor;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;

@KeyedActor(passivateAfter = "10m")
@RequestMapping("/stock/{key}")
public class Stock {

	public record Take(int pieces) implements Message<Stock> {

	}

	public record Count() implements Request<Stock, Integer> {

	}

	private int taken;

	Stock(ActorContext<Stock> context) {
		context.key();
	}

	@Receive
	void take(Take take) {
		if (take.pieces() < 1) {
			throw new IllegalArgumentException("Not " + take.pieces());
		}
		this.taken += take.pieces();
	}

	@Receive
	@GetMapping
	int count(Count count) {
		return this.taken;
	}

}
