package dev.actorspring.boot.actors;

import java.util.List;

import dev.actorspring.system.ActorEvent;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.util.function.SingletonSupplier;

/**
 * The listeners among the beans. They are asked for only when all singletons are there,
 * or when something happens before that: so a listener may have refs injected, which need
 * the actor system, which needs the listeners.
 */
final class ListenerBeans implements SmartInitializingSingleton {

	private final SingletonSupplier<List<ActorEvent.Listener>> listeners;

	ListenerBeans(ObjectProvider<ActorEvent.Listener> listeners) {
		this.listeners = SingletonSupplier.of(() -> listeners.orderedStream().toList());
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.listeners.obtain();
	}

	List<ActorEvent.Listener> obtain() {
		return this.listeners.obtain();
	}

}
