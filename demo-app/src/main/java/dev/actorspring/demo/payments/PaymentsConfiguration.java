package dev.actorspring.demo.payments;

import java.time.Duration;

import dev.actorspring.supervision.RestartStrategy;
import dev.actorspring.supervision.SupervisorSpec;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The supervision tree of the payments.
 */
@Configuration(proxyBeanMethods = false)
class PaymentsConfiguration {

	// The gateway depends on the ledger: a crash of the ledger restarts both, a crash of
	// the gateway leaves the ledger alone.
	@Bean
	SupervisorSpec payments() {
		return SupervisorSpec.named("payments")
			.strategy(RestartStrategy.REST_FOR_ONE)
			.intensity(3, Duration.ofSeconds(5))
			.children(Ledger.class, CardGateway.class)
			.build();
	}

}
