package dev.actorspring.demo.payments;

import java.math.BigInteger;
import java.util.UUID;

import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.durable.Durable;
import dev.actorspring.durable.IdempotencyKey;
import dev.actorspring.durable.State;
import dev.actorspring.stereotype.Actor;
import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * Adds up what was paid.
 */
@Actor("ledger")
@RequestMapping("/payments/ledger")
public class Ledger {

	private final Durable<Balance> balance;

	Ledger(@State(name = "ledger") Durable<Balance> balance) {
		this.balance = balance;
	}

	@Receive
	Balance post(Post post) {
		return this.balance.set(balance().plus(post.amount()));
	}

	@Receive
	@GetMapping
	Balance balance(GetBalance query) {
		return balance();
	}

	private Balance balance() {
		return this.balance.orElse(Balance.ZERO);
	}

	/**
	 * Enters a payment.
	 *
	 * @param payment the id of the payment, should it be sent again; or {@code null}
	 * @param amount how much was paid
	 */
	public record Post(@IdempotencyKey @Nullable UUID payment,
			@Positive long amount) implements Request<Ledger, Balance> {

	}

	/**
	 * Asks for the balance.
	 */
	public record GetBalance() implements Request<Ledger, Balance> {

	}

	/**
	 * All payments together.
	 *
	 * @param entries how many there were
	 * @param total what they add up to
	 */
	public record Balance(long entries, BigInteger total) {

		static final Balance ZERO = new Balance(0, BigInteger.ZERO);

		Balance plus(long amount) {
			return new Balance(this.entries + 1, this.total.add(BigInteger.valueOf(amount)));
		}

	}

}
