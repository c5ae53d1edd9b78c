package dev.actorspring.boot.discovery;

import java.lang.reflect.Field;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.DependencyDescriptor;
import org.springframework.core.MethodParameter;

/**
 * A dependency that is looked for as Spring does it, but not made.
 */
final class CheckedDependency extends DependencyDescriptor {

	private static final long serialVersionUID = 1L;

	private final transient BiFunction<String, CheckedDependency, @Nullable Object> found;

	private final boolean optional;

	/**
	 * Creates the dependency of a parameter.
	 * @param parameter the parameter
	 * @param found is told the name of the bean, and gives what stands for it
	 */
	CheckedDependency(MethodParameter parameter, BiFunction<String, CheckedDependency, @Nullable Object> found) {
		super(parameter, true);
		this.found = found;
		this.optional = false;
	}

	/**
	 * Creates the dependency of a field.
	 * @param field the field
	 * @param required whether there has to be a bean
	 * @param found is told the name of the bean, and gives what stands for it
	 */
	CheckedDependency(Field field, boolean required, BiFunction<String, CheckedDependency, @Nullable Object> found) {
		super(field, required);
		this.found = found;
		this.optional = false;
	}

	private CheckedDependency(CheckedDependency outer, boolean optional) {
		super(outer);
		this.found = outer.found;
		this.optional = optional || outer.optional;
		increaseNestingLevel();
	}

	/**
	 * What is in an {@link java.util.Optional}.
	 */
	CheckedDependency withinOptional() {
		return new CheckedDependency(this, true);
	}

	/**
	 * What a list or map has.
	 */
	CheckedDependency ofElements() {
		return new CheckedDependency(this, false);
	}

	@Override
	public boolean isRequired() {
		return !this.optional && super.isRequired();
	}

	@Override
	@SuppressWarnings("NullAway") // nothing stands for a bean that is not made
	public Object resolveCandidate(String name, Class<?> requiredType, BeanFactory beanFactory) {
		return this.found.apply(name, this);
	}

	/**
	 * Where it is injected, in words.
	 */
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
