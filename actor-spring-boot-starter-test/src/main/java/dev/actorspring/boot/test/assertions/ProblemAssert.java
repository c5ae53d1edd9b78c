package dev.actorspring.boot.test.assertions;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.actorspring.boot.http.ProblemType;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.json.JsonParseException;
import org.springframework.boot.json.JsonParserFactory;

/**
 * Assertions for the body of an answer that says what went wrong, as of RFC 9457.
 * Failures show the whole body.
 */
public final class ProblemAssert extends AbstractAssert<ProblemAssert, String> {

	private final Map<String, Object> members;

	private ProblemAssert(@Nullable String body) {
		super(body, ProblemAssert.class);
		this.members = parse(body);
	}

	/**
	 * Begins to say something about a problem.
	 * @param body of the answer, as it was sent
	 * @return the assertions
	 * @throws AssertionError if it is no problem
	 */
	public static ProblemAssert assertThatProblem(@Nullable String body) {
		return new ProblemAssert(body);
	}

	private Map<String, Object> parse(@Nullable String body) {
		try {
			Map<String, Object> parsed = JsonParserFactory.getJsonParser().parseMap(body);
			if (parsed.containsKey("type") && parsed.containsKey("status")) {
				return parsed;
			}
		}
		catch (JsonParseException ex) {
			// It is shown below.
		}
		throw failure("Expected a problem, but the answer was: %s", body);
	}

	/**
	 * Verifies what kind of problem it is, and that it has the status of that kind.
	 * @param type the kind
	 * @return this
	 */
	public ProblemAssert is(ProblemType type) {
		return hasType(type).hasStatus(type.status().value());
	}

	/**
	 * Verifies what kind of problem it is, whatever its status is.
	 * @param type the kind
	 * @return this
	 */
	public ProblemAssert hasType(ProblemType type) {
		return hasMember("type", type.uri().toString());
	}

	/**
	 * Verifies the status.
	 * @param status the number
	 * @return this
	 */
	public ProblemAssert hasStatus(int status) {
		return hasMember("status", status);
	}

	/**
	 * Verifies what the detail says.
	 * @param text a part of it
	 * @return this
	 */
	public ProblemAssert hasDetailContaining(String text) {
		if (!(this.members.get("detail") instanceof String detail) || !detail.contains(text)) {
			throw failure("Expected a detail with '%s', but the problem is: %s", text, this.actual);
		}
		return this;
	}

	/**
	 * Verifies that something is wrong with a property of the message.
	 * @param field the path of the property
	 * @return this
	 */
	public ProblemAssert hasViolation(String field) {
		if (!(this.members.get("violations") instanceof List<?> violations) || violations.stream()
			.noneMatch((each) -> each instanceof Map<?, ?> violation && field.equals(violation.get("field")))) {
			throw failure("Expected a violation of '%s', but the problem is: %s", field, this.actual);
		}
		return this;
	}

	/**
	 * Verifies any other member.
	 * @param name its name
	 * @param value its value; numbers are equal if they are of the same size
	 * @return this
	 */
	public ProblemAssert hasMember(String name, Object value) {
		Object member = this.members.get(name);
		if (!Objects.equals(comparable(member), comparable(value))) {
			throw failure("Expected the %s %s, but the problem is: %s", name, value, this.actual);
		}
		return this;
	}

	private static @Nullable Object comparable(@Nullable Object value) {
		return (value instanceof Number number) ? (Object) number.doubleValue() : value;
	}

}
