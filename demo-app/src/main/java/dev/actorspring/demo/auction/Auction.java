package dev.actorspring.demo.auction;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Flow;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorException;
import dev.actorspring.ActorRef;
import dev.actorspring.Becomes;
import dev.actorspring.DeclinedException;
import dev.actorspring.Ignore;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.ReplyStream;
import dev.actorspring.Request;
import dev.actorspring.States;
import dev.actorspring.demo.payments.CardGateway;
import dev.actorspring.demo.payments.Ledger;
import dev.actorspring.durable.Alarms;
import dev.actorspring.durable.Durable;
import dev.actorspring.durable.IdempotencyKey;
import dev.actorspring.durable.State;
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

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * One auction, from its opening until an hour after its end. What it has to know is in
 * its durable state, and when it has something to do in its alarms: so it may crash, be
 * passivated or killed at any time. What becomes of a message depends on its
 * {@link Phase}.
 */
@KeyedActor("auction")
@RequestMapping("/auctions/{key}")
@States(Phase.class)
public class Auction {

	private static final Duration REMEMBERED = Duration.ofHours(1);

	private static final Duration AGAIN = Duration.ofSeconds(2);

	private static final Logger log = LoggerFactory.getLogger(Auction.class);

	private final ActorContext<Auction> context;

	// None until it is opened.
	private final Durable<Lot> lot;

	private final Alarms<Auction> alarms;

	private final ActorRef<CardGateway> cardGateway;

	private final ActorRef<Ledger> ledger;

	private final Watchers watchers = new Watchers();

	Auction(ActorContext<Auction> context, @State(name = "auction") Durable<Lot> lot, Alarms<Auction> alarms,
			ActorRef<CardGateway> cardGateway, ActorRef<Ledger> ledger) {
		this.context = context;
		this.lot = lot;
		this.alarms = alarms;
		this.cardGateway = cardGateway;
		this.ledger = ledger;
		context.become(lot.find().map((known) -> phase(known.stage())).orElseGet(NotOpened::new));
	}

	private Phase phase(Stage stage) {
		return switch (stage) {
			case OPEN -> new TakingBids();
			case SETTLING -> new Settling();
			case SOLD -> new Sold();
			case UNSOLD -> new Unsold();
		};
	}

	// The stream is the reply; what happens goes into it in later turns. Who watches
	// keeps the actor from being passivated.
	@Receive(interleave = true)
	@GetMapping("/events")
	Flow.Publisher<AuctionEvent> watch(Watch watch) {
		ReplyStream<AuctionEvent> watcher = this.context.stream(Watchers.PATIENCE);
		watcher.emit(event(AuctionEvent.Type.WATCHING));
		if (this.lot.find().filter(Lot::isOver).isPresent()) {
			watcher.complete();
		}
		else {
			this.watchers.add(watcher);
		}
		return watcher;
	}

	private void announce(AuctionEvent.Type type) {
		this.watchers.announce(event(type));
	}

	private AuctionEvent event(AuctionEvent.Type type) {
		return new AuctionEvent(type, this.lot.find().map(this::status).orElse(null));
	}

	private Status status(Lot current) {
		return current.status(this.context.key());
	}

	/**
	 * Nobody has opened it yet, or it has been forgotten.
	 */
	@Ignore({ Close.class, Charge.class, Forget.class })
	final class NotOpened implements Phase {

		@Override
		@Becomes(TakingBids.class)
		public Status open(Open open) {
			Lot opened = Auction.this.lot.set(Lot.of(open));
			Auction.this.alarms.set("close", open.closesIn(), new Close());
			Auction.this.context.become(new TakingBids());
			announce(AuctionEvent.Type.OPENED);
			return Auction.this.status(opened);
		}

		@Override
		public Accepted bid(Bid bid) throws AuctionNotOpenedException {
			throw new AuctionNotOpenedException(Auction.this.context.key());
		}

		@Override
		public Status status(GetStatus query) throws AuctionNotOpenedException {
			throw new AuctionNotOpenedException(Auction.this.context.key());
		}

	}

	/**
	 * What all phases from the opening on have in common.
	 */
	abstract sealed class Opened implements Phase {

		@Override
		public final Status open(Open open) throws AuctionAlreadyOpenedException {
			throw new AuctionAlreadyOpenedException(Auction.this.context.key());
		}

