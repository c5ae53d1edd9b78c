package dev.actorspring.boot.openapi;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What springdoc's document says about actors, over a real port.
 */
@SpringBootTest(classes = LibraryApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "actor.web.expose=front-desk", "actor.metrics.enabled=false" })
class OpenApiDocumentTests {

	private static final String BOOK = "/shelves/{key}/books/{isbn}";

	// The controller that shares the path came first.
	private static final String SHELF = "/shelves/{number}";

	private OpenApiDocument document;

	@BeforeEach
	void read(@LocalServerPort int port) {
		this.document = OpenApiDocument.get(port);
	}

	@Test
	void document_isValid() {
		this.document.expectValid();
		assertThat(this.document.<String>read("$.openapi")).startsWith("3.1");
	}

	@Test
	void everyMappedAndExposedMessage_isAnOperation() {
		assertThat(this.document.operations()).containsOnlyKeys("GET " + SHELF, "PUT " + SHELF,
				"POST /shelves/{key}/books/{isbn}/loans", "GET " + BOOK, "DELETE " + BOOK, "GET /shelves/{key}/books",
				"POST /notes", "POST /actors/front-desk/note", "POST /actors/front-desk/get-status",
				// Of the controller.
				"POST " + SHELF, "GET /shelves/{number}/pictures");
	}

	@Test
	void operationIds_areUnique() {
		assertThat(this.document.operations().values()).doesNotHaveDuplicates()
			.contains("shelfLend", "frontDeskNote", "frontDeskGetStatus", "frontDeskGetStatus_1");
	}

	@Test
	void whatIsNeitherMappedNorExposed_isNotShown() {
		assertThat(this.document.json()).doesNotContainIgnoringCase("safe")
			.doesNotContain("Secret")
			.doesNotContain("Dust", "dust");
	}

	@Test
	void hiddenHandler_isNotShown() {
		assertThat(this.document.json()).doesNotContain("burn");
	}

	@Test
	void operations_areTaggedByActor() {
		assertThat(this.document.<List<String>>operation("get", BOOK, ".tags")).containsExactly("shelf");
		assertThat(this.document.<List<String>>operation("post", "/notes", ".tags")).containsExactly("front-desk");
	}

	@Test
	void operations_areDescribed() {
		assertThat(this.document.<String>operation("post", "/actors/front-desk/get-status", ".summary"))
			.isEqualTo("Get status");
		assertThat(this.document.<String>operation("get", SHELF, ".summary")).isEqualTo("Look at the shelf");
		assertThat(this.document.<String>operation("get", SHELF, ".description")).isEqualTo("From afar.");
	}

	@Test
	void withoutBody_componentsAreInPathAndQuery() {
		assertThat(this.document.parameters("get", "/shelves/{key}/books")).containsExactly("path key", "query author",
				"query limit", "query kind?", "query tag?", "header Prefer?");
		assertThat(this.document.<Map<String, Object>>operation("get", "/shelves/{key}/books", ""))
			.doesNotContainKey("requestBody");
	}

	@Test
	void whatComesAlongWithAMessage_isInHeadersAndCookies() {
		String path = "/actors/front-desk/note";
		assertThat(this.document.parameters("post", path)).containsExactly("header X-Reader", "cookie theme?",
				"header X-Copies?");
		assertThat(this.document.<Map<String, Object>>operation("post", path, ".parameters[0].schema"))
			.isEqualTo(Map.of("type", "string", "format", "uuid"));
		assertThat(this.document.<Map<String, Object>>operation("post", path, ".parameters[2].schema"))
			.containsEntry("default", 1);
		assertThat(this.document.<Map<String, Object>>operation("post", path, ".requestBody")).isNotEmpty();
	}

	@Test
	void queryParameters_haveTheirConstraints() {
		Map<String, Object> limit = this.document.operation("get", "/shelves/{key}/books", ".parameters[2].schema");
		assertThat(limit).containsEntry("type", "integer").containsEntry("maximum", 100);
		Map<String, Object> kind = this.document.operation("get", "/shelves/{key}/books", ".parameters[3].schema");
		assertThat(kind).containsEntry("type", "string").containsEntry("enum", List.of("LENDING", "REFERENCE"));
	}

	@Test
	void exclusiveBounds_areExclusive() {
		assertThat(this.document.<Map<String, Object>>read("$.components.schemas['Shelf.Open'].properties.places"))
			.containsEntry("exclusiveMinimum", 0)
			.doesNotContainKey("minimum");
	}

	@Test
	void withBody_componentsAreInPathAndBody() {
		String path = "/shelves/{key}/books/{isbn}/loans";
		assertThat(this.document.parameters("post", path)).containsExactly("path key", "path isbn", "header Prefer?");
		Map<String, Object> schema = this.document.operation("post", path,
				".requestBody.content['application/json'].schema");
		assertThat(schema).extracting("properties")
			.asInstanceOf(InstanceOfAssertFactories.MAP)
			.containsOnlyKeys("reader_name", "until");
		assertThat(schema).containsEntry("required", List.of("reader_name"));
	}

