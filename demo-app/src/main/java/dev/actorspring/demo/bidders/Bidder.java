package dev.actorspring.demo.bidders;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorException;
import dev.actorspring.ActorRef;
import dev.actorspring.DeclinedException;
import dev.actorspring.KeyedActors;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.demo.auction.Auction;
import dev.actorspring.demo.auction.AuctionNotOpenedException;
import dev.actorspring.stereotype.KeyedActor;
import jakarta.annotation.PostConstruct;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A simulated bidder. Every half minute there is a new lot: the first bidder to find it
 * opens the auction, and then all bid for it. Now and then one loses its nerve and
 * crashes.
 */
@KeyedActor("bidder")
class Bidder {

	private static final Duration PACE = Duration.ofSeconds(1);

	private static final Duration LOT = Duration.ofSeconds(30);

	private static final int NERVES = 60;

	private static final Logger log = LoggerFactory.getLogger(Bidder.class);

	private final ActorContext<Bidder> context;

	private final KeyedActors<Auction> auctions;

	Bidder(ActorContext<Bidder> context, KeyedActors<Auction> auctions) {
		this.context = context;
		this.auctions = auctions;
	}

	// Runs for each incarnation: the timer of the one that crashed is gone.
	@PostConstruct
	void start() {
		Duration delay = Duration.ofMillis(random(PACE.toMillis()));
		this.context.scheduleAtFixedRate(delay, PACE, new LookAround());
	}

	@Receive
	void lookAround(LookAround lookAround) {
		if (random(NERVES) == 0) {
			throw new IllegalStateException(this.context.key() + " lost its nerve");
		}
		String lot = "lot-" + Clock.systemUTC().millis() / LOT.toMillis();
		try {
			bidFor(this.auctions.get(lot), lot);
		}
		catch (ActorException ex) {
			log.debug("{} missed its chance: {}", this.context.key(), ex.getMessage());
		}
	}

	private void bidFor(ActorRef<Auction> auction, String lot) {
		Auction.Status status = find(auction, lot);
		if (status.state() == Auction.Stage.OPEN && !this.context.key().equals(status.leader())) {
			auction.call(new Auction.Bid(null, this.context.key(), Math.max(100, status.highest()) + random(20) + 1));
		}
	}

	private Auction.Status find(ActorRef<Auction> auction, String lot) {
		try {
			return auction.call(new Auction.GetStatus());
		}
		catch (DeclinedException ex) {
			if (ex.getCause() instanceof AuctionNotOpenedException) {
				return auction.call(new Auction.Open(lot, 100, LOT));
			}
			throw ex;
		}
	}

	private static long random(long bound) {
		return ThreadLocalRandom.current().nextLong(bound);
	}

	/**
	 * Time to see what is for sale.
	 */
	record LookAround() implements Message<Bidder> {

	}

}
