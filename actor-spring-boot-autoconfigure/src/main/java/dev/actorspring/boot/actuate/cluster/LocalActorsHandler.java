package dev.actorspring.boot.actuate.cluster;

import java.util.Optional;
import java.util.function.Supplier;

import dev.actorspring.boot.actuate.endpoint.ActorsEndpoint;
import dev.actorspring.boot.actuate.endpoint.NodeDescriptor;
import dev.actorspring.cluster.NodeQueryHandler;
import tools.jackson.databind.json.JsonMapper;

/**
 * Shows the actors of this node to the others.
 */
final class LocalActorsHandler implements NodeQueryHandler {

	private final Supplier<ActorsEndpoint> endpoint;

	private final JsonMapper json;

	/**
	 * Creates it.
	 * @param endpoint shows them; looked up for the first question, as the node is made
	 * before its actors
	 * @param json writes them
	 */
	LocalActorsHandler(Supplier<ActorsEndpoint> endpoint, JsonMapper json) {
		this.endpoint = endpoint;
		this.json = json;
	}

	@Override
	public Optional<byte[]> answer(byte[] question) {
		NodeQuestion asked = this.json.readValue(question, NodeQuestion.class);
		NodeDescriptor node = asked.path().isEmpty() ? this.endpoint.get().tree()
				: this.endpoint.get().node(new String[] { asked.path() }, asked.limit(), asked.after(), null);
		return Optional.ofNullable(node).map(this.json::writeValueAsBytes);
	}

}
