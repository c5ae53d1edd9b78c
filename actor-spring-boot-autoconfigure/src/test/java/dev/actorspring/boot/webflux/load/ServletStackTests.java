package dev.actorspring.boot.webflux.load;

import org.junit.jupiter.api.Nested;

import org.springframework.test.context.TestPropertySource;

/**
 * The load on Spring MVC and the threads of a pool.
 */
class ServletStackTests {

	@Nested
	@TestPropertySource(properties = "spring.main.web-application-type=servlet")
	class LoadWithFaults extends LoadWithFaultsTests {

	}

}
