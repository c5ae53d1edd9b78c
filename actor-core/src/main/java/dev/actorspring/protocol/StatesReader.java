package dev.actorspring.protocol;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.ActorContext;
import dev.actorspring.Becomes;
import dev.actorspring.Ignore;
import dev.actorspring.Message;
import dev.actorspring.OnEntry;
import dev.actorspring.Postpone;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.States;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@link States} of an actor class, or says what is wrong with them: above all,
 * which message nothing becomes of in which state.
 */
final class StatesReader {

	private final Class<?> actor;

	private final StateClasses classes;

	/** Of the actor itself, for all states. */
	private final Map<Class<?>, Handler> own;

	/** Of each state, by its class. */
	private final Map<Class<?>, Map<Class<?>, Handler>> inStates = new LinkedHashMap<>();

	/** One for each message, which stands for all of them. */
	private final Map<Class<?>, Handler> handlers = new HashMap<>();

	private StatesReader(Class<?> actor, States states, Map<Class<?>, Handler> own, HandlerAdapters adapters) {
		this.actor = actor;
		this.classes = StateClasses.of(actor, states);
		this.own = new HashMap<>();
		own.forEach((message, handler) -> this.own.put(message, becoming(handler, handler.method())));
		for (Class<?> type : this.classes.concrete()) {
			Map<Class<?>, Handler> read = new HashMap<>();
			ActorProtocol.byMessage(new HandlerReader(actor, type, adapters).read())
				.forEach((message, handler) -> read.put(message, becoming(handler, implementation(handler, type))));
			this.inStates.put(type, read);
		}
		collect();
		this.inStates
			.forEach((type, read) -> read.replaceAll((message, handler) -> handler.onState(interleaves(message))));
	}

	/**
	 * Begins to read the states of an actor class.
	 * @return {@code null} if it has none
	 */
	static @Nullable StatesReader of(Class<?> actor, Map<Class<?>, Handler> own, HandlerAdapters adapters) {
		States states = actor.getAnnotation(States.class);
		if (states != null) {
			return new StatesReader(actor, states, own, adapters);
		}
		for (Handler handler : own.values()) {
			check(!handler.method().isAnnotationPresent(Becomes.class), handler.method(),
					"is marked with @Becomes, but " + actor.getSimpleName() + " has no states",
					"Take @Becomes off, or annotate " + actor.getSimpleName() + " with @States.");
		}
		return null;
	}

	/**
	 * One handler for each message, which stands for all of them.
	 */
	Map<Class<?>, Handler> handlers() {
		return this.handlers;
	}

	ActorStates read() {
		List<ActorState> all = new ArrayList<>();
		for (Class<?> type : this.classes.concrete()) {
			all.add(read(type, all.size()));
		}
		Set<Class<?>> first = new LinkedHashSet<>(this.classes.first());
		return new ActorStates(all, all.stream().filter((state) -> first.contains(state.type())).toList());
	}

	private void collect() {
		Set<Class<?>> messages = new LinkedHashSet<>(this.own.keySet());
		this.inStates.values().forEach((read) -> messages.addAll(read.keySet()));
		for (Class<?> message : messages) {
			List<Handler> all = Stream
				.concat(Stream.ofNullable(this.own.get(message)),
						this.inStates.values().stream().flatMap((read) -> Stream.ofNullable(read.get(message))))
				.toList();
			this.handlers.put(message, representative(message, all).standingFor(all));
		}
	}

