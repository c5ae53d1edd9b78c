package dev.actorspring.boot.webflux;

import org.junit.jupiter.api.Nested;

import org.springframework.test.context.TestPropertySource;

/**
 * What holds on WebFlux, on Spring MVC and virtual threads.
 */
class ServletStackOnVirtualThreadsTests {

	@Nested
	@TestPropertySource(
			properties = { "spring.main.web-application-type=servlet", "spring.threads.virtual.enabled=true" })
	class AdviceContract extends AdviceContractTests {

	}

	@Nested
	@TestPropertySource(
			properties = { "spring.main.web-application-type=servlet", "spring.threads.virtual.enabled=true" })
	class BindingContract extends BindingContractTests {

	}

	@Nested
	@TestPropertySource(
			properties = { "spring.main.web-application-type=servlet", "spring.threads.virtual.enabled=true" })
	class CallerContract extends CallerContractTests {

	}

	@Nested
	@TestPropertySource(
			properties = { "spring.main.web-application-type=servlet", "spring.threads.virtual.enabled=true" })
	class ForwardAndBatch extends ForwardAndBatchTests {

	}

	@Nested
	@TestPropertySource(
			properties = { "spring.main.web-application-type=servlet", "spring.threads.virtual.enabled=true" })
	class GatewayContract extends GatewayContractTests {

	}

	@Nested
	@TestPropertySource(
			properties = { "spring.main.web-application-type=servlet", "spring.threads.virtual.enabled=true" })
	class HttpStream extends HttpStreamTests {

		@Override
		boolean noticesAtOnce() {
			return false;
		}

	}

	@Nested
	@TestPropertySource(
			properties = { "spring.main.web-application-type=servlet", "spring.threads.virtual.enabled=true" })
	class IdempotencyKeyContract extends IdempotencyKeyContractTests {

	}

	@Nested
	@TestPropertySource(
			properties = { "spring.main.web-application-type=servlet", "spring.threads.virtual.enabled=true" })
	class Keys extends KeysTests {

		@Override
		boolean isRefusedByTheServer(String segment) {
			return segment.equals("%FF");
		}

		@Override
		int statusOfTooLong() {
			return 400;
		}

	}

	/**
	 * Below the path of the servlet, and not of the application.
	 */
	@Nested
	@TestPropertySource(properties = { "spring.main.web-application-type=servlet",
			"spring.threads.virtual.enabled=true", "server.servlet.context-path=", "spring.mvc.servlet.path=/app" })
	class MappingContract extends MappingContractTests {

	}

	@Nested
	@TestPropertySource(
			properties = { "spring.main.web-application-type=servlet", "spring.threads.virtual.enabled=true" })
	class ResourceServerContract extends ResourceServerContractTests {

	}

	@Nested
	@TestPropertySource(
			properties = { "spring.main.web-application-type=servlet", "spring.threads.virtual.enabled=true" })
	class OddRequests extends OddRequestsTests {

		@Override
		boolean isRefusedByTheServer(String line) {
			return line.endsWith("%00") || line.endsWith("%FF%FE") || line.endsWith("é");
		}

	}

	@Nested
	@TestPropertySource(
			properties = { "spring.main.web-application-type=servlet", "spring.threads.virtual.enabled=true" })
	class SlowClient extends SlowClientTests {

	}

	@Nested
	@TestPropertySource(
			properties = { "spring.main.web-application-type=servlet", "spring.threads.virtual.enabled=true" })
	class StatesContract extends StatesContractTests {

	}

	@Nested
	@TestPropertySource(
			properties = { "spring.main.web-application-type=servlet", "spring.threads.virtual.enabled=true" })
	class StreamHeartbeat extends StreamHeartbeatTests {

	}

	@Nested
	@TestPropertySource(
			properties = { "spring.main.web-application-type=servlet", "spring.threads.virtual.enabled=true" })
	class UnreadableHeaders extends UnreadableHeadersTests {

		@Override
		boolean sorts() {
			return false;
		}

	}

}
