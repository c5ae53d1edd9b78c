package dev.actorspring.boot.webflux;

import java.time.Duration;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.ActorContext;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.stereotype.Actor;
import dev.actorspring.stereotype.KeyedActor;
import dev.actorspring.stereotype.Pool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.config.CorsRegistry;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Which request leads to which handler, over a real port and below a base path of the
 * application.
 */
@SpringBootTest(classes = MappingContractTests.Application.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "spring.webflux.base-path=/app", "server.servlet.context-path=/app", "shelf.path=/shelves",
				"actor.metrics.enabled=false" })
@ExtendWith(CheckedStacks.class)
class MappingContractTests {

	@Value("${spring.main.web-application-type}")
	private String stack;

	private WebTestClient client;

	@BeforeEach
	void connect(@LocalServerPort int port) {
		this.client = WebTestClient.bindToServer()
			.baseUrl("http://localhost:" + port + "/app")
			.responseTimeout(Duration.ofSeconds(20))
			.build();
	}

	@Test
	void pool_isMappedAsOneActor() {
		for (int i = 0; i < 4; i++) {
			this.client.get()
				.uri("/counters?number=" + i)
				.exchange()
				.expectStatus()
				.isOk()
				.expectBody(String.class)
				.value((reply) -> assertThat(reply).matches("\"?counters/[12]\"?"));
		}
	}

	@ParameterizedTest
	@CsvSource({ "GET,/shelves/1/books/2,get 2", "PUT,/shelves/1/books/2,put 2", "POST,/shelves/1/books/2,post 2",
			"PATCH,/shelves/1/books/2,post 2", "DELETE,/shelves/1/books/2,delete 2", "GET,/shelves/1/tomes/2,get 2" })
	void severalHandlers_shareAPathByMethod(String method, String path, String reply) {
		exchange(method, path).expectStatus().isOk().expectBody(String.class).isEqualTo('"' + reply + '"');
	}

	@ParameterizedTest
	@CsvSource({ "/library/7/key", "/library/7/shelf/7/key" })
	void key_standsAnywhereInThePath(String path) {
		exchange("GET", path).expectBody(String.class).isEqualTo("\"7\"");
	}

	@Test
	void expression_isHonoured() {
		exchange("GET", "/numbers/42").expectStatus().isOk().expectBody(String.class).isEqualTo("\"number 42\"");
		exchange("GET", "/numbers/x42").expectStatus()
			.isNotFound()
			.expectBody()
			.jsonPath("$.type")
			.isEqualTo("urn:actor-spring:problem:not-found");
	}

	@ParameterizedTest
	@CsvSource({ "/files/a/b.txt,/a/b.txt", "/files/a%2Fb,/a/b", "/files/,/", "/files,''" })
	void restOfThePath_isAComponent(String path, String rest) {
		this.client.get()
			.uri((uri) -> uri.build().resolve("/app" + path))
			.exchange()
			.expectBody(String.class)
			.isEqualTo("\"file " + rest + '"');
	}

	@ParameterizedTest
	@CsvSource({ "/wild/a/b/c", "/wild" })
	void wildcard_isHonoured(String path) {
		exchange("GET", path).expectBody(String.class).isEqualTo("\"wild\"");
	}

	@ParameterizedTest
	@CsvSource({ "/shelves/1/books/2/", "/Shelves/1/books/2", "//shelves/1/books/2" })
	void otherPath_is404(String path) {
		this.client.get().uri((uri) -> uri.build().resolve("/app" + path)).exchange().expectStatus().isNotFound();
	}

	@Test
	void matrixVariables_areNoPartOfTheValue() {
		exchange("GET", "/shelves/1;a=b/books/2;c=d").expectBody(String.class).isEqualTo("\"get 2\"");
	}

	@Test
	void controllerWithAMoreSpecificPath_goesFirst() {
		exchange("GET", "/shelves/1/books/best").expectBody(String.class).isEqualTo("from the controller");
		exchange("PUT", "/shelves/1/books/best").expectBody(String.class).isEqualTo("\"put best\"");
	}

	@Test
	void controllerWithALessSpecificPath_getsTheRest() {
		exchange("GET", "/shelves/1/games/2").expectBody(String.class).isEqualTo("games 2");
		exchange("GET", "/shelves/1/books/2").expectBody(String.class).isEqualTo("\"get 2\"");
	}

	@Test
	void controllerWithTheSameMethodAndPath_failsTheStart() {
		Throwable failure = catchThrowable(() -> new SpringApplication(Conflict.class).run("--server.port=0",
				"--spring.main.banner-mode=off", "--spring.main.web-application-type=" + this.stack));
		assertThat(failure).isInstanceOf(ActorConfigurationException.class)
			.hasMessageContainingAll("GET /numbers/{key:[0-9]+}", "Numbers.get", "'number'", "Rival.get");
	}

