package dev.actorspring.boot.durable;

import java.util.function.Supplier;

import dev.actorspring.boot.scope.ActorBean;
import dev.actorspring.boot.scope.ActorScope;
import dev.actorspring.durable.Durable;
import dev.actorspring.durable.runtime.DurableActors;

import org.springframework.beans.factory.InjectionPoint;
import org.springframework.core.MethodParameter;

/**
 * Hands an incarnation that is being made its state.
 */
final class StateInjection {

	private final StateDiscovery discovery;

	private final ActorScope scope;

	private final Supplier<DurableActors> durable;

	StateInjection(StateDiscovery discovery, ActorScope scope, Supplier<DurableActors> durable) {
		this.discovery = discovery;
		this.scope = scope;
		this.durable = durable;
	}

	Durable<?> resolve(InjectionPoint point) {
		ActorBean<?> actor = this.scope.actor();
		DiscoveredState<?> state = (actor != null) ? this.discovery.find(actor.name()) : null;
		MethodParameter parameter = point.getMethodParameter();
		if (state == null || parameter == null || !isOf(state, parameter)) {
			throw StateDiscovery.noActor((parameter != null) ? StateParameter.describe(parameter) : "Field "
					+ point.getMember().getName() + " in " + point.getMember().getDeclaringClass().getName());
		}
		return state.of(this.durable.get(), this.scope.context());
	}

	private static boolean isOf(DiscoveredState<?> state, MethodParameter parameter) {
		return state.parameter().getDeclaringClass() == parameter.getDeclaringClass()
				&& state.parameter().getParameterIndex() == parameter.getParameterIndex();
	}

}
