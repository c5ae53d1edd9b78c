package dev.actorspring.demo.auction;

import dev.actorspring.Receive;
import dev.actorspring.demo.auction.Auction.Accepted;
import dev.actorspring.demo.auction.Auction.Bid;
import dev.actorspring.demo.auction.Auction.GetStatus;
import dev.actorspring.demo.auction.Auction.Open;
import dev.actorspring.demo.auction.Auction.Status;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * Where an {@link Auction} stands, and what it does there. All that HTTP reaches is
 * interleaved, so that it is answered while a payment is made.
 */
sealed interface Phase permits Auction.NotOpened, Auction.Opened {

	@Receive(interleave = true)
	@PutMapping
	@ResponseStatus(HttpStatus.CREATED)
	Status open(Open open) throws AuctionAlreadyOpenedException;

	// The reply leaves when the bid is in the database.
	@Receive(interleave = true)
	@PostMapping("/bids")
	Accepted bid(Bid bid) throws AuctionNotOpenedException, AuctionClosedException, BidTooLowException;

	@Receive(interleave = true)
	@GetMapping
	Status status(GetStatus query) throws AuctionNotOpenedException;

}
