package dev.actorspring.system;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One group of actors at one moment, as one node knows it.
 *
 * @param name its name
 * @param type the name of the class that its members have in common
 * @param size how many members it has on this node
 * @param members the paths of some of those, the first that have joined
 * @param elsewhere how many members it has on other nodes, by their addresses
 */
public record GroupSnapshot(String name, String type, int size, List<String> members, Map<String, Integer> elsewhere) {

	/**
	 * Copies the list and the map.
	 */
	public GroupSnapshot {
		members = List.copyOf(members);
		elsewhere = Collections.unmodifiableMap(new TreeMap<>(elsewhere));
	}

}
