package dev.actorspring.boot.actuate.endpoint;

import java.util.List;

import dev.actorspring.supervision.Restart;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.NodeSnapshot;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.Selector.Match;

/**
 * Shows the live tree of actors. Reads only: it never activates an actor.
 */
@Endpoint(id = "actors")
public class ActorsEndpoint {

	private final ActorSystem system;

	/**
	 * Creates the endpoint.
	 * @param system whose actors to show
	 */
	public ActorsEndpoint(ActorSystem system) {
		this.system = system;
	}

	/**
	 * Shows the whole tree, keyed actors summed up by family.
	 * @return the root
	 */
	@ReadOperation
	public NodeDescriptor.Supervisor tree() {
		return Descriptors.describe(this.system.tree());
	}

	/**
	 * Shows one node; for an actor with its recent restarts.
	 * @param path the names from the root down, as in {@code payments/ledger} or
	 * {@code auction/42}
	 * @return the node, or {@code null} if there is none
	 */
	@ReadOperation
	public @Nullable NodeDescriptor node(@Selector(match = Match.ALL_REMAINING) String... path) {
		String joined = String.join("/", path);
		return this.system.find(joined).map((node) -> describe(node, joined)).orElse(null);
	}

	private NodeDescriptor describe(NodeSnapshot node, String path) {
		return (node instanceof NodeSnapshot.Actor actor) ? Descriptors.describe(actor, restartsAbove(path))
				: Descriptors.describe(node);
	}

	/**
	 * The restarts that the supervisor or family of an actor remembers. A key may have
	 * slashes itself, so the next node above that exists is not always one level up.
	 */
	private List<Restart> restartsAbove(String path) {
		String parent = path;
		while (parent.contains("/")) {
			parent = parent.substring(0, parent.lastIndexOf('/'));
			NodeSnapshot node = this.system.find(parent).orElse(null);
			if (node instanceof NodeSnapshot.Supervisor supervisor) {
				return supervisor.restarts();
			}
			if (node instanceof NodeSnapshot.Family family) {
				return family.restarts();
			}
		}
		return this.system.tree().restarts();
	}

}
