package dev.actorspring.samples.bank;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorException;
import dev.actorspring.ActorRef;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.durable.Alarms;
import dev.actorspring.durable.Durable;
import dev.actorspring.durable.IdempotencyKey;
import dev.actorspring.durable.State;
import dev.actorspring.stereotype.KeyedActor;

import org.springframework.jms.JmsException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * One account. The receipts that it has not sent yet are part of its state, so they are
 * written together with the bookings they are for.
 */
@KeyedActor("account")
@RequestMapping("/accounts/{key}")
class Account {

	private static final Duration AGAIN = Duration.ofSeconds(1);

	private final String number;

	private final Durable<Balance> balance;

	private final Alarms<Account> alarms;

	private final ActorRef<Receipts> receipts;

	Account(ActorContext<Account> context, @State(name = "account") Durable<Balance> balance, Alarms<Account> alarms,
			ActorRef<Receipts> receipts) {
		this.number = context.key();
		this.balance = balance;
		this.alarms = alarms;
		this.receipts = receipts;
	}

	/**
	 * The id of the message is its key: if the broker delivers it again, the reply is the
	 * one of the first time, and nothing is booked.
	 */
	@Receive
	Balance book(Book message) throws OverdrawnException {
		long amount = Math.addExact(balance().amount(), message.amount()); // or a crash
		if (amount < 0) {
			throw new OverdrawnException();
		}
		this.alarms.set("send", Duration.ZERO, new Send());
		return this.balance.set(balance().booked(amount, new Receipt(message.id(), this.number, amount)));
	}

	/**
	 * Sends what is not sent yet, in order. If it does not come to its end, it is done
	 * again, and what was under way may be sent twice, with the same id.
	 */
	@Receive
	void send(Send alarm) {
		try {
			while (!balance().unsent().isEmpty()) {
				this.receipts.call(new Receipts.Send(balance().unsent().getFirst()));
				this.balance.set(balance().sent());
			}
		}
		catch (JmsException | ActorException ex) {
			this.alarms.set("send", AGAIN, alarm);
		}
	}

	@Receive(interleave = true)
	@GetMapping
	Balance look(Look message) {
		return balance();
	}

	private Balance balance() {
		return this.balance.orElse(new Balance(0, List.of()));
	}

	record Book(@IdempotencyKey String id, long amount) implements Request<Account, Balance> {

	}

	record Send() implements Message<Account> {

	}

	record Look() implements Request<Account, Balance> {

	}

	record Balance(long amount, List<Receipt> unsent) {

		Balance {
			unsent = List.copyOf(unsent);
		}

		Balance booked(long now, Receipt receipt) {
			List<Receipt> more = new ArrayList<>(this.unsent);
			more.add(receipt);
			return new Balance(now, more);
		}

		Balance sent() {
			return new Balance(this.amount, this.unsent.subList(1, this.unsent.size()));
		}

	}

	static class OverdrawnException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		OverdrawnException() {
			super("There is not as much on the account");
		}

	}

}
