package dev.actorspring.engine;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Those that have joined one group. Any thread.
 */
final class GroupMembers {

	private final OrderedSet<Incarnation<?>> members = new OrderedSet<>();

	private int turn;

	GroupMembers add(Incarnation<?> member) {
		this.members.add(member);
		return this;
	}

	/**
	 * Removes a member.
	 * @param member which may not be there
	 * @return whether nobody is left
	 */
	boolean remove(Incarnation<?> member) {
		this.members.remove(member);
		return this.members.isEmpty();
	}

	List<Incarnation<?>> list() {
		return this.members.list();
	}

	/**
	 * Takes one in turns.
	 * @return {@code null} if there is none
	 */
	synchronized @Nullable Incarnation<?> next() {
		List<Incarnation<?>> all = list();
		return all.isEmpty() ? null : all.get(Math.floorMod(this.turn++, all.size()));
	}

}
