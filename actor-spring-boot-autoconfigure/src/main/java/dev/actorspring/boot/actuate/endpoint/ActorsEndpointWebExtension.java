package dev.actorspring.boot.actuate.endpoint;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.actorspring.boot.diagnostics.Causes;
import dev.actorspring.supervision.ChildException;
import dev.actorspring.system.NodeOperations;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.Selector.Match;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/**
 * What the endpoint {@code actors} does over HTTP only: it knows who asks, and takes
 * orders if {@code management.endpoint.actors.access} is {@code unrestricted}.
 */
@EndpointWebExtension(endpoint = ActorsEndpoint.class)
public class ActorsEndpointWebExtension {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final int STATUS_ACCEPTED = 202;

	private static final int STATUS_CONFLICT = 409;

	private final ActorsEndpoint delegate;

	private final Show showValues;

	private final Set<String> roles;

	private final @Nullable RemoteActors remote;

	private final Duration patience;

	/**
	 * Creates the extension.
	 * @param delegate the endpoint
	 * @param showValues when to show the stack trace of a failure
	 * @param roles who is shown it if that depends on who asks; if empty, whoever is
	 * authenticated
	 */
	public ActorsEndpointWebExtension(ActorsEndpoint delegate, Show showValues, Set<String> roles) {
		this(delegate, showValues, roles, null);
	}

	/**
	 * Creates the extension.
	 * @param delegate the endpoint
	 * @param showValues when to show the stack trace of a failure
	 * @param roles who is shown it if that depends on who asks; if empty, whoever is
	 * authenticated
	 * @param remote shows the actors of other nodes; {@code null} if there are none
	 */
	public ActorsEndpointWebExtension(ActorsEndpoint delegate, Show showValues, Set<String> roles,
			@Nullable RemoteActors remote) {
		this(delegate, showValues, roles, remote, PATIENCE);
	}

	ActorsEndpointWebExtension(ActorsEndpoint delegate, Show showValues, Set<String> roles,
			@Nullable RemoteActors remote, Duration patience) {
		this.delegate = delegate;
		this.showValues = showValues;
		this.roles = Set.copyOf(roles);
		this.remote = remote;
		this.patience = patience;
	}

	/**
	 * Shows the whole tree.
	 * @param node the address of the node of a cluster whose tree it is, or {@code null}
	 * for this one
	 * @return the root, or a response
	 * @see ActorsEndpoint#tree
	 */
	@ReadOperation
	public Object tree(@Nullable String node) {
		return (node != null) ? remote(node, "", null, null) : this.delegate.tree();
	}

	/**
	 * Shows one node.
	 * @param securityContext who asks
	 * @param path the names from the root down
	 * @param limit how many keys of a family at most, or {@code null}
	 * @param after the key after which to begin, or {@code null}
	 * @param key the rest of the path, or {@code null}
	 * @param node the address of the node of a cluster where it is, or {@code null} for
	 * this one
	 * @return the node, a response, or {@code null} if there is none
	 * @see ActorsEndpoint#node
	 */
	@ReadOperation
	public @Nullable Object node(SecurityContext securityContext, @Selector(match = Match.ALL_REMAINING) String[] path,
			@Nullable Integer limit, @Nullable String after, @Nullable String key, @Nullable String node) {
		if (node != null) {
			return remote(node, ActorsEndpoint.join(path, key), limit, after);
		}
		return this.delegate.node(ActorsEndpoint.join(path, key), limit, after,
				this.showValues.isShown(securityContext, this.roles));
	}

	private WebEndpointResponse<Object> remote(String node, String path, @Nullable Integer limit,
			@Nullable String after) {
		ActorsEndpoint.checkLimit(limit);
		return (this.remote != null) ? this.remote.show(node, path, limit, after)
				: new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
	}

	/**
	 * Does something to one node, and waits for it up to ten seconds.
	 * @param path the names from the root down
	 * @param action {@code restart}, {@code terminate}, {@code kill}, {@code start},
	 * {@code disable}, {@code enable}, {@code passivate} or {@code resize}
	 * @param key the rest of the path, or {@code null}
	 * @param node must be {@code null}: another node of a cluster takes orders itself
	 * only
	 * @param size how many workers a pool is to have; for {@code resize} only
	 * @return 200 with the node as it is afterwards, 204 if it is gone then, 202 with the
	 * node if it takes longer; 400 for an unknown action, another node, or a size that is
	 * missing or none, 404 for an unknown node, 409 with the reason if the node does not
	 * allow it, 500 with the reason if it does not start
	 */
	@WriteOperation
	public WebEndpointResponse<Object> act(@Selector(match = Match.ALL_REMAINING) String[] path, String action,
			@Nullable String key, @Nullable String node, @Nullable Integer size) {
		if (node != null) {
			return error(WebEndpointResponse.STATUS_BAD_REQUEST, "Another node takes orders itself only");
		}
		Action known = Action.of(action);
		if (known == null) {
			return error(WebEndpointResponse.STATUS_BAD_REQUEST, "The action must be one of " + Action.names());
		}
		String joined = ActorsEndpoint.join(path, key);
		NodeOperations operations = this.delegate.system().operations(joined).orElse(null);
		if (operations == null) {
			return new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
		}
		if ((known == Action.RESIZE) != (size != null)) {
			return error(WebEndpointResponse.STATUS_BAD_REQUEST, (size != null) ? "Only resize has a size"
					: "There must be a size: how many workers the pool is to have");
		}
		return answer(joined, known, (size != null) ? operations.resize(size) : known.apply(operations));
	}

	private WebEndpointResponse<Object> answer(String path, Action action, CompletableFuture<Void> done) {
		try {
			done.get(this.patience.toNanos(), TimeUnit.NANOSECONDS);
			return state(path, WebEndpointResponse.STATUS_OK);
		}
		catch (TimeoutException ex) {
			return state(path, STATUS_ACCEPTED);
		}
		catch (ExecutionException ex) {
			return refusal(action, ex.getCause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return state(path, STATUS_ACCEPTED);
		}
	}

	private WebEndpointResponse<Object> state(String path, int status) {
		NodeDescriptor node = this.delegate.node(path, null, null, false);
		return (node != null) ? new WebEndpointResponse<>(node, status)
				: new WebEndpointResponse<>(WebEndpointResponse.STATUS_NO_CONTENT);
	}

	private static WebEndpointResponse<Object> refusal(Action action, @Nullable Throwable cause) {
		return switch (cause) {
			case ChildException refusal when refusal.getReason() == ChildException.Reason.NOT_FOUND ->
				new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
			case ChildException refusal -> error(STATUS_CONFLICT, Causes.message(refusal));
			case IllegalArgumentException refusal when action == Action.RESIZE ->
				error(WebEndpointResponse.STATUS_BAD_REQUEST, Causes.message(refusal));
			case IllegalStateException refusal -> error(STATUS_CONFLICT, Causes.message(refusal));
			case null -> error(WebEndpointResponse.STATUS_INTERNAL_SERVER_ERROR, null);
			default -> error(WebEndpointResponse.STATUS_INTERNAL_SERVER_ERROR, Causes.message(cause));
		};
	}

	private static WebEndpointResponse<Object> error(int status, @Nullable String text) {
		return new WebEndpointResponse<>(Map.of("error", (text != null) ? text : "It failed"), status);
	}

}
