package dev.actorspring.demo.payments;

import java.math.BigInteger;

import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.stereotype.Actor;
import jakarta.validation.constraints.Positive;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * Adds up what was paid.
 */
@Actor("ledger")
@RequestMapping("/payments/ledger")
public class Ledger {

	private long entries;

	private BigInteger total = BigInteger.ZERO;

	@Receive
	Balance post(Post post) {
		this.entries++;
		this.total = this.total.add(BigInteger.valueOf(post.amount()));
		return balance();
	}

	@Receive
	@GetMapping
	Balance balance(GetBalance query) {
		return balance();
	}

	private Balance balance() {
		return new Balance(this.entries, this.total);
	}

	/**
	 * Enters a payment.
	 *
	 * @param amount how much was paid
	 */
	public record Post(@Positive long amount) implements Request<Ledger, Balance> {

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

	}

}
