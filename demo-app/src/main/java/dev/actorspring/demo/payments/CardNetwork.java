package dev.actorspring.demo.payments;

import java.util.UUID;

/**
 * The outside world of the card gateway. An ordinary bean, injected as any other.
 */
interface CardNetwork {

	/**
	 * Charges a card. May block.
	 * @param payment the id of the payment: with one that it knows, it charges nothing
	 * more and answers as before
	 * @param holder whose card is charged
	 * @param amount how much
	 * @return the code of the authorization
	 * @throws CardDeclinedException if the holder is not good for it
	 */
	String authorize(UUID payment, String holder, long amount) throws CardDeclinedException;

}