		@Override
		public Accepted bid(Bid bid) throws AuctionClosedException, BidTooLowException {
			throw new AuctionClosedException(Auction.this.context.key());
		}

		@Override
		public final Status status(GetStatus query) {
			return Auction.this.status(Auction.this.lot.get());
		}

		final void end(Stage stage) {
			Auction.this.lot.set(Auction.this.lot.get().in(stage));
			Auction.this.alarms.set("forget", REMEMBERED, new Forget());
			Auction.this.context.become(phase(stage));
			announce(AuctionEvent.Type.CLOSED);
			Auction.this.watchers.dismiss();
		}

	}

	/**
	 * It is open.
	 */
	@Ignore({ Charge.class, Forget.class })
	final class TakingBids extends Opened {

		@Override
		public Accepted bid(Bid bid) throws BidTooLowException {
			Lot now = Auction.this.lot.get();
			if (bid.amount() < now.reserve() || bid.amount() <= now.highest()) {
				throw new BidTooLowException(now.reserve(), now.highest());
			}
			Auction.this.lot.set(now.with(bid));
			announce(AuctionEvent.Type.BID);
			return new Accepted(bid.bidder(), bid.amount(), true);
		}

		// What must follow the sale is an alarm that is due at once, written together
		// with it. The id is chosen here, so that it is the same however often the winner
		// is charged.
		@Receive
		@Becomes({ Settling.class, Unsold.class })
		void close(Close close) {
			Lot closed = Auction.this.lot.set(Auction.this.lot.get().in(Stage.SETTLING));
			announce(AuctionEvent.Type.CLOSING);
			if (closed.leader() != null) {
				Auction.this.alarms.set("charge", Duration.ZERO,
						new Charge(UUID.randomUUID(), closed.leader(), closed.highest()));
				Auction.this.context.become(new Settling());
			}
			else {
				end(Stage.UNSOLD);
			}
		}

	}

	/**
	 * The winner is being charged.
	 */
	@Ignore({ Close.class, Forget.class })
	final class Settling extends Opened {

		// The actor waits here without holding a thread. If there is no answer, or nobody
		// is left to take it, the winner may have been charged or not: so it is asked
		// again, with the same id.
		@Receive
		@Becomes({ Sold.class, Unsold.class })
		void charge(Charge charge) {
			String key = Auction.this.context.key();
			try {
				Auction.this.cardGateway
					.call(new CardGateway.Authorize(charge.payment(), charge.winner(), charge.amount()));
				Auction.this.ledger.call(new Ledger.Post(charge.payment(), charge.amount()));
				end(Stage.SOLD);
			}
			catch (DeclinedException ex) {
				log.warn("Auction {} is not sold, since {} cannot pay {}: {}", key, charge.winner(), charge.amount(),
						ex.getMessage());
				end(Stage.UNSOLD);
			}
			catch (ActorException ex) {
				log.warn("Auction {} charges {} again in {} s: {}", key, charge.winner(), AGAIN.toSeconds(),
						ex.getMessage());
				Auction.this.alarms.set("charge", AGAIN, charge);
			}
		}

	}

	/**
	 * It is over, and remembered for a while.
	 */
	@Ignore({ Close.class, Charge.class })
	abstract sealed class Ended extends Opened {

		@Receive
		@Becomes(NotOpened.class)
		void forget(Forget forget) {
			Auction.this.lot.delete();
			Auction.this.context.become(new NotOpened());
		}

	}

	/**
	 * The winner has paid.
	 */
	final class Sold extends Ended {

	}

	/**
	 * There was no bid, or it was not paid.
	 */
	final class Unsold extends Ended {

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
	 * @param id tells it from other bids, should it be sent again; or {@code null}
	 * @param bidder who bids
	 * @param amount how much, more than anybody before
	 */
	public record Bid(@IdempotencyKey @Nullable UUID id, @NotBlank String bidder,
			@Positive long amount) implements Request<Auction, Accepted> {

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
	 * The time is up.
	 */
	record Close() implements Message<Auction> {

	}

	/**
	 * The winner has to be charged.
	 *
	 * @param payment the id of the payment
	 * @param winner who pays
	 * @param amount how much
	 */
	record Charge(UUID payment, String winner, long amount) implements Message<Auction> {

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
	public record Status(String key, String item, Stage state, long highest, @Nullable String leader, int bids) {

	}

	/**
	 * Where an auction stands.
	 */
	public enum Stage {

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
