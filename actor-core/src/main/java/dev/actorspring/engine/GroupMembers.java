package dev.actorspring.engine;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Those that have joined one group. Any thread.
 */
final class GroupMembers {

	private final Set<Incarnation<?>> members = new LinkedHashSet<>();

	/** A copy, until somebody joins or leaves. */
	private @Nullable List<Incarnation<?>> list;

	private int turn;

	synchronized GroupMembers add(Incarnation<?> member) {
		if (this.members.add(member)) {
			this.list = null;
		}
		return this;
	}

	/**
	 * Removes a member.
	 * @param member which may not be there
	 * @return whether nobody is left
	 */
	synchronized boolean remove(Incarnation<?> member) {
		if (this.members.remove(member)) {
			this.list = null;
		}
		return this.members.isEmpty();
	}

	synchronized List<Incarnation<?>> list() {
		List<Incarnation<?>> copy = this.list;
		if (copy == null) {
			copy = List.copyOf(this.members);
			this.list = copy;
		}
		return copy;
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