	@Test
	void wholeMessageAsBody_isReferredTo() {
		assertThat(
				this.document.<String>operation("put", SHELF, ".requestBody.content['application/json'].schema.$ref"))
			.isEqualTo("#/components/schemas/Shelf.Open");
		Map<String, Object> open = this.document.read("$.components.schemas['Shelf.Open']");
		assertThat(open).containsEntry("required", List.of("name", "places"));
		assertThat(this.document.<Integer>read("$.components.schemas['Shelf.Open'].properties.name.maxLength"))
			.isEqualTo(20);
	}

	@Test
	void messageWithoutComponents_hasNoBody() {
		assertThat(this.document.<Map<String, Object>>operation("post", "/actors/front-desk/get-status", ""))
			.doesNotContainKey("requestBody");
	}

	@Test
	void reply_is200WithItsSchema() {
		assertThat(reply("get", SHELF, "200")).containsEntry("$ref", "#/components/schemas/Shelf.Status");
		assertThat(this.document.<String>read("$.components.schemas['Shelf.Status'].properties.books.items.$ref"))
			.isEqualTo("#/components/schemas/LibraryApplication.Book");
		assertThat(this.document.<List<String>>read("$.components.schemas['Shelf.Status'].properties.note.type"))
			.containsExactlyInAnyOrder("string", "null");
	}

	@Test
	void repliesOfOneName_areKeptApart() {
		assertThat(reply("post", "/actors/front-desk/get-status", "200")).containsEntry("$ref",
				"#/components/schemas/Desk.Status");
		assertThat(this.document.<Map<String, Object>>read("$.components.schemas['Desk.Status'].properties"))
			.containsOnlyKeys("waiting");
	}

	@Test
	void listAsReply_isAnArray() {
		assertThat(reply("get", "/shelves/{key}/books", "200")).containsEntry("type", "array");
	}

	@Test
	void optionalReply_is200Or404() {
		assertThat(reply("get", BOOK, "200")).containsEntry("$ref", "#/components/schemas/LibraryApplication.Book");
		assertThat(this.document.problemTypes("get", BOOK, "404")).contains("empty-reply");
	}

	@Test
	void annotationsOfTheUser_count() {
		assertThat(this.document
			.<String>read("$.components.schemas['LibraryApplication.Book'].properties.title.description"))
			.isEqualTo("what is on the cover");
	}

	@Test
	void replyTypeVoid_is204() {
		assertThat(this.document.response("delete", BOOK, "204")).doesNotContainKey("content");
		assertThat(statuses("delete", BOOK)).doesNotContain("200");
	}

	@Test
	void plainMessage_is202() {
		assertThat(statuses("post", "/notes")).containsExactlyInAnyOrder("202", "400", "405", "413", "415", "503");
	}

	@Test
	void responseStatus_isHonoured() {
		assertThat(reply("put", SHELF, "201")).containsEntry("$ref", "#/components/schemas/Shelf.Status");
	}

	@Test
	void respondAsync_is202ButNotForQueries() {
		assertThat(statuses("put", SHELF)).contains("202");
		assertThat(statuses("get", SHELF)).doesNotContain("202");
	}

	@Test
	void problems_haveTheirTypes() {
		assertThat(statuses("put", SHELF)).containsExactlyInAnyOrder("201", "202", "400", "404", "405", "406", "413",
				"415", "500", "503", "504");
		assertThat(this.document.problemTypes("put", SHELF, "400")).containsExactly("invalid-request");
		assertThat(this.document.problemTypes("put", SHELF, "413")).containsExactly("too-large");
		assertThat(this.document.problemTypes("put", SHELF, "500")).containsExactly("crashed");
		assertThat(this.document.problemTypes("put", SHELF, "503")).contains("mailbox-full", "backoff", "terminated");
		assertThat(this.document.problemTypes("put", SHELF, "504")).containsExactly("timeout", "outcome-unknown");
	}

	@Test
	void unavailable_hasRetryAfter() {
		assertThat(this.document.response("put", SHELF, "503")).extracting("headers")
			.asInstanceOf(InstanceOfAssertFactories.MAP)
			.containsKey("Retry-After");
	}

	@Test
	void advice_isToldByItsAnnotations() {
		assertThat(this.document.problemTypes("get", BOOK, "401")).containsExactly("unauthorized");
		assertThat(this.document.problemTypes("get", BOOK, "403")).containsExactly("forbidden");
		assertThat(this.document.problemTypes("get", BOOK, "429")).containsExactly("too-many-requests");
		assertThat(statuses("delete", BOOK)).doesNotContain("401", "403", "429");
	}

	@Test
	void declaredExceptions_haveTheirStatus() {
		String path = "/shelves/{key}/books/{isbn}/loans";
		assertThat(this.document.response("post", path, "409")).containsEntry("description", "Lent already");
		assertThat(this.document.problemTypes("post", path, "409")).containsExactly("declined");
		assertThat(this.document.response("post", path, "422")).containsEntry("description", "Not yours");
		// An ErrorResponse says its status when it is thrown.
		assertThat(this.document.response("post", path, "default")).containsEntry("description", "Closed");
	}

	private Map<String, Object> reply(String method, String path, String status) {
		return this.document.operation(method, path, ".responses['" + status + "'].content['application/json'].schema");
	}

	private Set<String> statuses(String method, String path) {
		return this.document.<Map<String, Object>>operation(method, path, ".responses").keySet();
	}

}
