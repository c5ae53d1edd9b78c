package dev.actorspring.boot.client;

import java.util.Optional;

import dev.actorspring.Message;
import dev.actorspring.Request;
import dev.actorspring.boot.http.ProtocolRoutes;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClient.RequestBodySpec;
import org.springframework.web.reactive.function.client.WebClient.RequestHeadersSpec;
import org.springframework.web.reactive.function.client.WebClientResponseException;

/**
 * Sends messages to actors in another application, over HTTP. Methods, paths and
 * parameters are those of the mapping annotations on the actor class, or on an interface
 * that it implements and that both applications share.
 * <p>
 * An answer that is a problem is a {@link WebClientResponseException}, with the problem
 * detail as its body. How long the actor may take can be said with a default header
 * {@code Prefer} of the {@link WebClient}. Clients are thread-safe and meant to be kept.
 * Where threads may wait, {@link ActorRestClient} does the same without Reactor.
 *
 * @param <A> the actor class or protocol interface
 */
public final class ActorHttpClient<A> {

	private final ProtocolRoutes routes;

	private final WebClient client;

	private final JsonMapper mapper;

	private ActorHttpClient(ProtocolRoutes routes, WebClient client, JsonMapper mapper) {
		this.routes = routes;
		this.client = client;
		this.mapper = mapper;
	}

	/**
	 * Creates a client that reads and writes JSON in Jackson's default way.
	 * @param <A> the actor class or protocol interface
	 * @param protocol the class or interface with the mapping annotations
	 * @param client has the address of the application as its base URL
	 * @return the client
	 * @throws IllegalArgumentException if the protocol has no mappings, or one whose path
	 * has placeholders or wildcards
	 */
	public static <A> ActorHttpClient<A> create(Class<A> protocol, WebClient client) {
		return create(protocol, client, JsonMapper.shared());
	}

	/**
	 * Creates a client.
	 * @param <A> the actor class or protocol interface
	 * @param protocol the class or interface with the mapping annotations
	 * @param client has the address of the application as its base URL
	 * @param mapper configured like that of the application with the actor
	 * @return the client
	 * @throws IllegalArgumentException if the protocol has no mappings, or one whose path
	 * has placeholders or wildcards
	 */
	public static <A> ActorHttpClient<A> create(Class<A> protocol, WebClient client, JsonMapper mapper) {
		return new ActorHttpClient<>(new ProtocolRoutes(protocol, mapper), client, mapper);
	}

	/**
	 * Asks an actor that is not keyed, or whose key is a component of the message.
	 * @param <R> the type of the reply
	 * @param request the request
	 * @return sends it at each subscription; completes with the reply, or empty if it is
	 * {@code null}
	 * @throws IllegalArgumentException if the request has no mapping, does not fit into
	 * its path and query, or is answered with a stream
	 */
	public <R> Mono<R> ask(Request<? super A, R> request) {
		return ask(request, null);
	}

	/**
	 * Asks a keyed actor.
	 * @param <R> the type of the reply
	 * @param key picks the actor
	 * @param request the request
	 * @return sends it at each subscription; completes with the reply, or empty if it is
	 * {@code null}
	 * @throws IllegalArgumentException if the request has no mapping, does not fit into
	 * its path and query, or is answered with a stream
	 */
	public <R> Mono<R> ask(String key, Request<? super A, R> request) {
		return ask(request, key);
	}

	/**
	 * Sends a message to an actor that is not keyed, or whose key is a component of the
	 * message.
	 * @param message the message; the reply to a request is not waited for
	 * @return sends it at each subscription; completes when the actor's mailbox has it
	 * @throws IllegalArgumentException if the message has no mapping, or does not fit
	 * into its path and query
	 */
	public Mono<Void> tell(Message<? super A> message) {
		return tell(message, null);
	}

	/**
	 * Sends a message to a keyed actor.
	 * @param key picks the actor
	 * @param message the message; the reply to a request is not waited for, unless it is
	 * mapped to {@code GET}
	 * @return sends it at each subscription; completes when the actor's mailbox has it
	 * @throws IllegalArgumentException if the message has no mapping, or does not fit
	 * into its path and query
	 */
	public Mono<Void> tell(String key, Message<? super A> message) {
		return tell(message, key);
	}

	private Mono<Void> tell(Message<? super A> message, @Nullable String key) {
		return request(message, key).header("Prefer", "respond-async")
			.retrieve()
			.toBodilessEntity()
			.onErrorResume(WebClientResponseException.NotFound.class, this::unlessEmptyReply)
			.then();
	}

	@SuppressWarnings("unchecked")
	private <R> Mono<R> ask(Request<? super A, R> request, @Nullable String key) {
		ClientReply reply = ClientReply.to(request);
		Mono<Object> received = request((Message<? super A>) request, key).retrieve()
			.bodyToMono(byte[].class)
			.<Object>handle((body, sink) -> {
				try {
					sink.next(reply.read(body, this.mapper));
				}
				catch (JacksonException ex) {
					sink.error(ex);
				}
			})
			.onErrorResume(WebClientResponseException.NotFound.class, this::unlessEmptyReply);
		return (Mono<R>) (reply.optional() ? received.<Object>map(Optional::of).defaultIfEmpty(Optional.empty())
				: received);
	}

	private RequestHeadersSpec<?> request(Message<? super A> message, @Nullable String key) {
		ClientRequest made = ClientRequest.of(this.routes.of(message.getClass()), this.mapper, key, message);
		RequestBodySpec request = this.client.method(made.method()).uri(made.path(), made::uri);
		byte[] body = made.body();
		RequestHeadersSpec<?> whole = (body != null) ? request.contentType(MediaType.APPLICATION_JSON).bodyValue(body)
				: request;
		return whole.accept(MediaType.APPLICATION_JSON, MediaType.APPLICATION_PROBLEM_JSON);
	}

	private <T> Mono<T> unlessEmptyReply(WebClientResponseException problem) {
		return ClientReply.isEmpty(problem.getResponseBodyAsByteArray(), this.mapper) ? Mono.empty()
				: Mono.error(problem);
	}

}
