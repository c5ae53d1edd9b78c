package dev.actorspring.boot.http;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * What a client prefers, after RFC 7240. A preference that we do not know or cannot parse
 * is ignored, as that says; so is {@code wait=0}, which no reply could meet.
 *
 * @param timeout how long to wait for the reply, or {@code null} for the system's timeout
 * @param respondAsync whether not to wait at all
 */
record Preferences(@Nullable Duration timeout, boolean respondAsync) {

	static final String HEADER = "Prefer";

	static final String APPLIED = "Preference-Applied";

	static final Preferences NONE = new Preferences(null, false);

	private static final int MAX_DIGITS = 9;

	static Preferences parse(List<String> headers, Duration maxTimeout) {
		Map<String, String> values = new HashMap<>();
		for (String header : headers) {
			for (String element : HeaderElements.split(header, ',')) {
				String[] parts = HeaderElements.split(element, ';').getFirst().split("=", 2);
				// The first of several counts.
				values.putIfAbsent(parts[0].strip().toLowerCase(Locale.ROOT),
						(parts.length > 1) ? HeaderElements.unquote(parts[1].strip()) : "");
			}
		}
		// It takes no value, and an empty one is as good as none.
		return new Preferences(waitOf(values.get("wait"), maxTimeout), "".equals(values.get("respond-async")));
	}

	/**
	 * The headers of an answer when the wait was honoured: they tell the seconds that we
	 * really wait at most.
	 */
	static HttpHeaders applied(Duration wait) {
		return applied("wait=" + Math.max(1, wait.toSeconds()));
	}

	/**
	 * The headers of an answer when a preference was honoured.
	 */
	static HttpHeaders applied(String preference) {
		HttpHeaders headers = new HttpHeaders();
		headers.set(APPLIED, preference);
		return headers;
	}

	private static @Nullable Duration waitOf(@Nullable String value, Duration maxTimeout) {
		if (value == null || value.isEmpty() || !value.chars().allMatch((c) -> c >= '0' && c <= '9')) {
			return null;
		}
		String digits = value.replaceFirst("^0+", "");
		if (digits.isEmpty()) {
			return null;
		}
		Duration wait = (digits.length() > MAX_DIGITS) ? maxTimeout : Duration.ofSeconds(Long.parseLong(digits));
		return (wait.compareTo(maxTimeout) > 0) ? maxTimeout : wait;
	}

}
