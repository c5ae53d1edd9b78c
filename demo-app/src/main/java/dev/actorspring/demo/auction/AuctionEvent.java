package dev.actorspring.demo.auction;

import org.jspecify.annotations.Nullable;

/**
 * Something that happened to an auction.
 *
 * @param type what happened
 * @param auction how the auction is going since, or {@code null} if it has not been
 * opened
 */
public record AuctionEvent(Type type, Auction.@Nullable Status auction) {

	/**
	 * What can happen.
	 */
	public enum Type {

		/**
		 * Somebody began to watch. The first event that they see.
		 */
		WATCHING,

		/**
		 * It takes bids now.
		 */
		OPENED,

		/**
		 * A bid was taken.
		 */
		BID,

		/**
		 * The time is up, and the winner is being charged.
		 */
		CLOSING,

		/**
		 * It has been sold, or not. The last event.
		 */
		CLOSED

	}

}
