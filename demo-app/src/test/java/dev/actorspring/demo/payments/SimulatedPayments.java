package dev.actorspring.demo.payments;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.durable.runtime.DurableActors;
import dev.actorspring.supervision.RestartStrategy;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorSystemBuilder;

/**
 * The payments of the demo without Spring, for simulations.
 */
public final class SimulatedPayments {

	private final SimulatedCardNetwork network = new SimulatedCardNetwork();

	/** What the cards were charged for. */
	private final Set<UUID> charged = new HashSet<>();

	private long taken;

	/**
	 * Adds the actors.
	 */
	public ActorSystemBuilder addTo(ActorSystemBuilder builder, DurableActors durable) {
		ActorSpec<Ledger> ledger = durable.with(ActorSpec.of("ledger", Ledger.class, (context) -> null),
				Ledger.Balance.class, "ledger", 1, (context, balance) -> new Ledger(balance));
		ActorSpec<CardGateway> gateway = ActorSpec.of("card-gateway", CardGateway.class,
				(context) -> new CardGateway(this::charge));
		return builder.actor(ledger)
			.actor(gateway)
			.supervisor(SupervisorSpec.named("payments")
				.strategy(RestartStrategy.REST_FOR_ONE)
				.intensity(3, Duration.ofSeconds(5))
				.children("ledger", "card-gateway")
				.build());
	}

	private String charge(UUID payment, String holder, long amount) throws CardDeclinedException {
		String code = this.network.authorize(payment, holder, amount);
		if (this.charged.add(payment)) {
			this.taken += amount;
		}
		return code;
	}

	/**
	 * How often a card was charged.
	 */
	public int charges() {
		return this.charged.size();
	}

	/**
	 * What was taken from cards.
	 */
	public long taken() {
		return this.taken;
	}

	/**
	 * What is in the ledger.
	 */
	public static long balance(ActorRef<Ledger> ledger) {
		return ledger.call(new Ledger.GetBalance()).total().longValueExact();
	}

}
