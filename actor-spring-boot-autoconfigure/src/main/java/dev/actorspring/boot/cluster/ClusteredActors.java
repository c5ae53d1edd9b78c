package dev.actorspring.boot.cluster;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

import dev.actorspring.boot.actors.ActorProperties;
import dev.actorspring.boot.discovery.ActorDiscovery;
import dev.actorspring.stereotype.FamilyScope;

/**
 * What is spread over the nodes, keyed families and single actors: those whose annotation
 * says so, unless their properties say otherwise.
 */
final class ClusteredActors implements Predicate<String> {

	private final Set<String> names;

	ClusteredActors(ActorDiscovery discovery, ActorProperties properties) {
		this.names = new TreeSet<>(discovery.clusteredActors());
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
