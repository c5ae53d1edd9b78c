package dev.actorspring.packaging;

import dev.actorspring.ActorContext;
import dev.actorspring.Receive;
import dev.actorspring.stereotype.Actor;

import org.springframework.transaction.annotation.Transactional;

/**
 * Knows the name of the shop, in a transaction.
 */
@Actor
class Signboard implements HasName {

	@Receive
	@Transactional
	String name(GetName question, ActorContext<Signboard> context) {
		return context.path();
	}

}
