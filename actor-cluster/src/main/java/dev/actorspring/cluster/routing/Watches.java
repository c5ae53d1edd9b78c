package dev.actorspring.cluster.routing;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import dev.actorspring.ExitReason;

/**
 * Who watches actors of other nodes. The home of a watched actor is told so, and each
 * next home when it moves, which is no end; a home says when it has ended, and forgets
 * who has watched it then, or when it has left. Any thread.
 */
final class Watches {

	private final Router router;

	/** What is watched here, by partition. */
	private final ConcurrentMap<Integer, Set<Watched>> here = new ConcurrentHashMap<>();

	/** Which nodes watch what lives here. */
	private final ConcurrentMap<Watched, Set<NodeId>> elsewhere = new ConcurrentHashMap<>();

	Watches(Router router) {
		this.router = router;
	}

	/**
	 * Somebody here watches an actor.
	 */
	void watch(String family, String key) {
		int partition = this.router.partition(key);
		Watched watched = new Watched(family, key);
		this.here.computeIfAbsent(partition, (missing) -> ConcurrentHashMap.newKeySet()).add(watched);
		Location home = this.router.home(partition);
		if (home != null) {
			tell(home.node(), watched);
		}
	}

	/**
	 * A partition has a new home.
	 */
	void moved(int partition, NodeId home) {
		Set<Watched> all = this.here.get(partition);
		if (all != null) {
			all.removeIf((each) -> !this.router.hosting().isWatched(each.family(), each.key()));
			all.forEach((each) -> tell(home, each));
		}
	}

	private void tell(NodeId home, Watched watched) {
		if (!home.equals(this.router.self()) && watched.key().length() <= Packet.LONGEST_KEY) {
			this.router.link(home).send(new Packet.Watch(watched.family(), watched.key()));
		}
	}

	/**
	 * Another node watches an actor. If that has left by now, its next home is told, too.
	 */
	void watchedBy(NodeId node, String family, String key) {
		if (this.router.route(this.router.partition(key)).gate().mode() == Gate.Mode.CLOSED) {
			return;
		}
		this.elsewhere.computeIfAbsent(new Watched(family, key), (missing) -> ConcurrentHashMap.newKeySet()).add(node);
	}

	/**
	 * An actor that lives here has ended.
	 */
	void ended(String family, String key, ExitReason reason) {
		Set<NodeId> nodes = this.elsewhere.remove(new Watched(family, key));
		if (nodes != null) {
			nodes.forEach((node) -> this.router.link(node)
				.send(new Packet.Ended(family, key, ExitReasons.name(reason), ExitReasons.text(reason))));
		}
	}

	/**
	 * An actor that lives elsewhere has ended.
	 */
	void heard(Packet.Ended ended) {
		Set<Watched> all = this.here.get(this.router.partition(ended.key()));
		if (all != null) {
			all.remove(new Watched(ended.family(), ended.key()));
		}
		this.router.hosting().ended(ended.family(), ended.key(), ExitReasons.of(ended.reason(), ended.text()));
	}

	/**
	 * A partition does not live here any more.
	 */
	void left(int partition) {
		this.elsewhere.keySet().removeIf((watched) -> this.router.partition(watched.key()) == partition);
	}

	void gone(NodeId node) {
		this.elsewhere.values().forEach((nodes) -> nodes.remove(node));
		this.elsewhere.values().removeIf(Set::isEmpty);
	}

	/**
	 * An actor that is watched.
	 *
	 * @param family its family
	 * @param key its key
	 */
	private record Watched(String family, String key) {

	}

}
