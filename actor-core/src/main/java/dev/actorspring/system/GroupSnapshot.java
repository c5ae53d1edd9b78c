package dev.actorspring.system;

import java.util.List;

/**
 * One group of actors at one moment.
 *
 * @param name its name
 * @param type what its members have in common
 * @param size how many members it has
 * @param members the paths of some of them, those that have joined first
 */
public record GroupSnapshot(String name, Class<?> type, int size, List<String> members) {

	/**
	 * Copies the list.
	 */
	public GroupSnapshot {
		members = List.copyOf(members);
	}

}
