package dev.actorspring.demo.payments;

/**
 * The outside world of the card gateway. An ordinary bean, injected as any other.
 */
interface CardNetwork {

	/**
	 * Sets an amount aside. May block.
	 * @param holder whose card is charged
	 * @param amount how much
	 * @return the code of the authorization
	 * @throws CardDeclinedException if the holder is not good for it
	 */
	String authorize(String holder, long amount) throws CardDeclinedException;

}