	@Test
	void globalCors_isHonoured() {
		preflight("https://friend.example").expectStatus()
			.isOk()
			.expectHeader()
			.valueEquals(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "https://friend.example");
		preflight("https://foe.example").expectStatus().isForbidden();
		this.client.put()
			.uri("/shelves/1/books/2")
			.header(HttpHeaders.ORIGIN, "https://foe.example")
			.exchange()
			.expectStatus()
			.isForbidden();
	}

	private WebTestClient.ResponseSpec preflight(String origin) {
		return this.client.options()
			.uri("/shelves/1/books/2")
			.header(HttpHeaders.ORIGIN, origin)
			.header(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD, "PUT")
			.exchange();
	}

	private WebTestClient.ResponseSpec exchange(String method, String path) {
		return this.client.method(HttpMethod.valueOf(method)).uri(path).exchange();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Shelf.class, Library.class, Numbers.class, Files.class, Shop.class, Counters.class })
	static class Application {

		@Bean
		@ConditionalOnWebApplication(type = Type.REACTIVE)
		WebFluxConfigurer reactiveCors() {
			return new WebFluxConfigurer() {

				@Override
				public void addCorsMappings(CorsRegistry registry) {
					registry.addMapping("/**").allowedOrigins("https://friend.example").allowedMethods("GET", "PUT");
				}

			};
		}

		@Bean
		@ConditionalOnWebApplication(type = Type.SERVLET)
		WebMvcConfigurer servletCors() {
			return new WebMvcConfigurer() {

				@Override
				public void addCorsMappings(org.springframework.web.servlet.config.annotation.CorsRegistry registry) {
					registry.addMapping("/**").allowedOrigins("https://friend.example").allowedMethods("GET", "PUT");
				}

			};
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Numbers.class, Rival.class })
	static class Conflict {

	}

	@RestController
	static class Rival {

		@GetMapping("/numbers/{number:[0-9]+}")
		String get() {
			return "";
		}

	}

	@RestController
	static class Shop {

		@GetMapping("/shelves/{shelf}/books/best")
		String best() {
			return "from the controller";
		}

		@GetMapping("/shelves/{shelf}/{kind}/{id}")
		String other(@PathVariable String kind, @PathVariable String id) {
			return kind + " " + id;
		}

	}

	@KeyedActor("shelf")
	@RequestMapping("${shelf.path}/{key}")
	static class Shelf {

		@Receive
		@GetMapping({ "/books/{id}", "/tomes/{id}" })
		String get(Get get) {
			return "get " + get.id();
		}

		@Receive
		@PutMapping("/books/{id}")
		String put(Put put) {
			return "put " + put.id();
		}

		@Receive
		@RequestMapping(path = "/books/{id}", method = { RequestMethod.POST, RequestMethod.PATCH })
		String post(Post post) {
			return "post " + post.id();
		}

		@Receive
		@DeleteMapping("/books/{id}")
		String delete(Delete delete) {
			return "delete " + delete.id();
		}

		record Get(String id) implements Request<Shelf, String> {

		}

		record Put(String id) implements Request<Shelf, String> {

		}

		record Post(String id) implements Request<Shelf, String> {

		}

		record Delete(String id) implements Request<Shelf, String> {

		}

	}

	@KeyedActor("library")
	static class Library {

		@Receive
		@GetMapping({ "/library/{key}/key", "/library/{shelf}/shelf/{key}/key" })
		String get(Get get) {
			return get.key();
		}

		record Get(String key, String shelf) implements Request<Library, String> {

		}

	}

	@KeyedActor("number")
	@RequestMapping("/numbers/{key:[0-9]+}")
	static class Numbers {

		@Receive
		@GetMapping
		String get(Get get) {
			return "number " + get.key();
		}

		record Get(String key) implements Request<Numbers, String> {

		}

	}

	@Actor("files")
	static class Files {

		@Receive
		@GetMapping("/files/{*rest}")
		String get(Get get) {
			return "file " + get.rest();
		}

		@Receive
		@GetMapping("/wild/**")
		String wild(Wild wild) {
			return "wild";
		}

		record Get(String rest) implements Request<Files, String> {

		}

		record Wild() implements Request<Files, String> {

		}

	}

	@Actor("counters")
	@Pool(size = 2)
	static class Counters {

		record Serve(int number) implements Request<Counters, String> {

		}

		private final ActorContext<Counters> context;

		Counters(ActorContext<Counters> context) {
			this.context = context;
		}

		@Receive
		@GetMapping("/counters")
		String serve(Serve request) {
			return this.context.path();
		}

	}

}
