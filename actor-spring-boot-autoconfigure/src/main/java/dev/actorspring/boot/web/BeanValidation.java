package dev.actorspring.boot.web;

import java.util.Comparator;
import java.util.List;

import jakarta.validation.Validator;

/**
 * Checks messages with Bean Validation.
 */
final class BeanValidation implements MessageValidator {

	private final Validator validator;

	BeanValidation(Validator validator) {
		this.validator = validator;
	}

	@Override
	public List<Violation> validate(Object message) {
		return this.validator.validate(message)
			.stream()
			.map((violation) -> new Violation(violation.getPropertyPath().toString(), violation.getMessage()))
			.sorted(Comparator.comparing(Violation::field).thenComparing(Violation::message))
			.toList();
	}

}
