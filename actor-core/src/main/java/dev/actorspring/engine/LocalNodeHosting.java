package dev.actorspring.engine;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

import dev.actorspring.ActorRef;
import dev.actorspring.Event;
import dev.actorspring.Message;
import dev.actorspring.protocol.Handler;
import dev.actorspring.spi.NodeHosting;
import dev.actorspring.spi.Nodes.GroupId;
import dev.actorspring.spi.Nodes.GroupMember;
import dev.actorspring.spi.Nodes.Peer;
import org.jspecify.annotations.Nullable;

/**
 * Those in this system who get events, and who have joined groups.
 */
final class LocalNodeHosting implements NodeHosting {

	private final Engine engine;

	private final Tree tree;

	LocalNodeHosting(Engine engine, Tree tree) {
		this.engine = engine;
		this.tree = tree;
	}

	@Override
	public void publish(Event event, @Nullable Object context, IntPredicate partitions) {
		this.engine.topics().deliver(event, context, partitions);
	}

	@Override
	public void broadcast(GroupId group, Message<?> message, @Nullable Object context) {
		this.engine.memberships().deliver(group, message, context);
	}

	@Override
	public void joined(Peer peer, GroupMember member) {
		ActorRef<?> spread = this.tree.spread(member.path());
		ActorRef<?> ref = (spread != null) ? spread
				: new RemoteRef<>(this.engine.types().elsewhere(this.engine, member.actor()), peer, member.path());
		this.engine.memberships().joined(peer, member, ref);
	}

	@Override
	public void left(Peer peer, long id, GroupId group) {
		this.engine.memberships().left(peer, id, group);
	}

	@Override
	public void gone(Peer peer) {
		this.engine.memberships().gone(peer);
	}

	@Override
	public void members(Consumer<GroupMember> action) {
		this.engine.memberships().tell(action);
	}

	@Override
	public @Nullable Class<?> messageType(String name) {
		return this.engine.types().messages().named(name);
	}

	@Override
	public List<Handler> handlers(Class<?> message) {
		return this.engine.types().handlers(message);
	}

}
