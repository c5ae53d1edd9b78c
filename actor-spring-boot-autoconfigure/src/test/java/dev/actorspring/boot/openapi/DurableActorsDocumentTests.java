package dev.actorspring.boot.openapi;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.durable.Durable;
import dev.actorspring.durable.IdempotencyKey;
import dev.actorspring.durable.State;
import dev.actorspring.durable.store.StateStore;
import dev.actorspring.durable.test.InMemoryStateStore;
import dev.actorspring.stereotype.Actor;
import dev.actorspring.stereotype.KeyedActor;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
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
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What springdoc's document says about actors whose state is kept, over a real port.
 */
@SpringBootTest(classes = DurableActorsDocumentTests.Application.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = "actor.metrics.enabled=false")
class DurableActorsDocumentTests {

	private final OpenApiDocument document;

	DurableActorsDocumentTests(@LocalServerPort int port) {
		this.document = OpenApiDocument.get(port);
	}

	@Test
	void document_isValid() {
		this.document.expectValid();
	}

	@Test
	void olderVersionOfOpenApi_isValidToo() {
		new ReactiveWebApplicationContextRunner().withUserConfiguration(Application.class)
			.withPropertyValues("actor.metrics.enabled=false", "springdoc.api-docs.version=openapi_3_0")
			.run((context) -> {
				OpenApiDocument old = OpenApiDocument
					.get(WebTestClient.bindToApplicationContext(context).configureClient());
				old.expectValid();
				assertThat(old.parameters("post", "/stock/{key}/removals")).contains("header Idempotency-Key?");
				assertThat(
						old.<Map<String, Object>>operation("post", "/stock/{key}/deliveries", ".parameters[1].schema"))
					.isEqualTo(Map.of("type", "string", "maxLength", 200));
			});
	}

	@Test
	void idempotencyKey_isAHeader() {
		assertThat(this.document.parameters("post", "/stock/{key}/removals")).containsExactly("path key",
				"header Idempotency-Key?", "header Prefer?");
		Map<String, Object> header = this.document.operation("post", "/stock/{key}/removals", ".parameters[1]");
		assertThat(header).containsEntry("schema", Map.of("type", "string", "format", "uuid"));
		assertThat(header.get("description").toString()).contains("'take-id'");
	}

	@Test
	void idempotencyKey_isAProperty_butNotARequiredOne() {
		Map<String, Object> schema = this.document.operation("post", "/stock/{key}/removals",
				".requestBody.content['application/json'].schema");
		assertThat(schema).containsEntry("required", List.of("pieces"));
		assertThat(this.document.<Map<String, Object>>operation("post", "/stock/{key}/removals",
				".requestBody.content['application/json'].schema.properties"))
			.containsOnlyKeys("take-id", "pieces");
	}

	@Test
	void idempotencyKeyThatMayBeNull_isNoneInTheHeader() {
		assertThat(this.document.<Map<String, Object>>operation("post", "/stock/{key}/deliveries",
				".parameters[1].schema"))
			.isEqualTo(Map.of("type", "string", "maxLength", 200));
		assertThat(this.document.<String>operation("post", "/stock/{key}/deliveries",
				".requestBody.content['application/json'].schema.$ref"))
			.isEqualTo("#/components/schemas/Stock.Deliver");
		assertThat(this.document.<List<String>>read("$.components.schemas['Stock.Deliver'].properties.id.type"))
			.containsExactlyInAnyOrder("string", "null");
		assertThat(this.document.<Map<String, Object>>read("$.components.schemas['Stock.Deliver'].properties.id"))
			.doesNotContainKey("maxLength");
	}

	@Test
	void idempotencyKeyOfARequestWithoutBody_isAHeaderOrInTheQuery() {
		assertThat(this.document.parameters("delete", "/stock/{key}")).containsExactly("path key", "query id?",
				"header Idempotency-Key?", "header Prefer?");
		assertThat(this.document.<Integer>operation("delete", "/stock/{key}", ".parameters[2].schema.maxLength"))
			.isEqualTo(36);
	}

	@Test
	void idempotencyKeyOfAPlainMessage_isAHeader() {
		assertThat(this.document.parameters("post", "/stock/{key}/notes")).containsExactly("path key",
				"header Idempotency-Key?");
		assertThat(this.document.<Map<String, Object>>operation("post", "/stock/{key}/notes", ".responses"))
			.doesNotContainKey("422");
	}

