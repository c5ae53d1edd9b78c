package dev.actorspring.protocol;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.Backlog;
import dev.actorspring.Event;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import org.jspecify.annotations.Nullable;

/**
 * Turns the {@link Receive} methods of one class into handlers, or says what is wrong
 * with them.
 */
final class HandlerReader {

	private static final ReplyAdapter STAGE = new ReplyAdapter() {

		@Override
		public Class<?> type() {
			return CompletionStage.class;
		}

		@Override
		public CompletionStage<?> toStage(Object reply) {
			return (CompletionStage<?>) reply;
		}

	};

	/** The actor class. */
	private final Class<?> type;

	/** Whose methods they are: the actor class, or one of its states. */
	private final Class<?> owner;

	private final HandlerAdapters adapters;

	private final List<ReplyAdapter> replies = new ArrayList<>();

	private final StreamTypes streams;

	HandlerReader(Class<?> type, HandlerAdapters adapters) {
		this(type, type, adapters);
	}

	HandlerReader(Class<?> type, Class<?> owner, HandlerAdapters adapters) {
		this.type = type;
		this.owner = owner;
		this.adapters = adapters;
		this.replies.add(STAGE);
		this.replies.addAll(adapters.replies());
		this.streams = new StreamTypes(adapters.streams());
	}

	/**
	 * Whether a message may be sent to an actor class.
	 * @param message the class of the message
	 * @param actor the actor class
	 * @return {@code true} if the message is for it, or for one of its supertypes
	 */
	static boolean isFor(Class<?> message, Class<?> actor) {
		Type[] target = GenericTypes.arguments(message, Message.class);
		return target == null || GenericTypes.raw(target[0]).isAssignableFrom(actor);
	}

	List<Handler> read() {
		Set<Class<?>> supertypes = new LinkedHashSet<>();
		ActorProtocol.collectSupertypes(this.owner, supertypes);
		Map<String, Method> methods = new LinkedHashMap<>();
		for (Class<?> owner : supertypes) {
			// Bridges last: one stands for the method of a supertype whose parameter is a
			// type variable, or it differs from the method itself in its return type
			// only.
			Arrays.stream(owner.getDeclaredMethods())
				.filter((method) -> isMarked(method, owner))
				.sorted(Comparator.comparing(Method::isBridge))
				.forEach((method) -> methods.putIfAbsent(method.getName() + Arrays.toString(method.getParameterTypes()),
						method));
		}
		return methods.values().stream().filter((method) -> !method.isBridge()).map(this::read).toList();
	}

	/**
	 * Whether a method is a handler, or the bridge to one. The compiler of Java marks
	 * both; that of Kotlin does not mark bridges, but static methods that it takes
	 * handlers apart into.
	 */
	private static boolean isMarked(Method method, Class<?> owner) {
		if (!method.isBridge()) {
			return method.isAnnotationPresent(Receive.class) && !method.isSynthetic();
		}
		return method.isAnnotationPresent(Receive.class) || Arrays.stream(owner.getDeclaredMethods())
			.anyMatch((each) -> !each.isBridge() && !each.isSynthetic() && each.isAnnotationPresent(Receive.class)
					&& each.getName().equals(method.getName())
					&& each.getParameterCount() == method.getParameterCount());
	}

	private Handler read(Method method) {
		int modifiers = method.getModifiers();
		check(!Modifier.isStatic(modifiers), method, "is static",
				"Make it an instance method, so that it runs on the actor's instance.");
		check(!Modifier.isPrivate(modifiers), method, "is private",
				"Make it package-private, protected or public, so that it runs on the actor's (possibly proxied) instance.");
		boolean batch = BatchTypes.isBatch(method);
		check(!batch || method.getParameterCount() > 0, method, "has a batch, but takes no messages",
				"Let it take a List of a record that implements Message or Request.");
		HandlerParameters parameters = new HandlerParameters(this.type, method, this.adapters);
		Type first = GenericTypes.resolve(method.getGenericParameterTypes()[0], this.owner, method.getDeclaringClass());
		Class<?> message = GenericTypes.raw(batch ? BatchTypes.message(method, first) : first);
		checkAddressee(method, message);
		checkEvent(method, message);
		Type expected = replyType(message);
		Returned returned = (batch && expected != null) ? checkReplies(method, message, expected, parameters.returned())
				: checkReturnType(method, message, expected, parameters.returned());
		return new Handler(method, message, expected, returned.adapter(), returned.stream(), returned.oneByOne(),
				parameters.values(), parameters.handle(returned.unit()));
	}

	private void checkAddressee(Method method, Class<?> message) {
		Type[] addressee = GenericTypes.arguments(message, Message.class);
		check(isFor(message, this.type), method,
				"handles " + message.getSimpleName() + ", which is for another actor class, "
						+ ((addressee != null) ? GenericTypes.raw(addressee[0]).getName() : ""),
				"Let %s implement Message or Request for %s or one of its interfaces."
					.formatted(message.getSimpleName(), this.type.getSimpleName()));
	}

	private static void checkEvent(Method method, Class<?> message) {
		boolean event = Event.class.isAssignableFrom(message);
		String name = message.getSimpleName();
		check(!event || !Request.class.isAssignableFrom(message), method,
				"handles " + name + ", which is both an event and a request",
				"Let %s implement only one of them: an event goes to many, and nobody waits for their replies."
					.formatted(name));
		Backlog backlog = method.getAnnotation(Backlog.class);
		check(backlog == null || event, method, "has a @Backlog, but " + name + " is no event",
				"Take @Backlog off: how many messages may wait says the mailboxCapacity of the actor. Or let %s implement Event."
					.formatted(name));
		check(backlog == null || backlog.value() > 0, method,
				"has a @Backlog of " + ((backlog != null) ? backlog.value() : 0),
				"Let at least one event wait: @Backlog(1) keeps the latest.");
	}

