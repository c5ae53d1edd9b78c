package dev.actorspring.boot.actuate.endpoint;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * Shows the actors of another node of a cluster, as that shows them itself. Who may see
 * them is for the node to decide that is asked for them.
 */
@FunctionalInterface
public interface RemoteActors {

	/**
	 * Asks another node, and waits for some seconds at most.
	 * @param node its address, as the endpoint {@code actorcluster} tells it
	 * @param path the names from the root down; empty for the root
	 * @param limit how many keys of a family at most, or {@code null}
	 * @param after the key after which to begin, or {@code null}
	 * @return 200 with what {@link ActorsEndpoint#node} would return there, without stack
	 * traces; 404 if there is nothing; 503 with the reason if the node does not answer
	 */
	WebEndpointResponse<Object> show(String node, String path, @Nullable Integer limit, @Nullable String after);

}
