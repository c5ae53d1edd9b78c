package dev.actorspring.demo.observer;

import java.util.Arrays;
import java.util.stream.Stream;

import dev.actorspring.demo.Chromium;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the observer page offers under which configuration.
 */
class ObserverAccessTests {

	@BeforeEach
	void requireBrowser() {
		Chromium.require();
	}

	@Test
	void readOnlyActors_haveNoButtons() {
		try (ConfigurableApplicationContext context = start(); Operator operator = new Operator(port(context))) {
			operator.visit("#/payments/ledger");
			operator.awaitText("#side .facts", "Incarnation");
			assertThat(operator.text("#side .buttons")).isEmpty();
			assertThat(operator.console()).isEmpty();
		}
	}

	@Test
	void actorsThatAreNotExposed_areAskedFor() throws Exception {
		try (ConfigurableApplicationContext context = start("--management.endpoints.web.exposure.exclude=actors");
				Operator operator = new Operator(port(context))) {
			operator.visit("");
			operator.awaitText("#notice", "management.endpoints.web.exposure.include");
			operator.screenshot("observer-11-not-exposed");
			assertThat(operator.console()).isEmpty();
		}
	}

	private static ConfigurableApplicationContext start(String... arguments) {
		SpringApplication application = new SpringApplication(StagedApplication.class);
		return application
			.run(Stream.concat(Stream.of("--server.port=0"), Arrays.stream(arguments)).toArray(String[]::new));
	}

	private static int port(ConfigurableApplicationContext context) {
		return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
	}

}
