package dev.actorspring.boot.webflux;

import org.junit.jupiter.api.Nested;

import org.springframework.test.context.TestPropertySource;

/**
 * What holds on WebFlux, on Spring MVC and the threads of a pool.
 */
class ServletStackTests {

	@Nested
	@TestPropertySource(properties = "spring.main.web-application-type=servlet")
	class AdviceContract extends AdviceContractTests {

	}

	@Nested
	@TestPropertySource(properties = "spring.main.web-application-type=servlet")
	class BindingContract extends BindingContractTests {

	}

	@Nested
	@TestPropertySource(properties = "spring.main.web-application-type=servlet")
	class CallerContract extends CallerContractTests {

	}

	@Nested
	@TestPropertySource(properties = "spring.main.web-application-type=servlet")
	class ForwardAndBatch extends ForwardAndBatchTests {

	}

	@Nested
	@TestPropertySource(properties = "spring.main.web-application-type=servlet")
	class GatewayContract extends GatewayContractTests {

	}

	@Nested
	@TestPropertySource(properties = "spring.main.web-application-type=servlet")
	class HttpStream extends HttpStreamTests {

		@Override
		boolean noticesAtOnce() {
			return false;
		}

	}

	@Nested
	@TestPropertySource(properties = "spring.main.web-application-type=servlet")
	class IdempotencyKeyContract extends IdempotencyKeyContractTests {

	}

	@Nested
	@TestPropertySource(properties = "spring.main.web-application-type=servlet")
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

	@Nested
	@TestPropertySource(properties = "spring.main.web-application-type=servlet")
	class MappingContract extends MappingContractTests {

	}

	@Nested
	@TestPropertySource(properties = "spring.main.web-application-type=servlet")
	class ResourceServerContract extends ResourceServerContractTests {

	}

	@Nested
	@TestPropertySource(properties = "spring.main.web-application-type=servlet")
	class OddRequests extends OddRequestsTests {

		@Override
		boolean isRefusedByTheServer(String line) {
			return line.endsWith("%00") || line.endsWith("%FF%FE") || line.endsWith("é");
		}

	}

	@Nested
	@TestPropertySource(properties = "spring.main.web-application-type=servlet")
	class SlowClient extends SlowClientTests {

	}

	@Nested
	@TestPropertySource(properties = "spring.main.web-application-type=servlet")
	class StatesContract extends StatesContractTests {

	}

	@Nested
	@TestPropertySource(properties = "spring.main.web-application-type=servlet")
	class StreamHeartbeat extends StreamHeartbeatTests {

	}

	@Nested
	@TestPropertySource(properties = "spring.main.web-application-type=servlet")
	class UnreadableHeaders extends UnreadableHeadersTests {

		@Override
		boolean sorts() {
			return false;
		}

	}

}
