package dev.actorspring.starter;

import java.util.concurrent.CompletableFuture;

import dev.actorspring.ActorRef;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.stereotype.KeyedActor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * Tells one actor and asks another.
 */
@KeyedActor("order")
@RequestMapping("/orders/{key}")
class Order {

	private static final Logger log = LoggerFactory.getLogger(Order.class);

	private final ActorRef<Ledger> ledger;

	private final ActorRef<Archive> archive;

	Order(ActorRef<Ledger> ledger, ActorRef<Archive> archive) {
		this.ledger = ledger;
		this.archive = archive;
	}

	@Receive
	@PostMapping
	CompletableFuture<String> place(Place place) {
		log.info("An order of {}", place.amount());
		this.archive.tell(new Archive.Note(place.amount()));
		return this.ledger.ask(new Ledger.Post(place.amount()));
	}

	record Place(long amount) implements Request<Order, String> {

	}

}
