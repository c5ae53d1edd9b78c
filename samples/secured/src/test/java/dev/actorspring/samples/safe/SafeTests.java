package dev.actorspring.samples.safe;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureRestTestClient
class SafeTests {

	@Autowired
	private RestTestClient client;

	@Test
	void notesBelongToWhoHasWrittenThem() {
		send(HttpMethod.GET, "/notes", null, null).expectStatus().isUnauthorized();
		send(HttpMethod.POST, "/notes", "ann", "{\"text\":\"mine\",\"owner\":\"bob\"}").expectStatus().isOk();
		send(HttpMethod.GET, "/notes", "ann", null).expectBody().json("[\"mine\"]");
		send(HttpMethod.GET, "/notes", "bob", null).expectBody().json("[]");
		send(HttpMethod.DELETE, "/notes/of/ann", "bob", null).expectStatus()
			.isForbidden()
			.expectBody()
			.jsonPath("$.type")
			.isEqualTo("urn:actor-spring:problem:forbidden");
		send(HttpMethod.DELETE, "/notes/of/ann", "ann", null).expectStatus().isOk().expectBody().json("1");
		send(HttpMethod.DELETE, "/notes/of/ann", "root", null).expectStatus().isOk().expectBody().json("0");
		send(HttpMethod.GET, "/journal", "ann", null).expectStatus().isForbidden();
		send(HttpMethod.GET, "/journal", "root", null).expectBody()
			.json("[\"ann: put\",\"ann: clear ann\",\"root: clear ann\"]");
	}

	private RestTestClient.ResponseSpec send(HttpMethod method, String path, @Nullable String user,
			@Nullable String body) {
		RestTestClient.RequestBodySpec request = this.client.method(method).uri(path);
		if (user != null) {
			request.headers((headers) -> headers.setBasicAuth(user, "secret"));
		}
		if (body != null) {
			request.contentType(MediaType.APPLICATION_JSON).body(body);
		}
		return request.exchange();
	}

}
