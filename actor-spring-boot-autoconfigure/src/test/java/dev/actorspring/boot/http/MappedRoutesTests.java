package dev.actorspring.boot.http;

import java.time.LocalDate;
import java.util.List;
import java.util.function.UnaryOperator;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.ActorSpec;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.durable.IdempotencyKey;
import dev.actorspring.system.ActorSystem;
import org.junit.jupiter.api.Test;

import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpStatus;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.pattern.PathPatternParser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class MappedRoutesTests {

	@Test
	void of_combinesClassAndMethod() {
		assertThat(routes(ActorSpec.keyed("thing", Thing.class, (context) -> new Thing()))).extracting(Route::toString)
			.containsExactlyInAnyOrder("DELETE /things/{key}", "PATCH /things/{key}", "GET /things/{key}/parts/{id}",
					"GET /things/{key}/pieces/{id}");
	}

	@Test
	void of_pathVariableWithoutComponent_fails() {
		fails(ActorSpec.keyed("v", Variable.class, (context) -> new Variable()), "Variable.get", "{other}",
				"Add a component 'other'");
	}

	@Test
	void of_keyedWithoutKey_fails() {
		fails(ActorSpec.keyed("n", NoKey.class, (context) -> new NoKey()), "NoKey.get", "keyed family 'n'",
				"Add the variable {key}");
	}

	@Test
	void of_keyOnPlainActor_fails() {
		fails(ActorSpec.of("k", Thing.class, (context) -> new Thing()), "Thing.", "not keyed", "@KeyedActor");
	}

	@Test
	void of_attributeThatIsNotHonoured_fails() {
		fails(ActorSpec.of("p", Params.class, (context) -> new Params()), "Params.get", "'params'",
				"Remove the attribute 'params'");
	}

	@Test
	void of_noHttpMethod_fails() {
		fails(ActorSpec.of("m", NoMethod.class, (context) -> new NoMethod()), "NoMethod.get", "no HTTP method",
				"@GetMapping");
	}

	@Test
	void of_methodAtTheClass_fails() {
		fails(ActorSpec.of("c", ClassMethod.class, (context) -> new ClassMethod()), "ClassMethod", "'method'",
				"on the method");
	}

	@Test
	void of_mappingWithoutReceive_fails() {
		fails(ActorSpec.of("r", NoReceive.class, (context) -> new NoReceive()), "NoReceive.other", "handles no message",
				"@Receive");
	}

	@Test
	void of_reasonOfResponseStatus_fails() {
		fails(ActorSpec.of("s", Reason.class, (context) -> new Reason()), "Reason.get", "'reason'", "Remove");
	}

	@Test
	void of_messageThatIsNoRecord_fails() {
		fails(ActorSpec.of("i", NoRecord.class, (context) -> new NoRecord()), "NoRecord.get", "cannot be made",
				"record");
	}

	@Test
	void of_restOfThePathAsKey_fails() {
		fails(ActorSpec.keyed("r", RestKey.class, (context) -> new RestKey()), "RestKey.get", "several segments",
				"{key} instead of {*key}");
	}

	@Test
	void of_pathThatCannotBeParsed_fails() {
		fails(ActorSpec.of("b", BadPath.class, (context) -> new BadPath()), "BadPath.get", "'/b/{*rest}/more'",
				"Correct the path");
	}

	@Test
	void of_unknownPlaceholder_fails() {
		fails(ActorSpec.of("u", Placeholder.class, (context) -> new Placeholder()), "Placeholder.get", "no.such",
				"set the property");
	}

	@Test
	void of_controller_fails() {
		fails(ActorSpec.of("c", Both.class, (context) -> new Both()), "Both", "both an actor and a controller",
				"Remove @Controller");
	}

	@Test
	void of_crossOrigin_fails() {
		fails(ActorSpec.of("o", Origin.class, (context) -> new Origin()), "Origin.get", "@CrossOrigin",
				"addCorsMappings");
	}

	@Test
	void of_formatOfAComponent_fails() {
		fails(ActorSpec.of("f", Format.class, (context) -> new Format()), "'day'", "@DateTimeFormat", "@JsonFormat");
	}

	@Test
	void of_parameterOfTheRequest_fails() {
		fails(ActorSpec.of("q", Parameter.class, (context) -> new Parameter()), "Parameter.get", "@RequestBody",
				"by the names of its components");
	}

	@Test
	void of_idempotencyKeyThatIsANumber_fails() {
		fails(ActorSpec.of("n", NumberedKey.class, (context) -> new NumberedKey()), "NumberedKey$Put",
				"@IdempotencyKey, but is a long", "Make it a String or a UUID.");
	}

	@Test
	void variablesAreNamedAsTheyAreWritten() {
		assertThat(List.of("/a/{key}/{from}-{to}", "/a/{key:[a-z]{2}}/b/{*rest}", "/{a:\\{x:y\\}}/{b}", "/a/**", "/a"))
			.map(PathVariables::names)
			.containsExactly(List.of("key", "from", "to"), List.of("key", "rest"), List.of("a", "b"), List.of(),
					List.of());
	}

	@Test
	void below_coversEveryValueOfTheVariables() {
		assertThat(List.of("/a/{key}", "/a/{key:[a-z]{2}}/b", "/a/**", "/a/{*rest}", "/a")).map(PathVariables::below)
			.containsExactly("/a/*/**", "/a/*/b/**", "/a/**", "/a/**", "/a/**");
	}

	@Test
	void table_sameMethodAndPath_fails() {
		List<Route> routes = routes(ActorSpec.of("t", Twice.class, (context) -> new Twice()));
		ActorConfigurationException thrown = catchThrowableOfType(ActorConfigurationException.class,
				() -> new RouteTable(routes, List.of()));
		assertThat(thrown).hasMessageContainingAll("Twice.first", "Twice.second", "GET /twice/{");
	}

	private static void fails(ActorSpec<?> spec, String method, String what, String action) {
		ActorConfigurationException thrown = catchThrowableOfType(ActorConfigurationException.class,
				() -> routes(spec));
		assertThat(thrown).isNotNull().hasMessageContainingAll(method, what);
		assertThat(thrown.getAction()).contains(action);
	}

	private static List<Route> routes(ActorSpec<?> spec) {
		try (ActorSystem system = ActorSystem.builder().actor(spec).build()) {
			Target target = Target.of(system.registrations().iterator().next(), system, false, false);
			UnaryOperator<String> placeholders = new MockEnvironment()::resolveRequiredPlaceholders;
			return new MappedRoutes(PathPatternParser.defaultInstance, placeholders).of(target);
		}
	}

	@RequestMapping("/things/{key}")
	static class Thing {

		@Receive
		@GetMapping({ "/parts/{id}", "pieces/{id}" })
		String get(Get get) {
			return "";
		}

		@Receive
		@RequestMapping(method = { RequestMethod.DELETE, RequestMethod.PATCH })
		void change(Change change) {
		}

		record Get(String id) implements Request<Thing, String> {

		}

		record Change(String key) implements Message<Thing> {

		}

	}

	static class Variable {

		@Receive
		@GetMapping("/v/{key}/{other}")
		String get(Get get) {
			return "";
		}

		record Get(String id) implements Request<Variable, String> {

		}

	}

	static class NoKey {

		@Receive
		@GetMapping("/n")
		String get(Get get) {
			return "";
		}

		record Get() implements Request<NoKey, String> {

		}

	}

	static class Params {

		@Receive
		@GetMapping(path = "/p", params = "x=1")
		String get(Get get) {
			return "";
		}

		record Get() implements Request<Params, String> {

		}

	}

	static class NoMethod {

		@Receive
		@RequestMapping("/m")
		String get(Get get) {
			return "";
		}

		record Get() implements Request<NoMethod, String> {

		}

	}

	@RequestMapping(path = "/c", method = RequestMethod.GET)
	static class ClassMethod {

		@Receive
		@PostMapping
		String get(Get get) {
			return "";
		}

		record Get() implements Request<ClassMethod, String> {

		}

	}

	static class NoReceive {

		@Receive
		void get(Get get) {
		}

		@PatchMapping("/other")
		void other() {
		}

		record Get() implements Message<NoReceive> {

		}

	}

	static class Reason {

		@Receive
		@DeleteMapping("/s")
		@ResponseStatus(code = HttpStatus.CREATED, reason = "because")
		void get(Get get) {
		}

		record Get() implements Message<Reason> {

		}

	}

	static class NoRecord {

		@Receive
		@GetMapping("/i")
		void get(Get get) {
		}

		interface Get extends Message<NoRecord> {

		}

	}

	@RequestMapping("/twice")
	static class Twice {

		@Receive
		@GetMapping("/{a}")
		String first(First first) {
			return "";
		}

		@Receive
		@GetMapping("/{b}")
		String second(Second second) {
			return "";
		}

		record First(String a) implements Request<Twice, String> {

		}

		record Second(String b) implements Request<Twice, String> {

		}

	}

	static class RestKey {

		@Receive
		@GetMapping("/r/{*key}")
		String get(Get get) {
			return "";
		}

		record Get() implements Request<RestKey, String> {

		}

	}

	static class BadPath {

		@Receive
		@GetMapping("/b/{*rest}/more")
		String get(Get get) {
			return "";
		}

		record Get(String rest) implements Request<BadPath, String> {

		}

	}

	static class Placeholder {

		@Receive
		@GetMapping("/${no.such}")
		String get(Get get) {
			return "";
		}

		record Get() implements Request<Placeholder, String> {

		}

	}

	@RestController
	static class Both {

		@Receive
		@GetMapping("/c")
		String get(Get get) {
			return "";
		}

		record Get() implements Request<Both, String> {

		}

	}

	static class Origin {

		@Receive
		@CrossOrigin
		@GetMapping("/o")
		String get(Get get) {
			return "";
		}

		record Get() implements Request<Origin, String> {

		}

	}

	static class Format {

		@Receive
		@GetMapping("/f")
		String get(Get get) {
			return "";
		}

		record Get(@DateTimeFormat(pattern = "dd.MM.yyyy") LocalDate day) implements Request<Format, String> {

		}

	}

	static class NumberedKey {

		@Receive
		@PostMapping("/n")
		String put(Put put) {
			return "";
		}

		record Put(@IdempotencyKey long id) implements Request<NumberedKey, String> {

		}

	}

	static class Parameter {

		@Receive
		@GetMapping("/q")
		String get(@RequestBody Get get) {
			return "";
		}

		record Get() implements Request<Parameter, String> {

		}

	}

}
