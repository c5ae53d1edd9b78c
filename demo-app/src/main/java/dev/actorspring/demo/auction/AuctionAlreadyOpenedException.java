package dev.actorspring.demo.auction;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * The key is taken.
 */
@ResponseStatus(HttpStatus.CONFLICT)
public class AuctionAlreadyOpenedException extends Exception {

	private static final long serialVersionUID = 1L;

	private final String key;

	AuctionAlreadyOpenedException(String key) {
		super("Auction " + key + " has been opened already.");
		this.key = key;
	}

	public String getKey() {
		return this.key;
	}

}
