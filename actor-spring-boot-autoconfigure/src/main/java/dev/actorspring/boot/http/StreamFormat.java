package dev.actorspring.boot.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * How a stream is written. Whatever is written is a line of JSON, in which a line break
 * can only be between two tokens, where a space does as well.
 */
public enum StreamFormat {

	/**
	 * Server-sent events. What a client gets that takes anything.
	 */
	EVENTS(MediaType.TEXT_EVENT_STREAM, ":\n\n") {

		@Override
		public byte[] element(byte[] json) {
			return line("data: ", json, "\n\n");
		}

		@Override
		public byte[] problem(byte[] json) {
			return line("event: error\ndata: ", json, "\n\n");
		}

	},

	/**
	 * A line for each element.
	 */
	LINES(MediaType.APPLICATION_NDJSON, "\n") {

		@Override
		public byte[] element(byte[] json) {
			return line("", json, "\n");
		}

		@Override
		public byte[] problem(byte[] json) {
			return line("{\"problem\":", json, "}\n");
		}

	};

	private final MediaType mediaType;

	private final String heartbeat;

	StreamFormat(MediaType mediaType, String heartbeat) {
		this.mediaType = mediaType;
		this.heartbeat = heartbeat;
	}

	/**
	 * The type of the answer.
	 * @return the media type
	 */
	public MediaType mediaType() {
		return this.mediaType;
	}

	/**
	 * What clients read over.
	 * @return the bytes to be written
	 */
	public byte[] heartbeat() {
		return this.heartbeat.getBytes(StandardCharsets.US_ASCII);
	}

	/**
	 * An element.
	 * @param json the element
	 * @return the bytes to be written
	 */
	public abstract byte[] element(byte[] json);

	/**
	 * The last that comes of a stream that has failed.
	 * @param json the problem detail
	 * @return the bytes to be written
	 */
	public abstract byte[] problem(byte[] json);

	/**
	 * The format in which a request is answered.
	 * @throws ProblemException if the client takes none
	 */
	static StreamFormat of(HttpHeaders headers) {
		try {
			return of(headers.getAccept()).orElseThrow(StreamFormat::notAcceptable);
		}
		catch (IllegalArgumentException ex) {
			throw notAcceptable();
		}
	}

	private static ProblemException notAcceptable() {
		return new ProblemException(ProblemType.NOT_ACCEPTABLE,
				"The reply is available as text/event-stream and application/x-ndjson only.");
	}

	/**
	 * The format that a client likes best.
	 * @param accepted what the client takes; if nothing, it takes anything
	 * @return empty if it takes none
	 */
	static Optional<StreamFormat> of(List<MediaType> accepted) {
		if (accepted.isEmpty()) {
			return Optional.of(EVENTS);
		}
		List<StreamFormat> formats = new ArrayList<>(List.of(values()));
		formats.removeIf((format) -> quality(accepted, format.mediaType) == 0);
		// Of equals the first.
		return formats.stream()
			.sorted(Comparator.comparing((format) -> -quality(accepted, format.mediaType)))
			.findFirst();
	}

	/**
	 * How much a client likes a type: what the most specific range says that includes it.
	 */
	static double quality(List<MediaType> accepted, MediaType type) {
		return accepted.stream()
			.filter((range) -> range.includes(type))
			.max(Comparator.comparing(StreamFormat::specificity))
			.map(MediaType::getQualityValue)
			.orElse(0.0);
	}

	private static int specificity(MediaType range) {
		if (range.isWildcardType()) {
			return 0;
		}
		return range.isWildcardSubtype() ? 1 : 2;
	}

	private static byte[] line(String before, byte[] json, String after) {
		byte[] line = new byte[before.length() + json.length + after.length()];
		byte[] start = before.getBytes(StandardCharsets.US_ASCII);
		byte[] end = after.getBytes(StandardCharsets.US_ASCII);
		System.arraycopy(start, 0, line, 0, start.length);
		for (int i = 0; i < json.length; i++) {
			line[start.length + i] = (json[i] == '\n' || json[i] == '\r') ? (byte) ' ' : json[i];
		}
		System.arraycopy(end, 0, line, start.length + json.length, end.length);
		return line;
	}

}
