package dev.actorspring.chaos;

import java.util.Optional;

import dev.actorspring.chaos.linearizability.Model;

/**
 * What one account does, as its clients see it. Its state is the balance.
 */
final class AccountModel implements Model<Long, AccountModel.Command, AccountModel.Answer> {

	static final AccountModel INSTANCE = new AccountModel();

	private AccountModel() {
	}

	@Override
	public Long initial() {
		return 0L;
	}

	@Override
	public Optional<Long> next(Long balance, Command command, Answer answer) {
		long after = next(balance, command);
		boolean refused = command instanceof Command.Withdraw && after == balance;
		boolean right = switch (answer) {
			case Answer.Declined declined -> refused;
			case Answer.Balance seen -> !refused && seen.amount() == after;
		};
		return right ? Optional.of(after) : Optional.empty();
	}

	@Override
	public Long next(Long balance, Command command) {
		return switch (command) {
			case Command.Deposit deposit -> balance + deposit.amount();
			case Command.Withdraw withdraw -> (balance < withdraw.amount()) ? balance : balance - withdraw.amount();
			case Command.Look look -> balance;
		};
	}

	/**
	 * What can be asked.
	 */
	sealed interface Command {

		/**
		 * Pays in.
		 */
		record Deposit(int amount) implements Command {

		}

		/**
		 * Pays out, if there is as much.
		 */
		record Withdraw(int amount) implements Command {

		}

		/**
		 * Asks for the balance.
		 */
		record Look() implements Command {

		}

	}

	/**
	 * What can be answered.
	 */
	sealed interface Answer {

		/**
		 * It is done, and this is what there is now.
		 */
		record Balance(long amount) implements Answer {

		}

		/**
		 * There is not enough.
		 */
		record Declined() implements Answer {

		}

	}

}
