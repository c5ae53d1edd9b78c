package dev.actorspring.test.planted;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.AskTimeoutException;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.test.TestActors;
import dev.actorspring.test.simulation.FindingKind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A shop asks again when no reply has come, though that does not mean that nothing was
 * done.
 */
final class ChargedTwice implements PlantedBug {

	@Override
	public String title() {
		return "no reply, asked again, charged twice";
	}

	private static final Duration PATIENCE = Duration.ofMillis(30);

	@Override
	public Set<FindingKind> tolerated() {
		return Set.of(FindingKind.UNANSWERED);
	}

	@Override
	public void play(boolean mended) {
		TestActors actors = TestActors.start(ActorSpec.of("bank", Bank.class, (context) -> new Bank()));
		ActorRef<Bank> bank = actors.actor(Bank.class);
		ActorRef<Payments> payments = actors.system()
			.spawn(ActorSpec.of("payments", Payments.class, (context) -> new Payments(bank, mended)));
		ActorRef<Shop> shop = actors.system().spawn(ActorSpec.of("shop", Shop.class, (context) -> new Shop(payments)));
		actors.ask(shop, new Order(7));
		actors.awaitQuiet();
		assertThat(actors.ask(payments, new CountCharges())).isLessThanOrEqualTo(1);
	}

	record Confirm() implements Request<Bank, Boolean> {

	}

	static final class Bank {

		@Receive
		boolean confirm(Confirm confirm) {
			return true;
		}

	}

	record Charge(int order) implements Request<Payments, Boolean> {

	}

	record CountCharges() implements Request<Payments, Integer> {

	}

	static final class Payments {

		private final ActorRef<Bank> bank;

		private final boolean mended;

		private final Set<Integer> orders = new HashSet<>();

		private int charges;

		Payments(ActorRef<Bank> bank, boolean mended) {
			this.bank = bank;
			this.mended = mended;
		}

		@Receive
		boolean charge(Charge charge) {
			if (this.orders.add(charge.order()) || !this.mended) {
				this.charges++;
			}
			return this.bank.call(new Confirm());
		}

		@Receive
		int count(CountCharges count) {
			return this.charges;
		}

	}

	record Order(int number) implements Request<Shop, Boolean> {

	}

	static final class Shop {

		private final ActorRef<Payments> payments;

		Shop(ActorRef<Payments> payments) {
			this.payments = payments;
		}

		@Receive
		boolean order(Order order) {
			for (int i = 0; i < 5; i++) {
				try {
					return this.payments.call(new Charge(order.number()), PATIENCE);
				}
				catch (AskTimeoutException ex) {
					// Once more.
				}
			}
			return false;
		}

	}

}
