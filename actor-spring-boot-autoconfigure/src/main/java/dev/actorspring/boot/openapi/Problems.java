package dev.actorspring.boot.openapi;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.actorspring.boot.text.Names;
import dev.actorspring.boot.http.MessageComponent;
import dev.actorspring.boot.http.ProblemType;
import dev.actorspring.boot.http.RouteDescription;
import dev.actorspring.protocol.Handler;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ResponseStatus;

import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;

/**
 * The answers of a route that are problems.
 */
final class Problems {

	/**
	 * The statuses that an exception gives itself when it is thrown.
	 */
	private static final String ANY_STATUS = "default";

	private static final String PREFIX = "Actor.";

	private final Components components;

	private final Schemas schemas;

	private final Schema<?> problem;

	Problems(Components components, Schemas schemas) {
		this.components = components;
		this.schemas = schemas;
		this.problem = schemas.named(PREFIX + "Problem", problemSchema());
	}

	private Schema<?> problemSchema() {
		Map<String, Schema<?>> violation = new LinkedHashMap<>();
		violation.put("field", this.schemas.string().description("path of the property, empty for the whole message"));
		violation.put("message", this.schemas.string());
		Map<String, Schema<?>> members = new LinkedHashMap<>();
		members.put("type", this.schemas.string().format("uri").description("what kind of problem it is"));
		members.put("title", this.schemas.string().description("the kind in words"));
		members.put("status", this.schemas.typed("integer").format("int32"));
		members.put("detail", this.schemas.string().description("what happened this time"));
		members.put("instance", this.schemas.string().format("uri-reference").description("where"));
		members.put("violations",
				this.schemas.list(this.schemas.object(violation)).description("what is wrong with the request"));
		members.put("errorId", this.schemas.string().description("to be found in the log of the server"));
		return this.schemas.object(members)
			.description("A problem detail (RFC 9457)")
			.addRequiredItem("type")
			.addRequiredItem("status");
	}

	/**
	 * The problems by their status.
	 */
	Map<String, ApiResponse> of(RouteDescription route) {
		Map<String, Set<ProblemType>> types = new TreeMap<>();
		for (ProblemType type : gateway(route)) {
			types.computeIfAbsent(code(type.status().value()), (code) -> EnumSet.noneOf(ProblemType.class)).add(type);
		}
		Map<String, List<String>> declared = declared(route.handler());
		Map<String, ApiResponse> responses = new TreeMap<>();
		types.forEach((code, all) -> responses.put(code, shared(code, all)));
		declared.forEach((code, words) -> responses.put(code, declined(code, types.get(code), words)));
		return responses;
	}

	private static Set<ProblemType> gateway(RouteDescription route) {
		Set<ProblemType> advice = Advice.problems(route.handler().method());
		Set<ProblemType> types = EnumSet.noneOf(ProblemType.class);
		for (ProblemType type : ProblemType.values()) {
			if (answers(type, route, advice)) {
				types.add(type);
			}
		}
		return types;
	}

	/**
	 * Whether a route may answer with a problem. Each one is asked for, so that a new one
	 * cannot be forgotten here.
	 * @param advice what the advice around the handler may answer with
	 */
	private static boolean answers(ProblemType type, RouteDescription route, Set<ProblemType> advice) {
		// What becomes of a plain message once it was accepted is not waited for.
		boolean reply = route.handler().replyType() != null;
		boolean stream = route.handler().stream() != null;
		return switch (type) {
			case METHOD_NOT_ALLOWED, MAILBOX_FULL, BACKOFF, TERMINATED -> true;
			case NOT_FOUND -> route.keyed();
			case UNSUPPORTED_MEDIA_TYPE -> route.body();
			case INVALID_REQUEST -> route.body() || !MessageComponent.of(route.handler().messageType()).isEmpty()
					|| !route.named().isEmpty() || (reply && advice.contains(type));
			case TOO_LARGE -> route.body() || (reply && route.clustered());
			case UNAUTHORIZED, FORBIDDEN, TOO_MANY_REQUESTS, UNAVAILABLE -> reply && advice.contains(type);
			case NOT_ACCEPTABLE, CRASHED, TIMEOUT -> reply;
			case EMPTY_REPLY -> reply && !stream && !route.isNothing();
			case IDEMPOTENCY_KEY_REUSED -> reply && route.idempotencyKey() != null;
			case STATE_UNAVAILABLE, STATE_CONFLICT, STATE_REFUSED, STATE_UNREADABLE, STATE_OUTCOME_UNKNOWN ->
				reply && route.durable();
			case UNREACHABLE -> reply && route.clustered();
			// Who follows a stream of an actor that was stopped here begins it anew.
			case OUTCOME_UNKNOWN -> reply && (!stream || route.clustered());
			// With the words of the exceptions that are declared.
			case DECLINED -> false;
		};
	}

