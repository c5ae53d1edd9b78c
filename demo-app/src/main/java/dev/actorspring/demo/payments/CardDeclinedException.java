package dev.actorspring.demo.payments;

/**
 * The card is not good for the amount.
 */
public class CardDeclinedException extends Exception {

	private static final long serialVersionUID = 1L;

	CardDeclinedException(String holder, long limit) {
		super("The card of " + holder + " is not good for more than " + limit + ".");
	}

}
