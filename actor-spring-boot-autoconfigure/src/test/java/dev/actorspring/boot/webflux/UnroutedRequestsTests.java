package dev.actorspring.boot.webflux;

import java.nio.file.Files;
import java.nio.file.Path;

import dev.actorspring.boot.actors.ActorAutoConfiguration;
import dev.actorspring.boot.http.HttpAutoConfigurations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.error.ErrorWebFluxAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.test.web.reactive.server.HttpHandlerConnector;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests below our paths that lead to no actor, whether Spring's own problem details
 * are on or off.
 */
@ParameterizedClass(name = "spring.webflux.problemdetails.enabled={0}")
@ValueSource(booleans = { true, false })
class UnroutedRequestsTests {

	@Parameter
	private boolean problemDetails;

	@TempDir
	private Path files;

	@Test
	void wrongMethod_is405WithAllow() {
		runner().run((context) -> {
			WebTestClient.ResponseSpec response = client(context).delete().uri("/desk/crash").exchange();
			response.expectHeader().valueEquals(HttpHeaders.ALLOW, "POST");
			problem(response, 405, "method-not-allowed", "/desk/crash");
		});
	}

	@Test
	void wrongMethodBesideAController_allowsTheMethodsOfBoth() {
		runner().run((context) -> {
			WebTestClient.ResponseSpec response = client(context).delete().uri("/rooms/42").exchange();
			response.expectHeader().valueEquals(HttpHeaders.ALLOW, "GET, HEAD, POST, PUT");
			problem(response, 405, "method-not-allowed", "/rooms/42");
		});
	}

	@Test
	void controllerBesideAnActor_isReached() {
		runner().run((context) -> {
			client(context).post().uri("/rooms/42").exchange().expectBody(String.class).isEqualTo("posted");
			client(context).get().uri("/rooms/42").exchange().expectBody().jsonPath("$.key").isEqualTo("42");
			client(context).get().uri("/rooms/42/pictures").exchange().expectBody(String.class).isEqualTo("pictures");
		});
	}

	@Test
	void unknownPath_is404() {
		runner().run((context) -> {
			problem(client(context).get().uri("/desk/nowhere").exchange(), 404, "not-found", "/desk/nowhere");
			problem(client(context).post().uri("/desk/nowhere").exchange(), 404, "not-found", "/desk/nowhere");
		});
	}

	@Test
	void options_namesTheMethods() {
		runner().run((context) -> client(context).options()
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
		runner().run((context) -> assertThat(body(client(context).delete().uri("/elsewhere").exchange(), 404))
			.doesNotContain("urn:actor-spring"));
	}

	@Test
	void controllerThatAnswers404_isNotCorrected() {
		runner().withUserConfiguration(Lost.class)
			.run((context) -> assertThat(body(client(context).get().uri("/desk/lost").exchange(), 404))
				.doesNotContain("urn:actor-spring"));
	}

	@Test
	void basePathOfTheApplication_isRespected() {
		runner().withPropertyValues("spring.webflux.base-path=/app").run((context) -> {
			client(context).get().uri("/app/rooms/42").exchange().expectStatus().isOk();
			WebTestClient.ResponseSpec response = client(context).delete().uri("/app/rooms/42").exchange();
			response.expectHeader().valueEquals(HttpHeaders.ALLOW, "GET, HEAD, POST, PUT");
			problem(response, 405, "method-not-allowed", "/app/rooms/42");
			problem(client(context).get().uri("/app/desk/nowhere").exchange(), 404, "not-found", "/app/desk/nowhere");
			client(context).delete().uri("/rooms/42").exchange().expectStatus().isNotFound();
		});
	}

	@Test
	void staticFilesBelowOurPath_areServed() throws Exception {
		Files.writeString(Files.createDirectory(this.files.resolve("desk")).resolve("help.txt"), "help");
		runner().withPropertyValues("spring.web.resources.static-locations=" + this.files.toUri()).run((context) -> {
			client(context).get().uri("/desk/help.txt").exchange().expectBody(String.class).isEqualTo("help");
			problem(client(context).get().uri("/desk/none.txt").exchange(), 404, "not-found", "/desk/none.txt");
		});
	}

	@Test
	void noStaticFiles_areNotNeeded() {
		runner().withPropertyValues("spring.web.resources.add-mappings=false").run((context) -> {
			problem(client(context).delete().uri("/desk/crash").exchange(), 405, "method-not-allowed", "/desk/crash");
			problem(client(context).get().uri("/desk/nowhere").exchange(), 404, "not-found", "/desk/nowhere");
		});
	}

	private ReactiveWebApplicationContextRunner runner() {
		return new ReactiveWebApplicationContextRunner().withConfiguration(HttpAutoConfigurations.routes())
			.withConfiguration(AutoConfigurations.of(ActorAutoConfiguration.class, JacksonAutoConfiguration.class,
					HttpHandlerAutoConfiguration.class, WebFluxAutoConfiguration.class,
					ErrorWebFluxAutoConfiguration.class))
			.withUserConfiguration(GatewayApplication.Room.class, GatewayApplication.Desk.class,
					GatewayApplication.Neighbour.class)
			.withPropertyValues("spring.webflux.problemdetails.enabled=" + this.problemDetails);
	}

	private static WebTestClient client(ApplicationContext context) {
		return WebTestClient.bindToServer(new HttpHandlerConnector(context.getBean(HttpHandler.class))).build();
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
