package dev.actorspring.boot.http;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

import dev.actorspring.durable.store.StateLimits;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * The header {@code Idempotency-Key} of requests to one route, after
 * draft-ietf-httpapi-idempotency-key-header. That has a string in quotes; many clients
 * leave them away, which makes no difference here.
 */
final class IdempotencyKeyHeader {

	static final String NAME = "Idempotency-Key";

	/** Visible ASCII, but what separates or quotes elsewhere in headers. */
	private static final Pattern BARE = Pattern.compile("[!#-+\\-.-:<-\\[\\]-~]+");

	/** The string of RFC 9651. */
	private static final Pattern STRING = Pattern.compile("\"(?:[ !#-\\[\\]-~]|\\\\[\"\\\\])*\"");

	/** A constant of the compiler: it needs no durable actors on the class path. */
	private static final int MAX_LENGTH = StateLimits.IDEMPOTENCY_KEY;

	private final @Nullable KeyComponent component;

	private final boolean durable;

	/**
	 * Creates the header of a route.
	 * @param component what it gives, or {@code null} if it must not be there
	 * @param durable whether the state of the actor is kept in a store
	 */
	IdempotencyKeyHeader(@Nullable KeyComponent component, boolean durable) {
		this.component = component;
		this.durable = durable;
	}

	/**
	 * Reads the key.
	 * @return {@code null} if the request has none
	 * @throws ProblemException if it is none, or if the route takes none
	 */
	@Nullable String read(HttpHeaders headers) {
		if (headers.getFirst(NAME) == null) {
			return null;
		}
		if (this.component == null) {
			throw refused();
		}
		Set<String> keys = new LinkedHashSet<>();
		for (String line : headers.getOrEmpty(NAME)) {
			for (String element : HeaderElements.split(line, ',')) {
				String key = parse(element.strip());
				keys.add(this.component.uuid() ? uuid(key) : key);
			}
		}
		if (keys.size() > 1) {
			throw invalid("is given more than once, with different values");
		}
		return keys.iterator().next();
	}

	/**
	 * Whoever sends a key relies on it: to ignore it would promise too much.
	 */
	private ProblemException refused() {
		return new ProblemException(ProblemType.INVALID_REQUEST,
				"This request takes no " + NAME + ": " + (this.durable ? "" : "the actor keeps no state, so ")
						+ "a repetition would be handled again. " + "Send it without that header.");
	}

	private static String parse(String element) {
		// Each character of a string may be two, and longer ones are not worth a look.
		if (element.length() > 2 * MAX_LENGTH + 2) {
			throw tooLong();
		}
		boolean string = element.startsWith("\"");
		String key = HeaderElements.unquote(element);
		if (element.isEmpty() || (string && key.isBlank())) {
			throw invalid("must not be empty");
		}
		if (string && !STRING.matcher(element).matches()) {
			throw invalid("is not well-formed: in quotes it has printable ASCII, a backslash before each quote and "
					+ "backslash, and nothing comes after it");
		}
		if (!string && !BARE.matcher(element).matches()) {
			throw invalid("has a character that it cannot have without quotes: use a UUID, or letters and digits");
		}
		if (key.length() > MAX_LENGTH) {
			throw tooLong();
		}
		return key;
	}

	private static String uuid(String key) {
		try {
			String uuid = UUID.fromString(key).toString();
			// It would take shorter and longer ones.
			if (uuid.equalsIgnoreCase(key)) {
				return uuid;
			}
		}
		catch (IllegalArgumentException ex) {
			// As those.
		}
		throw invalid("must be a UUID");
	}

	private static ProblemException tooLong() {
		return invalid("must not have more than " + MAX_LENGTH + " characters");
	}

	private static ProblemException invalid(String what) {
		return new ProblemException(ProblemType.INVALID_REQUEST, "The header " + NAME + " " + what + ".");
	}

}
