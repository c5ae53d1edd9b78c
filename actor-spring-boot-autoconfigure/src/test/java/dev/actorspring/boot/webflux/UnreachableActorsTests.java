package dev.actorspring.boot.webflux;

import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;

import dev.actorspring.Delivery;
import dev.actorspring.Handling;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.boot.actors.ActorSystemBuilderCustomizer;
import dev.actorspring.cluster.ActorUnreachableException;
import dev.actorspring.cluster.MessageTooLargeException;
import dev.actorspring.spi.OpenRequest;
import dev.actorspring.spi.Placement;
import dev.actorspring.stereotype.KeyedActor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is answered for actors that live on another node, which cannot be reached, over a
 * real port.
 */
@SpringBootTest(classes = UnreachableActorsTests.Application.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = "actor.metrics.enabled=false")
@AutoConfigureWebTestClient
class UnreachableActorsTests {

	@Autowired
	private WebTestClient client;

	@ParameterizedTest
	@CsvSource({ "/stock/away,503,unreachable,1", "/stock/away/events,503,unreachable,1",
			"/stock/lost,504,outcome-unknown,", "/stock/lost/events,504,outcome-unknown,", "/stock/far,413,too-large,",
			"/stock/far/events,413,too-large," })
	void requestThatDoesNotReachItsActor_isAProblem(String path, int status, String type, @Nullable String retryAfter) {
		HttpHeaders headers = this.client.get()
			.uri(path)
			.exchange()
			.expectStatus()
			.isEqualTo(status)
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.expectBody()
			.jsonPath("$.type")
			.isEqualTo("urn:actor-spring:problem:" + type)
			.jsonPath("$.status")
			.isEqualTo(status)
			.jsonPath("$.detail")
			.value(String.class, (detail) -> assertThat(detail).isNotEmpty().doesNotContain("10.0.0.2"))
			.returnResult()
			.getResponseHeaders();
		assertThat(headers.getFirst(HttpHeaders.RETRY_AFTER)).isEqualTo(retryAfter);
	}

	@Test
	void plainMessage_isAcceptedBeforeThatIsKnown() {
		this.client.post().uri("/stock/away/notes").exchange().expectStatus().isAccepted();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Stock.class)
	static class Application {

		@Bean
		ActorSystemBuilderCustomizer elsewhere() {
			return (builder) -> builder.placement((family) -> new Elsewhere());
		}

	}

	/**
	 * All actors live where no request arrives.
	 */
	private static final class Elsewhere implements Placement.Partitions, Placement.Home {

		@Override
		public int count() {
			return 1;
		}

		@Override
		public Placement.Home home(int partition) {
			return this;
		}

		@Override
		public boolean enter() {
			return false;
		}

		@Override
		public void exit() {
		}

		@Override
		public Delivery tell(String key, Message<?> message, @Nullable Object context) {
			return Delivery.ACCEPTED;
		}

		@Override
		public void ask(String key, OpenRequest request) {
			String path = "stock/" + key;
			request.fail(switch (key) {
				case "far" -> new MessageTooLargeException(path, "10.0.0.2 takes less");
				case "lost" -> new ActorUnreachableException(path, "10.0.0.2 is gone", Handling.UNKNOWN);
				default -> new ActorUnreachableException(path, "10.0.0.2 is silent", Handling.NOT_HANDLED);
			});
		}

	}

	@KeyedActor("stock")
	@RequestMapping("/stock/{key}")
	static class Stock {

		@Receive
		@GetMapping
		int count(Count count) {
			return 0;
		}

		@Receive
		@GetMapping("/events")
		Flow.Publisher<String> watch(Watch watch) {
			return new SubmissionPublisher<>();
		}

		@Receive
		@PostMapping("/notes")
		void note(Note note) {
		}

		record Count() implements Request<Stock, Integer> {

		}

		record Watch() implements Request<Stock, Flow.Publisher<String>> {

		}

		record Note() implements Message<Stock> {

		}

	}

}
