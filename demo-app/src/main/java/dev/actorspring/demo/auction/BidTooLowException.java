package dev.actorspring.demo.auction;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * The bid does not reach the reserve, or not exceed the leading bid.
 */
@ResponseStatus(HttpStatus.CONFLICT)
public class BidTooLowException extends Exception {

	private static final long serialVersionUID = 1L;

	private final long reserve;

	private final long highest;

	BidTooLowException(long reserve, long highest) {
		super("A bid must be at least " + reserve + " and more than " + highest + ".");
		this.reserve = reserve;
		this.highest = highest;
	}

	public long getReserve() {
		return this.reserve;
	}

	public long getHighest() {
		return this.highest;
	}

}
