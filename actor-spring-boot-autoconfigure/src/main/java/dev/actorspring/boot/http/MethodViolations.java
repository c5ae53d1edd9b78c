package dev.actorspring.boot.http;

import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;

import org.springframework.context.MessageSourceResolvable;
import org.springframework.validation.FieldError;
import org.springframework.validation.method.MethodValidationException;
import org.springframework.validation.method.ParameterValidationResult;

/**
 * What method validation, as {@code @Validated} brings it, has found wrong with the
 * message of a handler.
 */
final class MethodViolations {

	private MethodViolations() {
	}

	static Problem ofConstraints(Throwable failure) {
		return invalid(((ConstraintViolationException) failure).getConstraintViolations()
			.stream()
			.map((violation) -> new Violation(withinMessage(violation), violation.getMessage())));
	}

	static Problem ofParameters(Throwable failure) {
		return invalid(((MethodValidationException) failure).getParameterValidationResults()
			.stream()
			.map(ParameterValidationResult::getResolvableErrors)
			.flatMap((errors) -> errors.stream().map(MethodViolations::violation)));
	}

	private static Violation violation(MessageSourceResolvable error) {
		String field = (error instanceof FieldError fieldError) ? fieldError.getField() : "";
		return new Violation(field, Objects.requireNonNullElse(error.getDefaultMessage(), "is not valid"));
	}

	private static Problem invalid(Stream<Violation> violations) {
		return Problem.invalid(
				violations.sorted(Comparator.comparing(Violation::field).thenComparing(Violation::message)).toList());
	}

	/**
	 * The path without the method and the parameter, which the client does not know.
	 */
	private static String withinMessage(ConstraintViolation<?> violation) {
		String path = BeanValidation.path(violation);
		for (Path.Node node : violation.getPropertyPath()) {
			if (node.getKind() != ElementKind.METHOD && node.getKind() != ElementKind.PARAMETER
					&& node.getKind() != ElementKind.CROSS_PARAMETER) {
				break;
			}
			path = path.substring(Math.min(path.length(), node.toString().length()));
			path = path.startsWith(".") ? path.substring(1) : path;
		}
		return path;
	}

}
