package dev.actorspring.boot.http;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.util.MimeType;

/**
 * What the bodies of requests, and those that the clients accept, must be: JSON, and
 * never more of it than is allowed.
 */
public final class RequestBodies {

	private static final MimeType ANY_JSON = new MediaType("application", "*+json");

	/** What needs no parser to see that it includes JSON. */
	private static final Set<String> PLAIN = Set.of(MediaType.ALL_VALUE, MediaType.APPLICATION_JSON_VALUE);

	private final int maxSize;

	RequestBodies(int maxSize) {
		this.maxSize = maxSize;
	}

	/**
	 * How large a body may be.
	 * @return in bytes
	 */
	public int maxSize() {
		return this.maxSize;
	}

	/**
	 * Checks the length that a request announces.
	 * @param headers the headers of the request
	 * @throws ProblemException if that is too much
	 */
	public void checkLength(HttpHeaders headers) {
		if (headers.getContentLength() > this.maxSize) {
			throw tooLarge();
		}
	}

	/**
	 * The answer to a body that is too large.
	 * @return to be thrown
	 */
	public ProblemException tooLarge() {
		return new ProblemException(ProblemType.TOO_LARGE, "The body has more than " + this.maxSize + " bytes.");
	}

	/**
	 * The answer to a body that breaks off.
	 * @return to be thrown
	 */
	public ProblemException unreadable() {
		return new ProblemException(Problem.invalid("", "cannot be read to its end"));
	}

	/**
	 * Checks what a body is, once it is known that there is one.
	 * @throws ProblemException if it is no JSON
	 */
	static void checkType(HttpHeaders headers, byte[] body) {
		if (body.length == 0) {
			return;
		}
		List<String> encodings = headers.getOrEmpty(HttpHeaders.CONTENT_ENCODING);
		if (!encodings.isEmpty() && !encodings.stream().allMatch("identity"::equalsIgnoreCase)) {
			throw new ProblemException(
					Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, "The body must not be compressed.")
						.withHeader(HttpHeaders.ACCEPT_ENCODING, "identity"));
		}
		if (!isJson(headers)) {
			throw new ProblemException(unsupported());
		}
	}

	static Problem unsupported() {
		return Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, "The body must be application/json in UTF-8.")
			.withHeader(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON_VALUE);
	}

	static Problem notAcceptable() {
		return Problem.of(ProblemType.NOT_ACCEPTABLE, "The reply is available as application/json only.");
	}

	private static boolean isJson(HttpHeaders headers) {
		if (MediaType.APPLICATION_JSON_VALUE.equals(headers.getFirst(HttpHeaders.CONTENT_TYPE))) {
			return true;
		}
		try {
			MediaType type = headers.getContentType();
			if (type == null) {
				return false;
			}
			Charset charset = type.getCharset();
			return (MediaType.APPLICATION_JSON.includes(type) || ANY_JSON.includes(type))
					&& (charset == null || charset.equals(StandardCharsets.UTF_8));
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	/**
	 * Checks that the client takes JSON.
	 * @throws ProblemException if it does not
	 */
	static void checkAcceptsJson(HttpHeaders headers) {
		if (!acceptsJson(headers)) {
			throw new ProblemException(notAcceptable());
		}
	}

	private static boolean acceptsJson(HttpHeaders headers) {
		List<String> values = headers.getOrEmpty(HttpHeaders.ACCEPT);
		if (values.isEmpty() || (values.size() == 1 && PLAIN.contains(values.getFirst()))) {
			return true;
		}
		try {
			List<MediaType> accepted = headers.getAccept();
			return accepted.isEmpty() || StreamFormat.quality(accepted, MediaType.APPLICATION_JSON) > 0;
		}
		catch (RuntimeException ex) {
			return false;
		}
	}

}
