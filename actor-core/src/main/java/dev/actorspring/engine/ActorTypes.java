package dev.actorspring.engine;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;

import dev.actorspring.ActorSpec;
import dev.actorspring.protocol.ActorProtocol;
import dev.actorspring.protocol.ReplyAdapter;
import dev.actorspring.protocol.StreamAdapter;
import org.jspecify.annotations.Nullable;

/**
 * What was learned about actor classes, so that spawning a million of one class reads its
 * methods once.
 */
final class ActorTypes {

	private final List<ReplyAdapter> adapters;

	private final List<StreamAdapter> streams;

	private final ConcurrentMap<Class<?>, SpawnedClass> spawned = new ConcurrentHashMap<>();

	ActorTypes(Collection<ReplyAdapter> adapters, Collection<StreamAdapter> streams) {
		this.adapters = List.copyOf(adapters);
		this.streams = List.copyOf(streams);
	}

	/**
	 * The type of an actor, or keyed family, that is known by its own name.
	 * @param <A> the actor class
	 * @param engine the engine
	 * @param spec how to start it
	 * @return a new type
	 */
	<A> ActorType<A> registered(Engine engine, ActorSpec<A> spec) {
		return registered(engine, spec, spec.name());
	}

	/**
	 * The type of an actor, or keyed family, that is known by another name.
	 * @param <A> the actor class
	 * @param engine the engine
	 * @param spec how to start it
	 * @param measuredName what it is measured as
	 * @return a new type
	 */
	<A> ActorType<A> registered(Engine engine, ActorSpec<A> spec, String measuredName) {
		ActorProtocol protocol = ActorProtocol.of(spec.type(), this.adapters, this.streams);
		return new ActorType<>(engine, spec, new MessageTable(protocol, engine, measuredName));
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
		SpawnedClass known = this.spawned.get(spec.type());
		if (known == null) {
			known = this.spawned.computeIfAbsent(spec.type(),
					(type) -> new SpawnedClass(new MessageTable(ActorProtocol.of(type, this.adapters, this.streams),
							engine, type.getSimpleName())));
		}
		ActorType<?> latest = known.latest;
		if (latest == null || !latest.suits(spec)) {
			latest = new ActorType<>(engine, spec, known.messages);
			known.latest = latest;
		}
		return (ActorType<A>) latest;
	}

	/**
	 * How actors handle messages that were spawned.
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
