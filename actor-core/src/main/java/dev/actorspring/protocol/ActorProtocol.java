package dev.actorspring.protocol;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.Event;
import dev.actorspring.Message;
import org.jspecify.annotations.Nullable;

/**
 * All that an actor class understands: its handlers, one for each type of message.
 */
public final class ActorProtocol {

	private final Class<?> type;

	private final Map<Class<?>, Handler> handlers;

	private final @Nullable ActorStates states;

	private final boolean interleaves;

	private final boolean subscribes;

	private ActorProtocol(Class<?> type, Map<Class<?>, Handler> handlers, @Nullable ActorStates states) {
		this.type = type;
		this.handlers = handlers;
		this.states = states;
		this.interleaves = handlers.values().stream().anyMatch(Handler::interleave);
		this.subscribes = handlers.values().stream().anyMatch(Handler::subscribes);
	}

	/**
	 * Reads the {@code @Receive} methods of a class and its supertypes, and checks them.
	 * @param type the actor class
	 * @param adapters for asynchronous replies other than
	 * {@link java.util.concurrent.CompletionStage}
	 * @return its protocol
	 * @throws ActorConfigurationException naming the method or message at fault and the
	 * fix
	 */
	public static ActorProtocol of(Class<?> type, Collection<ReplyAdapter> adapters) {
		return of(type, new HandlerAdapters(List.copyOf(adapters), List.of(), List.of(), List.of()));
	}

	/**
	 * Reads the {@code @Receive} methods of a class and its supertypes, and checks them.
	 * @param type the actor class
	 * @param adapters what they may take and return besides
	 * @return its protocol
	 * @throws ActorConfigurationException naming the method or message at fault and the
	 * fix
	 */
	public static ActorProtocol of(Class<?> type, HandlerAdapters adapters) {
		Map<Class<?>, Handler> own = byMessage(new HandlerReader(type, adapters).read());
		StatesReader states = StatesReader.of(type, own, adapters);
		ActorProtocol protocol = (states != null) ? new ActorProtocol(type, states.handlers(), states.read())
				: new ActorProtocol(type, Collections.unmodifiableMap(own), null);
		protocol.checkComplete();
		return protocol;
	}

	static Map<Class<?>, Handler> byMessage(List<Handler> read) {
		Map<Class<?>, Handler> handlers = new HashMap<>();
		for (Handler handler : read) {
			Handler other = handlers.putIfAbsent(handler.messageType(), handler);
			if (other != null) {
				throw new ActorConfigurationException(
						"Both " + other.method() + " and " + handler.method() + " handle "
								+ handler.messageType().getSimpleName(),
						"Keep one @Receive method for each type of message.");
			}
		}
		return handlers;
	}

	/**
	 * The protocol of an actor of which no class is known here, as it runs elsewhere.
	 * @return without handlers
	 */
	public static ActorProtocol unknown() {
		return new ActorProtocol(Object.class, Map.of(), null);
	}

	/**
	 * For which actors a message is.
	 * @param message the class of the message
	 * @return an actor class, or something that some of them are; {@code null} if it does
	 * not say
	 */
	public static @Nullable Class<?> addressee(Class<?> message) {
		Type[] arguments = GenericTypes.arguments(message, Message.class);
		return (arguments != null) ? GenericTypes.raw(arguments[0]) : null;
	}

	/**
	 * What the asker of a request gets, whoever handles it.
	 * @param message the class of the request
	 * @return the reply type, {@code null} for a plain message
	 */
	public static @Nullable Type replyType(Class<?> message) {
		return HandlerReader.replyType(message);
	}

	/**
	 * The actor class.
	 * @return the class
	 */
	public Class<?> type() {
		return this.type;
	}

	/**
	 * The states that it depends on what becomes of a message.
	 * @return {@code null} for an actor without {@link dev.actorspring.States}
	 */
	public @Nullable ActorStates states() {
		return this.states;
	}

	/**
	 * All handlers. If there are {@linkplain #states() states}, one stands for all of its
	 * message: the actor's own, or that of an interface of the states, or else any. It
	 * declares what any of them does.
	 * @return ordered by the name of the message type
	 */
	public List<Handler> handlers() {
		return this.handlers.values()
			.stream()
			.sorted(Comparator.comparing((handler) -> handler.messageType().getName()))
			.toList();
	}

