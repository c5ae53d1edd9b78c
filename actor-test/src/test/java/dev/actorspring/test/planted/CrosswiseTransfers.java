package dev.actorspring.test.planted;

import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.test.TestActors;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two accounts that transfer to each other, each waiting for the other.
 */
final class CrosswiseTransfers implements PlantedBug {

	@Override
	public String title() {
		return "two accounts wait for each other";
	}

	@Override
	public void play(boolean mended) {
		TestActors actors = TestActors.start(Relay.spec(), account("ann", mended), account("bob", mended));
		ActorRef<Account> ann = actors.system().actor("ann", Account.class);
		ActorRef<Account> bob = actors.system().actor("bob", Account.class);
		ann.tell(new Transfer(bob, 10));
		Relay.later(actors, bob, new Transfer(ann, 20));
		actors.awaitQuiet();
		assertThat(actors.ask(ann, new Deposit(0))).isEqualTo(110);
		assertThat(actors.ask(bob, new Deposit(0))).isEqualTo(90);
	}

	private static ActorSpec<Account> account(String name, boolean mended) {
		return ActorSpec.of(name, Account.class, (context) -> new Account(mended));
	}

	record Transfer(ActorRef<Account> to, int amount) implements Message<Account> {

	}

	record Deposit(int amount) implements Request<Account, Integer> {

	}

	static final class Account {

		private final boolean mended;

		private int balance = 100;

		Account(boolean mended) {
			this.mended = mended;
		}

		@Receive
		void transfer(Transfer transfer) {
			this.balance -= transfer.amount();
			if (this.mended) {
				transfer.to().tell(new Deposit(transfer.amount()));
			}
			else {
				transfer.to().call(new Deposit(transfer.amount()));
			}
		}

		@Receive
		int deposit(Deposit deposit) {
			this.balance += deposit.amount();
			return this.balance;
		}

	}

}
