package dev.actorspring.boot.webflux;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

import dev.actorspring.boot.actors.ActorAutoConfiguration;
import dev.actorspring.boot.http.HttpAutoConfigurations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.error.ErrorWebFluxAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.test.web.reactive.server.HttpHandlerConnector;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.servlet.client.MockMvcWebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Requests below our paths that lead to no actor, whether Spring's own problem details
 * are on or off.
 */
@ParameterizedClass(name = "{0}, problemdetails.enabled={1}")
@CsvSource({ "REACTIVE, true", "REACTIVE, false", "SERVLET, true", "SERVLET, false" })
class UnroutedRequestsTests {

	@Parameter(0)
	private WebApplicationType stack;

	@Parameter(1)
	private boolean problemDetails;

	@TempDir
	private Path files;

	@Test
	void wrongMethod_is405WithAllow() {
		run((client) -> {
			WebTestClient.ResponseSpec response = client.delete().uri("/desk/crash").exchange();
			response.expectHeader().valueEquals(HttpHeaders.ALLOW, "POST");
			problem(response, 405, "method-not-allowed", "/desk/crash");
		});
	}

	@Test
	void wrongMethodBesideAController_allowsTheMethodsOfBoth() {
		run((client) -> {
			WebTestClient.ResponseSpec response = client.delete().uri("/rooms/42").exchange();
			response.expectHeader().valueEquals(HttpHeaders.ALLOW, "GET, HEAD, POST, PUT");
			problem(response, 405, "method-not-allowed", "/rooms/42");
		});
	}

	@Test
	void controllerBesideAnActor_isReached() {
		run((client) -> {
			client.post().uri("/rooms/42").exchange().expectBody(String.class).isEqualTo("posted");
			client.get().uri("/rooms/42").exchange().expectBody().jsonPath("$.key").isEqualTo("42");
			client.get().uri("/rooms/42/pictures").exchange().expectBody(String.class).isEqualTo("pictures");
		});
	}

	@Test
	void unknownPath_is404() {
		run((client) -> {
			problem(client.get().uri("/desk/nowhere").exchange(), 404, "not-found", "/desk/nowhere");
			problem(client.post().uri("/desk/nowhere").exchange(), 404, "not-found", "/desk/nowhere");
		});
	}

	@Test
	void options_namesTheMethods() {
		run((client) -> client.options()
			.uri("/desk/crash")
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.valueEquals(HttpHeaders.ALLOW, "POST")
			.expectBody()
			.isEmpty());
	}

	@Test
	void pathsOfOthers_areLeftToThem() {
		run((client) -> assertThat(body(client.delete().uri("/elsewhere").exchange(), 404))
			.doesNotContain("urn:actor-spring"));
	}

	@Test
	void controllerThatAnswers404_isNotCorrected() {
		run(Lost.class, (client) -> assertThat(body(client.get().uri("/desk/lost").exchange(), 404))
			.doesNotContain("urn:actor-spring"));
	}

	@Test
	void basePathOfTheApplication_isRespected() {
		// That of a servlet application is in the requests, and no property of Spring's.
		assumeTrue(this.stack == WebApplicationType.REACTIVE);
		run("spring.webflux.base-path=/app", (client) -> {
			client.get().uri("/app/rooms/42").exchange().expectStatus().isOk();
			WebTestClient.ResponseSpec response = client.delete().uri("/app/rooms/42").exchange();
			response.expectHeader().valueEquals(HttpHeaders.ALLOW, "GET, HEAD, POST, PUT");
			problem(response, 405, "method-not-allowed", "/app/rooms/42");
			problem(client.get().uri("/app/desk/nowhere").exchange(), 404, "not-found", "/app/desk/nowhere");
			client.delete().uri("/rooms/42").exchange().expectStatus().isNotFound();
		});
	}

	@Test
	void staticFilesBelowOurPath_areServed() throws Exception {
		Files.writeString(Files.createDirectory(this.files.resolve("desk")).resolve("help.txt"), "help");
		run("spring.web.resources.static-locations=" + this.files.toUri(), (client) -> {
			client.get().uri("/desk/help.txt").exchange().expectBody(String.class).isEqualTo("help");
			problem(client.get().uri("/desk/none.txt").exchange(), 404, "not-found", "/desk/none.txt");
		});
	}

	@Test
	void noStaticFiles_areNotNeeded() {
		run("spring.web.resources.add-mappings=false", (client) -> {
			problem(client.delete().uri("/desk/crash").exchange(), 405, "method-not-allowed", "/desk/crash");
			problem(client.get().uri("/desk/nowhere").exchange(), 404, "not-found", "/desk/nowhere");
		});
	}

	private void run(Consumer<WebTestClient> test) {
		run(GatewayApplication.Neighbour.class, "unused=", test);
	}

	private void run(Class<?> controller, Consumer<WebTestClient> test) {
		run(controller, "unused=", test);
	}

	private void run(String property, Consumer<WebTestClient> test) {
		run(GatewayApplication.Neighbour.class, property, test);
	}

	private void run(Class<?> controller, String property, Consumer<WebTestClient> test) {
		Class<?>[] beans = { GatewayApplication.Room.class, GatewayApplication.Desk.class,
				GatewayApplication.Neighbour.class, controller };
		AutoConfigurations common = AutoConfigurations.of(ActorAutoConfiguration.class, JacksonAutoConfiguration.class,
				HttpMessageConvertersAutoConfiguration.class);
		if (this.stack == WebApplicationType.REACTIVE) {
			new ReactiveWebApplicationContextRunner().withConfiguration(HttpAutoConfigurations.routes())
				.withConfiguration(common)
				.withConfiguration(AutoConfigurations.of(HttpHandlerAutoConfiguration.class,
						WebFluxAutoConfiguration.class, ErrorWebFluxAutoConfiguration.class))
				.withUserConfiguration(beans)
				.withPropertyValues("spring.webflux.problemdetails.enabled=" + this.problemDetails, property)
				.run((context) -> test
					.accept(WebTestClient.bindToServer(new HttpHandlerConnector(context.getBean(HttpHandler.class)))
						.build()));
		}
		else {
			new WebApplicationContextRunner().withConfiguration(HttpAutoConfigurations.routes())
				.withConfiguration(common)
				.withConfiguration(
						AutoConfigurations.of(DispatcherServletAutoConfiguration.class, WebMvcAutoConfiguration.class))
				.withUserConfiguration(beans)
				.withPropertyValues("spring.mvc.problemdetails.enabled=" + this.problemDetails, property)
				.run((context) -> test.accept(MockMvcWebTestClient.bindToApplicationContext(context).build()));
		}
	}

	private static String body(WebTestClient.ResponseSpec response, int status) {
		String body = response.expectStatus()
			.isEqualTo(status)
			.expectBody(String.class)
			.returnResult()
			.getResponseBody();
		return (body != null) ? body : "";
	}

	private static void problem(WebTestClient.ResponseSpec response, int status, String type, String instance) {
		response.expectStatus()
			.isEqualTo(status)
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.expectBody()
			.jsonPath("$.type")
			.isEqualTo("urn:actor-spring:problem:" + type)
			.jsonPath("$.status")
			.isEqualTo(status)
			.jsonPath("$.instance")
			.isEqualTo(instance);
	}

	@RestController
	static class Lost {

		@GetMapping("/desk/lost")
		String lost() {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND, "lost");
		}

	}

}
