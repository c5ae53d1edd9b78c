package dev.actorspring.boot.client;

import java.util.Optional;

import dev.actorspring.Message;
import dev.actorspring.Request;
import dev.actorspring.boot.http.ProtocolRoutes;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.MediaType;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClient.RequestBodySpec;

/**
 * Sends messages to actors in another application, over HTTP, and waits for the answer.
 * Methods, paths and parameters are those of the mapping annotations on the actor class,
 * or on an interface that it implements and that both applications share.
 * <p>
 * An answer that is a problem is a
 * {@link org.springframework.web.client.RestClientResponseException}, with the problem
 * detail as its body; an application that cannot be reached is a
 * {@link org.springframework.web.client.ResourceAccessException}. How long the actor may
 * take can be said with a default header {@code Prefer} of the {@link RestClient}.
 * Clients are thread-safe and meant to be kept.
 *
 * @param <A> the actor class or protocol interface
 */
public final class ActorRestClient<A> {

	private final ProtocolRoutes routes;

	private final RestClient client;

	private final JsonMapper mapper;

	private ActorRestClient(ProtocolRoutes routes, RestClient client, JsonMapper mapper) {
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
	public static <A> ActorRestClient<A> create(Class<A> protocol, RestClient client) {
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
	public static <A> ActorRestClient<A> create(Class<A> protocol, RestClient client, JsonMapper mapper) {
		return new ActorRestClient<>(new ProtocolRoutes(protocol, mapper), client, mapper);
	}

	/**
	 * Asks an actor that is not keyed, or whose key is a component of the message, and
	 * waits for the answer.
	 * @param <R> the type of the reply
	 * @param request the request
	 * @return the reply, which may be {@code null}
	 * @throws IllegalArgumentException if the request has no mapping, does not fit into
	 * its path and query, or is answered with a stream
	 */
	public <R extends @Nullable Object> R ask(Request<? super A, R> request) {
		return ask(request, null);
	}

	/**
	 * Asks a keyed actor, and waits for the answer.
	 * @param <R> the type of the reply
	 * @param key picks the actor
	 * @param request the request
	 * @return the reply, which may be {@code null}
	 * @throws IllegalArgumentException if the request has no mapping, does not fit into
	 * its path and query, or is answered with a stream
	 */
	public <R extends @Nullable Object> R ask(String key, Request<? super A, R> request) {
		return ask(request, key);
	}

	/**
	 * Sends a message to an actor that is not keyed, or whose key is a component of the
	 * message, and waits until its mailbox has it.
	 * @param message the message; the reply to a request is not waited for
	 * @throws IllegalArgumentException if the message has no mapping, or does not fit
	 * into its path and query
	 */
	public void tell(Message<? super A> message) {
		tell(message, null);
	}

	/**
	 * Sends a message to a keyed actor, and waits until its mailbox has it.
	 * @param key picks the actor
	 * @param message the message; the reply to a request is not waited for, unless it is
	 * mapped to {@code GET}
	 * @throws IllegalArgumentException if the message has no mapping, or does not fit
	 * into its path and query
	 */
	public void tell(String key, Message<? super A> message) {
		tell(message, key);
	}

	private void tell(Message<? super A> message, @Nullable String key) {
		try {
			request(message, key).header("Prefer", "respond-async").retrieve().toBodilessEntity();
		}
		catch (HttpClientErrorException.NotFound ex) {
			if (!ClientReply.isEmpty(ex.getResponseBodyAsByteArray(), this.mapper)) {
				throw ex;
			}
		}
	}

	@SuppressWarnings({ "unchecked", "NullAway" }) // whether it may be null is up to R
	private <R extends @Nullable Object> R ask(Request<? super A, R> request, @Nullable String key) {
		ClientReply reply = ClientReply.to(request);
		byte[] body = null;
		try {
			body = request((Message<? super A>) request, key).retrieve().body(byte[].class);
		}
		catch (HttpClientErrorException.NotFound ex) {
			if (!ClientReply.isEmpty(ex.getResponseBodyAsByteArray(), this.mapper)) {
				throw ex;
			}
		}
		Object value = (body != null && body.length > 0) ? reply.read(body, this.mapper) : null;
		return (R) (reply.optional() ? Optional.ofNullable(value) : value);
	}

	private RequestBodySpec request(Message<? super A> message, @Nullable String key) {
		ClientRequest made = ClientRequest.of(this.routes.of(message.getClass()), this.mapper, key, message);
		RequestBodySpec request = this.client.method(made.method()).uri(made.path(), made::uri);
		byte[] body = made.body();
		if (body != null) {
			request.contentType(MediaType.APPLICATION_JSON).body(body);
		}
		return request.accept(MediaType.APPLICATION_JSON, MediaType.APPLICATION_PROBLEM_JSON);
	}

}
