package dev.actorspring.boot.web;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import dev.actorspring.ActorConfigurationException;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.boot.actors.ActorAutoConfiguration;
import dev.actorspring.stereotype.KeyedActor;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.test.web.reactive.server.HttpHandlerConnector;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;

import static org.assertj.core.api.Assertions.assertThat;

class ActorIndexTests {

	private final ReactiveWebApplicationContextRunner runner = new ReactiveWebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ActorAutoConfiguration.class, ActorWebAutoConfiguration.class,
				ActorWebIndexAutoConfiguration.class, JacksonAutoConfiguration.class, ValidationAutoConfiguration.class,
				HttpHandlerAutoConfiguration.class, WebFluxAutoConfiguration.class))
		.withPropertyValues("actor.web.expose=stall")
		.withUserConfiguration(Stall.class, GatewayApplication.Room.class);

	private final ReactiveWebApplicationContextRunner enabled = this.runner
		.withPropertyValues("actor.web.index.enabled=true");

	@Test
	void byDefault_thereIsNone() {
		this.runner.run((context) -> client(context).get().uri("/actors").exchange().expectStatus().isNotFound());
	}

	@Test
	void namesWhatIsExposed_andNothingElse() {
		this.enabled.run((context) -> {
			JsonNode actors = index(context, "/actors").path("actors");
			assertThat(actors).hasSize(1);
			assertThat(actors.path(0).path("name").asString()).isEqualTo("stall");
			assertThat(actors.path(0).path("keyed").asBoolean()).isTrue();
			assertThat(actors.path(0).path("messages")).map((message) -> message.path("name").asString())
				.containsExactly("Clear", "Offer");
			assertThat(actors.path(0).path("messages"))
				.map((message) -> message.path("method").asString() + " " + message.path("path").asString())
				.containsExactlyInAnyOrder("POST /actors/stall/{key}/offer", "POST /actors/stall/{key}/clear");
		});
	}

	@Test
	void schema_saysWhatTheMapperReads() {
		this.enabled.run((context) -> assertThat(message(index(context, "/actors"), "Offer").path("schema"))
			.isEqualTo(JsonMapper.shared().readTree("""
					{
					  "type": "object",
					  "properties": {
					    "item": {"type": "string", "minLength": 1},
					    "price": {"type": "number"},
					    "pieces": {"type": "integer", "format": "int32", "minimum": 1, "maximum": 99},
					    "color": {"type": "string", "enum": ["RED", "GREEN"]},
					    "from": {"type": "string", "format": "date"},
					    "until": {"type": "string", "format": "date-time"},
					    "lasts": {"type": "string", "format": "duration"},
					    "code": {"type": "string", "pattern": "[a-z]+"},
					    "note": {"type": ["string", "null"]},
					    "parts": {"type": "array", "minItems": 1, "maxItems": 3, "items": {
					      "type": "object", "properties": {"weight": {"type": "number", "format": "double"}},
					      "required": ["weight"]}},
					    "tags": {"type": "object", "additionalProperties": {"type": "string"}}
					  },
					  "required": ["from", "item", "pieces"]
					}""")));
	}

	@Test
	void namingStrategyOfTheMapper_isHonoured() {
		this.enabled.withPropertyValues("spring.jackson.property-naming-strategy=UPPER_CAMEL_CASE")
			.run((context) -> assertThat(
					message(index(context, "/actors"), "Offer").path("schema").path("properties").propertyNames())
				.contains("Pieces", "Color", "item"));
	}

	@Test
	void reply_hasASchema() {
		this.enabled.run((context) -> {
			JsonNode index = index(context, "/actors");
			assertThat(message(index, "Offer").path("reply")).isEqualTo(JsonMapper.shared().readTree("""
					{"type": "string"}"""));
			assertThat(message(index, "Clear").path("reply").isMissingNode()
					|| message(index, "Clear").path("reply").isNull())
				.isTrue();
		});
	}

	@Test
	void basePath_isHonoured() {
		this.enabled.withPropertyValues("actor.web.base-path=/api")
			.run((context) -> assertThat(message(index(context, "/api"), "Clear").path("path").asString())
				.isEqualTo("/api/stall/{key}/clear"));
	}

	@Test
	void basePathOfTheApplication_isPartOfThePaths() {
		this.enabled.withPropertyValues("spring.webflux.base-path=/shop")
			.run((context) -> assertThat(message(index(context, "/shop/actors"), "Clear").path("path").asString())
				.isEqualTo("/shop/actors/stall/{key}/clear"));
	}

	@Test
	void otherMethods_are405() {
		this.enabled.run((context) -> client(context).post()
			.uri("/actors")
			.exchange()
			.expectStatus()
			.isEqualTo(405)
			.expectHeader()
			.valueEquals(HttpHeaders.ALLOW, "GET, HEAD")
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON));
	}

	@Test
	void noGenerator_failsTheStart() {
		this.enabled
			.withClassLoader(new FilteredClassLoader(SchemaGenerator.class.getPackageName(),
					"com.github.victools.jsonschema.module"))
			.run((context) -> {
				assertThat(context).hasFailed();
				assertThat(context.getStartupFailure()).rootCause()
					.isInstanceOf(ActorConfigurationException.class)
					.hasMessageContaining("actor.web.index.enabled")
					.extracting((cause) -> ((ActorConfigurationException) cause).getAction())
					.asString()
					.contains("jsonschema-generator");
			});
	}

	private static JsonNode message(JsonNode index, String name) {
		for (JsonNode message : index.path("actors").path(0).path("messages")) {
			if (message.path("name").asString().equals(name)) {
				return message;
			}
		}
		throw new AssertionError("No " + name + " in " + index);
	}

	private static JsonNode index(ApplicationContext context, String path) {
		return JsonMapper.shared()
			.readTree(client(context).get()
				.uri(path)
				.exchange()
				.expectStatus()
				.isOk()
				.expectHeader()
				.contentType(MediaType.APPLICATION_JSON)
				.expectBody()
				.returnResult()
				.getResponseBody());
	}

	private static WebTestClient client(ApplicationContext context) {
		return WebTestClient.bindToServer(new HttpHandlerConnector(context.getBean(HttpHandler.class))).build();
	}

	@KeyedActor("stall")
	static class Stall {

		@Receive
		Optional<String> offer(Offer offer) {
			return Optional.empty();
		}

		@Receive
		@GetMapping("/elsewhere/{key}")
		void clear(Clear clear) {
		}

		record Offer(String key, @JsonProperty("item") @NotBlank String name, BigDecimal price,
				@Min(1) @Max(99) int pieces, Color color, @NotNull LocalDate from, Instant until, Duration lasts,
				@Pattern(regexp = "[a-z]+") String code, Optional<String> note,
				@Size(min = 1, max = 3) List<Part> parts,
				Map<String, String> tags) implements Request<Stall, Optional<String>> {

		}

		record Part(double weight) {

		}

		record Clear() implements Message<Stall> {

		}

		enum Color {

			RED, GREEN

		}

	}

}
