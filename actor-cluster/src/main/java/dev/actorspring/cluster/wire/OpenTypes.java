package dev.actorspring.cluster.wire;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.spi.NodeHosting;
import org.jspecify.annotations.Nullable;

/**
 * What goes to other nodes without belonging to a family: events, and messages for
 * members of groups. Nobody has said beforehand which those are, so a type is examined
 * when it is sent or read first. Its name is that of its class, which is looked for among
 * those that actors here have handlers for. Thread-safe.
 */
final class OpenTypes implements MessageTypes {

	private final NodeHosting hosting;

	private final WireMapper mapper;

	private final ConcurrentMap<Class<?>, Examined> examined = new ConcurrentHashMap<>();

	OpenTypes(NodeHosting hosting, WireMapper mapper) {
		this.hosting = hosting;
		this.mapper = mapper;
	}

	@Override
	public MessageType of(Class<?> type) {
		Examined known = this.examined.computeIfAbsent(type, this::examine);
		if (known.type() == null) {
			throw new UnfitMessageException(known.problem(), null);
		}
		return known.type();
	}

	private Examined examine(Class<?> type) {
		try {
			return new Examined(MessageType.open(type, this.hosting.handlers(type), this.mapper), "");
		}
		catch (ActorConfigurationException ex) {
			return new Examined(null, String.valueOf(ex.getMessage()));
		}
	}

	@Override
	public MessageType named(String name) {
		Class<?> type = this.hosting.messageType(name);
		if (type == null) {
			throw new UnfitMessageException("no actor on this node handles " + name, null);
		}
		return of(type);
	}

	/**
	 * What is known of a class.
	 *
	 * @param type how it is written and read, or {@code null} if it cannot be
	 * @param problem why not
	 */
	private record Examined(@Nullable MessageType type, String problem) {

	}

}
