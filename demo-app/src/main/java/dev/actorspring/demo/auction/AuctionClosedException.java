package dev.actorspring.demo.auction;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * The bid came too late.
 */
@ResponseStatus(HttpStatus.CONFLICT)
public class AuctionClosedException extends Exception {

	private static final long serialVersionUID = 1L;

	private final String key;

	AuctionClosedException(String key) {
		super("Auction " + key + " takes no more bids.");
		this.key = key;
	}

	public String getKey() {
		return this.key;
	}

}