	private Handler representative(Class<?> message, List<Handler> all) {
		Handler own = this.own.get(message);
		Handler shared = all.stream()
			.filter((handler) -> handler != own && handler.method().getDeclaringClass().isInterface())
			.findFirst()
			.orElse(null);
		if (own != null && shared != null
				&& this.inStates.values()
					.stream()
					.allMatch((read) -> read.get(message) instanceof Handler handler
							&& handler.method().equals(shared.method()))) {
			throw HandlerReader.invalid(own.method(),
					"is never called, as all states have " + shared + " from their interface", "Keep one of the two.");
		}
		Handler representative = (own != null) ? own : (shared != null) ? shared : all.getFirst();
		for (Handler handler : all) {
			check(handler.batch() == 0, handler.method(),
					"takes a batch, but " + this.actor.getSimpleName() + " has states",
					"Let it take one message: the first of a batch may change the state that the others come to.");
			check(!handler.interleave() || handler == own || handler.method().getDeclaringClass().isInterface(),
					handler.method(), "says interleave, but is for one state only",
					"Say it where it is said for all states: on a @Receive method for " + message.getSimpleName()
							+ " of the interface " + this.classes.root().getSimpleName() + ".");
		}
		return representative;
	}

	private boolean interleaves(Class<?> message) {
		Handler handler = this.handlers.get(message);
		return handler != null && handler.interleave();
	}

	private ActorState read(Class<?> type, int index) {
		Map<Class<?>, Handler> inState = this.inStates.getOrDefault(type, Map.of());
		Set<Class<?>> postponed = named(type, Postpone.class);
		Set<Class<?>> ignored = named(type, Ignore.class);
		check(type, postponed, ignored, inState);
		Map<Class<?>, Handler> found = new HashMap<>();
		Set<Class<?>> waiting = new LinkedHashSet<>();
		Set<Class<?>> nothing = new LinkedHashSet<>();
		for (Class<?> message : this.handlers.keySet()) {
			Class<?> declared = nearest(message, inState.keySet(), postponed, ignored, this.own.keySet());
			check(declared != null, type, message);
			if (postponed.contains(declared)) {
				waiting.add(message);
			}
			else if (ignored.contains(declared)) {
				checkIgnored(type, message);
				nothing.add(message);
			}
			else {
				Handler handler = inState.get(declared);
				found.put(message, (handler != null) ? handler : this.own.get(declared));
			}
		}
		return new ActorState(type, index, found, waiting, nothing, entry(type));
	}

	/**
	 * The most specific type of which something is said.
	 */
	@SafeVarargs
	private static @Nullable Class<?> nearest(Class<?> message, Set<Class<?>>... said) {
		return Arrays.stream(said)
			.flatMap(Collection::stream)
			.filter((each) -> each.isAssignableFrom(message))
			.reduce((one, other) -> one.isAssignableFrom(other) ? other : one)
			.orElse(null);
	}

	private void check(boolean found, Class<?> type, Class<?> message) {
		if (!found) {
			String name = message.getSimpleName();
			throw new ActorConfigurationException(
					"In state " + type.getName() + " nothing becomes of " + name + ", a message of "
							+ this.actor.getSimpleName(),
					"Handle it there: add a method '@Receive ... (%1$s message)' to %2$s, or, for all states, to %3$s. "
						.formatted(name, type.getSimpleName(), this.actor.getSimpleName())
							+ "Or annotate %2$s with @Postpone(%1$s.class)%3$s.".formatted(name, type.getSimpleName(),
									Request.class.isAssignableFrom(message) ? "" : " or @Ignore(" + name + ".class)"));
		}
	}

	private void check(Class<?> type, Set<Class<?>> postponed, Set<Class<?>> ignored, Map<Class<?>, Handler> inState) {
		for (Class<?> message : union(postponed, ignored)) {
			String verb = postponed.contains(message) ? "postpones " : "ignores ";
			String name = message.getSimpleName();
			require(this.handlers.containsKey(message), type, verb + name + ", which no handler is for",
					"Name the type that a @Receive method of %s takes, in whichever state, or take %s off."
						.formatted(this.actor.getSimpleName(), name));
			require(!(postponed.contains(message) && ignored.contains(message)), type,
					"both postpones and ignores " + name, "Keep one of the two.");
			Handler handler = inState.get(message);
			require(handler == null || implementation(handler, type).getDeclaringClass().isInterface(), type,
					verb + name + ", and handles it",
					"Keep one of the two. To postpone some of them, let the handler 'throw context.postpone()'.");
		}
	}

