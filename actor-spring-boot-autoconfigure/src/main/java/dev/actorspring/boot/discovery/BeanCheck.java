package dev.actorspring.boot.discovery;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.boot.scope.ActorBean;
import dev.actorspring.boot.scope.ActorScope;

import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.UnsatisfiedDependencyException;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.SmartInstantiationAwareBeanPostProcessor;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.InstanceSupplier;
import org.springframework.beans.factory.support.MergedBeanDefinitionPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;

/**
 * Checks that an actor can be made, and the beans that are made with it, without making
 * any.
 */
final class BeanCheck {

	private final DefaultListableBeanFactory factory;

	private final ActorScope scope;

	private final ActorBean<?> actor;

	private final Set<String> checked = new HashSet<>();

	private final Deque<String> path = new ArrayDeque<>();

	BeanCheck(DefaultListableBeanFactory factory, ActorScope scope, ActorBean<?> actor) {
		this.factory = factory;
		this.scope = scope;
		this.actor = actor;
	}

	/**
	 * Checks the actor.
	 * @throws BeanCreationException as creating it would: caused by an
	 * {@link ActorConfigurationException}, or by what Spring Boot explains
	 */
	void run() {
		try {
			check(this.actor.beanName(), this.actor.type());
			ProxyCheck.check(this.factory.getBeanPostProcessors(), this.actor);
		}
		catch (ActorConfigurationException ex) {
			BeanDefinition definition = this.factory.getMergedBeanDefinition(this.actor.beanName());
			throw new BeanCreationException(definition.getResourceDescription(), this.actor.beanName(),
					"Actor '" + this.actor.name() + "' cannot be made: " + ex.getMessage(), ex);
		}
	}

	private void check(String beanName, Class<?> type) {
		if (this.path.contains(beanName)) {
			List<String> circle = this.path.reversed().stream().dropWhile((each) -> !each.equals(beanName)).toList();
			throw new ActorConfigurationException(
					"The beans that are made with actor '" + this.actor.name() + "' need each other in a circle: "
							+ circle.stream().map(this::simpleName).collect(Collectors.joining(" -> ")) + " -> "
							+ simpleName(beanName),
					"Inject one of them lazily, with @Lazy or as an ObjectProvider, or take what they share apart.");
		}
		if (!this.checked.add(beanName)) {
			return;
		}
		this.path.push(beanName);
		RootBeanDefinition definition = (RootBeanDefinition) this.factory.getMergedBeanDefinition(beanName);
		DependencyCheck dependencies = new DependencyCheck(this.factory, this.scope, this.actor, beanName, type);
		checkDependsOn(definition);
		checkCreation(beanName, definition, type, dependencies);
		dependencies.checkMembers();
		checkLifecycle(beanName, definition, type);
		for (String pulled : dependencies.resolved()) {
			checkPulled(pulled);
		}
		this.path.pop();
	}

	/**
	 * What is made for each incarnation is not made before either.
	 */
	private void checkPulled(String beanName) {
		BeanDefinition definition = this.factory.containsBeanDefinition(beanName)
				? this.factory.getMergedBeanDefinition(beanName) : null;
		Class<?> type = (definition != null) ? this.factory.getType(beanName, false) : null;
		if (definition != null && type != null && !this.factory.isFactoryBean(beanName)
				&& (ActorScope.NAME.equals(definition.getScope()) || definition.isPrototype())) {
			check(beanName, type);
		}
	}

	private void checkDependsOn(RootBeanDefinition definition) {
		String[] names = definition.getDependsOn();
		for (String name : (names != null) ? names : new String[0]) {
			String subject = "Actor '" + this.actor.name() + "' has @DependsOn(\"" + name + "\")";
			if (!this.factory.containsBean(name)) {
				throw new ActorConfigurationException(subject + ", but there is no bean of that name",
						"Correct the name, or remove it from @DependsOn.");
			}
			if (ActorRefRegistrar.isRef(this.factory, name)) {
				throw new ActorConfigurationException(subject
						+ ", which is an actor: its ref is there anyway, and says nothing of when the actor starts",
						"Let both be children of a SupervisorSpec, in start order; with REST_FOR_ONE those after an "
								+ "actor are restarted with it.");
			}
		}
	}

