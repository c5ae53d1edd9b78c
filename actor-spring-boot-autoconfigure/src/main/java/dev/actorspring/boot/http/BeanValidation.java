package dev.actorspring.boot.http;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;

/**
 * Checks messages with Bean Validation.
 */
final class BeanValidation implements MessageValidator {

	private static final Pattern ELEMENT = Pattern.compile("\\.<(list element|iterable element|map value)>");

	private final Validator validator;

	BeanValidation(Validator validator) {
		this.validator = validator;
	}

	@Override
	public List<Violation> validate(Object message) {
		return this.validator.validate(message)
			.stream()
			.map((violation) -> new Violation(path(violation), violation.getMessage()))
			.sorted(Comparator.comparing(Violation::field).thenComparing(Violation::message))
			.toList();
	}

	/**
	 * An element is named by its index or key alone.
	 */
	static String path(ConstraintViolation<?> violation) {
		return ELEMENT.matcher(violation.getPropertyPath().toString()).replaceAll("");
	}

}
