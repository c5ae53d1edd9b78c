package dev.actorspring.boot.discovery;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.ActorContext;
import dev.actorspring.boot.scope.ActorBean;
import dev.actorspring.boot.scope.ActorScope;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeansException;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.InjectionPoint;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.ObjectFactory;
import org.springframework.beans.factory.UnsatisfiedDependencyException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.util.ClassUtils;

/**
 * Checks that what is to be injected into a bean is there.
 */
final class DependencyCheck {

	private static final String PROVIDER = "jakarta.inject.Provider";

	private final DefaultListableBeanFactory factory;

	private final ActorScope scope;

	private final ActorBean<?> actor;

	private final String beanName;

	private final Class<?> type;

	private final Set<String> resolved = new LinkedHashSet<>();

	/**
	 * Creates the check of one bean.
	 * @param factory knows what can be injected
	 * @param scope knows the actors
	 * @param actor the actor that the bean is made for
	 * @param beanName the name of the bean
	 * @param type its class
	 */
	DependencyCheck(DefaultListableBeanFactory factory, ActorScope scope, ActorBean<?> actor, String beanName,
			Class<?> type) {
		this.factory = factory;
		this.scope = scope;
		this.actor = actor;
		this.beanName = beanName;
		this.type = type;
	}

	/**
	 * The beans that were found to be injected.
	 */
	Set<String> resolved() {
		return this.resolved;
	}

	/**
	 * Checks the parameters of a constructor or {@code @Bean} method.
	 * @param executable the constructor or method
	 * @param only whether there is no other, so that lists may be empty
	 */
	void checkParameters(Executable executable, boolean only) {
		for (int i = 0; i < executable.getParameterCount(); i++) {
			check(dependency(MethodParameter.forExecutable(executable, i)), only);
		}
	}

	/**
	 * Checks the fields and methods that are injected.
	 */
	void checkMembers() {
		for (Class<?> each = this.type; each != null && each != Object.class; each = each.getSuperclass()) {
			for (Field field : each.getDeclaredFields()) {
				if (!Modifier.isStatic(field.getModifiers())) {
					checkField(field);
				}
			}
			for (Method method : each.getDeclaredMethods()) {
				if (!Modifier.isStatic(method.getModifiers()) && !method.isBridge()
						&& method.equals(ClassUtils.getMostSpecificMethod(method, this.type))
						&& isInjected(method).orElse(false)) {
					for (int i = 0; i < method.getParameterCount(); i++) {
						check(dependency(new MethodParameter(method, i)), false);
					}
				}
			}
		}
	}

	private CheckedDependency dependency(MethodParameter parameter) {
		return new CheckedDependency(parameter, this::found);
	}

	/**
	 * What stands for a bean that was found: itself if it is there already.
	 */
	private @Nullable Object found(String name, CheckedDependency dependency) {
		note(name, dependency);
		Object singleton = this.factory.getSingleton(name);
		return (singleton instanceof FactoryBean) ? null : singleton;
	}

	private void checkField(Field field) {
		isInjected(field).ifPresent((required) -> check(new CheckedDependency(field, required, this::found), false));
		MergedAnnotation<?> resource = MergedAnnotations.from(field).get("jakarta.annotation.Resource");
		if (resource.isPresent() && resource.getString("lookup").isEmpty()
				&& resource.getString("mappedName").isEmpty()) {
			String name = resource.getString("name");
			if (name.isEmpty() ? !this.factory.containsBean(field.getName()) : !this.factory.containsBean(name)) {
				CheckedDependency dependency = new CheckedDependency(field, true, this::found);
				if (!name.isEmpty()) {
					throw unsatisfied(dependency, new NoSuchBeanDefinitionException(name));
				}
				check(dependency, false);
			}
		}
	}

