package dev.actorspring.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

import dev.actorspring.ActorRef;
import dev.actorspring.Group;
import dev.actorspring.Message;
import dev.actorspring.engine.mailbox.Mailbox.Offer;
import dev.actorspring.system.ActorEvent.DeadLetter.Reason;
import dev.actorspring.system.GroupCounts;
import dev.actorspring.system.GroupSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Which incarnations have joined which groups on this node. Any thread. Here and not at
 * the incarnations, most of which join none.
 */
final class Memberships {

	private final Engine engine;

	private final ConcurrentHashMap<GroupName, GroupMembers> groups = new ConcurrentHashMap<>();

	/**
	 * Whoever changes this and the other changes both under the lock of an entry here.
	 */
	private final ConcurrentMap<Incarnation<?>, Set<GroupName>> joined = new ConcurrentHashMap<>();

	private final LongAdder memberships = new LongAdder();

	Memberships(Engine engine) {
		this.engine = engine;
	}

	<A> Group<A> group(String name, Class<A> type) {
		return new LocalGroup<>(this, new GroupName(name, type), type);
	}

	/**
	 * An incarnation joins. By its own thread, or one that it has handed its context to.
	 * @param incarnation who joins
	 * @param group what it joins
	 */
	void join(Incarnation<?> incarnation, Group<?> group) {
		GroupName name = nameOf(group);
		if (!name.type().isAssignableFrom(incarnation.cell().type().spec().type())) {
			throw new IllegalArgumentException(
					incarnation.path() + " cannot join " + group + ": it is no " + name.type().getName());
		}
		if (incarnation.hasEnded()) {
			throw new IllegalStateException(
					"Cannot join " + group + ": this incarnation of " + incarnation.path() + " has ended");
		}
		this.joined.compute(incarnation, (key, names) -> {
			Set<GroupName> all = (names != null) ? names : new LinkedHashSet<>();
			if (all.add(name)) {
				this.memberships.increment();
				this.groups.compute(name,
						(same, members) -> ((members != null) ? members : new GroupMembers()).add(incarnation));
			}
			return all;
		});
		if (incarnation.hasEnded()) {
			// Whoever ended it may have come before.
			end(incarnation);
		}
	}

	void leave(Incarnation<?> incarnation, Group<?> group) {
		GroupName name = nameOf(group);
		this.joined.computeIfPresent(incarnation, (key, names) -> {
			if (names.remove(name)) {
				this.memberships.decrement();
				remove(name, incarnation);
			}
			return names.isEmpty() ? null : names;
		});
	}

	/**
	 * An incarnation has ended, and with it all of its memberships.
	 * @param incarnation which has
	 */
	void end(Incarnation<?> incarnation) {
		if (!this.joined.isEmpty()) {
			this.joined.computeIfPresent(incarnation, (key, names) -> {
				this.memberships.add(-names.size());
				names.forEach((name) -> remove(name, incarnation));
				return null;
			});
		}
	}

	private void remove(GroupName name, Incarnation<?> incarnation) {
		this.groups.computeIfPresent(name, (key, members) -> members.remove(incarnation) ? null : members);
	}

	private GroupName nameOf(Group<?> group) {
		if (!(group instanceof LocalGroup<?> own) || own.memberships() != this) {
			throw new IllegalArgumentException(group + " is not a group of this system");
		}
		return own.id();
	}

	private List<Incarnation<?>> members(GroupName name) {
		GroupMembers members = this.groups.get(name);
		return (members != null) ? members.list() : List.of();
	}

	private @Nullable Incarnation<?> any(GroupName name) {
		GroupMembers members = this.groups.get(name);
		return (members != null) ? members.next() : null;
	}

	private void broadcast(GroupName name, Message<?> message) {
		Object context = this.engine.contexts().capture();
		Objects.requireNonNull(message, "message");
		Object payload = (context != null) ? new ContextMessage(message, context) : message;
		if (!Outbox.mayKeepBack(this.engine)
				|| !Outbox.keepBack(() -> broadcast(name, message, payload), EventMeasure.NEVER_PUBLISHED)) {
			broadcast(name, message, payload);
		}
	}

	private void broadcast(GroupName name, Message<?> message, Object payload) {
		for (Incarnation<?> member : members(name)) {
			// Not by the ref of a keyed one, which would activate it.
			ActorCell<?> cell = member.cell();
			if (cell.offer(payload) == Offer.FULL) {
				cell.type().deadLetter(cell.path(), message, Reason.MAILBOX_FULL);
			}
		}
	}

	GroupCounts counts() {
		return new GroupCounts(this.groups.mappingCount(), Math.max(0, this.memberships.sum()));
	}

	List<GroupSnapshot> snapshots(int limit) {
		List<GroupSnapshot> snapshots = new ArrayList<>();
		this.groups.forEach((name, members) -> {
			List<Incarnation<?>> list = members.list();
			snapshots.add(new GroupSnapshot(name.name(), name.type(), list.size(),
					list.stream().limit(limit).map(Incarnation::path).toList()));
		});
		snapshots.sort(Comparator.comparing(GroupSnapshot::name).thenComparing((group) -> group.type().getName()));
		return snapshots;
	}

	/**
	 * Which group is meant.
	 *
	 * @param name its name
	 * @param type what its members have in common
	 */
	private record GroupName(String name, Class<?> type) {

		GroupName {
			Objects.requireNonNull(name, "name");
			Objects.requireNonNull(type, "type");
		}

	}

	/**
	 * A group of this system.
	 *
	 * @param <A> what its members have in common
	 * @param memberships knows the members
	 * @param id which group it is
	 * @param type what its members have in common
	 */
	private record LocalGroup<A>(Memberships memberships, GroupName id, Class<A> type) implements Group<A> {

		@Override
		public String name() {
			return this.id.name();
		}

		@Override
		public List<ActorRef<A>> members() {
			return this.memberships.members(this.id).stream().map(LocalGroup::<A>ref).toList();
		}

		@Override
		public Optional<ActorRef<A>> any() {
			Incarnation<?> member = this.memberships.any(this.id);
			return (member != null) ? Optional.of(ref(member)) : Optional.empty();
		}

		@SuppressWarnings("unchecked") // its class was compared when it joined
		private static <A> ActorRef<A> ref(Incarnation<?> member) {
			return (ActorRef<A>) member.cell().self();
		}

		@Override
		public void broadcast(Message<? super A> message) {
			this.memberships.broadcast(this.id, message);
		}

		@Override
		public String toString() {
			return "Group[" + this.id.name() + " of " + EventMeasure.name(this.type) + "]";
		}

	}

}
