package dev.actorspring.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.actorspring.ActorRef;
import dev.actorspring.spi.Nodes.Peer;
import dev.actorspring.system.GroupSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Those that have joined one group: incarnations of this node, and what is known of those
 * of others. Any thread.
 */
final class GroupMembers {

	private final OrderedSet<Incarnation<?>> members = new OrderedSet<>();

	/** Guarded by this. */
	private final Map<RemoteId, ActorRef<?>> others = new LinkedHashMap<>();

	/** How many there are of each node. A copy on write. */
	private volatile Map<Peer, Integer> peers = Map.of();

	private int turn;

	/**
	 * Adds a member of this node.
	 * @return whether it is the first
	 */
	boolean add(Incarnation<?> member) {
		boolean first = this.members.isEmpty();
		return this.members.add(member) && first;
	}

	/**
	 * Removes a member of this node.
	 * @param member which may not be there
	 * @return whether it was the last
	 */
	boolean remove(Incarnation<?> member) {
		return this.members.remove(member) && this.members.isEmpty();
	}

	synchronized void add(Peer peer, long id, ActorRef<?> ref) {
		if (this.others.put(new RemoteId(peer, id), ref) == null) {
			count();
		}
	}

	synchronized void remove(Peer peer, long id) {
		if (this.others.remove(new RemoteId(peer, id)) != null) {
			count();
		}
	}

	synchronized void remove(Peer peer) {
		if (this.others.keySet().removeIf((id) -> id.peer().equals(peer))) {
			count();
		}
	}

	private void count() {
		this.peers = this.others.keySet()
			.stream()
			.collect(Collectors.toUnmodifiableMap(RemoteId::peer, (id) -> 1, Integer::sum));
	}

	synchronized boolean isEmpty() {
		return this.members.isEmpty() && this.others.isEmpty();
	}

	/**
	 * Those of this node.
	 */
	List<Incarnation<?>> list() {
		return this.members.list();
	}

	/**
	 * The other nodes that have some.
	 */
	Set<Peer> peers() {
		return this.peers.keySet();
	}

	/**
	 * All of them, those of this node first.
	 */
	synchronized List<ActorRef<?>> refs() {
		List<ActorRef<?>> refs = new ArrayList<>();
		list().forEach((member) -> refs.add(member.cell().self()));
		refs.addAll(this.others.values());
		return refs;
	}

	/**
	 * Takes one in turns.
	 * @return {@code null} if there is none
	 */
	synchronized @Nullable ActorRef<?> next() {
		List<Incarnation<?>> here = list();
		int size = here.size() + this.others.size();
		if (size == 0) {
			return null;
		}
		int index = Math.floorMod(this.turn++, size);
		return (index < here.size()) ? here.get(index).cell().self()
				: this.others.values().stream().skip(index - here.size()).findFirst().orElseThrow();
	}

	GroupSnapshot snapshot(String name, String type, int limit) {
		List<Incarnation<?>> here = list();
		Map<String, Integer> elsewhere = new TreeMap<>();
		this.peers.forEach((peer, count) -> elsewhere.merge(peer.address(), count, Integer::sum));
		return new GroupSnapshot(name, type, here.size(), here.stream().limit(limit).map(Incarnation::path).toList(),
				elsewhere);
	}

	/**
	 * A member of another node.
	 *
	 * @param peer its node
	 * @param id which no other has there
	 */
	private record RemoteId(Peer peer, long id) {

	}

}
