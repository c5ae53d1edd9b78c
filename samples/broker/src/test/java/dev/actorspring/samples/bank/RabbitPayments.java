package dev.actorspring.samples.bank;

import dev.actorspring.KeyedActors;

import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.QueueBuilder;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.amqp.support.AmqpHeaders;
import org.springframework.context.annotation.Bean;
import org.springframework.messaging.handler.annotation.Header;

/**
 * What docs/brokers.md shows of RabbitMQ. It is compiled only.
 */
class RabbitPayments {

	private final KeyedActors<Account> accounts;

	RabbitPayments(KeyedActors<Account> accounts) {
		this.accounts = accounts;
	}

	@RabbitListener(queues = "payments", concurrency = "4")
	void pay(Payment payment, @Header(AmqpHeaders.MESSAGE_ID) String id) {
		try {
			this.accounts.get(payment.account()).call(new Account.Book(id, payment.amount()));
		}
		catch (Account.OverdrawnException ex) {
			// answered, so not delivered again
		}
	}

	@Bean
	Queue payments() {
		return QueueBuilder.durable("payments").deadLetterExchange("").deadLetterRoutingKey("dead-payments").build();
	}

	@Bean
	Queue deadPayments() {
		return QueueBuilder.durable("dead-payments").build();
	}

}
