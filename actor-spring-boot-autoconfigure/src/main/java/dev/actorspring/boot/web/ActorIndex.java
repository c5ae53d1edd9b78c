package dev.actorspring.boot.web;

import java.lang.reflect.Type;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.actorspring.boot.web.ActorIndex.Entry.Message;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Tells which messages the exposed actors take, and of what shape. Its own members have
 * the same names whatever the naming strategy of the mapper.
 */
final class ActorIndex implements HandlerFunction<ServerResponse> {

	private final Responses responses;

	private final List<Entry> entries;

	/**
	 * Creates the index.
	 * @param responses writes it
	 * @param exposed the routes of the exposed actors
	 * @param schemas describes messages and replies
	 */
	ActorIndex(Responses responses, List<Route> exposed, MessageSchemas schemas) {
		this.responses = responses;
		Map<String, Map<Class<?>, Message>> messages = new LinkedHashMap<>();
		Set<String> keyed = new HashSet<>();
		for (Route route : exposed) {
			Target target = route.target();
			if (target.keyed()) {
				keyed.add(target.name());
			}
			// Each has two routes; the first is in kebab case.
			messages.computeIfAbsent(target.name(), (name) -> new LinkedHashMap<>())
				.computeIfAbsent(route.handler().messageType(), (type) -> message(route, schemas));
		}
		this.entries = messages.entrySet()
			.stream()
			.map((each) -> new Entry(each.getKey(), keyed.contains(each.getKey()),
					each.getValue().values().stream().sorted(Comparator.comparing(Message::name)).toList()))
			.sorted(Comparator.comparing(Entry::name))
			.toList();
	}

	private static Message message(Route route, MessageSchemas schemas) {
		Class<?> type = route.handler().messageType();
		boolean stream = route.handler().stream() != null;
		Type reply = stream ? StreamReplies.elementType(route.handler())
				: MessageEndpoint.valueType(route.handler().replyType());
		return new Message(type.getSimpleName(), route.method().name(), route.pattern().getPatternString(),
				schemas.of(type, route.target().keyed() ? Target.KEY : null),
				(reply != null && reply != Void.class) ? schemas.of(reply) : null, stream ? true : null);
	}

	@Override
	public Mono<ServerResponse> handle(ServerRequest request) {
		HttpMethod method = request.method();
		if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) {
			String contextPath = request.requestPath().contextPath().value();
			List<Entry> actors = this.entries.stream().map((entry) -> entry.below(contextPath)).toList();
			return Mono.just(this.responses.json(HttpStatus.OK, HttpHeaders.EMPTY, Map.of("actors", actors),
					this.responses.writer(null)));
		}
		return Mono
			.just(this.responses.problem(Problem.of(ProblemType.METHOD_NOT_ALLOWED, "This path takes GET, HEAD only.")
				.withHeader(HttpHeaders.ALLOW, "GET, HEAD"), request.uri()));
	}

	/**
	 * An exposed actor.
	 *
	 * @param name its name
	 * @param keyed whether there is one for each key
	 * @param messages in the order of their names
	 */
	record Entry(@JsonProperty("name") String name, @JsonProperty("keyed") boolean keyed,
			@JsonProperty("messages") List<Message> messages) {

		Entry below(String contextPath) {
			return new Entry(this.name, this.keyed,
					this.messages.stream().map((message) -> message.below(contextPath)).toList());
		}

		/**
		 * A message that it takes.
		 *
		 * @param name the simple name of the record
		 * @param method the HTTP method
		 * @param path as clients have to give it
		 * @param schema of the body
		 * @param reply the schema of the reply, or of each element if the reply is a
		 * stream, or {@code null} if there is none
		 * @param stream {@code true} if the reply is a stream, else {@code null}
		 */
		@JsonInclude(JsonInclude.Include.NON_NULL)
		record Message(@JsonProperty("name") String name, @JsonProperty("method") String method,
				@JsonProperty("path") String path, @JsonProperty("schema") ObjectNode schema,
				@JsonProperty("reply") @Nullable ObjectNode reply, @JsonProperty("stream") @Nullable Boolean stream) {

			Message below(String contextPath) {
				return new Message(this.name, this.method, contextPath + this.path, this.schema, this.reply,
						this.stream);
			}

		}

	}

}
