package dev.actorspring.samples.bank;

import java.util.Map;

import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

import org.springframework.boot.artemis.autoconfigure.ArtemisConfigurationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jms.support.converter.JacksonJsonMessageConverter;
import org.springframework.jms.support.converter.MessageConverter;
import org.springframework.jms.support.converter.MessageType;

/**
 * What is in the messages, and how often the broker tries to deliver one.
 */
@Configuration(proxyBeanMethods = false)
class BrokerConfiguration {

	private static final int ATTEMPTS = 6;

	private static final long FIRST_DELAY = 200;

	@Bean
	MessageConverter messageConverter() {
		JacksonJsonMessageConverter converter = new JacksonJsonMessageConverter();
		converter.setTargetType(MessageType.TEXT);
		converter.setTypeIdPropertyName("type");
		converter
			.setTypeIdMappings(Map.of("payment", Payment.class, "refusal", Refusal.class, "receipt", Receipt.class));
		return converter;
	}

	/**
	 * Waits longer each time, so that an actor that is restarted meanwhile is there
	 * again, and gives up in the end.
	 */
	@Bean
	ArtemisConfigurationCustomizer redelivery() {
		return (broker) -> broker.addAddressSetting("payments",
				new AddressSettings().setRedeliveryDelay(FIRST_DELAY)
					.setRedeliveryMultiplier(2)
					.setMaxDeliveryAttempts(ATTEMPTS)
					.setDeadLetterAddress(SimpleString.of("dead-payments")));
	}

}
