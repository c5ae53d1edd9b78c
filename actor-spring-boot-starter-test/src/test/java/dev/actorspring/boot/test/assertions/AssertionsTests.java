package dev.actorspring.boot.test.assertions;

import dev.actorspring.ActorRef;
import dev.actorspring.boot.http.ProblemType;
import dev.actorspring.boot.test.probe.ProbeBean;
import dev.actorspring.boot.test.shop.Orders;
import dev.actorspring.boot.test.shop.Payments;
import dev.actorspring.boot.test.shop.Shop;
import dev.actorspring.test.Awaiting;
import dev.actorspring.test.Probe;
import io.micrometer.core.instrument.MeterRegistry;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.http.MediaType;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.web.reactive.server.WebTestClient;

import static dev.actorspring.boot.test.assertions.MetersAssert.assertThatMeters;
import static dev.actorspring.boot.test.assertions.ProblemAssert.assertThatProblem;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What can be said of meters and problems of an application, and how it fails.
 */
@SpringBootTest(classes = Shop.class, webEnvironment = SpringBootTest.WebEnvironment.MOCK,
		properties = "spring.main.web-application-type=reactive")
@AutoConfigureWebTestClient
@DirtiesContext(classMode = DirtiesContext.ClassMode.BEFORE_EACH_TEST_METHOD)
class AssertionsTests {

	@ProbeBean
	Probe<Payments> payments;

	@Autowired
	WebTestClient client;

	private static void assertFails(ThrowingCallable assertion, String text) {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(assertion).withMessageContaining(text);
	}

	private String post(String uri, String json) {
		return new String(this.client.post()
			.uri(uri)
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(json)
			.exchange()
			.expectBody()
			.returnResult()
			.getResponseBodyContent());
	}

	@Test
	void meters(@Autowired MeterRegistry meters, @Autowired ActorRef<Orders> orders, @Autowired Awaiting awaiting) {
		this.payments.answer(Payments.Charge.class, (charge) -> true);
		orders.call(new Orders.Place("ann", "book", 20));
		orders.call(new Orders.Place("bob", "lamp", 20));
		orders.tell(new Orders.Burn());
		awaiting.restart("counter/orders");
		assertThatMeters(meters).hasHandled("orders", Orders.Place.class, 2)
			.hasHandled("orders", Orders.Count.class, 0)
			.hasRestarts("orders", 1)
			.hasDeadLetters("orders", 0)
			.has(1, "actor.active", "actor", "orders");
		assertFails(() -> assertThatMeters(meters).hasHandled("orders", Orders.Place.class, 3),
				"Expected 3 of actor.messages[actor, orders, message, Place], but it was 2. Its meters are:\n");
		assertFails(() -> assertThatMeters(meters).hasRestarts("orders", 0),
				"\n  actor.supervisor.restarts[actor=orders, supervisor=counter] 1");
		assertFails(() -> assertThatMeters(meters).hasDeadLetters("ordres", 1),
				"Expected 1 of actor.dead.letters[actor, ordres], but it was 0. Its meters are: none");
		assertFails(() -> assertThatMeters(meters).has(0.5, "actor.active", "actor", "orders"),
				"Expected 0.5 of actor.active[actor, orders], but it was 1.");
		assertFails(() -> assertThatMeters(meters).has(7, "actor.nothing"),
				"Expected 7 of actor.nothing[], but it was 0. Its meters are: none");
	}

	@Test
	void problems() {
		String invalid = post("/orders", "{\"customer\":\"ann\",\"article\":\"book\",\"amount\":\"many\"}");
		assertThatProblem(invalid).is(ProblemType.INVALID_REQUEST)
			.hasViolation("amount")
			.hasMember("title", "Invalid request")
			.hasMember("instance", "/orders");
		String crash = post("/orders/fires?wait", "{}");
		assertFails(() -> assertThatProblem(invalid).is(ProblemType.CRASHED),
				"Expected the type urn:actor-spring:problem:crashed, but the problem is: " + invalid);
		assertFails(() -> assertThatProblem(invalid).hasStatus(500), "Expected the status 500, but the problem is: ");
		assertFails(() -> assertThatProblem(invalid).hasViolation("article"),
				"Expected a violation of 'article', but the problem is: " + invalid);
		assertFails(() -> assertThatProblem(invalid).hasDetailContaining("on fire"),
				"Expected a detail with 'on fire', but the problem is: " + invalid);
		assertFails(() -> assertThatProblem(crash), "Expected a problem, but the answer was: ");
		assertFails(() -> assertThatProblem("{\"count\":1}"), "Expected a problem, but the answer was: {\"count\":1}");
		assertFails(() -> assertThatProblem(null), "Expected a problem, but the answer was: null");
	}

	@Test
	void detailOfACrash() {
		this.payments.answer(Payments.Charge.class, (charge) -> {
			throw new IllegalArgumentException("no card");
		});
		assertThatProblem(post("/orders", "{\"customer\":\"ann\",\"article\":\"book\",\"amount\":2}"))
			.is(ProblemType.CRASHED)
			.hasDetailContaining("error id");
	}

}
