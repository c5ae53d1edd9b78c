package dev.actorspring.boot.web;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.util.MimeType;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * Reads the bodies of requests, never more than is allowed.
 */
final class RequestBodies {

	private static final MimeType ANY_JSON = new MediaType("application", "*+json");

	/** What needs no parser to see that it includes JSON. */
	private static final Set<String> PLAIN = Set.of(MediaType.ALL_VALUE, MediaType.APPLICATION_JSON_VALUE);

	static final byte[] EMPTY = {};

	private final int maxSize;

	RequestBodies(int maxSize) {
		this.maxSize = maxSize;
	}

	/**
	 * Reads the body.
	 * @return the bytes, none if there is no body; or a {@link ProblemException}
	 */
	Mono<byte[]> read(ServerRequest request) {
		OptionalLong length = request.headers().contentLength();
		if (length.isPresent() && length.getAsLong() > this.maxSize) {
			return Mono.error(this::tooLarge);
		}
		Flux<DataBuffer> parts = request.body(BodyExtractors.toDataBuffers());
		return Mono.create((sink) -> parts.subscribe(new BodyReader(sink, this, (body) -> checkType(request, body))));
	}

	int maxSize() {
		return this.maxSize;
	}

	ProblemException tooLarge() {
		return new ProblemException(
				Problem.of(ProblemType.TOO_LARGE, "The body has more than " + this.maxSize + " bytes."));
	}

	private static void checkType(ServerRequest request, byte[] body) {
		HttpHeaders headers = request.headers().asHttpHeaders();
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
	 * Whether the client takes JSON. Asked before the message is sent, so that an answer
	 * that cannot be given changes nothing.
	 */
	static boolean acceptsJson(ServerRequest request) {
		List<String> headers = request.headers().header(HttpHeaders.ACCEPT);
		if (headers.isEmpty() || (headers.size() == 1 && PLAIN.contains(headers.getFirst()))) {
			return true;
		}
		try {
			List<MediaType> accepted = request.headers().accept();
			return accepted.isEmpty() || StreamFormat.quality(accepted, MediaType.APPLICATION_JSON) > 0;
		}
		catch (RuntimeException ex) {
			return false;
		}
	}

}
