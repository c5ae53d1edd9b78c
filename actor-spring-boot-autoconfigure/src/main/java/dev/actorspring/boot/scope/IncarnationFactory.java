package dev.actorspring.boot.scope;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorFactory;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactory;

/**
 * Makes incarnations from a bean definition.
 *
 * @param <A> the actor class
 */
final class IncarnationFactory<A> implements ActorFactory<A> {

	private final ActorScope scope;

	private final ActorBean<A> actor;

	private final BeanFactory beanFactory;

	// Only those with something to destroy: of a million idle actors, mostly none.
	private final Map<A, IncarnationBeans> incarnations = Collections.synchronizedMap(new IdentityHashMap<>());

	private volatile boolean proxyChecked;

	IncarnationFactory(ActorScope scope, ActorBean<A> actor, BeanFactory beanFactory) {
		this.scope = scope;
		this.actor = actor;
		this.beanFactory = beanFactory;
	}

	@Override
	public A create(ActorContext<A> context) {
		IncarnationBeans incarnation = new IncarnationBeans(this.actor, context);
		boolean created = false;
		try {
			A instance = this.scope.within(incarnation,
					() -> this.beanFactory.getBean(this.actor.beanName(), this.actor.type()));
			if (AopUtils.isAopProxy(instance)) {
				checkProxy();
				RefusalAdvisors.addTo(instance);
			}
			if (incarnation.needsDestruction()) {
				this.incarnations.put(instance, incarnation);
			}
			created = true;
			return instance;
		}
		finally {
			if (!created) {
				incarnation.destroy();
			}
		}
	}

	@Override
	public void destroy(A instance) {
		IncarnationBeans incarnation = this.incarnations.remove(instance);
		if (incarnation != null) {
			incarnation.destroy();
		}
	}

	private void checkProxy() {
		if (!this.proxyChecked) {
			ProxiedHandlers.check(this.actor.type());
			this.proxyChecked = true;
		}
	}

}
