package dev.actorspring.boot.http;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JacksonException.Reference;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

import org.springframework.util.ClassUtils;

/**
 * Says what Jackson complains about in words for the client: its own messages name
 * classes and features.
 */
final class JacksonViolations {

	static final String OUT_OF_RANGE = "must be a number in range";

	private static final String INVALID = "is not valid";

	/**
	 * The body is no JSON.
	 */
	List<Violation> malformed(JacksonException exception) {
		TokenStreamLocation location = exception.getLocation();
		String place = (location != null && location.getLineNr() > 0)
				? " at line " + location.getLineNr() + ", column " + location.getColumnNr() : "";
		return List.of(new Violation(path(exception), "is not well-formed JSON" + place));
	}

	/**
	 * The JSON does not fit the record.
	 */
	List<Violation> mismatched(JacksonException exception, JsonNode tree) {
		return List.of(new Violation(path(exception), message(exception, tree)));
	}

	private static String message(JacksonException exception, JsonNode tree) {
		if (exception instanceof ValueInstantiationException && exception.getCause() != null) {
			return messageOf(exception.getCause());
		}
		if (exception instanceof UnrecognizedPropertyException) {
			return "is not known";
		}
		JsonNode node = find(tree, exception.getPath());
		if (node.isMissingNode() || node.isNull()) {
			return "must be given";
		}
		return switch (exception) {
			case InvalidFormatException format when format.getValue() instanceof BigDecimal number
					&& FiniteNumbers.isCut(number, format.getTargetType()) ->
				"must be a whole number";
			case MismatchedInputException mismatch -> expectation(mismatch.getTargetType());
			case InputCoercionException coercion -> expectation(coercion.getTargetType());
			default -> node.isNumber() ? OUT_OF_RANGE : INVALID;
		};
	}

	/**
	 * What the constructor of a record said. The message of an
	 * {@link IllegalArgumentException} is written for whoever gave the argument; others,
	 * and those that name a class, are not shown.
	 */
	static String messageOf(Throwable thrown) {
		String message = thrown.getMessage();
		return (thrown instanceof IllegalArgumentException && message != null && ClassNames.isHarmless(message))
				? message : INVALID;
	}

	private static String expectation(@Nullable Class<?> type) {
		if (type == null) {
			return INVALID;
		}
		Class<?> boxed = ClassUtils.resolvePrimitiveIfNecessary(type);
		if (Number.class.isAssignableFrom(boxed)) {
			return OUT_OF_RANGE;
		}
		if (boxed == Boolean.class) {
			return "must be true or false";
		}
		if (boxed.isEnum()) {
			return "must be one of " + Arrays.toString(boxed.getEnumConstants());
		}
		if (boxed == Duration.class) {
			return "must be a duration, as in PT10M";
		}
		if (Temporal.class.isAssignableFrom(boxed)) {
			return "must be a date or time in ISO format";
		}
		if (boxed == String.class) {
			return "must be a string";
		}
		return INVALID;
	}

	private static JsonNode find(JsonNode tree, List<Reference> path) {
		JsonNode node = tree;
		for (Reference reference : path) {
			node = (reference.getPropertyName() != null) ? node.path(reference.getPropertyName())
					: node.path(reference.getIndex());
		}
		return node;
	}

	private static String path(JacksonException exception) {
		StringBuilder path = new StringBuilder();
		for (Reference reference : exception.getPath()) {
			if (reference.getPropertyName() == null) {
				path.append('[').append(reference.getIndex()).append(']');
			}
			else {
				path.append(path.isEmpty() ? "" : ".").append(reference.getPropertyName());
			}
		}
		return path.toString();
	}

}
