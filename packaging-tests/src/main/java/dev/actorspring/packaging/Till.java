package dev.actorspring.packaging;

import dev.actorspring.ActorRef;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.durable.Durable;
import dev.actorspring.durable.State;
import dev.actorspring.stereotype.KeyedActor;
import jakarta.validation.constraints.Positive;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * Adds up what was paid.
 */
@KeyedActor
@RequestMapping("/tills/{key}")
class Till {

	private final Durable<Content> content;

	private final ActorRef<HasName> named;

	Till(@State(name = "till") Durable<Content> content, ActorRef<HasName> named) {
		this.content = content;
		this.named = named;
	}

	@Receive
	@PostMapping
	Receipt add(Add add) {
		long before = this.content.find().map(Content::sum).orElse(0L);
		Content now = this.content.set(new Content(before + add.amount()));
		return new Receipt(this.named.call(new HasName.GetName()), now.sum());
	}

	record Content(long sum) {

	}

	record Add(@Positive long amount) implements Request<Till, Receipt> {

	}

	record Receipt(String from, long sum) {

	}

}
