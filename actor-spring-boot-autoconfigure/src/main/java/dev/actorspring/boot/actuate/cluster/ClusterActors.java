package dev.actorspring.boot.actuate.cluster;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

import dev.actorspring.boot.actuate.endpoint.RemoteActors;
import dev.actorspring.cluster.ClusterNode;
import dev.actorspring.cluster.NodeQueryException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * Asks other nodes of the cluster for their actors.
 */
final class ClusterActors implements RemoteActors {

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private final Supplier<@Nullable ClusterNode> nodes;

	private final JsonMapper json;

	ClusterActors(Supplier<@Nullable ClusterNode> nodes, JsonMapper json) {
		this.nodes = nodes;
		this.json = json;
	}

	@Override
	public WebEndpointResponse<Object> show(String node, String path, @Nullable Integer limit, @Nullable String after) {
		ClusterNode self = this.nodes.get();
		if (self == null) {
			return new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
		}
		try {
			Optional<byte[]> answer = self
				.query(node, this.json.writeValueAsBytes(new NodeQuestion(path, limit, after)), PATIENCE)
				.toCompletableFuture()
				.join();
			return answer.map((bytes) -> new WebEndpointResponse<Object>(this.json.readTree(bytes)))
				.orElseGet(() -> new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND));
		}
		catch (CompletionException ex) {
			if (ex.getCause() instanceof NodeQueryException failure) {
				return new WebEndpointResponse<>(Map.of("error", String.valueOf(failure.getMessage())),
						WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE);
			}
			throw ex;
		}
	}

}
