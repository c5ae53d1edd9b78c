package dev.actorspring.boot.scope;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.ActorContext;
import dev.actorspring.ActorFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectFactory;
import org.springframework.beans.factory.config.Scope;

/**
 * The scope {@code actor}. An actor's bean, and the beans of this scope that it pulls in,
 * exist once for each incarnation and are destroyed with it, in reverse order of
 * creation. The scope is active on the thread that creates an incarnation, while it does.
 */
public final class ActorScope implements Scope {

	/**
	 * The name of the scope.
	 */
	public static final String NAME = "actor";

	private static final ThreadLocal<@Nullable IncarnationBeans> CURRENT = new ThreadLocal<>();

	private final Map<String, ActorBean<?>> actors = new ConcurrentHashMap<>();

	/**
	 * Makes an actor of a bean definition. From now on only a {@linkplain #factory
	 * factory} may ask for that bean.
	 * @param actor what the bean factory has
	 */
	public void register(ActorBean<?> actor) {
		this.actors.put(actor.beanName(), actor);
	}

	/**
	 * Makes the factory of a registered actor.
	 * @param <A> the actor class
	 * @param actor the actor
	 * @param beanFactory makes the beans
	 * @return makes each incarnation of a fresh set of beans
	 */
	public <A> ActorFactory<A> factory(ActorBean<A> actor, BeanFactory beanFactory) {
		return new IncarnationFactory<>(this, actor, beanFactory);
	}

	/**
	 * Checks that a bean is none that only a {@linkplain #factory factory} may ask for.
	 * @param beanName the name of the bean
	 * @throws DirectActorAccessException if it is an actor
	 */
	public void checkInjectable(String beanName) {
		ActorBean<?> actor = this.actors.get(beanName);
		if (actor != null) {
			throw new DirectActorAccessException(actor);
		}
	}

	/**
	 * The context of the incarnation that is being created by this thread.
	 * @return the context
	 * @throws ActorConfigurationException if there is none
	 */
	public ActorContext<?> context() {
		IncarnationBeans incarnation = CURRENT.get();
		if (incarnation == null) {
			throw new ActorConfigurationException("An ActorContext was asked for outside an actor",
					"Inject ActorContext only into an actor, or into a bean of scope 'actor' that an actor pulls in.");
		}
		return incarnation.context();
	}

	/**
	 * The actor that the incarnation is of which is being created by this thread.
	 * @return {@code null} if there is none
	 */
	public @Nullable ActorBean<?> actor() {
		IncarnationBeans incarnation = CURRENT.get();
		return (incarnation != null) ? incarnation.actor() : null;
	}

	<T> T within(IncarnationBeans incarnation, Supplier<T> creation) {
		IncarnationBeans outer = CURRENT.get();
		CURRENT.set(incarnation);
		try {
			return creation.get();
		}
		finally {
			if (outer != null) {
				CURRENT.set(outer);
			}
			else {
				CURRENT.remove();
			}
		}
	}

	@Override
	public Object get(String name, ObjectFactory<?> objectFactory) {
		ActorBean<?> actor = this.actors.get(name);
		if (actor != null) {
			IncarnationBeans incarnation = CURRENT.get();
			if (incarnation == null || !incarnation.isOf(actor)) {
				throw new DirectActorAccessException(actor);
			}
		}
		return required(name).get(name, objectFactory);
	}

	@Override
	public @Nullable Object remove(String name) {
		return required(name).remove(name);
	}

	@Override
	public void registerDestructionCallback(String name, Runnable callback) {
		required(name).onDestruction(name, callback);
	}

	private IncarnationBeans required(String name) {
		IncarnationBeans incarnation = CURRENT.get();
		if (incarnation == null) {
			// Spring would advise a scoped proxy after an IllegalStateException.
			throw new ActorConfigurationException(
					"Bean '%s' of scope '%s' can only be had while an actor is created".formatted(name, NAME),
					"Inject it into an actor, or into a bean of that scope.");
		}
		return incarnation;
	}

}
