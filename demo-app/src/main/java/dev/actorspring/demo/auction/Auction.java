package dev.actorspring.demo.auction;

import java.time.Duration;
import java.util.concurrent.Flow;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorException;
import dev.actorspring.ActorRef;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.ReplyStream;
import dev.actorspring.Request;
import dev.actorspring.demo.payments.CardGateway;
import dev.actorspring.demo.payments.Ledger;
import dev.actorspring.stereotype.KeyedActor;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * One auction, from its opening until an hour after its end. Its state is in these fields
 * and nowhere else. So it is never passivated; it stops itself when there is nothing to
 * remember.
 */
@KeyedActor(value = "auction", passivateAfter = "0s")
@RequestMapping("/auctions/{key}")
public class Auction {

	private static final Duration REMEMBERED = Duration.ofHours(1);

	private static final Duration EXPECTED = Duration.ofMinutes(1);

	private static final Logger log = LoggerFactory.getLogger(Auction.class);

	private final ActorContext<Auction> context;

	private final ActorRef<CardGateway> cardGateway;

	private final ActorRef<Ledger> ledger;

	// Until it is opened: none.
	private @Nullable State state;

	private String item = "";

	private long reserve;

	private long highest;

	private @Nullable String leader;

	private int bids;

	private final Watchers watchers = new Watchers();

	private boolean tidying;

	Auction(ActorContext<Auction> context, ActorRef<CardGateway> cardGateway, ActorRef<Ledger> ledger) {
		this.context = context;
		this.cardGateway = cardGateway;
		this.ledger = ledger;
	}

	// Interleaved, as all that HTTP reaches: so that it is answered while a payment is
	// made.
	@Receive(interleave = true)
	@PutMapping
	@ResponseStatus(HttpStatus.CREATED)
	Status open(Open open) throws AuctionAlreadyOpenedException {
		if (this.state != null) {
			throw new AuctionAlreadyOpenedException(this.context.key());
		}
		this.state = State.OPEN;
		this.item = open.item();
		this.reserve = open.reserve();
		this.context.schedule(open.closesIn(), new Close());
		announce(AuctionEvent.Type.OPENED);
		return status(this.state);
	}

	@Receive(interleave = true)
	@PostMapping("/bids")
	Accepted bid(Bid bid) throws AuctionNotOpenedException, AuctionClosedException, BidTooLowException {
		if (requireState() != State.OPEN) {
			throw new AuctionClosedException(this.context.key());
		}
		if (bid.amount() < this.reserve || bid.amount() <= this.highest) {
			throw new BidTooLowException(this.reserve, this.highest);
		}
		this.highest = bid.amount();
		this.leader = bid.bidder();
		this.bids++;
		announce(AuctionEvent.Type.BID);
		return new Accepted(bid.bidder(), bid.amount(), true);
	}

	@Receive(interleave = true)
	@GetMapping
	Status status(GetStatus query) throws AuctionNotOpenedException {
		return status(requireState());
	}

	// The stream is the reply; what happens goes into it in later turns.
	@Receive(interleave = true)
	@GetMapping("/events")
	Flow.Publisher<AuctionEvent> watch(Watch watch) {
		ReplyStream<AuctionEvent> watcher = this.context.stream(Watchers.PATIENCE);
		watcher.emit(event(AuctionEvent.Type.WATCHING));
		if (isOver()) {
			watcher.complete();
			return watcher;
		}
		this.watchers.add(watcher);
		if (this.state == null && !this.tidying) {
			this.tidying = true;
			this.context.schedule(EXPECTED, new Tidy());
		}
		return watcher;
	}

	@Receive
	void close(Close close) {
		this.state = State.SETTLING;
		announce(AuctionEvent.Type.CLOSING);
		String winner = this.leader;
		this.state = (winner != null && pays(winner)) ? State.SOLD : State.UNSOLD;
		announce(AuctionEvent.Type.CLOSED);
		this.watchers.dismiss();
		this.context.schedule(REMEMBERED, new Forget());
	}