	/**
	 * Whether it is injected.
	 * @return whether it has to be, or empty if it is not injected
	 */
	private static Optional<Boolean> isInjected(AnnotatedElement element) {
		MergedAnnotations annotations = MergedAnnotations.from(element);
		MergedAnnotation<Autowired> autowired = annotations.get(Autowired.class);
		if (autowired.isPresent()) {
			return Optional.of(autowired.getBoolean("required"));
		}
		return (annotations.isPresent(Value.class) || annotations.isPresent("jakarta.inject.Inject"))
				? Optional.of(true) : Optional.empty();
	}

	private void check(CheckedDependency dependency, boolean mayBeEmpty) {
		dependency.initParameterNameDiscovery(this.factory.getParameterNameDiscoverer());
		dependency.setContainingClass(this.type);
		Class<?> wanted = dependency.getDependencyType();
		if (wanted == ActorContext.class) {
			checkContext(dependency);
		}
		else if (InjectionPoint.class.isAssignableFrom(wanted) || ObjectFactory.class.isAssignableFrom(wanted)
				|| wanted.getName().equals(PROVIDER)) {
			// Known only when it is made, or when it is used.
			return;
		}
		else if (wanted == Optional.class) {
			check(dependency.withinOptional(), mayBeEmpty);
		}
		else if (this.factory.getAutowireCandidateResolver().getSuggestedValue(dependency) instanceof String value) {
			ValueCheck.check(this.factory, this.actor, dependency, value);
		}
		else {
			checkBean(dependency, mayBeEmpty);
		}
	}

	private void checkContext(CheckedDependency dependency) {
		Class<?> actorType = dependency.getResolvableType().getGeneric().resolve();
		if (actorType != null && !actorType.isAssignableFrom(this.actor.type())) {
			throw new ActorConfigurationException(
					"%s is an ActorContext<%s>, but is made for actor '%s', which is a %s".formatted(
							dependency.description(), actorType.getSimpleName(), this.actor.name(),
							this.actor.type().getSimpleName()),
					"Let it be an ActorContext<%s>, or an ActorContext<?> in a bean that several actors use."
						.formatted(this.actor.type().getSimpleName()));
		}
	}

	private void checkBean(CheckedDependency dependency, boolean mayBeEmpty) {
		ResolvableType elements = elements(dependency.getResolvableType());
		if (elements == null) {
			resolve(dependency);
			return;
		}
		// To resolve it would make the elements.
		boolean found = false;
		for (String name : this.factory.getBeanNamesForType(elements, true, false)) {
			if (this.factory.isAutowireCandidate(name, dependency.ofElements())) {
				found = true;
				note(name, dependency);
			}
		}
		if (!found && !mayBeEmpty) {
			resolve(dependency);
		}
	}

	private static @Nullable ResolvableType elements(ResolvableType wanted) {
		Class<?> raw = wanted.toClass();
		if (raw.isArray()) {
			return wanted.getComponentType();
		}
		if (raw == Map.class) {
			return (wanted.getGeneric(0).resolve() == String.class) ? wanted.getGeneric(1) : null;
		}
		return (Collection.class.isAssignableFrom(raw) && raw.isInterface()) ? wanted.asCollection().getGeneric(0)
				: null;
	}

	private void resolve(CheckedDependency dependency) {
		try {
			this.factory.resolveDependency(dependency, this.beanName, null, null);
		}
		catch (UnsatisfiedDependencyException ex) {
			throw ex;
		}
		catch (BeansException ex) {
			throw unsatisfied(dependency, ex);
		}
	}

	private void note(String name, CheckedDependency dependency) {
		try {
			this.scope.checkInjectable(name);
		}
		catch (BeansException ex) {
			throw unsatisfied(dependency, ex);
		}
		this.resolved.add(name);
	}

	private UnsatisfiedDependencyException unsatisfied(CheckedDependency dependency, BeansException cause) {
		return new UnsatisfiedDependencyException(
				this.factory.getMergedBeanDefinition(this.beanName).getResourceDescription(), this.beanName, dependency,
				cause);
	}

}