	/**
	 * Whether any handler may run while the actor waits in the middle of a turn.
	 * @return {@code true} if one is marked {@link dev.actorspring.Receive#interleave()
	 * interleave}
	 */
	public boolean interleaves() {
		return this.interleaves;
	}

	/**
	 * Whether any handler is for events.
	 * @return {@code true} if its actors subscribe to something
	 */
	public boolean subscribes() {
		return this.subscribes;
	}

	/**
	 * Finds the handler of a message: the one for its class, or else the one for its most
	 * specific supertype.
	 * @param messageClass the class of the message
	 * @return the handler, or empty if the actor does not understand the message
	 */
	public Optional<Handler> handler(Class<?> messageClass) {
		Handler exact = this.handlers.get(messageClass);
		return (exact != null) ? Optional.of(exact) : nearest(handlers(), messageClass);
	}

	/**
	 * The handler for the most specific supertype of a message.
	 */
	static Optional<Handler> nearest(Collection<Handler> handlers, Class<?> messageClass) {
		List<Handler> candidates = handlers.stream()
			.filter((handler) -> handler.messageType().isAssignableFrom(messageClass))
			.toList();
		return candidates.stream()
			.filter((handler) -> candidates.stream()
				.noneMatch((other) -> other != handler && handler.messageType().isAssignableFrom(other.messageType())))
			.findFirst();
	}

	private void checkComplete() {
		if (this.handlers.isEmpty()) {
			Method unmarked = unmarked(Message.class);
			throw new ActorConfigurationException("Actor class " + this.type.getName() + " has no @Receive method",
					(unmarked != null) ? annotate(unmarked)
							: "Add a method annotated with @Receive for each message that the actor understands.");
		}
		for (Class<?> message : nestedMessages()) {
			if (handler(message).isEmpty()) {
				Method unmarked = unmarked(message);
				throw new ActorConfigurationException(
						"Message " + message.getName() + " has no handler in " + this.type.getName(),
						(unmarked != null) ? annotate(unmarked)
								: "Add a method '@Receive ... (" + message.getSimpleName() + " message)' to "
										+ this.type.getSimpleName() + ", or remove the message.");
			}
		}
	}

	/**
	 * A method that takes the message and has lost its annotation, or never had it.
	 */
	private @Nullable Method unmarked(Class<?> message) {
		for (Class<?> owner : owners()) {
			for (Method method : owner.getDeclaredMethods()) {
				if (!method.isSynthetic() && method.getParameterCount() > 0
						&& message.isAssignableFrom(method.getParameterTypes()[0])) {
					return method;
				}
			}
		}
		return null;
	}

	private static String annotate(Method method) {
		return "Annotate the method " + method.getDeclaringClass().getSimpleName() + "." + method.getName()
				+ " with @Receive.";
	}

	private List<Class<?>> nestedMessages() {
		List<Class<?>> messages = new ArrayList<>();
		for (Class<?> owner : owners()) {
			for (Class<?> nested : owner.getDeclaredClasses()) {
				boolean concrete = !nested.isInterface() && !Modifier.isAbstract(nested.getModifiers());
				// An event is what the actor publishes.
				if (concrete && !Event.class.isAssignableFrom(nested) && Message.class.isAssignableFrom(nested)
						&& HandlerReader.isFor(nested, this.type)) {
					messages.add(nested);
				}
			}
		}
		messages.sort(Comparator.comparing(Class::getName));
		return messages;
	}

	/**
	 * Where messages and handlers may be: the actor class, its states, and the supertypes
	 * of all.
	 */
	private Set<Class<?>> owners() {
		Set<Class<?>> owners = new LinkedHashSet<>();
		collectSupertypes(this.type, owners);
		if (this.states != null) {
			this.states.all().forEach((state) -> collectSupertypes(state.type(), owners));
		}
		return owners;
	}

	static void collectSupertypes(Class<?> type, Set<Class<?>> found) {
		if (type != Object.class && found.add(type)) {
			if (type.getSuperclass() != null) {
				collectSupertypes(type.getSuperclass(), found);
			}
			for (Class<?> parent : type.getInterfaces()) {
				collectSupertypes(parent, found);
			}
		}
	}

	@Override
	public String toString() {
		return this.type.getSimpleName() + handlers();
	}

}
