package dev.actorspring.boot.webflux.load;

import org.junit.jupiter.api.Nested;

import org.springframework.test.context.TestPropertySource;

/**
 * The load on Spring MVC and virtual threads.
 */
class ServletStackOnVirtualThreadsTests {

	@Nested
	@TestPropertySource(
			properties = { "spring.main.web-application-type=servlet", "spring.threads.virtual.enabled=true" })
	class LoadWithFaults extends LoadWithFaultsTests {

	}

}
