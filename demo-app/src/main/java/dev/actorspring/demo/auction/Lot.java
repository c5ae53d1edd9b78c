package dev.actorspring.demo.auction;

import org.jspecify.annotations.Nullable;

/**
 * What is stored of an auction.
 *
 * @param item what is for sale
 * @param reserve the lowest bid
 * @param stage where the auction stands
 * @param highest the highest bid, or zero
 * @param leader who made it, or {@code null}
 * @param bids how many were taken
 */
record Lot(String item, long reserve, Auction.Stage stage, long highest, @Nullable String leader, int bids) {

	static Lot of(Auction.Open open) {
		return new Lot(open.item(), open.reserve(), Auction.Stage.OPEN, 0, null, 0);
	}

	Lot with(Auction.Bid bid) {
		return new Lot(this.item, this.reserve, this.stage, bid.amount(), bid.bidder(), this.bids + 1);
	}

	Lot in(Auction.Stage next) {
		return new Lot(this.item, this.reserve, next, this.highest, this.leader, this.bids);
	}

	boolean isOver() {
		return this.stage == Auction.Stage.SOLD || this.stage == Auction.Stage.UNSOLD;
	}

	Auction.Status status(String key) {
		return new Auction.Status(key, this.item, this.stage, this.highest, this.leader, this.bids);
	}

}
