package dev.actorspring.durable.runtime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import dev.actorspring.ActorException;
import dev.actorspring.Message;
import dev.actorspring.durable.store.StoredReply;
import org.jspecify.annotations.Nullable;

/**
 * What messages with idempotency keys to one actor came to, as far as that is in memory,
 * and those that it has in hand. It belongs to the key of the actor, like what is not
 * written yet. Any thread.
 */
final class Repeats {

	/** How many outcomes are kept for repetitions, which mostly come soon. */
	private static final int KEPT = 1_000;

	/** How many lookups may wait for messages that were withdrawn. */
	private static final int LOOKUPS = 1_000;

	/** By idempotency key. */
	private final Map<String, InHand> inHand = new HashMap<>(0);

	private final Map<String, StoredReply.Content> known = new LinkedHashMap<>(0);

	private final Map<String, CompletableFuture<StoredReply.@Nullable Content>> lookups = new HashMap<>(0);

	/** Whether the store has none but those that are known. */
	private boolean complete;

	/**
	 * The state was loaded.
	 * @param fresh whether there is no row: then nothing was ever stored with it
	 */
	synchronized void loaded(boolean fresh) {
		this.complete = fresh && this.known.isEmpty();
		this.lookups.clear();
	}

	/**
	 * What is known of an idempotency key.
	 * @return an {@link InHand}, a {@link StoredReply.Content}, or {@code null} if there
	 * is nothing, unless in the store
	 */
	synchronized @Nullable Object find(String key) {
		InHand first = this.inHand.get(key);
		return (first != null) ? first : this.known.get(key);
	}

	/**
	 * Whether what is not known is not in the store either.
	 */
	synchronized boolean isComplete() {
		return this.complete;
	}

	/**
	 * What looks an idempotency key up.
	 * @return {@code null} if nobody does
	 */
	synchronized @Nullable CompletableFuture<StoredReply.@Nullable Content> lookup(String key) {
		return this.lookups.get(key);
	}

	synchronized void lookUp(String key, CompletableFuture<StoredReply.@Nullable Content> outcome) {
		if (this.lookups.size() >= LOOKUPS) {
			this.lookups.values().removeIf(CompletableFuture::isDone);
		}
		this.lookups.put(key, outcome);
	}

	/**
	 * An outcome was found in the store.
	 */
	synchronized void found(String key, StoredReply.Content content) {
		this.lookups.remove(key);
		add(key, content);
	}

	private void add(String key, StoredReply.Content content) {
		this.known.put(key, content);
		if (this.known.size() > KEPT) {
			this.known.remove(this.known.keySet().iterator().next());
			this.complete = false;
		}
	}

	/**
	 * A message is about to be handled. What was looked up before does not count from now
	 * on.
	 */
	synchronized void begin(InHand first) {
		this.lookups.remove(first.key());
		this.inHand.put(first.key(), first);
	}

	/**
	 * The message that is in hand.
	 * @return {@code null} if another one has the key, or none
	 */
	synchronized @Nullable InHand inHand(String key, Message<?> message) {
		InHand first = this.inHand.get(key);
		return (first != null && first.message() == message) ? first : null;
	}

	/**
	 * Whether nothing is in hand, unless on its way into the store: that is known there.
	 */
	synchronized boolean isIdle() {
		return this.inHand.values().stream().allMatch(InHand::isStoring);
	}

	/**
	 * What a message has come to is on its way into the store.
	 * @param gate done when it is there
	 */
	void store(InHand first, StoredReply.Content content, CompletableFuture<Void> gate) {
		first.storing();
		gate.whenComplete((done, failure) -> {
			synchronized (this) {
				this.inHand.remove(first.key(), first);
				if (failure == null) {
					add(first.key(), content);
				}
			}
			if (failure == null) {
				first.outcome().complete(content);
			}
			else {
				first.outcome().completeExceptionally(failure);
			}
		});
	}

	/**
	 * A message has come to nothing that could be stored: a repetition is handled.
	 * @param failure what those get who wait for it
	 */
	void forget(InHand first, Throwable failure) {
		synchronized (this) {
			this.inHand.remove(first.key(), first);
		}
		first.outcome().completeExceptionally(failure);
	}

	/**
	 * The incarnation has ended: what it had in hand, and what it has promised, comes to
	 * nothing, unless that is on its way into the store.
	 */
	void ended(ActorException failure) {
		List<InHand> left = new ArrayList<>(0);
		synchronized (this) {
			this.inHand.values().stream().filter((each) -> !each.isStoring()).forEach(left::add);
		}
		left.forEach((each) -> forget(each, failure));
	}

}
