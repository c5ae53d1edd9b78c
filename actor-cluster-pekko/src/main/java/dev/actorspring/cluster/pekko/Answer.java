package dev.actorspring.cluster.pekko;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import dev.actorspring.cluster.NodeQueryException;

/**
 * What a node says to a {@link Query}.
 *
 * @param kind whether there is an answer
 * @param body the answer, or why there is none
 */
@SuppressWarnings("ArrayRecordComponent")
record Answer(Kind kind, byte[] body) {

	static Answer refused(String why) {
		return new Answer(Kind.REFUSED, why.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * The answer, if there is one.
	 * @throws NodeQueryException if it was refused
	 */
	Optional<byte[]> get() {
		return switch (this.kind) {
			case FOUND -> Optional.of(this.body);
			case NOTHING -> Optional.empty();
			case REFUSED -> throw new NodeQueryException(new String(this.body, StandardCharsets.UTF_8));
		};
	}

	/**
	 * What sort of answer it is.
	 */
	enum Kind {

		/** There is something. */
		FOUND,
		/** There is nothing of what was asked for. */
		NOTHING,
		/** The question is not answered. */
		REFUSED

	}

}
