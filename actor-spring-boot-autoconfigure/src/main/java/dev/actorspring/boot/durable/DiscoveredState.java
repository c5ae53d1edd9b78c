package dev.actorspring.boot.durable;

import dev.actorspring.ActorContext;
import dev.actorspring.boot.aot.ActorHints;
import dev.actorspring.boot.scope.ActorBean;
import dev.actorspring.durable.Alarms;
import dev.actorspring.durable.Durable;
import dev.actorspring.durable.DurableStates;
import dev.actorspring.durable.Upcast;
import dev.actorspring.durable.codec.StateType;
import dev.actorspring.durable.runtime.DurableActors;

import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.core.MethodParameter;
import org.springframework.util.ReflectionUtils;

/**
 * The state that an actor takes.
 *
 * @param <T> the type of the state
 * @param actor whose state it is
 * @param parameter where it is injected
 * @param type what is kept
 */
record DiscoveredState<T>(ActorBean<?> actor, MethodParameter parameter, StateType<T> type) {

	void register(DurableActors durable) {
		durable.register(this.actor.name(), this.type.type(), this.type.name(), this.type.version());
	}

	DurableStates<T> states(DurableActors durable) {
		return durable.states(this.actor.name(), this.type.type());
	}

	<A> Alarms<A> alarms(DurableActors durable, ActorContext<A> context) {
		return durable.alarms(this.actor.name(), this.actor.keyed(), context);
	}

	/**
	 * The state is read and written by reflection, and brought up to date by its
	 * {@code @Upcast} methods.
	 */
	void registerHints(RuntimeHints hints) {
		ActorHints.registerData(hints, this.type.type());
		ReflectionUtils.doWithLocalMethods(this.type.type(), (method) -> {
			if (method.isAnnotationPresent(Upcast.class)) {
				hints.reflection().registerMethod(method, ExecutableMode.INVOKE);
			}
		});
	}

	Durable<T> of(DurableActors durable, ActorContext<?> context) {
		return durable.state(this.actor.name(), this.actor.keyed(), context, this.type.type());
	}

}