	private static Set<Class<?>> union(Set<Class<?>> one, Set<Class<?>> other) {
		Set<Class<?>> all = new LinkedHashSet<>(one);
		all.addAll(other);
		return all;
	}

	private static void checkIgnored(Class<?> type, Class<?> message) {
		require(!Request.class.isAssignableFrom(message), type,
				"ignores " + message.getSimpleName() + ", which somebody waits for the reply to",
				"Postpone it: @Postpone(%1$s.class). Or decline it: handle it and throw an exception that the handler declares."
					.formatted(message.getSimpleName()));
	}

	/**
	 * What an annotation of the state, or one of its supertypes, says.
	 */
	private static Set<Class<?>> named(Class<?> type, Class<?> annotation) {
		Set<Class<?>> supertypes = new LinkedHashSet<>();
		ActorProtocol.collectSupertypes(type, supertypes);
		Set<Class<?>> named = new LinkedHashSet<>();
		for (Class<?> each : supertypes) {
			Postpone postpone = each.getAnnotation(Postpone.class);
			Ignore ignore = each.getAnnotation(Ignore.class);
			Class<? extends Message<?>>[] value = (annotation == Postpone.class)
					? ((postpone != null) ? postpone.value() : null) : ((ignore != null) ? ignore.value() : null);
			if (value != null) {
				named.addAll(List.of(value));
			}
		}
		return named;
	}

	// What follows a message, and what happens at entry.

	private Handler becoming(Handler handler, Method method) {
		return handler.becoming(this.classes.named(method));
	}

	/**
	 * The method that is called: of the class of the state, even if it is the one of its
	 * interface that is marked as a handler.
	 */
	private static Method implementation(Handler handler, Class<?> type) {
		Method marked = handler.method();
		for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
			for (Method method : each.getDeclaredMethods()) {
				if (!method.isBridge() && method.getName().equals(marked.getName())
						&& Arrays.equals(method.getParameterTypes(), marked.getParameterTypes())) {
					return method;
				}
			}
		}
		return marked;
	}

	private @Nullable StateEntry entry(Class<?> type) {
		Set<Class<?>> supertypes = new LinkedHashSet<>();
		ActorProtocol.collectSupertypes(type, supertypes);
		Map<String, Method> methods = new LinkedHashMap<>();
		supertypes.stream()
			.flatMap((each) -> Arrays.stream(each.getDeclaredMethods()))
			.filter((method) -> method.isAnnotationPresent(OnEntry.class) && !method.isSynthetic())
			.forEach((method) -> methods.putIfAbsent(method.getName(), method));
		if (methods.isEmpty()) {
			return null;
		}
		Method method = methods.values().iterator().next();
		require(methods.size() == 1, type, "has several @OnEntry methods: " + String.join(", ", methods.keySet()),
				"Keep one, and let it call the others.");
		check(!Modifier.isStatic(method.getModifiers()) && !Modifier.isPrivate(method.getModifiers()), method,
				"is static or private, but what happens at entry", "Make it an instance method that is not private.");
		check(!method.isAnnotationPresent(Receive.class), method, "is both a handler and what happens at entry",
				"Keep one of the two annotations, @Receive or @OnEntry.");
		Class<?>[] parameters = method.getParameterTypes();
		check(parameters.length == 0 || (parameters.length == 1 && parameters[0] == ActorContext.class), method,
				"takes something, but is what happens at entry", "Let it take nothing, or the ActorContext.");
		check(method.getReturnType() == void.class, method, "returns something, but is what happens at entry",
				"Return nothing.");
		return new StateEntry(method, this.classes.named(method), StateCalls.entry(method));
	}

	private static void check(boolean valid, Method method, String problem, String action) {
		if (!valid) {
			throw HandlerReader.invalid(method, problem, action);
		}
	}

	private static void require(boolean valid, Class<?> state, String problem, String action) {
		if (!valid) {
			throw new ActorConfigurationException("State " + state.getName() + " " + problem, action);
		}
	}

}
