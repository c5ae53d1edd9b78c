package dev.actorspring.test.planted;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.test.TestActors;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An account reads its balance, waits for an approval, and then writes what it has
 * computed from what it has read.
 */
final class LostUpdate implements PlantedBug {

	@Override
	public String title() {
		return "a balance is read, waited, and written";
	}

	@Override
	public void play(boolean mended) {
		TestActors actors = TestActors.start(Relay.spec(), ActorSpec.of("bank", Bank.class, (context) -> new Bank()));
		ActorRef<Bank> bank = actors.actor(Bank.class);
		ActorRef<Account> account = actors.system()
			.spawn(ActorSpec.of("account", Account.class, (context) -> new Account(context, bank, mended)));
		Relay.later(actors, account, new Deposit(5));
		actors.ask(account, new Withdraw(10));
		actors.awaitQuiet();
		assertThat(actors.ask(account, new GetBalance())).isEqualTo(95);
	}

	record Approve(int amount) implements Request<Bank, Boolean> {

	}

	static final class Bank {

		@Receive
		boolean approve(Approve approve) {
			return true;
		}

	}

	record Withdraw(int amount) implements Request<Account, Integer> {

	}

	record Deposit(int amount) implements Message<Account> {

	}

	record GetBalance() implements Request<Account, Integer> {

	}

	static final class Account {

		private final ActorContext<Account> context;

		private final ActorRef<Bank> bank;

		private final boolean mended;

		private int balance = 100;

		Account(ActorContext<Account> context, ActorRef<Bank> bank, boolean mended) {
			this.context = context;
			this.bank = bank;
			this.mended = mended;
		}

		@Receive
		int withdraw(Withdraw withdraw) {
			int before = this.balance;
			this.context.await(this.bank.ask(new Approve(withdraw.amount())));
			this.balance = (this.mended ? this.balance : before) - withdraw.amount();
			return this.balance;
		}

		@Receive(interleave = true)
		void deposit(Deposit deposit) {
			this.balance += deposit.amount();
		}

		@Receive
		int get(GetBalance get) {
			return this.balance;
		}

	}

}
