package dev.actorspring.cluster.wire;

import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.protocol.ActorProtocol;
import dev.actorspring.protocol.Handler;

/**
 * All messages of a family, by class and by name.
 */
final class FamilyTypes implements MessageTypes {

	private final String family;

	private final Map<Class<?>, MessageType> byClass = new HashMap<>();

	private final Map<String, MessageType> byName = new HashMap<>();

	private FamilyTypes(String family) {
		this.family = family;
	}

	static FamilyTypes of(String family, ActorProtocol protocol, WireMapper mapper) {
		FamilyTypes types = new FamilyTypes(family);
		for (Handler handler : protocol.handlers()) {
			if (!isOfTheEngine(handler.messageType())) {
				for (Class<?> concrete : concrete(family, handler.messageType())) {
					// The handler of a subtype, if it has one of its own, comes first.
					protocol.handler(concrete)
						.filter(handler::equals)
						.ifPresent((own) -> types.add(MessageType.of(family, concrete, own, mapper)));
				}
			}
		}
		return types;
	}

	/**
	 * As {@code Terminated}, which no sender sends.
	 */
	private static boolean isOfTheEngine(Class<?> type) {
		return type.getPackageName().equals(ActorProtocol.class.getPackageName().replace(".protocol", ""));
	}

	private static Set<Class<?>> concrete(String family, Class<?> type) {
		Set<Class<?>> found = new LinkedHashSet<>();
		if (type.isSealed()) {
			for (Class<?> permitted : type.getPermittedSubclasses()) {
				found.addAll(concrete(family, permitted));
			}
		}
		boolean open = type.isInterface() || Modifier.isAbstract(type.getModifiers());
		if (!open) {
			found.add(type);
		}
		else if (!type.isSealed()) {
			throw new ActorConfigurationException(
					"The family '" + family + "' is spread over the nodes, but anything may be the message "
							+ type.getName() + ", which it handles",
					"Make " + type.getSimpleName() + " sealed, or handle records.");
		}
		return found;
	}

	private void add(MessageType type) {
		MessageType other = this.byName.putIfAbsent(type.name(), type);
		if (other != null) {
			throw new ActorConfigurationException(
					"The family '" + this.family + "' handles two messages that are called " + type.name()
							+ " on the wire: " + other.type().getName() + " and " + type.type().getName(),
					"Rename one of them.");
		}
		this.byClass.put(type.type(), type);
	}

	@Override
	public MessageType of(Class<?> type) {
		MessageType found = this.byClass.get(type);
		if (found == null) {
			throw new UnfitMessageException(
					type.getName() + " is none of the messages of '" + this.family
							+ "': only the types that its handlers name, and those that they permit, can be sent",
					null);
		}
		return found;
	}

	@Override
	public MessageType named(String name) {
		MessageType found = this.byName.get(name);
		if (found == null) {
			throw new UnfitMessageException("'" + this.family + "' knows no message " + name + " on this node", null);
		}
		return found;
	}

}
