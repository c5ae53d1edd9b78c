package dev.actorspring.benchmarks.http;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

class LedgerTests {

	private final Ledger ledger = new Ledger(true);

	@Test
	void check_eachBalanceOnceInAnyOrder_passes() {
		assertThat(pay(10, 5, 15)).isTrue();
		assertThatNoException().isThrownBy(this.ledger::check);
	}

	@Test
	void check_lostUpdate_fails() {
		assertThat(pay(5, 10, 10)).isTrue();
		assertThatIllegalStateException().isThrownBy(this.ledger::check).withMessageStartingWith("account-7: after 3");
	}

	@Test
	void answered_impossibleBalance_isNotPlausible() {
		assertThat(pay(7)).isFalse();
		assertThat(pay(0)).isFalse();
	}

	@Test
	void answered_serverWithoutMemory_isPlausibleWithTheAmountOnly() {
		Ledger forgetful = new Ledger(false);
		assertThat(forgetful.answered(7, 5)).isTrue();
		assertThat(forgetful.answered(7, 10)).isFalse();
	}

	private boolean pay(long... balances) {
		boolean plausible = true;
		for (long balance : balances) {
			this.ledger.paid(7);
			plausible &= this.ledger.answered(7, balance);
		}
		return plausible;
	}

}