	@Test
	void idempotencyKeyThatIsUsedAgain_is422() {
		assertThat(this.document.problemTypes("post", "/stock/{key}/removals", "422"))
			.containsExactly("idempotency-key-reused");
		assertThat(this.document.problemTypes("post", "/stock/{key}/deliveries", "422")).containsExactly("declined",
				"idempotency-key-reused");
	}

	@ParameterizedTest
	@CsvSource({ "get,/stock/{key}", "post,/bell" })
	void whereNoneIsTaken_itIsNotShown(String method, String path) {
		assertThat(this.document.parameters(method, path)).doesNotContain("header Idempotency-Key?");
		assertThat(this.document.<Map<String, Object>>operation(method, path, ".responses")).doesNotContainKey("422");
	}

	@Test
	void componentOfAnActorWithoutState_isAnOrdinaryOne() {
		assertThat(this.document.<Map<String, Object>>read("$.components.schemas['Bell.Ring']"))
			.containsEntry("required", List.of("id"));
	}

	@ParameterizedTest
	@CsvSource({ "get,/stock/{key}", "get,/ledger" })
	void stateThatCannotBeHad_isAProblem(String method, String path) {
		assertThat(this.document.problemTypes(method, path, "503")).contains("state-unavailable", "state-conflict",
				"state-unreadable");
		assertThat(this.document.problemTypes(method, path, "500")).contains("state-refused");
		assertThat(this.document.problemTypes(method, path, "504")).contains("state-outcome-unknown");
	}

	@Test
	void actorWithoutState_hasNoSuchProblems() {
		assertThat(this.document.json()).contains("state-unavailable");
		assertThat(this.document.problemTypes("post", "/bell", "503")).doesNotContain("state-unavailable");
		assertThat(this.document.problemTypes("post", "/bell", "504")).containsExactly("timeout", "outcome-unknown");
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Stock.class, Bell.class })
	static class Application {

		@Bean
		StateStore store() {
			return new InMemoryStateStore();
		}

		@Bean
		@Actor("ledger")
		Ledger ledger(@State(name = "ledger-total") Durable<Level> total) {
			return new Ledger(total);
		}

	}

	record Level(int pieces) {

	}

	@KeyedActor("stock")
	@RequestMapping("/stock/{key}")
	static class Stock {

		private final Durable<Level> level;

		Stock(@State(name = "stock-level") Durable<Level> level) {
			this.level = level;
		}

		@Receive
		@PostMapping("/removals")
		Level take(Take take) {
			return count(new Count());
		}

		@Receive
		@PostMapping("/deliveries")
		Level deliver(Deliver deliver) throws Full {
			return count(new Count());
		}

		@Receive
		@DeleteMapping
		Level clear(Clear clear) {
			return count(new Count());
		}

		@Receive
		@PostMapping("/notes")
		void note(Note note) {
		}

		@Receive
		@GetMapping
		Level count(Count count) {
			return this.level.orElse(new Level(0));
		}

		record Take(@IdempotencyKey @JsonProperty("take-id") @NotNull UUID id,
				int pieces) implements Request<Stock, Level> {

		}

		record Deliver(@IdempotencyKey @Nullable String id, int pieces) implements Request<Stock, Level> {

		}

		record Clear(@IdempotencyKey @NotNull @Size(max = 36) String id) implements Request<Stock, Level> {

		}

		record Note(@IdempotencyKey String id) implements Message<Stock> {

		}

		record Count() implements Request<Stock, Level> {

		}

	}

	static class Ledger {

		private final Durable<Level> total;

		Ledger(Durable<Level> total) {
			this.total = total;
		}

		@Receive
		@GetMapping("/ledger")
		Level read(Read read) {
			return this.total.orElse(new Level(0));
		}

		record Read() implements Request<Ledger, Level> {

		}

	}

	@Actor("bell")
	static class Bell {

		@Receive
		@PostMapping("/bell")
		String ring(Ring ring) {
			return "";
		}

		record Ring(@IdempotencyKey @NotNull String id) implements Request<Bell, String> {

		}

	}

	static class Full extends Exception {

		private static final long serialVersionUID = 1L;

	}

}
