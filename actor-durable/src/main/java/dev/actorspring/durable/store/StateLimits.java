package dev.actorspring.durable.store;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * What there is room for in a store, the same in all of them. Lengths are those of Java:
 * a character beyond the basic plane counts as two.
 *
 * @param state the longest JSON of a state, of alarms, or of an outcome
 */
public record StateLimits(int state) {

	/**
	 * The longest idempotency key.
	 */
	public static final int IDEMPOTENCY_KEY = 200;

	private static final int ACTOR = 100;

	private static final int KEY = 500;

	private static final int TYPE = 100;

	private static final int FINGERPRINT = 200;

	/**
	 * Why there is no room for a write.
	 * @param write what is to be written
	 * @return what is too long, and what to change; empty if there is room
	 */
	public Optional<String> problem(StateWrite write) {
		return problem(write.key())
			.or(() -> length("The name of the type", null, write.value().type(), TYPE, "give it a shorter one"))
			.or(() -> length("The state", write.key(), write.value().state(), this.state,
					"write less into it, or raise the maximal size of a state"))
			.or(() -> length("The JSON of the alarms", write.key(), write.value().alarms(), this.state,
					"set fewer, or raise the maximal size of a state"))
			.or(() -> write.replies().stream().map(this::problem).flatMap(Optional::stream).findFirst());
	}

	/**
	 * Whether such a key can be in a store.
	 * @param key a key
	 * @return {@code false} if it is too long, or no text
	 */
	public static boolean allows(StateKey key) {
		return problem(key).isEmpty();
	}

	/**
	 * Why such a key cannot be in a store.
	 * @param key a key
	 * @return what is too long or no text, and what to change; empty if it can be
	 */
	public static Optional<String> problem(StateKey key) {
		return text("The name of the actor", key.actor(), ACTOR, "give it a shorter one")
			.or(() -> text("The key", key.key(), KEY, "use a shorter one, such as a hash of it"));
	}

	/**
	 * Whether such an id can be in a store.
	 * @param id of a request
	 * @return {@code false} if it is too long, or no text
	 */
	public static boolean allows(StoredReply.Id id) {
		return problem(id).isEmpty();
	}

	/**
	 * Why such an id cannot be in a store.
	 * @param id of a request
	 * @return what is too long or no text, and what to change; empty if it can be
	 */
	public static Optional<String> problem(StoredReply.Id id) {
		return problem(id.key()).or(() -> text("The idempotency key", id.idempotencyKey(), IDEMPOTENCY_KEY,
				"use a shorter one, such as a UUID"));
	}

	private Optional<String> problem(StoredReply reply) {
		return problem(reply.id())
			.or(() -> length("The fingerprint of a request", null, reply.outcome().fingerprint(), FINGERPRINT,
					"make it a hash"))
			.or(() -> length("The outcome of a request", reply.id().key(), reply.outcome().json(), this.state,
					"answer with less, or raise the maximal size of a state"));
	}

	private static Optional<String> text(String what, String text, int limit, String advice) {
		return isText(text) ? length(what, null, text, limit, advice) : Optional
			.of(what + " has a character that is not text (U+0000 or half of a pair of surrogates): encode it");
	}

	private static boolean isText(String text) {
		for (int i = 0; i < text.length(); i++) {
			char character = text.charAt(i);
			if (character == 0) {
				return false;
			}
			if (Character.isSurrogate(character)) {
				if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) {
					return false;
				}
				i++;
			}
		}
		return true;
	}

	private static Optional<String> length(String what, @Nullable StateKey whose, @Nullable String text, int limit,
			String advice) {
		return (text == null || text.length() <= limit) ? Optional.empty()
				: Optional.of(what + ((whose != null) ? " of " + whose : "") + " has " + text.length()
						+ " characters, and must not have more than " + limit + ": " + advice);
	}

}
