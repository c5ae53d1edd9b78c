package dev.actorspring.samples.bank;

import dev.actorspring.KeyedActors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

import org.springframework.context.annotation.Bean;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.support.ExponentialBackOffWithMaxRetries;

/**
 * What docs/brokers.md shows of Kafka. It is compiled only.
 */
class KafkaPayments {

	private final KeyedActors<Account> accounts;

	KafkaPayments(KeyedActors<Account> accounts) {
		this.accounts = accounts;
	}

	@KafkaListener(topics = "payments", groupId = "bank", concurrency = "3")
	void pay(ConsumerRecord<String, Payment> message) {
		String id = message.topic() + "-" + message.partition() + "-" + message.offset();
		try {
			this.accounts.get(message.key()).call(new Account.Book(id, message.value().amount()));
		}
		catch (Account.OverdrawnException ex) {
			// answered, so not delivered again
		}
	}

	@Bean
	DefaultErrorHandler errorHandler(KafkaOperations<?, ?> kafka) {
		ExponentialBackOffWithMaxRetries backOff = new ExponentialBackOffWithMaxRetries(5);
		backOff.setInitialInterval(200);
		return new DefaultErrorHandler(new DeadLetterPublishingRecoverer(kafka), backOff);
	}

}
