package dev.actorspring.demo.auction;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * There is no such auction.
 */
@ResponseStatus(HttpStatus.NOT_FOUND)
public class AuctionNotOpenedException extends Exception {

	private static final long serialVersionUID = 1L;

	private final String key;

	AuctionNotOpenedException(String key) {
		super("Auction " + key + " has not been opened.");
		this.key = key;
	}

	public String getKey() {
		return this.key;
	}

}
