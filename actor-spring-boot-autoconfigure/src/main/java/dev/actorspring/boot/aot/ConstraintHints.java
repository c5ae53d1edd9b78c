package dev.actorspring.boot.aot;

import java.util.Set;

import jakarta.validation.NoProviderFoundException;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import jakarta.validation.metadata.BeanDescriptor;
import jakarta.validation.metadata.ConstraintDescriptor;
import jakarta.validation.metadata.ContainerElementTypeDescriptor;
import jakarta.validation.metadata.PropertyDescriptor;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;

/**
 * What checks the constraints of data. Spring only looks at those of beans.
 */
final class ConstraintHints {

	private ConstraintHints() {
	}

	static void register(RuntimeHints hints, Class<?> type) {
		try (ValidatorFactory factory = Validation.buildDefaultValidatorFactory()) {
			register(hints, factory.getValidator(), type);
		}
		catch (NoProviderFoundException ex) {
			// Then nothing is checked.
		}
	}

	private static void register(RuntimeHints hints, Validator validator, Class<?> type) {
		BeanDescriptor bean = validator.getConstraintsForClass(type);
		register(hints, bean.getConstraintDescriptors());
		for (PropertyDescriptor property : bean.getConstrainedProperties()) {
			register(hints, property.getConstraintDescriptors());
			registerElements(hints, property.getConstrainedContainerElementTypes());
		}
	}

	private static void registerElements(RuntimeHints hints, Set<ContainerElementTypeDescriptor> elements) {
		for (ContainerElementTypeDescriptor element : elements) {
			register(hints, element.getConstraintDescriptors());
			registerElements(hints, element.getConstrainedContainerElementTypes());
		}
	}

	private static void register(RuntimeHints hints, Set<ConstraintDescriptor<?>> constraints) {
		for (ConstraintDescriptor<?> constraint : constraints) {
			hints.reflection().registerType(constraint.getAnnotation().annotationType());
			constraint.getConstraintValidatorClasses()
				.forEach((validator) -> hints.reflection()
					.registerType(validator, MemberCategory.INVOKE_DECLARED_CONSTRUCTORS));
			register(hints, constraint.getComposingConstraints());
		}
	}

}
