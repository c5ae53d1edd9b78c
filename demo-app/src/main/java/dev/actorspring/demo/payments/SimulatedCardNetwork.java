package dev.actorspring.demo.payments;

import java.util.UUID;

import org.springframework.stereotype.Component;

/**
 * Every card is good for a million.
 */
@Component
class SimulatedCardNetwork implements CardNetwork {

	private static final long LIMIT = 1_000_000;

	@Override
	public String authorize(String holder, long amount) throws CardDeclinedException {
		if (amount > LIMIT) {
			throw new CardDeclinedException(holder, LIMIT);
		}
		return UUID.randomUUID().toString();
	}

}
