package dev.actorspring.starter.webmvc;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that has the starter and nothing else.
 */
@SpringBootTest(classes = ShopApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = "management.endpoints.web.exposure.include=actors,observer,prometheus,health")
class ServletApplicationTests {

	@LocalServerPort
	private int port;

	@Test
	void actorsAnswerOverHttp() throws Exception {
		assertThat(post("/stock/cup/additions", "{\"pieces\":3}").body()).isEqualTo("{\"pieces\":3}");
		assertThat(get("/stock/cup").body()).isEqualTo("{\"pieces\":3}");
		assertThat(get("/stock/cup/levels").body()).isEqualTo("data: {\"pieces\":3}\n\n");
		assertThat(post("/stock/cup/additions", "{\"pieces\":\"many\"}").statusCode()).isEqualTo(400);
	}

	@Test
	void endpointsAndTheObserverPageAreThere() throws Exception {
		get("/stock/cup");
		assertThat(get("/actuator/actors").body()).contains("\"stock\"");
		assertThat(get("/actuator/prometheus").body()).contains("actor_mailbox_depth");
		HttpResponse<String> page = get("/actuator/observer");
		assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
		assertThat(page.body()).contains("<script");
		HttpResponse<String> script = get("/actuator/observer/main.js");
		assertThat(script.statusCode()).isEqualTo(200);
		assertThat(script.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/javascript");
	}

	@ParameterizedTest
	@ValueSource(strings = { "io.netty.channel.Channel", "reactor.core.publisher.Mono", "reactor.netty.Connection",
			"org.reactivestreams.Publisher", "org.springframework.web.reactive.DispatcherHandler" })
	void nothingOfTheReactiveStackIsThere(String name) {
		assertThat(ClassUtils.isPresent(name, SpringApplication.class.getClassLoader())).isFalse();
	}

	private HttpResponse<String> get(String path) throws Exception {
		return send(HttpRequest.newBuilder(uri(path)).build());
	}

	private HttpResponse<String> post(String path, String json) throws Exception {
		return send(HttpRequest.newBuilder(uri(path))
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(json))
			.build());
	}

	private URI uri(String path) {
		return URI.create("http://localhost:" + this.port + path);
	}

	private static HttpResponse<String> send(HttpRequest request) throws Exception {
		try (HttpClient http = HttpClient.newHttpClient()) {
			return http.send(request, BodyHandlers.ofString());
		}
	}

}
