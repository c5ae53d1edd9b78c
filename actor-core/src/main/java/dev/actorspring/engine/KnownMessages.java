package dev.actorspring.engine;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import dev.actorspring.protocol.ActorProtocol;
import dev.actorspring.protocol.Handler;
import org.jspecify.annotations.Nullable;

/**
 * The classes of messages that the actors of a system have handlers for, by their names,
 * for those who read what other nodes have written: so a name that comes from there is
 * looked up, and never loaded. Any thread.
 */
final class KnownMessages {

	/** Not looked at before somebody wants to know. */
	private final Queue<ActorProtocol> fresh = new ConcurrentLinkedQueue<>();

	private final Queue<Class<?>> freshTypes = new ConcurrentLinkedQueue<>();

	/** Guarded by itself, as is the next. */
	private final Map<String, Class<?>> byName = new HashMap<>();

	private final Map<Class<?>, ActorProtocol> protocols = new HashMap<>();

	void add(ActorProtocol protocol) {
		this.fresh.add(protocol);
	}

	/**
	 * Adds a type that need not have a handler.
	 * @param type what may be published
	 */
	void add(Class<?> type) {
		this.freshTypes.add(type);
	}

	@Nullable Class<?> named(String name) {
		synchronized (this.byName) {
			update();
			return this.byName.get(name);
		}
	}

	/**
	 * How messages of a class are handled.
	 * @param message the class
	 * @return one for each actor class that has a handler
	 */
	List<Handler> handlers(Class<?> message) {
		List<Handler> handlers = new ArrayList<>();
		synchronized (this.byName) {
			update();
			this.protocols.values().forEach((protocol) -> protocol.handler(message).ifPresent(handlers::add));
		}
		return handlers;
	}

	private void update() {
		for (ActorProtocol next = this.fresh.poll(); next != null; next = this.fresh.poll()) {
			this.protocols.put(next.type(), next);
			next.handlers().forEach((handler) -> index(handler.messageType()));
		}
		for (Class<?> next = this.freshTypes.poll(); next != null; next = this.freshTypes.poll()) {
			index(next);
		}
	}

	private void index(Class<?> type) {
		if (!type.isInterface() && !Modifier.isAbstract(type.getModifiers())) {
			this.byName.put(type.getName(), type);
		}
		if (type.isSealed()) {
			for (Class<?> permitted : type.getPermittedSubclasses()) {
				index(permitted);
			}
		}
	}

}
