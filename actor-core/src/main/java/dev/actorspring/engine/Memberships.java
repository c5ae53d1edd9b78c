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
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import dev.actorspring.ActorRef;
import dev.actorspring.Group;
import dev.actorspring.Message;
import dev.actorspring.engine.mailbox.Mailbox.Offer;
import dev.actorspring.spi.Nodes;
import dev.actorspring.spi.Nodes.GroupId;
import dev.actorspring.spi.Nodes.GroupMember;
import dev.actorspring.spi.Nodes.Peer;
import dev.actorspring.system.ActorEvent.DeadLetter.Reason;
import dev.actorspring.system.GroupCounts;
import dev.actorspring.system.GroupSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Who has joined which groups: incarnations of this node, and what other nodes have told
 * of theirs. Any thread. Here and not at the incarnations, most of which join none.
 */
final class Memberships {

	private final Engine engine;

	private final ConcurrentHashMap<GroupId, GroupMembers> groups = new ConcurrentHashMap<>();

	/** Only changed under the lock, as what others are told has to be in that order. */
	private final ConcurrentMap<Incarnation<?>, Joined> joined = new ConcurrentHashMap<>();

	private final ReentrantLock lock = new ReentrantLock();

	/** Under the lock. */
	private long lastId;

	/** Of this node, as is the next. */
	private final LongAdder groupCount = new LongAdder();

	private final LongAdder memberships = new LongAdder();

	Memberships(Engine engine) {
		this.engine = engine;
	}

	<A> Group<A> group(String name, Class<A> type) {
		Objects.requireNonNull(name, "name");
		return new LocalGroup<>(this, new GroupId(name, type.getName()), type);
	}

	/**
	 * An incarnation joins. By its own thread, or one that it has handed its context to.
	 * @param incarnation who joins
	 * @param group what it joins
	 */
	void join(Incarnation<?> incarnation, Group<?> group) {
		LocalGroup<?> own = own(group);
		if (!own.type().isAssignableFrom(incarnation.cell().type().spec().type())) {
			throw new IllegalArgumentException(
					incarnation.path() + " cannot join " + group + ": it is no " + own.type().getName());
		}
		if (incarnation.hasEnded()) {
			throw new IllegalStateException(
					"Cannot join " + group + ": this incarnation of " + incarnation.path() + " has ended");
		}
		this.lock.lock();
		try {
			Joined all = this.joined.computeIfAbsent(incarnation,
					(missing) -> new Joined(++this.lastId, new LinkedHashSet<>()));
			if (all.groups().add(own.id())) {
				add(incarnation, all.id(), own.id());
			}
		}
		finally {
			this.lock.unlock();
		}
		if (incarnation.hasEnded()) {
			// Whoever ended it may have come before.
			end(incarnation);
		}
	}

	private void add(Incarnation<?> incarnation, long id, GroupId group) {
		this.memberships.increment();
		this.groups.compute(group, (same, members) -> {
			GroupMembers known = (members != null) ? members : new GroupMembers();
			if (known.add(incarnation)) {
				this.groupCount.increment();
			}
			return known;
		});
		Nodes nodes = this.engine.nodes();
		if (nodes != null) {
			nodes.joined(member(incarnation, id, group));
		}
	}

	private static GroupMember member(Incarnation<?> incarnation, long id, GroupId group) {
		return new GroupMember(id, group, incarnation.path(), incarnation.cell().type().name());
	}