	/**
	 * What a handler declares, in words, by the status. A plain message is not waited
	 * for, so nobody learns what became of it.
	 */
	private static Map<String, List<String>> declared(Handler handler) {
		Map<String, List<String>> declared = new TreeMap<>();
		for (Class<?> type : (handler.replyType() != null) ? handler.declared() : List.<Class<?>>of()) {
			ResponseStatus status = AnnotatedElementUtils.findMergedAnnotation(type, ResponseStatus.class);
			String code = code((status != null) ? status.code().value() : ProblemType.DECLINED.status().value());
			String words = (status != null && !status.reason().isEmpty()) ? status.reason() : Names.phrase(type);
			declared
				.computeIfAbsent(ErrorResponse.class.isAssignableFrom(type) ? ANY_STATUS : code,
						(added) -> new ArrayList<>())
				.add(words);
		}
		return declared;
	}

	private ApiResponse shared(String code, Set<ProblemType> types) {
		String name = PREFIX + types.stream()
			.map((type) -> Names
				.identifier("x-" + type.uri().toString().substring(type.uri().toString().lastIndexOf(':') + 1))
				.substring(1))
			.collect(Collectors.joining("Or"));
		if (this.components.getResponses() == null || !this.components.getResponses().containsKey(name)) {
			this.components.addResponses(name, response(code, types, titles(types)));
		}
		return new ApiResponse().$ref("#/components/responses/" + name);
	}

	private ApiResponse declined(String code, @Nullable Set<ProblemType> others, List<String> words) {
		if (code.equals(ANY_STATUS)) {
			return response(code, Set.of(), words);
		}
		Set<ProblemType> types = (others != null) ? EnumSet.copyOf(others) : EnumSet.noneOf(ProblemType.class);
		types.add(ProblemType.DECLINED);
		List<String> all = new ArrayList<>(words);
		all.addAll(titles((others != null) ? others : Set.of()));
		return response(code, types, all);
	}

	private ApiResponse response(String code, Set<ProblemType> types, List<String> words) {
		ApiResponse response = new ApiResponse().description(String.join("; ", words))
			.content(new Content().addMediaType(APPLICATION_PROBLEM_JSON_VALUE, new MediaType().schema(schema(types))));
		switch (code) {
			case "405" -> response.addHeaderObject(HttpHeaders.ALLOW, header("the methods of the path", "string"));
			case "415" -> response.addHeaderObject(HttpHeaders.ACCEPT, header("what is taken", "string"));
			case "503" -> response.addHeaderObject(HttpHeaders.RETRY_AFTER,
					header("after how many seconds it makes sense to try again", "integer"));
			default -> {
			}
		}
		return response;
	}

	private Header header(String description, String type) {
		return new Header().description(description).schema(this.schemas.typed(type));
	}

	private Schema<?> schema(Set<ProblemType> types) {
		if (types.isEmpty()) {
			return this.problem;
		}
		Schema<?> type = this.schemas.string();
		types.forEach((each) -> type.addEnumItemObject(cast(each.uri().toString())));
		return this.schemas.empty().addAllOfItem(this.problem).addAllOfItem(this.schemas.object(Map.of("type", type)));
	}

	@SuppressWarnings("unchecked")
	private static <T> T cast(Object value) {
		return (T) value;
	}

	private static List<String> titles(Set<ProblemType> types) {
		return types.stream().map(ProblemType::title).toList();
	}

	private static String code(int status) {
		return Integer.toString(status);
	}

}
