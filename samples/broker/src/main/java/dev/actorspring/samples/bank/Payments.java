package dev.actorspring.samples.bank;

import dev.actorspring.KeyedActors;
import org.jspecify.annotations.Nullable;

import org.springframework.jms.annotation.JmsListener;
import org.springframework.jms.support.JmsHeaders;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.SendTo;
import org.springframework.stereotype.Component;

/**
 * Takes payments from the queue. A message is acknowledged when the method returns, and
 * it returns when the actor has replied, which it does when the booking is in the
 * database. If the method throws, the broker delivers the message again.
 */
@Component
class Payments {

	private final KeyedActors<Account> accounts;

	Payments(KeyedActors<Account> accounts) {
		this.accounts = accounts;
	}

	@JmsListener(destination = "payments", concurrency = "4")
	@SendTo("refusals")
	@Nullable Refusal pay(Payment payment, @Header(JmsHeaders.MESSAGE_ID) String id) {
		try {
			this.accounts.get(payment.account()).call(new Account.Book(id, payment.amount()));
			return null;
		}
		catch (Account.OverdrawnException ex) { // an answer, also the next time
			return new Refusal(id, ex.getMessage());
		}
	}

}
