package dev.actorspring.benchmarks.http;

/**
 * What was paid in and what was answered, so that a server that is fast because it is
 * wrong is found out.
 */
final class Ledger {

	private final boolean remembers;

	private final long[] deposits = new long[Accounts.IDS.size()];

	private final long[] sums = new long[Accounts.IDS.size()];

	/**
	 * Creates a ledger for one server that has just been started.
	 * @param remembers whether a balance is to be the sum of the deposits
	 */
	Ledger(boolean remembers) {
		this.remembers = remembers;
	}

	/**
	 * Notes a request. Called by whoever sends.
	 */
	void paid(int account) {
		this.deposits[account]++;
	}

	/**
	 * Notes an answer. Called by whoever receives.
	 * @return whether it is plausible
	 */
	boolean answered(int account, long balance) {
		this.sums[account] += balance;
		return (this.remembers) ? balance > 0 && balance % Accounts.AMOUNT == 0 : balance == Accounts.AMOUNT;
	}

	/**
	 * Checks the sums of all answers, each request having been answered: n deposits have
	 * to give each of the balances from one to n deposits once.
	 * @throws IllegalStateException if one is wrong
	 */
	void check() {
		for (int i = 0; i < this.deposits.length; i++) {
			long paid = this.deposits[i];
			long balances = this.remembers ? paid * (paid + 1) / 2 : paid;
			if (this.sums[i] != balances * Accounts.AMOUNT) {
				throw new IllegalStateException(Accounts.IDS.get(i) + ": after " + paid
						+ " deposits the sum of the balances is " + this.sums[i]);
			}
		}
	}

}
