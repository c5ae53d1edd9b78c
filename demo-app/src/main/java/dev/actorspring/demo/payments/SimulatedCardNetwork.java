package dev.actorspring.demo.payments;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

import org.springframework.stereotype.Component;

/**
 * Every card is good for a million. There is no money that could be taken twice, and the
 * code follows from the id of the payment alone: so it is the same whenever it is asked
 * for.
 */
@Component
class SimulatedCardNetwork implements CardNetwork {

	private static final long LIMIT = 1_000_000;

	@Override
	public String authorize(UUID payment, String holder, long amount) throws CardDeclinedException {
		if (amount > LIMIT) {
			throw new CardDeclinedException(holder, LIMIT);
		}
		return UUID.nameUUIDFromBytes(payment.toString().getBytes(StandardCharsets.US_ASCII)).toString();
	}

}
