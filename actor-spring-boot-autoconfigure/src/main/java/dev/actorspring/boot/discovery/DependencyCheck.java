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
import org.springframework.beans.TypeMismatchException;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.InjectionPoint;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.ObjectFactory;
import org.springframework.beans.factory.UnsatisfiedDependencyException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.DependencyDescriptor;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.expression.ParseException;
import org.springframework.expression.ParserContext;
import org.springframework.expression.spel.standard.SpelExpressionParser;
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
			check(new CheckedDependency(MethodParameter.forExecutable(executable, i), true), only);
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
						check(new CheckedDependency(new MethodParameter(method, i), true), false);
					}
				}
			}
		}
	}

	private void checkField(Field field) {
		isInjected(field).ifPresent((required) -> check(new CheckedDependency(field, required), false));
		MergedAnnotation<?> resource = MergedAnnotations.from(field).get("jakarta.annotation.Resource");
		if (resource.isPresent() && resource.getString("lookup").isEmpty()
				&& resource.getString("mappedName").isEmpty()) {
			String name = resource.getString("name");
			if (name.isEmpty() ? !this.factory.containsBean(field.getName()) : !this.factory.containsBean(name)) {
				CheckedDependency dependency = new CheckedDependency(field, true);
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
			checkValue(dependency, value);
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

	private void checkValue(CheckedDependency dependency, String value) {
		String text;
		try {
			text = this.factory.resolveEmbeddedValue(value);
		}
		catch (IllegalArgumentException ex) {
			throw invalid(dependency, value, String.valueOf(ex.getMessage()),
					"Set the property, or give a default after a colon, as in ${name:default}.", ex);
		}
		if (text == null) {
			return;
		}
		if (text.contains("#{")) {
			checkExpression(dependency, value, text);
			return;
		}
		try {
			this.factory.getTypeConverter()
				.convertIfNecessary(text, dependency.getDependencyType(), dependency.getTypeDescriptor());
		}
		catch (TypeMismatchException ex) {
			throw invalid(dependency, value,
					"'%s' cannot become a value of type %s".formatted(text,
							dependency.getDependencyType().getSimpleName()),
					"Correct the value, or the property that it names.", ex);
		}
	}

	/**
	 * It is only read, as it may call beans.
	 */
	private void checkExpression(CheckedDependency dependency, String value, String text) {
		try {
			new SpelExpressionParser().parseExpression(text, ParserContext.TEMPLATE_EXPRESSION);
		}
		catch (ParseException ex) {
			throw invalid(dependency, value, String.valueOf(ex.getMessage()), "Correct the expression.", ex);
		}
	}

	private ActorConfigurationException invalid(CheckedDependency dependency, String value, String problem,
			String action, Exception cause) {
		return new ActorConfigurationException("%s, which actor '%s' is made with, has the @Value(\"%s\"), but: %s"
			.formatted(dependency.description(), this.actor.name(), value, problem), action, cause);
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

	/**
	 * A dependency that is found, but not made.
	 */
	private final class CheckedDependency extends DependencyDescriptor {

		private static final long serialVersionUID = 1L;

		private final boolean optional;

		CheckedDependency(MethodParameter parameter, boolean required) {
			super(parameter, required);
			this.optional = false;
		}

		CheckedDependency(Field field, boolean required) {
			super(field, required);
			this.optional = false;
		}

		private CheckedDependency(CheckedDependency outer, boolean optional) {
			super(outer);
			this.optional = optional || outer.optional;
			increaseNestingLevel();
		}

		CheckedDependency withinOptional() {
			return new CheckedDependency(this, true);
		}

		CheckedDependency ofElements() {
			return new CheckedDependency(this, false);
		}

		@Override
		public boolean isRequired() {
			return !this.optional && super.isRequired();
		}

		@Override
		@SuppressWarnings("NullAway") // stands for a bean that is not made
		public Object resolveCandidate(String name, Class<?> requiredType, BeanFactory beanFactory) {
			note(name, this);
			Object singleton = DependencyCheck.this.factory.getSingleton(name);
			return (singleton instanceof FactoryBean) ? null : singleton;
		}

		String description() {
			MethodParameter parameter = getMethodParameter();
			String where = getMember().getDeclaringClass().getName();
			if (parameter == null) {
				return "Field " + getMember().getName() + " in " + where;
			}
			return "Parameter " + parameter.getParameterIndex() + " of "
					+ ((parameter.getMethod() != null) ? "method " + getMember().getName() : "constructor") + " in "
					+ where;
		}

	}

}
