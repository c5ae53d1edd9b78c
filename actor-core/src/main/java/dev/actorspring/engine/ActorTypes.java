package dev.actorspring.engine;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.ActorSpec;
import dev.actorspring.protocol.ActorProtocol;
import dev.actorspring.protocol.Handler;
import dev.actorspring.protocol.HandlerAdapters;
import org.jspecify.annotations.Nullable;

/**
 * What was learned about actor classes, so that spawning a million of one class reads its
 * methods once.
 */
final class ActorTypes {

	private final HandlerAdapters adapters;

	private final KnownMessages messages = new KnownMessages();

	private final ConcurrentMap<Class<?>, SpawnedClass> spawned = new ConcurrentHashMap<>();

	/** By the names under which they are measured. */
	private final ConcurrentMap<String, ActorType<Object>> elsewhere = new ConcurrentHashMap<>();

	ActorTypes(HandlerAdapters adapters) {
		this.adapters = adapters;
	}

	/**
	 * The type of an actor, or keyed family, that is known by its own name.
	 * @param <A> the actor class
	 * @param engine the engine
	 * @param spec how to start it
	 * @return a new type
	 */
	<A> ActorType<A> registered(Engine engine, ActorSpec<A> spec) {
		return new ActorType<>(engine, spec, new MessageTable(protocol(spec.type()), engine, spec.name(), false));
	}

	private ActorProtocol protocol(Class<?> type) {
		ActorProtocol protocol = ActorProtocol.of(type, this.adapters);
		this.messages.add(protocol);
		return protocol;
	}

	/**
	 * What actors of this system have handlers for.
	 * @return always the same
	 */
	KnownMessages messages() {
		return this.messages;
	}

	/**
	 * How messages of a class are handled by actors of this system, or would be by those
	 * of the class that they are for.
	 * @param message the class of the messages
	 * @return one for each actor class that has a handler
	 */
	List<Handler> handlers(Class<?> message) {
		List<Handler> known = this.messages.handlers(message);
		Class<?> addressee = ActorProtocol.addressee(message);
		if (!known.isEmpty() || addressee == null || addressee == Object.class) {
			return known;
		}
		try {
			return ActorProtocol.of(addressee, this.adapters).handler(message).stream().toList();
		}
		catch (ActorConfigurationException ex) {
			// It is an interface, or no class of which there may be actors.
			return List.of();
		}
	}

	/**
	 * The type of an actor that runs on another node, of which nothing is known but what
	 * it is called there.
	 * @param engine the engine
	 * @param name under which it is measured
	 * @return the same for all of that name
	 */
	ActorType<Object> elsewhere(Engine engine, String name) {
		return this.elsewhere.computeIfAbsent(name, (missing) -> {
			ActorSpec<Object> spec = ActorSpec.of("elsewhere", Object.class, (context) -> {
				throw new IllegalStateException(missing + " runs on another node");
			});
			return new ActorType<>(engine, spec, new MessageTable(ActorProtocol.unknown(), engine, missing, true));
		});
	}

	/**
	 * The type of an actor, or keyed family, that comes with a supervisor started at run
	 * time, known by the name of its class.
	 * @param <A> the actor class
	 * @param engine the engine
	 * @param spec how to start it
	 * @return a new type
	 */
	<A> ActorType<A> grafted(Engine engine, ActorSpec<A> spec) {
		return new ActorType<>(engine, spec, spawnedClass(engine, spec.type()).messages());
	}

	/**
	 * The type of an actor that is spawned, known by the name of its class.
	 * @param <A> the actor class
	 * @param engine the engine
	 * @param spec how to start it
	 * @return a new type, or one that suits
	 */
	@SuppressWarnings("unchecked")
	<A> ActorType<A> spawned(Engine engine, ActorSpec<A> spec) {
		SpawnedClass known = spawnedClass(engine, spec.type());
		ActorType<?> latest = known.latest;
		if (latest == null || !latest.suits(spec)) {
			latest = new ActorType<>(engine, spec, known.messages);
			known.latest = latest;
		}
		return (ActorType<A>) latest;
	}

	private SpawnedClass spawnedClass(Engine engine, Class<?> type) {
		SpawnedClass known = this.spawned.get(type);
		return (known != null) ? known : this.spawned.computeIfAbsent(type,
				(absent) -> new SpawnedClass(new MessageTable(protocol(absent), engine, absent.getSimpleName(), true)));
	}

	/**
	 * How actors handle messages that were started at run time.
	 * @return one for each class
	 */
	Stream<MessageTable> spawned() {
		return this.spawned.values().stream().map(SpawnedClass::messages);
	}

	/**
	 * One class of spawned actors.
	 */
	private static final class SpawnedClass {

		private final MessageTable messages;

		private volatile @Nullable ActorType<?> latest;

		SpawnedClass(MessageTable messages) {
			this.messages = messages;
		}

		MessageTable messages() {
			return this.messages;
		}

	}

}
