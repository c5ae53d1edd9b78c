package dev.actorspring.demo.payments;

import java.nio.charset.StandardCharsets;

import com.jayway.jsonpath.JsonPath;
import dev.actorspring.demo.AuctionHouseTest;
import dev.actorspring.demo.House;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpStatus;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.annotation.DirtiesContext.ClassMode;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@AuctionHouseTest
@DirtiesContext(classMode = ClassMode.BEFORE_EACH_TEST_METHOD)
@ExtendWith(OutputCaptureExtension.class)
class GatewayCrashTests {

	private static final String FAULTS = "/payments/card-gateway/faults";

	private static final String CRASH = """
			{"crash": true}""";

	@Autowired
	private WebTestClient client;

	@Test
	void crashOfTheGatewayIsSeenEverywhere(CapturedOutput output) {
		House house = new House(this.client);
		String problem = text(house.post(FAULTS, CRASH, HttpStatus.INTERNAL_SERVER_ERROR)
			.jsonPath("$.type")
			.isEqualTo("urn:actor-spring:problem:crashed")
			.returnResult()
			.getResponseBody());
		assertThat(problem).doesNotContain("Exception", "told to crash");
		String errorId = JsonPath.read(problem, "$.errorId");
		await().untilAsserted(() -> house.get("/actuator/actors/payments/card-gateway", HttpStatus.OK)
			.jsonPath("$.state")
			.isEqualTo("running")
			.jsonPath("$.incarnation")
			.isEqualTo(2)
			.jsonPath("$.restarts")
			.isEqualTo(1)
			.jsonPath("$.lastFailure")
			.isEqualTo("java.lang.IllegalStateException: The card gateway was told to crash")
			.jsonPath("$.recentRestarts.length()")
			.isEqualTo(1));
		house.get("/actuator/actors/payments/ledger", HttpStatus.OK).jsonPath("$.incarnation").isEqualTo(1);
		assertThat(house.text("/actuator/prometheus").lines()).anySatisfy((line) -> assertThat(line)
			.startsWith("actor_supervisor_restarts_total{actor=\"card-gateway\",supervisor=\"payments\"")
			.endsWith("} 1.0"));
		assertThat(output.toString().lines())
			.anySatisfy((line) -> assertThat(line).contains("payments/card-gateway",
					"The card gateway was told to crash", "payments restarts it now"))
			.anySatisfy((line) -> assertThat(line).contains("ERROR", errorId));
	}

	@Test
	void crashOfTheGatewayLeavesTheLedgerAlone() {
		House house = new House(this.client);
		house.open("paid", "PT2S");
		house.bid("paid", "ann", 120);
		await().untilAsserted(() -> house.expectStatus("paid", "SOLD", 120, "ann", 1));
		house.post(FAULTS, CRASH, HttpStatus.INTERNAL_SERVER_ERROR);
		house.expectLedger(1, 120);
	}

	@Test
	void gatewayThatCrashesAgainAndAgainComesBack() {
		House house = new House(this.client);
		for (int i = 0; i < 6; i++) {
			house.post(FAULTS, CRASH, HttpStatus.INTERNAL_SERVER_ERROR);
		}
		house.open("after", "PT2S");
		house.bid("after", "ann", 120);
		await().untilAsserted(() -> house.expectStatus("after", "SOLD", 120, "ann", 1));
		house.get("/actuator/health", HttpStatus.OK);
	}

	private static String text(byte[] body) {
		return new String(body, StandardCharsets.UTF_8);
	}

}
