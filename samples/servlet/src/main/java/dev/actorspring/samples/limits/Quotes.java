package dev.actorspring.samples.limits;

import dev.actorspring.KeyedActors;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * A controller as any other. It calls an actor, which costs no more than a method where
 * threads are virtual.
 */
@RestController
class Quotes {

	private final KeyedActors<Quota> quotas;

	Quotes(KeyedActors<Quota> quotas) {
		this.quotas = quotas;
	}

	@GetMapping("/quote")
	Quote quote(@RequestHeader("X-Client") String client) {
		int left = this.quotas.get(client).call(new Quota.Take());
		return new Quote("Let it crash.", left);
	}

	record Quote(String text, int left) {

	}

}
