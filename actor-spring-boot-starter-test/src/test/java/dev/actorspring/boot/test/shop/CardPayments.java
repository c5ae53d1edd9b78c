package dev.actorspring.boot.test.shop;

import dev.actorspring.Receive;
import dev.actorspring.stereotype.Actor;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

@Actor
@RequestMapping("/payments")
public class CardPayments implements Payments {

	private final CardTerminal terminal;

	CardPayments(CardTerminal terminal) {
		this.terminal = terminal;
		terminal.connect();
	}

	@Receive
	@PostMapping("/charges")
	boolean charge(Charge charge) {
		return this.terminal.charge(charge.customer(), charge.amount());
	}

	@Receive
	void refund(Refund refund) {
	}

}
