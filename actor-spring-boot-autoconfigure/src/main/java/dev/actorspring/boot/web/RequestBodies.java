package dev.actorspring.boot.web;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;

import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
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

	private static final byte[] EMPTY = {};

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
		return DataBufferUtils.join(request.body(BodyExtractors.toDataBuffers()), this.maxSize)
			.map(RequestBodies::bytes)
			.defaultIfEmpty(EMPTY)
			.doOnNext((body) -> checkType(request, body))
			.onErrorMap(DataBufferLimitException.class, (ex) -> tooLarge())
			// The connection's, not ours: a client that leaves must not fill the log.
			.onErrorMap((ex) -> !(ex instanceof ProblemException),
					(ex) -> new ProblemException(Problem.invalid("", "cannot be read to its end")));
	}

	private ProblemException tooLarge() {
		return new ProblemException(
				Problem.of(ProblemType.TOO_LARGE, "The body has more than " + this.maxSize + " bytes."));
	}

	private static byte[] bytes(DataBuffer buffer) {
		byte[] bytes = new byte[buffer.readableByteCount()];
		buffer.read(bytes);
		DataBufferUtils.release(buffer);
		return bytes;
	}

	private static void checkType(ServerRequest request, byte[] body) {
		HttpHeaders headers = request.headers().asHttpHeaders();
		if (body.length == 0) {
			return;
		}
		List<String> encodings = headers.getOrEmpty(HttpHeaders.CONTENT_ENCODING);
		if (!encodings.stream().allMatch("identity"::equalsIgnoreCase)) {
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
		try {
			List<MediaType> accepted = request.headers().accept();
			return accepted.isEmpty() || StreamFormat.quality(accepted, MediaType.APPLICATION_JSON) > 0;
		}
		catch (RuntimeException ex) {
			return false;
		}
	}

}
