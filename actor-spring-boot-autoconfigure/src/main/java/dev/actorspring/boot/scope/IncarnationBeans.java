package dev.actorspring.boot.scope;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.actorspring.ActorContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectFactory;

/**
 * The beans of one incarnation. Used by one thread at a time: the one that creates it,
 * then the one that destroys it.
 */
final class IncarnationBeans {

	private static final Logger logger = LoggerFactory.getLogger(IncarnationBeans.class);

	private final ActorBean<?> actor;

	private final ActorContext<?> context;

	private final Map<String, Object> beans = new HashMap<>(4);

	// In order of creation: a bean comes after those that it was given.
	private final Map<String, Runnable> destructionCallbacks = new LinkedHashMap<>(4);

	IncarnationBeans(ActorBean<?> actor, ActorContext<?> context) {
		this.actor = actor;
		this.context = context;
	}

	boolean isOf(ActorBean<?> other) {
		return this.actor.equals(other);
	}

	ActorBean<?> actor() {
		return this.actor;
	}

	ActorContext<?> context() {
		return this.context;
	}

	Object get(String beanName, ObjectFactory<?> factory) {
		Object bean = this.beans.get(beanName);
		if (bean == null) {
			bean = factory.getObject();
			this.beans.put(beanName, bean);
		}
		return bean;
	}

	@Nullable Object remove(String beanName) {
		this.destructionCallbacks.remove(beanName);
		return this.beans.remove(beanName);
	}

	void onDestruction(String beanName, Runnable callback) {
		this.destructionCallbacks.put(beanName, callback);
	}

	boolean needsDestruction() {
		return !this.destructionCallbacks.isEmpty();
	}

	void destroy() {
		List<Runnable> callbacks = new ArrayList<>(this.destructionCallbacks.values());
		this.destructionCallbacks.clear();
		this.beans.clear();
		for (Runnable callback : callbacks.reversed()) {
			try {
				callback.run();
			}
			catch (RuntimeException ex) {
				logger.warn("Actor '{}': a bean of the incarnation could not be destroyed", this.context.path(), ex);
			}
		}
	}

}
