package dev.actorspring.durable.runtime;

import java.util.concurrent.CompletableFuture;

import dev.actorspring.Message;
import dev.actorspring.durable.store.StoredReply;
import dev.actorspring.spi.TurnEnd;
import org.jspecify.annotations.Nullable;

/**
 * The first message with its idempotency key, until what it comes to is stored.
 */
final class InHand {

	private final KeyedRequest type;

	private final String key;

	private final Message<?> message;

	private final String fingerprint;

	private final CompletableFuture<StoredReply.Content> outcome = new CompletableFuture<>();

	/** Whether what it comes to is on its way into the store. */
	private volatile boolean storing;

	InHand(KeyedRequest type, String key, Message<?> message, String fingerprint) {
		this.type = type;
		this.key = key;
		this.message = message;
		this.fingerprint = fingerprint;
	}

	String key() {
		return this.key;
	}

	Message<?> message() {
		return this.message;
	}

	String fingerprint() {
		return this.fingerprint;
	}

	/**
	 * What it comes to, when that is stored.
	 */
	CompletableFuture<StoredReply.Content> outcome() {
		return this.outcome;
	}

	void storing() {
		this.storing = true;
	}

	boolean isStoring() {
		return this.storing;
	}

	/**
	 * What is to be stored.
	 * @param end what has become of the turn, or of the reply that it has promised
	 * @return {@code null} if that is no outcome
	 * @throws IllegalArgumentException if it cannot be stored
	 */
	StoredReply.@Nullable Content content(TurnEnd end) {
		return switch (end) {
			case TurnEnd.Replied(Object reply) -> content(this.type.outcome().encodeReply(reply));
			case TurnEnd.Declined(Throwable answer, boolean declared) when declared ->
				content(this.type.outcome().encodeDecline(answer));
			default -> null;
		};
	}

	private StoredReply.Content content(String json) {
		return new StoredReply.Content(this.fingerprint, json);
	}

}
