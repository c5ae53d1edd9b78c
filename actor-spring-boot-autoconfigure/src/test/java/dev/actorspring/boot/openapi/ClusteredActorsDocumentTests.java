package dev.actorspring.boot.openapi;

import java.util.Map;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;

import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.boot.actuate.testing.FixedClusterNode;
import dev.actorspring.cluster.ClusterNode;
import dev.actorspring.stereotype.Actor;
import dev.actorspring.stereotype.FamilyScope;
import dev.actorspring.stereotype.KeyedActor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What springdoc's document says about actors that are spread over nodes, over a real
 * port.
 */
@SpringBootTest(classes = ClusteredActorsDocumentTests.Application.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "actor.metrics.enabled=false", "actor.actors.till.scope=cluster" })
class ClusteredActorsDocumentTests {

	private final OpenApiDocument document;

	ClusteredActorsDocumentTests(@LocalServerPort int port) {
		this.document = OpenApiDocument.get(port);
	}

	@Test
	void document_isValid() {
		this.document.expectValid();
	}

	@ParameterizedTest
	@CsvSource({ "get,/stock/{key}", "post,/stock/{key}", "get,/stock/{key}/events", "get,/reports", "get,/till" })
	void nodeThatCannotBeReached_isAProblem(String method, String path) {
		assertThat(this.document.problemTypes(method, path, "503")).contains("unreachable", "terminated");
		assertThat(this.document.problemTypes(method, path, "504")).containsExactly("timeout", "outcome-unknown");
		assertThat(this.document.response(method, path, "503").get("description").toString()).contains("Not reachable");
	}

	@ParameterizedTest
	@CsvSource({ "get,/stock/{key}", "post,/stock/{key}", "get,/reports" })
	void requestThatIsTooLargeToBeSentThere_isAProblem(String method, String path) {
		assertThat(this.document.problemTypes(method, path, "413")).containsExactly("too-large");
		assertThat(this.document.response(method, path, "413")).containsEntry("description", "Request too large");
	}

	@Test
	void plainMessage_isNotWaitedFor() {
		assertThat(this.document.problemTypes("post", "/stock/{key}/notes", "503")).doesNotContain("unreachable");
		assertThat(this.document.<Map<String, Object>>operation("post", "/stock/{key}/notes", ".responses"))
			.doesNotContainKey("504");
	}

	@Test
	void actorOfEachNode_hasNoSuchProblems() {
		assertThat(this.document.problemTypes("get", "/bell", "503")).doesNotContain("unreachable");
		assertThat(this.document.problemTypes("get", "/bell/strokes", "504")).containsExactly("timeout");
		assertThat(this.document.<Map<String, Object>>operation("get", "/bell", ".responses")).doesNotContainKey("413");
	}

	@Test
	void applicationWithoutCluster_hasNoSuchProblems() {
		new ReactiveWebApplicationContextRunner().withUserConfiguration(Application.class)
			.withPropertyValues("actor.metrics.enabled=false", "actor.cluster.enabled=false")
			.run((context) -> assertThat(
					OpenApiDocument.get(WebTestClient.bindToApplicationContext(context).configureClient()).json())
				.contains("/stock/{key}")
				.doesNotContain("unreachable"));
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Stock.class, Reports.class, Till.class, Bell.class })
	static class Application {

		@Bean
		ClusterNode node() {
			return new FixedClusterNode(16);
		}

	}

	@KeyedActor(value = "stock", scope = FamilyScope.CLUSTER)
	@RequestMapping("/stock/{key}")
	static class Stock {

		@Receive
		@GetMapping
		int count(Count count) {
			return 0;
		}

		@Receive
		@PostMapping
		int add(Add add) {
			return add.pieces();
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

		record Add(int pieces) implements Request<Stock, Integer> {

		}

		record Watch() implements Request<Stock, Flow.Publisher<String>> {

		}

		record Note(String text) implements Message<Stock> {

		}

	}

	@Actor(scope = FamilyScope.CLUSTER)
	static class Reports {

		@Receive
		@GetMapping("/reports")
		String read(Read read) {
			return "";
		}

		record Read() implements Request<Reports, String> {

		}

	}

	/**
	 * Spread by its properties.
	 */
	@Actor
	static class Till {

		@Receive
		@GetMapping("/till")
		String read(Read read) {
			return "";
		}

		record Read() implements Request<Till, String> {

		}

	}

	@Actor
	static class Bell {

		@Receive
		@GetMapping("/bell")
		String ring(Ring ring) {
			return "";
		}

		@Receive
		@GetMapping("/bell/strokes")
		Flow.Publisher<String> watch(Watch watch) {
			return new SubmissionPublisher<>();
		}

		record Ring() implements Request<Bell, String> {

		}

		record Watch() implements Request<Bell, Flow.Publisher<String>> {

		}

	}

}
