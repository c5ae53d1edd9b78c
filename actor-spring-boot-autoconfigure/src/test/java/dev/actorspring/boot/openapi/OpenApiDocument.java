package dev.actorspring.boot.openapi;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import com.jayway.jsonpath.JsonPath;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;

import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What springdoc says.
 *
 * @param json the document
 */
record OpenApiDocument(String json) {

	static OpenApiDocument get(int port) {
		return get(WebTestClient.bindToServer().baseUrl("http://localhost:" + port));
	}

	static OpenApiDocument get(WebTestClient.Builder client) {
		byte[] body = client.codecs((codecs) -> codecs.defaultCodecs().maxInMemorySize(-1))
			.build()
			.get()
			.uri("/v3/api-docs")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.returnResult()
			.getResponseBody();
		return new OpenApiDocument(new String(Objects.requireNonNull(body), StandardCharsets.UTF_8));
	}

	void expectValid() {
		ParseOptions options = new ParseOptions();
		options.setResolve(true);
		SwaggerParseResult result = new OpenAPIV3Parser().readContents(this.json, null, options);
		assertThat(result.getMessages()).isEmpty();
		assertThat(result.getOpenAPI().getPaths()).isNotEmpty();
	}

	<T> T read(String path) {
		return JsonPath.read(this.json, path);
	}

	<T> T operation(String method, String path, String rest) {
		return read("$.paths['" + path + "']." + method + rest);
	}

	/**
	 * The operations as in {@code GET /rooms}, with their ids.
	 */
	Map<String, String> operations() {
		Map<String, Map<String, Map<String, String>>> paths = read("$.paths");
		Map<String, String> operations = new LinkedHashMap<>();
		paths.forEach((path, item) -> item.forEach((method, operation) -> operations
			.put(method.toUpperCase(Locale.ROOT) + " " + path, operation.get("operationId"))));
		return operations;
	}

	/**
	 * The parameters as in {@code query limit} or {@code query limit?}.
	 */
	List<String> parameters(String method, String path) {
		List<Map<String, Object>> parameters = operation(method, path, ".parameters");
		List<String> names = new ArrayList<>();
		parameters.forEach((each) -> names
			.add(each.get("in") + " " + each.get("name") + (Boolean.TRUE.equals(each.get("required")) ? "" : "?")));
		return names;
	}

	/**
	 * A response, its reference followed.
	 */
	Map<String, Object> response(String method, String path, String status) {
		Map<String, Object> response = operation(method, path, ".responses['" + status + "']");
		String ref = (String) response.get("$ref");
		return (ref != null) ? read("$.components.responses['" + ref.substring(ref.lastIndexOf('/') + 1) + "']")
				: response;
	}

	/**
	 * The types of the problems that a response can be.
	 */
	List<String> problemTypes(String method, String path, String status) {
		Map<String, Object> response = response(method, path, status);
		List<String> types = JsonPath.read(response,
				"$.content['application/problem+json'].schema.allOf[1].properties.type.enum");
		return types.stream().map((type) -> type.replace("urn:actor-spring:problem:", "")).toList();
	}

}
