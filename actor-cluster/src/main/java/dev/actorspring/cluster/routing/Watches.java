package dev.actorspring.cluster.routing;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

import dev.actorspring.ExitReason;

/**
 * Who watches actors of other nodes. The home of a watched actor is told so, and each
 * next home when it moves, which is no end; a home says when it has ended, and forgets
 * who has watched it then, or when it has left. Any thread.
 */
final class Watches {

	private static final int FEW = 64;

	private final Router router;

	/** What is watched here, by partition. */
	private final ConcurrentMap<Integer, Set<Watched>> here = new ConcurrentHashMap<>();

	private final AtomicInteger count = new AtomicInteger();

	/** With so many it is looked for those that nobody watches any more. */
	private volatile int pruneAt = FEW;

	/** Which nodes watch what lives here. */
	private final ConcurrentMap<Watched, Set<NodeId>> elsewhere = new ConcurrentHashMap<>();

	Watches(Router router) {
		this.router = router;
	}

	/**
	 * Somebody here watches an actor, and is known to the engine as who does.
	 */
	void watch(String family, String key) {
		if (this.count.get() >= this.pruneAt) {
			prune();
			this.pruneAt = Math.max(FEW, this.count.get() * 2);
		}
		watch(new Watched(family, key));
	}

	private void watch(Watched watched) {
		if (all(partition(watched)).add(watched)) {
			this.count.incrementAndGet();
		}
		Location home = this.router.home(partition(watched));
		if (home != null) {
			tell(home.node(), watched);
		}
	}

	/**
	 * Forgets what nobody here watches any more, and has its homes forget it.
	 */
	private void prune() {
		List<Watched> forgotten = this.here.values()
			.stream()
			.flatMap(Set::stream)
			.filter((each) -> !isWatched(each))
			.toList();
		for (Watched each : forgotten) {
			forget(each);
			Location home = this.router.home(partition(each));
			if (home != null && isReached(home.node(), each)) {
				this.router.link(home.node()).send(new Packet.Unwatch(each.family(), each.key()));
			}
			if (isWatched(each)) {
				// Again, since it was looked at.
				watch(each);
			}
		}
	}

	private Set<Watched> all(int partition) {
		return this.here.computeIfAbsent(partition, (missing) -> ConcurrentHashMap.newKeySet());
	}

	private void forget(Watched watched) {
		if (all(partition(watched)).remove(watched)) {
			this.count.decrementAndGet();
		}
	}

	private boolean isWatched(Watched watched) {
		return this.router.hosting().isWatched(watched.family(), watched.key());
	}

	private int partition(Watched watched) {
		return this.router.partition(watched.key());
	}

	private boolean isReached(NodeId home, Watched watched) {
		return !home.equals(this.router.self()) && watched.key().length() <= Packet.LONGEST_KEY;
	}

	/**
	 * How many actors are watched here.
	 */
	int here() {
		return this.count.get();
	}

	/**
	 * How many actors that live here are watched by other nodes.
	 */
	int elsewhere() {
		return this.elsewhere.size();
	}

	/**
	 * A partition has a new home.
	 */
	void moved(int partition, NodeId home) {
		for (Watched each : this.here.getOrDefault(partition, Set.of())) {
			if (isWatched(each)) {
				tell(home, each);
			}
			else {
				forget(each);
				if (isWatched(each)) {
					watch(each);
				}
			}
		}
	}

	private void tell(NodeId home, Watched watched) {
		if (isReached(home, watched)) {
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
		this.elsewhere.compute(new Watched(family, key), (watched, known) -> {
			Set<NodeId> nodes = (known != null) ? known : ConcurrentHashMap.newKeySet();
			nodes.add(node);
			return nodes;
		});
	}

	/**
	 * Nobody on another node watches an actor any more.
	 */
	void unwatchedBy(NodeId node, String family, String key) {
		this.elsewhere.computeIfPresent(new Watched(family, key), (watched, nodes) -> {
			nodes.remove(node);
			return nodes.isEmpty() ? null : nodes;
		});
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
		forget(new Watched(ended.family(), ended.key()));
		this.router.hosting().ended(ended.family(), ended.key(), ExitReasons.of(ended.reason(), ended.text()));
	}

	/**
	 * A partition does not live here any more.
	 */
	void left(int partition) {
		this.elsewhere.keySet().removeIf((watched) -> partition(watched) == partition);
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
