package dev.actorspring.boot.actuate.observer;

import java.net.URI;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page and its files as a browser gets them.
 */
class ObserverHttpTests {

	private static final String EXPOSED = "--management.endpoints.web.exposure.include=observer,actors";

	@ParameterizedTest
	@CsvSource({ "/actuator/observer, ", "/ops/observer, --management.endpoints.web.base-path=/ops",
			"/observer, --management.endpoints.web.base-path=/",
			"/actuator/watch/tower, --management.endpoints.web.path-mapping.observer=watch/tower",
			"/actuator/observer, --management.endpoints.web.path-mapping.actors=watch/tree",
			"/shop/actuator/observer, --spring.webflux.base-path=/shop",
			"/actuator/observer, --management.server.port=0",
			"/inner/actuator/observer, --management.server.port=0 --management.server.base-path=/inner" })
	void page_leadsToItsFilesAndToTheActors(String path, String properties) {
		run((properties != null) ? properties : "", (client) -> {
			String page = text(client, path);
			List<String> files = attributes(page, "(?:href|src)");
			assertThat(files).hasSizeGreaterThan(4);
			assertThat(files).allSatisfy((file) -> assertThat(text(client, resolve(path, file))).isNotEmpty());
			assertThat(attributes(page, "data-actors")).singleElement()
				.satisfies(
						(actors) -> assertThat(text(client, resolve(path, actors))).isEqualTo("{\"kind\":\"tree\"}"));
		});
	}

	@Test
	void page_loadsNothingFromElsewhereAndHasNoScriptOrStyleInIt() {
		run("", (client) -> {
			EntityExchangeResult<String> result = client.get()
				.uri("/actuator/observer")
				.accept(MediaType.TEXT_HTML, MediaType.ALL)
				.exchange()
				.expectStatus()
				.isOk()
				.expectHeader()
				.contentType("text/html;charset=UTF-8")
				.expectBody(String.class)
				.returnResult();
			String page = result.getResponseBody();
			assertThat(page).contains("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
					+ "connect-src 'self'; base-uri 'none'; form-action 'none'");
			assertThat(page).doesNotContain("style=", "<style", "://", "${");
			assertThat(Pattern.compile("<script(?![^>]* src=)|\\son\\w+=").matcher(page).find()).isFalse();
		});
	}

	@Test
	void files_haveTheirTypes() {
		run("", (client) -> {
			expectType(client, "main.js", "text/javascript;charset=UTF-8");
			expectType(client, "theme.css", "text/css;charset=UTF-8");
			expectType(client, "icon.svg", "image/svg+xml");
		});
	}

	@Test
	void anythingElse_isNotFound() {
		run("", (client) -> assertThat(List.of("index.html", "other.js", "page", "..%2Findex.html",
				"..%2FObserverPage.class", "x/main.js", "main.js/x", "%2E%2E%2Fobserver"))
			.allSatisfy((file) -> client.get()
				.uri((builder) -> URI.create(builder.path("/actuator/observer/").build().toString() + file))
				.exchange()
				.expectStatus()
				.isNotFound()));
	}

	@Test
	void access_isReadOnlyUnlessItIsAllowed() {
		run("", (client) -> assertThat(writable(client)).isEqualTo("false"));
		run("--management.endpoint.actors.access=unrestricted",
				(client) -> assertThat(writable(client)).isEqualTo("true"));
		run("--management.endpoint.actors.access=unrestricted --management.endpoints.access.max-permitted=read-only",
				(client) -> assertThat(writable(client)).isEqualTo("false"));
	}

	@Test
	void actorsNotExposed_isSaid() {
		run("--management.endpoints.web.exposure.exclude=actors", (client) -> {
			assertThat(attributes(text(client, "/actuator/observer"), "data-actors")).containsExactly("");
			assertThat(writable(client)).isEqualTo("false");
		});
	}

	@Test
	void cluster_isLinkedIfItIsExposed() {
		run("", (client) -> assertThat(attributes(text(client, "/actuator/observer"), "data-cluster"))
			.containsExactly(""));
		run("--management.endpoints.web.exposure.include=observer,actors,actorcluster",
				(client) -> assertThat(attributes(text(client, "/actuator/observer"), "data-cluster"))
					.containsExactly("./actorcluster"));
	}

	private static void expectType(WebTestClient client, String file, String type) {
		client.get()
			.uri("/actuator/observer/" + file)
			.header("Accept", "text/css,*/*;q=0.1")
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.contentType(type);
	}

	private static String writable(WebTestClient client) {
		return attributes(text(client, "/actuator/observer"), "data-writable").getFirst();
	}

	private static void run(String properties, Consumer<WebTestClient> test) {
		String[] arguments = (EXPOSED + " --server.port=0 --spring.jmx.enabled=false " + properties).trim().split(" +");
		try (ConfigurableApplicationContext context = SpringApplication.run(Application.class, arguments)) {
			String port = context.getEnvironment()
				.getProperty("local.management.port", context.getEnvironment().getProperty("local.server.port"));
			test.accept(WebTestClient.bindToServer().baseUrl("http://localhost:" + port).build());
		}
	}

	private static String text(WebTestClient client, String path) {
		String text = client.get()
			.uri(path)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody();
		return (text != null) ? text : "";
	}

	private static String resolve(String path, String link) {
		assertThat(link).doesNotStartWith("/");
		return URI.create("http://localhost" + path).resolve(link).getPath();
	}

	private static List<String> attributes(String html, String name) {
		return Pattern.compile("\\s" + name + "=\"([^\"]*)\"")
			.matcher(html)
			.results()
			.map((MatchResult match) -> match.group(1))
			.toList();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(excludeName = "dev.actorspring.boot.actuate.endpoint.ActorsEndpointAutoConfiguration")
	static class Application {

		@Bean
		Tree tree() {
			return new Tree();
		}

	}

	@Endpoint(id = "actors", defaultAccess = Access.READ_ONLY)
	static class Tree {

		@ReadOperation
		Kind tree() {
			return new Kind("tree");
		}

		@WriteOperation
		Kind write(@Selector String path) {
			return new Kind(path);
		}

	}

	record Kind(String kind) {

	}

}
