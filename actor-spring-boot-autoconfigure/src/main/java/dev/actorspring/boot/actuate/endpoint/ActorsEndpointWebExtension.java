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

	private final Duration patience;

	/**
	 * Creates the extension.
	 * @param delegate the endpoint
	 * @param showValues when to show the stack trace of a failure
	 * @param roles who is shown it if that depends on who asks; if empty, whoever is
	 * authenticated
	 */
	public ActorsEndpointWebExtension(ActorsEndpoint delegate, Show showValues, Set<String> roles) {
		this(delegate, showValues, roles, PATIENCE);
	}

	ActorsEndpointWebExtension(ActorsEndpoint delegate, Show showValues, Set<String> roles, Duration patience) {
		this.delegate = delegate;
		this.showValues = showValues;
		this.roles = Set.copyOf(roles);
		this.patience = patience;
	}

	/**
	 * Shows one node.
	 * @param securityContext who asks
	 * @param path the names from the root down
	 * @param limit how many keys of a family at most, or {@code null}
	 * @param after the key after which to begin, or {@code null}
	 * @param key the rest of the path, or {@code null}
	 * @return the node, or {@code null} if there is none
	 * @see ActorsEndpoint#node
	 */
	@ReadOperation
	public @Nullable NodeDescriptor node(SecurityContext securityContext,
			@Selector(match = Match.ALL_REMAINING) String[] path, @Nullable Integer limit, @Nullable String after,
			@Nullable String key) {
		return this.delegate.node(ActorsEndpoint.join(path, key), limit, after,
				this.showValues.isShown(securityContext, this.roles));
	}

	/**
	 * Does something to one node, and waits for it up to ten seconds.
	 * @param path the names from the root down
	 * @param action {@code restart}, {@code terminate}, {@code start} or
	 * {@code passivate}
	 * @param key the rest of the path, or {@code null}
	 * @return 200 with the node as it is afterwards, 204 if it is gone then, 202 with the
	 * node if it takes longer; 400 for an unknown action, 404 for an unknown node, 409
	 * with the reason if the node does not allow it, 500 with the reason if it does not
	 * start
	 */
	@WriteOperation
	public WebEndpointResponse<Object> act(@Selector(match = Match.ALL_REMAINING) String[] path, String action,
			@Nullable String key) {
		Action known = Action.of(action);
		if (known == null) {
			return error(WebEndpointResponse.STATUS_BAD_REQUEST, "The action must be one of " + Action.names());
		}
		String joined = ActorsEndpoint.join(path, key);
		NodeOperations operations = this.delegate.system().operations(joined).orElse(null);
		if (operations == null) {
			return new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
		}
		return answer(joined, known.apply(operations));
	}

	private WebEndpointResponse<Object> answer(String path, CompletableFuture<Void> done) {
		try {
			done.get(this.patience.toNanos(), TimeUnit.NANOSECONDS);
			return state(path, WebEndpointResponse.STATUS_OK);
		}
		catch (TimeoutException ex) {
			return state(path, STATUS_ACCEPTED);
		}
		catch (ExecutionException ex) {
			return refusal(ex.getCause());
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

	private static WebEndpointResponse<Object> refusal(@Nullable Throwable cause) {
		return switch (cause) {
			case ChildException refusal when refusal.getReason() == ChildException.Reason.NOT_FOUND ->
				new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
			case ChildException refusal -> error(STATUS_CONFLICT, Causes.message(refusal));
			case IllegalStateException refusal -> error(STATUS_CONFLICT, Causes.message(refusal));
			case null -> error(WebEndpointResponse.STATUS_INTERNAL_SERVER_ERROR, null);
			default -> error(WebEndpointResponse.STATUS_INTERNAL_SERVER_ERROR, Causes.message(cause));
		};
	}

	private static WebEndpointResponse<Object> error(int status, @Nullable String text) {
		return new WebEndpointResponse<>(Map.of("error", (text != null) ? text : "It failed"), status);
	}

}
