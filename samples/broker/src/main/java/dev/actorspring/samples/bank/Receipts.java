package dev.actorspring.samples.bank;

import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.stereotype.Actor;
import org.jspecify.annotations.Nullable;

import org.springframework.jms.JmsException;
import org.springframework.jms.core.JmsTemplate;

/**
 * Sends receipts, one after the other. As with any message of an actor to another, what
 * it is asked to send is in the database before.
 */
@Actor("receipts")
class Receipts {

	private final JmsTemplate jms;

	Receipts(JmsTemplate jms) {
		this.jms = jms;
	}

	/**
	 * That the broker is away is an answer and no crash.
	 */
	@Receive
	@Nullable Void send(Send message) throws JmsException {
		this.jms.convertAndSend("receipts", message.receipt(), (jms) -> {
			jms.setJMSCorrelationID(message.receipt().payment());
			return jms;
		});
		return null;
	}

	record Send(Receipt receipt) implements Request<Receipts, Void> {

	}

}
