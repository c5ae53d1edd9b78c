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

	/**
	 * What comes of a state that is kept, and not of the actor.
	 */
	private static final Set<ProblemType> OF_STATE = EnumSet.of(ProblemType.STATE_UNAVAILABLE,
			ProblemType.STATE_CONFLICT, ProblemType.STATE_REFUSED, ProblemType.STATE_UNREADABLE,
			ProblemType.STATE_OUTCOME_UNKNOWN);

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
		Set<ProblemType> types = EnumSet.of(ProblemType.METHOD_NOT_ALLOWED, ProblemType.MAILBOX_FULL,
				ProblemType.BACKOFF, ProblemType.TERMINATED);
		boolean reply = route.handler().replyType() != null;
		if (reply && route.durable()) {
			types.addAll(OF_STATE);
		}
		if (reply && route.idempotencyKey() != null) {
			types.add(ProblemType.IDEMPOTENCY_KEY_REUSED);
		}
		if (route.keyed()) {
			types.add(ProblemType.NOT_FOUND);
		}
		if (route.body()) {
			types
				.addAll(Set.of(ProblemType.INVALID_REQUEST, ProblemType.TOO_LARGE, ProblemType.UNSUPPORTED_MEDIA_TYPE));
		}
		if (route.handler().messageType().getRecordComponents().length > 0) {
			types.add(ProblemType.INVALID_REQUEST);
		}
		if (reply) {
			types.addAll(Set.of(ProblemType.NOT_ACCEPTABLE, ProblemType.CRASHED, ProblemType.TIMEOUT));
			types.addAll(Advice.problems(route.handler().method()));
			if (route.handler().stream() == null) {
				types.add(ProblemType.OUTCOME_UNKNOWN);
			}
			if (!route.isNothing() && route.handler().stream() == null) {
				types.add(ProblemType.EMPTY_REPLY);
			}
		}
		return types;
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
