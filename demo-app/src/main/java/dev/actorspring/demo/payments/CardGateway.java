package dev.actorspring.demo.payments;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.actorspring.ActorContext;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.stereotype.Actor;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * Charges cards, one at a time, and can be told to fail.
 */
@Actor("card-gateway")
@RequestMapping("/payments/card-gateway")
public class CardGateway {

	private final CardNetwork network;

	CardGateway(CardNetwork network) {
		this.network = network;
	}

	// Declared, so an answer: the gateway goes on. Whatever else the network throws is a
	// crash.
	@Receive
	Authorization authorize(Authorize request) throws CardDeclinedException {
		return new Authorization(this.network.authorize(request.payment(), request.holder(), request.amount()));
	}

	@Receive
	@PostMapping("/faults")
	Recovered fault(Fault fault, ActorContext<CardGateway> context) {
		Duration delay = (fault.delay() != null) ? fault.delay() : Duration.ZERO;
		Recovered recovered = context.await(new CompletableFuture<Recovered>().completeOnTimeout(new Recovered(delay),
				delay.toMillis(), TimeUnit.MILLISECONDS));
		if (Boolean.TRUE.equals(fault.crash())) {
			throw new IllegalStateException("The card gateway was told to crash");
		}
		return recovered;
	}

	/**
	 * Asks for a card to be charged. Whoever gets no answer asks again, with the same id:
	 * the card is charged once.
	 *
	 * @param payment the id of the payment
	 * @param holder whose card is charged
	 * @param amount how much
	 */
	public record Authorize(@NotNull UUID payment, @NotBlank String holder,
			@Positive long amount) implements Request<CardGateway, Authorization> {

	}

	/**
	 * The card has been charged.
	 *
	 * @param code the code that the network gave
	 */
	public record Authorization(String code) {

	}

	/**
	 * Makes the gateway fail: it hangs, or crashes, or crashes after it has hung.
	 *
	 * @param crash whether it crashes
	 * @param delay for how long it hangs, and nobody can pay
	 */
	public record Fault(@Nullable Boolean crash,
			@DurationMin(nanos = 1) @DurationMax(seconds = 30) @Nullable Duration delay)
			implements
				Request<CardGateway, Recovered> {

		public Fault {
			if (!Boolean.TRUE.equals(crash) && delay == null) {
				throw new IllegalArgumentException("must have \"crash\": true or a \"delay\"");
			}
		}

	}

	/**
	 * The gateway is well again.
	 *
	 * @param delay for how long it hung
	 */
	public record Recovered(Duration delay) {

	}

}
