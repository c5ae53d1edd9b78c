package dev.actorspring.demo.bidders;

import java.util.stream.IntStream;

import dev.actorspring.KeyedActors;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/**
 * Wakes as many bidders as are asked for.
 */
@Component
class BiddersRunner implements ApplicationRunner {

	private final KeyedActors<Bidder> bidders;

	private final int count;

	BiddersRunner(KeyedActors<Bidder> bidders, BiddersProperties properties) {
		this.bidders = bidders;
		this.count = properties.bidders();
	}

	@Override
	public void run(ApplicationArguments args) {
		// The first message to a key activates its actor.
		IntStream.rangeClosed(1, this.count)
			.mapToObj((number) -> this.bidders.get("bidder-" + number))
			.forEach((bidder) -> bidder.tell(new Bidder.LookAround()));
	}

}
