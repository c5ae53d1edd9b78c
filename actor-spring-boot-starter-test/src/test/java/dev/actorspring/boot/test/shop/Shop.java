package dev.actorspring.boot.test.shop;

import java.time.Duration;

import dev.actorspring.supervision.SupervisorSpec;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * An application that sells something: an actor that takes orders, one that charges
 * cards, and one for each article.
 */
@SpringBootApplication
public class Shop {

	@Configuration(proxyBeanMethods = false)
	static class Supervisors {

		@Bean
		SupervisorSpec counter() {
			return SupervisorSpec.named("counter")
				.intensity(2, Duration.ofSeconds(5))
				.children(Orders.class, CardPayments.class)
				.build();
		}

	}

}