	private void checkCreation(String beanName, RootBeanDefinition definition, Class<?> type,
			DependencyCheck dependencies) {
		if (definition.hasConstructorArgumentValues()) {
			return;
		}
		Method factoryMethod = definition.getResolvedFactoryMethod();
		if (factoryMethod != null) {
			dependencies.checkParameters(factoryMethod, true);
		}
		else if (definition.getFactoryMethodName() == null && isMadeByConstructor(definition)) {
			checkClass(definition, type);
			checkConstructors(constructors(beanName, definition, type), dependencies);
		}
	}

	/**
	 * Also if ahead-of-time processing has generated the call.
	 */
	private static boolean isMadeByConstructor(RootBeanDefinition definition) {
		return definition.getInstanceSupplier() == null || definition.getInstanceSupplier() instanceof InstanceSupplier;
	}

	private void checkClass(RootBeanDefinition definition, Class<?> type) {
		String problem = ClassKinds.problem(type);
		if (problem != null && !definition.hasMethodOverrides()) {
			throw new ActorConfigurationException(subject(type) + " " + problem, ClassKinds.action(type));
		}
	}

	/**
	 * Chosen as Spring does it.
	 */
	private Constructor<?>[] constructors(String beanName, RootBeanDefinition definition, Class<?> type) {
		for (BeanPostProcessor processor : this.factory.getBeanPostProcessors()) {
			if (processor instanceof SmartInstantiationAwareBeanPostProcessor smart) {
				Constructor<?>[] candidates = smart.determineCandidateConstructors(type, beanName);
				if (candidates != null) {
					return candidates;
				}
			}
		}
		Constructor<?>[] preferred = definition.getPreferredConstructors();
		if (preferred != null) {
			return preferred;
		}
		if (definition.getInstanceSupplier() != null) {
			// Chosen when the call was generated; which one it was is not to be seen.
			Constructor<?>[] all = type.getDeclaredConstructors();
			return (all.length == 1) ? all : new Constructor<?>[0];
		}
		try {
			return new Constructor<?>[] { type.getDeclaredConstructor() };
		}
		catch (NoSuchMethodException ex) {
			throw new ActorConfigurationException(
					subject(type) + " has " + type.getDeclaredConstructors().length
							+ " constructors, and none is marked",
					"Mark the one to be used with @Autowired, or leave only one.", ex);
		}
	}

	private static void checkConstructors(Constructor<?>[] candidates, DependencyCheck dependencies) {
		RuntimeException last = null;
		for (Executable candidate : candidates) {
			try {
				dependencies.checkParameters(candidate, candidates.length == 1);
				return;
			}
			catch (UnsatisfiedDependencyException | ActorConfigurationException ex) {
				// Spring takes another one, if there is one.
				last = ex;
			}
		}
		if (last != null) {
			throw last;
		}
	}

	/**
	 * Asks those who look at a class before the first instance is made, of a copy of the
	 * definition, as they leave marks there.
	 */
	private void checkLifecycle(String beanName, RootBeanDefinition definition, Class<?> type) {
		RootBeanDefinition copy = definition.cloneBeanDefinition();
		for (BeanPostProcessor processor : this.factory.getBeanPostProcessors()) {
			if (processor instanceof MergedBeanDefinitionPostProcessor merged) {
				try {
					merged.postProcessMergedBeanDefinition(copy, type, beanName);
				}
				catch (IllegalStateException ex) {
					throw new ActorConfigurationException(
							subject(type) + " has an annotation that cannot work: " + ex.getMessage(),
							"Correct the method or field that is named.", ex);
				}
			}
		}
	}

	private String subject(Class<?> type) {
		return (type == this.actor.type()) ? "Class " + type.getName() + " of actor '" + this.actor.name() + "'"
				: "Class " + type.getName() + ", which is made with actor '" + this.actor.name() + "',";
	}

	private String simpleName(String beanName) {
		Class<?> type = this.factory.getType(beanName, false);
		return (type != null) ? type.getSimpleName() : beanName;
	}

}