	void leave(Incarnation<?> incarnation, Group<?> group) {
		GroupId id = own(group).id();
		this.lock.lock();
		try {
			Joined all = this.joined.get(incarnation);
			if (all != null && all.groups().remove(id)) {
				remove(incarnation, all.id(), id);
				if (all.groups().isEmpty()) {
					this.joined.remove(incarnation);
				}
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * An incarnation has ended, and with it all of its memberships.
	 * @param incarnation which has
	 */
	void end(Incarnation<?> incarnation) {
		if (this.joined.isEmpty() || !this.joined.containsKey(incarnation)) {
			return;
		}
		this.lock.lock();
		try {
			Joined all = this.joined.remove(incarnation);
			if (all != null) {
				all.groups().forEach((group) -> remove(incarnation, all.id(), group));
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private void remove(Incarnation<?> incarnation, long id, GroupId group) {
		this.memberships.decrement();
		this.groups.computeIfPresent(group, (key, members) -> {
			if (members.remove(incarnation)) {
				this.groupCount.decrement();
			}
			return members.isEmpty() ? null : members;
		});
		Nodes nodes = this.engine.nodes();
		if (nodes != null) {
			nodes.left(member(incarnation, id, group));
		}
	}

	private LocalGroup<?> own(Group<?> group) {
		if (!(group instanceof LocalGroup<?> own) || own.memberships() != this) {
			throw new IllegalArgumentException(group + " is not a group of this system");
		}
		return own;
	}

	private @Nullable GroupMembers members(GroupId group) {
		return this.groups.get(group);
	}

	private void broadcast(GroupId group, Message<?> message) {
		Object context = this.engine.contexts().capture();
		Objects.requireNonNull(message, "message");
		if (!Outbox.mayKeepBack(this.engine)
				|| !Outbox.keepBack(() -> broadcast(group, message, context), EventMeasure.NEVER_PUBLISHED)) {
			broadcast(group, message, context);
		}
	}

	private void broadcast(GroupId group, Message<?> message, @Nullable Object context) {
		GroupMembers members = members(group);
		Nodes nodes = this.engine.nodes();
		if (members != null && nodes != null && !members.peers().isEmpty()) {
			nodes.broadcast(members.peers(), group, message, context);
		}
		deliver(group, message, context);
	}

	/**
	 * Sends a message to all members of this node.
	 * @param context what its sender's thread had in place, or {@code null}
	 */
	void deliver(GroupId group, Message<?> message, @Nullable Object context) {
		GroupMembers members = members(group);
		if (members == null) {
			return;
		}
		Object payload = (context != null) ? new ContextMessage(message, context) : message;
		for (Incarnation<?> member : members.list()) {
			// Not by the ref of a keyed one, which would activate it.
			ActorCell<?> cell = member.cell();
			if (cell.offer(payload) == Offer.FULL) {
				cell.type().deadLetter(cell.path(), message, Reason.MAILBOX_FULL);
			}
		}
	}

	// Those of other nodes.

	/**
	 * Tells of all members of this node, while none joins or leaves.
	 */
	void tell(Consumer<GroupMember> action) {
		this.lock.lock();
		try {
			this.joined.forEach((incarnation, all) -> all.groups()
				.forEach((group) -> action.accept(member(incarnation, all.id(), group))));
		}
		finally {
			this.lock.unlock();
		}
	}

	void joined(Peer peer, GroupMember member, ActorRef<?> ref) {
		this.groups.compute(member.group(), (same, members) -> {
			GroupMembers known = (members != null) ? members : new GroupMembers();
			known.add(peer, member.id(), ref);
			return known;
		});
	}

	void left(Peer peer, long id, GroupId group) {
		this.groups.computeIfPresent(group, (same, members) -> {
			members.remove(peer, id);
			return members.isEmpty() ? null : members;
		});
	}

	void gone(Peer peer) {
		this.groups.keySet().forEach((group) -> this.groups.computeIfPresent(group, (same, members) -> {
			members.remove(peer);
			return members.isEmpty() ? null : members;
		}));
	}

	// What can be seen.

	GroupCounts counts() {
		return new GroupCounts(Math.max(0, this.groupCount.sum()), Math.max(0, this.memberships.sum()));
	}

	List<GroupSnapshot> snapshots(int limit) {
		List<GroupSnapshot> snapshots = new ArrayList<>();
		this.groups.forEach((group, members) -> snapshots.add(members.snapshot(group.name(), group.type(), limit)));
		snapshots.sort(Comparator.comparing(GroupSnapshot::name).thenComparing(GroupSnapshot::type));
		return snapshots;
	}

	/**
	 * What an incarnation has joined.
	 *
	 * @param id which no other has in this system
	 * @param groups which groups
	 */
	private record Joined(long id, Set<GroupId> groups) {

	}

	/**
	 * A group of this system.
	 *
	 * @param <A> what its members have in common
	 * @param memberships knows the members
	 * @param id which group it is
	 * @param type what its members have in common
	 */
	private record LocalGroup<A>(Memberships memberships, GroupId id, Class<A> type) implements Group<A> {

		@Override
		public String name() {
			return this.id.name();
		}

		@Override
		public List<ActorRef<A>> members() {
			GroupMembers members = this.memberships.members(this.id);
			return (members != null) ? members.refs().stream().map(LocalGroup::<A>typed).toList() : List.of();
		}

		@Override
		public Optional<ActorRef<A>> any() {
			GroupMembers members = this.memberships.members(this.id);
			ActorRef<?> next = (members != null) ? members.next() : null;
			return (next != null) ? Optional.of(typed(next)) : Optional.empty();
		}

		@SuppressWarnings("unchecked") // its class was compared when it joined
		private static <A> ActorRef<A> typed(ActorRef<?> member) {
			return (ActorRef<A>) member;
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
