package dev.actorspring.demo.auction;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.actorspring.ActorException;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.demo.auction.Auction.Accepted;
import dev.actorspring.demo.auction.Auction.Stage;
import dev.actorspring.demo.payments.CardGateway;
import dev.actorspring.demo.payments.Ledger;
import dev.actorspring.demo.payments.SimulatedPayments;
import dev.actorspring.durable.Alarms;
import dev.actorspring.durable.runtime.DurableActors;
import dev.actorspring.durable.test.InMemoryStateStore;
import dev.actorspring.system.ActorSystemBuilder;
import dev.actorspring.test.Invariant;
import dev.actorspring.test.Simulated;
import dev.actorspring.test.TestActors;
import dev.actorspring.test.simulation.FindingKind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Auctions in any order of their messages, writes, alarms and crashes: never sold twice,
 * and no money comes or goes.
 */
class SimulatedAuctionTests {

	private static final Duration OPEN = Duration.ofSeconds(10);

	private final SimulatedPayments payments = new SimulatedPayments();

	private final InMemoryStateStore store = new InMemoryStateStore();

	private final DurableActors durable = DurableActors.builder(this.store).build();

	private final TestActors actors = TestActors.build(this::setUp);

	private final ActorRef<Auction> auction = this.actors.keyed(Auction.class).get("vase");

	private final ActorRef<Ledger> ledger = this.actors.actor(Ledger.class);

	/** Bids that were confirmed. */
	private final List<Accepted> accepted = new ArrayList<>();

	private ActorSystemBuilder setUp(ActorSystemBuilder builder) {
		ActorSpec<Auction> spec = this.durable.with(ActorSpec.keyed("auction", Auction.class, (context) -> null),
				Lot.class, "auction", 1, (context, lot) -> {
					Alarms<Auction> alarms = this.durable.alarms("auction", true, context);
					return new Auction(context, lot, alarms, this.actors.actor(CardGateway.class), this.ledger);
				});
		return this.payments.addTo(builder.interceptors(this.durable).actor(spec), this.durable);
	}

	private void start() {
		this.store.setClock(this.actors.clock());
		this.durable.start(this.actors.system());
		this.actors.system().start();
	}

	/**
	 * Thousands of crashes on purpose are not worth a line each.
	 */
	@BeforeAll
	static void quiet() {
		logger().setLevel(Level.ERROR);
	}

	@AfterAll
	static void loud() {
		logger().setLevel(null);
	}

	private static Logger logger() {
		return (Logger) LoggerFactory.getLogger("dev.actorspring");
	}

	@Invariant
	void isNeverChargedTwice() {
		assertThat(this.payments.charges()).isLessThanOrEqualTo(1);
	}

	@Simulated(seeds = 60, tolerate = { FindingKind.CRASH, FindingKind.UNANSWERED })
	void sellsOnceToTheHighestBidder_andConservesMoney_underCrashes() {
		start();
		this.auction.call(new Auction.Open("a vase", 10, OPEN));
		this.actors.executor().execute(() -> bid("ann", 20));
		this.actors.executor().execute(() -> bid("bob", 30));
		this.actors.executor().execute(() -> bid("cid", 25));
		this.actors.executor().execute(() -> this.actors.faults().on("auction/vase").crashNext());
		this.actors.advance(OPEN.minusMillis(50));
		this.actors.executor().execute(() -> bid("dan", 40));
		this.actors.executor().execute(() -> this.actors.faults().on("payments/card-gateway").crashAfterNext());
		this.actors.executor().execute(() -> this.actors.faults().on("payments/ledger").crashNext());
		this.actors.advance(Duration.ofSeconds(40));
		Lot sold = this.durable.states("auction", Lot.class).find("vase").orElseThrow();
		assertThat(sold.stage()).isEqualTo(Stage.SOLD);
		assertThat(sold.highest()).isGreaterThanOrEqualTo(highestAccepted());
		assertThat(this.payments.charges()).isOne();
		assertThat(this.payments.taken()).isEqualTo(sold.highest());
		assertThat(SimulatedPayments.balance(this.ledger)).isEqualTo(sold.highest());
	}

	private long highestAccepted() {
		return this.accepted.stream().mapToLong(Accepted::amount).max().orElse(0);
	}

	private void bid(String bidder, long amount) {
		try {
			this.accepted
				.add(this.auction.call(new Auction.Bid(UUID.nameUUIDFromBytes(bidder.getBytes()), bidder, amount)));
		}
		catch (ActorException ex) {
			// Too low, too late, or nobody knows.
		}
	}

}