	static @Nullable Type replyType(Class<?> message) {
		if (!Request.class.isAssignableFrom(message)) {
			return null;
		}
		Type[] arguments = GenericTypes.arguments(message, Request.class);
		return (arguments != null) ? arguments[1] : Object.class;
	}

	private Returned checkReturnType(Method method, Class<?> message, @Nullable Type expected, Type declared) {
		Type returned = GenericTypes.resolve(declared, this.owner, method.getDeclaringClass());
		String name = message.getSimpleName();
		if (expected == null) {
			check(!Event.class.isAssignableFrom(message) || returned == void.class || unit(returned) != null, method,
					"returns %s, but %s is an event".formatted(GenericTypes.describe(returned), name),
					"Return nothing: an event goes to many, and nobody waits for their replies.");
			check(returned == void.class || unit(returned) != null, method,
					"returns %s, but %s has no reply".formatted(GenericTypes.describe(returned), name),
					"Return nothing, or let %s implement Request<%s, %s>.".formatted(name, this.type.getSimpleName(),
							GenericTypes.describe(replied(returned))));
			return new Returned(null, null, null);
		}
		Object unit = unit(expected);
		if (returned == void.class && unit != null) {
			return new Returned(null, null, unit);
		}
		// First, since a stage may stand where any object may, too.
		for (ReplyAdapter adapter : this.replies) {
			if (adapter.type().isAssignableFrom(GenericTypes.raw(returned))) {
				Type[] arguments = GenericTypes.arguments(returned, adapter.type());
				Type value = (arguments != null) ? arguments[0] : Object.class;
				StreamReply later = this.streams.match(expected, value);
				if (later != null || GenericTypes.isAssignable(expected, value)) {
					return new Returned(adapter, later, null);
				}
			}
		}
		StreamReply stream = this.streams.match(expected, returned);
		if (stream != null || GenericTypes.isAssignable(expected, returned)) {
			return new Returned(null, stream, null);
		}
		String wanted = GenericTypes.describe(expected);
		String given = GenericTypes.describe(returned);
		if (given.equals(wanted)) {
			wanted = expected.getTypeName();
			given = returned.getTypeName();
		}
		throw invalid(method, "returns %s, but the reply to %s is %s".formatted(given, name, wanted),
				"Return %s or CompletionStage<%s>, or change the reply type of %s.".formatted(wanted, wanted, name));
	}

	private Returned checkReplies(Method method, Class<?> message, Type expected, Type declared) {
		Type returned = GenericTypes.resolve(declared, this.owner, method.getDeclaringClass());
		if (BatchTypes.isStages(expected, returned)) {
			return new Returned(STAGE, null, null, true);
		}
		for (ReplyAdapter adapter : this.replies) {
			Type[] arguments = GenericTypes.arguments(returned, adapter.type());
			if (arguments != null && BatchTypes.isReplies(expected, arguments[0])) {
				return new Returned(adapter, null, null);
			}
		}
		String wanted = GenericTypes.describe(expected);
		check(BatchTypes.isReplies(expected, returned), method,
				"returns %s, but a batch of %s has a reply for each, of type %s"
					.formatted(GenericTypes.describe(returned), message.getSimpleName(), wanted),
				"Return List<%1$s>, CompletionStage<List<%1$s>> or List<CompletionStage<%1$s>>.".formatted(wanted));
		return new Returned(null, null, null);
	}

	private @Nullable Object unit(Type type) {
		for (LanguageAdapter language : this.adapters.languages()) {
			if (language.unit().getClass() == type) {
				return language.unit();
			}
		}
		return null;
	}

	/**
	 * What a request would be answered with if a method returns this.
	 */
	private Type replied(Type returned) {
		for (ReplyAdapter adapter : this.replies) {
			Type[] arguments = GenericTypes.arguments(returned, adapter.type());
			if (arguments != null) {
				return arguments[0];
			}
		}
		return GenericTypes.boxed(returned);
	}

	private static void check(boolean valid, Method method, String problem, String action) {
		if (!valid) {
			throw invalid(method, problem, action);
		}
	}

	static ActorConfigurationException invalid(Method method, String problem, String action) {
		String parameters = String.join(", ",
				Arrays.stream(method.getParameterTypes()).map(Class::getSimpleName).toList());
		return new ActorConfigurationException("Handler %s.%s(%s) %s".formatted(method.getDeclaringClass().getName(),
				method.getName(), parameters, problem), action);
	}

	/**
	 * What becomes of what a method returns.
	 *
	 * @param adapter if the reply comes later
	 * @param stream if the reply is a stream
	 * @param unit the reply, if the method returns nothing and there is one all the same
	 * @param oneByOne if the replies to a batch come later, each for itself
	 */
	private record Returned(@Nullable ReplyAdapter adapter, @Nullable StreamReply stream, @Nullable Object unit,
			boolean oneByOne) {

		Returned(@Nullable ReplyAdapter adapter, @Nullable StreamReply stream, @Nullable Object unit) {
			this(adapter, stream, unit, false);
		}

	}

}
