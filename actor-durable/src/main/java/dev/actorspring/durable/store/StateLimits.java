package dev.actorspring.durable.store;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;

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
		String state = "write less into it, or raise the maximal size of a state";
		return first(Stream.concat(
				Stream.of(problem(write.key()),
						length("The name of the type", write.value().type(), TYPE, "give it a shorter one"),
						length("The state of " + write.key(), write.value().state(), this.state, state),
						length("What the alarms of " + write.key() + " say", write.value().alarms(), this.state,
								"set fewer, or raise the maximal size of a state")),
				write.replies().stream().map(this::reply)));
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
		return first(Stream.of(text("The name of the actor", key.actor(), ACTOR, "give it a shorter one"),
				text("The key", key.key(), KEY, "use a shorter one, such as a hash of it")));
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
		return first(Stream.of(problem(id.key()), text("The idempotency key", id.idempotencyKey(), IDEMPOTENCY_KEY,
				"use a shorter one, such as a UUID")));
	}

	private Optional<String> reply(StoredReply reply) {
		return first(Stream.of(problem(reply.id()),
				length("The fingerprint of a request", reply.outcome().fingerprint(), FINGERPRINT, "make it a hash"),
				length("The outcome of a request to " + reply.id().key(), reply.outcome().json(), this.state,
						"answer with less, or raise the maximal size of a state")));
	}

	private static Optional<String> text(String what, String text, int limit, String advice) {
		if (text.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
			return Optional
				.of(what + " has a character that is not text (U+0000 or half of a pair of surrogates): encode it");
		}
		return length(what, text, limit, advice);
	}

	private static Optional<String> length(String what, @Nullable String text, int limit, String advice) {
		return (text == null || text.length() <= limit) ? Optional.empty() : Optional
			.of(what + " has " + text.length() + " characters, and must not have more than " + limit + ": " + advice);
	}

	private static Optional<String> first(Stream<Optional<String>> problems) {
		return problems.flatMap(Optional::stream).findFirst();
	}

}
