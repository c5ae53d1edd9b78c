package dev.actorspring.boot.actuate.endpoint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.NodeSnapshot;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.Selector.Match;
import org.springframework.context.annotation.ImportRuntimeHints;

/**
 * Shows the live tree of actors. It never activates an actor. Over HTTP, and only with
 * unrestricted access, it also takes orders: see {@link ActorsEndpointWebExtension}.
 */
@Endpoint(id = "actors", defaultAccess = Access.READ_ONLY)
@ImportRuntimeHints(ActorsEndpointRuntimeHints.class)
public class ActorsEndpoint {

	private static final int DEFAULT_LIMIT = 100;

	private static final int MAX_LIMIT = 1_000;

	private final ActorSystem system;

	private final Show showValues;

	private final List<ActorDetails> details;

	/**
	 * Creates the endpoint.
	 * @param system whose actors to show
	 * @param showValues when to show the stack trace of a failure
	 * @param details what there is to tell of an actor besides
	 */
	public ActorsEndpoint(ActorSystem system, Show showValues, List<ActorDetails> details) {
		this.system = system;
		this.showValues = showValues;
		this.details = List.copyOf(details);
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
	 * Shows one node; an actor with its recent restarts, a family with some of its keys
	 * if they are asked for.
	 * @param path the names from the root down, as in {@code payments/ledger} or
	 * {@code auction/42}
	 * @param limit how many keys at most, 1 to 1000; {@code null} for none, or for 100 if
	 * there is an {@code after}
	 * @param after the key after which to begin, or {@code null} for the first
	 * @param key the rest of the path, if it has names that an address cannot have, as in
	 * {@code a//b}; or {@code null}
	 * @return the node, or {@code null} if there is none
	 */
	@ReadOperation
	public @Nullable NodeDescriptor node(@Selector(match = Match.ALL_REMAINING) String[] path, @Nullable Integer limit,
			@Nullable String after, @Nullable String key) {
		return node(join(path, key), limit, after, this.showValues.isShown(true));
	}

	static String join(String[] path, @Nullable String key) {
		String joined = String.join("/", path);
		return (key != null) ? joined + "/" + key : joined;
	}

	@Nullable NodeDescriptor node(String path, @Nullable Integer limit, @Nullable String after, boolean withStackTrace) {
		checkLimit(limit);
		NodeSnapshot node = this.system.find(path).orElse(null);
		return switch (node) {
			case null -> null;
			case NodeSnapshot.Actor actor ->
				Descriptors.describe(actor, this.system.restarts(path), withStackTrace, details(actor));
			case NodeSnapshot.Family family when limit != null || after != null ->
				Descriptors.describe(family, keys(path, (limit != null) ? limit : DEFAULT_LIMIT, after));
			default -> Descriptors.describe(node);
		};
	}

	static void checkLimit(@Nullable Integer limit) {
		if (limit != null && (limit < 1 || limit > MAX_LIMIT)) {
			throw new InvalidEndpointRequestException("The limit is " + limit, "The limit must be 1 to " + MAX_LIMIT);
		}
	}

	private Map<String, Object> details(NodeSnapshot.Actor actor) {
		Map<String, Object> all = new LinkedHashMap<>();
		this.details.forEach((each) -> all.putAll(each.of(actor)));
		return all;
	}

	private NodeDescriptor.Keys keys(String family, int limit, @Nullable String after) {
		List<NodeSnapshot.Actor> found = this.system.keys(family, after, limit + 1);
		boolean more = found.size() > limit;
		List<NodeSnapshot.Actor> page = more ? found.subList(0, limit) : found;
		return new NodeDescriptor.Keys(Descriptors.actors(page), more ? page.getLast().name() : null);
	}

	ActorSystem system() {
		return this.system;
	}

}
