package dev.actorspring.boot.durable;

import java.util.function.Supplier;

import dev.actorspring.boot.scope.ActorBean;
import dev.actorspring.boot.scope.ActorScope;
import dev.actorspring.durable.Alarms;
import dev.actorspring.durable.Durable;
import dev.actorspring.durable.runtime.DurableActors;

import org.springframework.beans.factory.InjectionPoint;
import org.springframework.core.MethodParameter;

/**
 * Hands an incarnation that is being made its state, and its alarms.
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

	/**
	 * Makes the state of the incarnation.
	 */
	IncarnationState state() {
		ActorBean<?> actor = this.scope.actor();
		DiscoveredState<?> state = (actor != null) ? this.discovery.find(actor.name()) : null;
		if (state == null) {
			throw new IllegalStateException("There is no incarnation that takes a state");
		}
		return new IncarnationState(state, state.of(this.durable.get(), this.scope.context()));
	}

	/**
	 * The state for a parameter.
	 * @param point the parameter
	 * @param made the state of the incarnation
	 */
	Durable<?> durable(InjectionPoint point, Supplier<IncarnationState> made) {
		check(point);
		return made.get().durable();
	}

	/**
	 * The alarms for a parameter.
	 * @param point the parameter
	 * @param made the state of the incarnation
	 */
	Alarms<?> alarms(InjectionPoint point, Supplier<IncarnationState> made) {
		check(point);
		return made.get().declared().alarms(this.durable.get(), this.scope.context());
	}

	private void check(InjectionPoint point) {
		ActorBean<?> actor = this.scope.actor();
		DiscoveredState<?> state = (actor != null) ? this.discovery.find(actor.name()) : null;
		MethodParameter parameter = point.getMethodParameter();
		if (state == null || parameter == null
				|| state.parameter().getDeclaringClass() != parameter.getDeclaringClass()) {
			throw StateDiscovery.noActor((parameter != null) ? StateParameter.describe(parameter) : "Field "
					+ point.getMember().getName() + " in " + point.getMember().getDeclaringClass().getName());
		}
	}

}