	@Receive(interleave = true)
	void tidy(Tidy tidy) {
		if (this.state == null) {
			stopUnlessWatched();
			this.context.schedule(EXPECTED, new Tidy());
		}
	}

	@Receive
	void forget(Forget forget) {
		this.context.stop();
	}

	// The actor waits here without holding a thread. An authorization that is not posted
	// lapses.
	private boolean pays(String winner) {
		try {
			this.cardGateway.call(new CardGateway.Authorize(winner, this.highest));
			this.ledger.call(new Ledger.Post(this.highest));
			return true;
		}
		catch (ActorException ex) {
			log.warn("Auction {} is not sold, since {} did not pay {}: {}", this.context.key(), winner, this.highest,
					ex.getMessage());
			return false;
		}
	}

	private State requireState() throws AuctionNotOpenedException {
		if (this.state == null) {
			// Any key can be asked for: those that are not in use must not take memory.
			stopUnlessWatched();
			throw new AuctionNotOpenedException(this.context.key());
		}
		return this.state;
	}

	private void stopUnlessWatched() {
		if (this.watchers.areGone()) {
			this.context.stop();
		}
	}

	private boolean isOver() {
		return this.state == State.SOLD || this.state == State.UNSOLD;
	}

	private void announce(AuctionEvent.Type type) {
		this.watchers.announce(event(type));
	}

	private AuctionEvent event(AuctionEvent.Type type) {
		return new AuctionEvent(type, (this.state != null) ? status(this.state) : null);
	}

	private Status status(State current) {
		return new Status(this.context.key(), this.item, current, this.highest, this.leader, this.bids);
	}

	/**
	 * Opens the auction.
	 *
	 * @param item what is for sale
	 * @param reserve the lowest bid
	 * @param closesIn for how long bids are taken
	 */
	public record Open(@NotBlank String item, @PositiveOrZero long reserve,
			@NotNull @DurationMin(nanos = 1) @DurationMax(days = 30) Duration closesIn)
			implements
				Request<Auction, Status> {

	}

	/**
	 * Bids for the item.
	 *
	 * @param bidder who bids
	 * @param amount how much, more than anybody before
	 */
	public record Bid(@NotBlank String bidder, @Positive long amount) implements Request<Auction, Accepted> {

	}

	/**
	 * Asks how the auction is going.
	 */
	public record GetStatus() implements Request<Auction, Status> {

	}

	/**
	 * Asks for all that happens from now on, until the auction is over.
	 */
	public record Watch() implements Request<Auction, Flow.Publisher<AuctionEvent>> {

	}

	/**
	 * Those who wait for the opening may have left.
	 */
	record Tidy() implements Message<Auction> {

	}

	/**
	 * The time is up.
	 */
	record Close() implements Message<Auction> {

	}

	/**
	 * The result is no longer of interest.
	 */
	record Forget() implements Message<Auction> {

	}

	/**
	 * A bid was taken.
	 *
	 * @param bidder who bids
	 * @param amount how much
	 * @param leading whether it is the highest bid
	 */
	public record Accepted(String bidder, long amount, boolean leading) {

	}

	/**
	 * How the auction is going.
	 *
	 * @param key the key of the auction
	 * @param item what is for sale
	 * @param state where the auction stands
	 * @param highest the highest bid, or zero
	 * @param leader who made it, or {@code null}
	 * @param bids how many were taken
	 */
	public record Status(String key, String item, State state, long highest, @Nullable String leader, int bids) {

	}

	/**
	 * Where an auction stands.
	 */
	public enum State {

		/**
		 * It takes bids.
		 */
		OPEN,

		/**
		 * The winner is being charged.
		 */
		SETTLING,

		/**
		 * The winner has paid.
		 */
		SOLD,

		/**
		 * There was no bid, or it was not paid.
		 */
		UNSOLD

	}

}
