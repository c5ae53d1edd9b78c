package dev.actorspring.boot.cluster;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

import dev.actorspring.boot.actors.ActorProperties;
import dev.actorspring.boot.discovery.ActorDiscovery;
import dev.actorspring.stereotype.FamilyScope;

/**
 * The keyed families that are spread over the nodes: those whose annotation says so,
 * unless the properties of the family say otherwise.
 */
final class ClusteredFamilies implements Predicate<String> {

	private final Set<String> names;

	ClusteredFamilies(ActorDiscovery discovery, ActorProperties properties) {
		this.names = new TreeSet<>(discovery.clusteredFamilies());
		properties.actors().forEach((name, actor) -> {
			if (actor.scope() == FamilyScope.CLUSTER) {
				this.names.add(name);
			}
			else if (actor.scope() == FamilyScope.NODE) {
				this.names.remove(name);
			}
		});
	}

	boolean isEmpty() {
		return this.names.isEmpty();
	}

	Set<String> names() {
		return this.names;
	}

	@Override
	public boolean test(String family) {
		return this.names.contains(family);
	}

}
